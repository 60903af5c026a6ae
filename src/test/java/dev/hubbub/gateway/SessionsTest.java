package dev.hubbub.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SessionsTest {
  @Test
  void fewAreBackBeforeTheyAreSeenToLeave() {
    assertEquals(1_000, Sessions.spread(1, 10_000));
    assertEquals(1_000, Sessions.spread(1_000, 10_000));
  }

  @Test
  void manyDoNotComeAllAtOnce() {
    assertEquals(5_000, Sessions.spread(5_000, 10_000));
  }

  @Test
  void nobodyIsToldToStayAwayForLongerThanTheProtocolSays() {
    assertEquals(10_000, Sessions.spread(20_000, 25_000));
  }

  @Test
  void whoRunsItMayHaveThemComeSooner() {
    assertEquals(1_000, Sessions.spread(20_000, 1_000));
    assertEquals(0, Sessions.spread(1, 0));
  }
}
