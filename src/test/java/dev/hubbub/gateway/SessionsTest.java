package dev.hubbub.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SessionsTest {
  @Test
  void fewAreSentAwayWithinMoments() {
    assertEquals(5, Sessions.spread(1, 10_000));
    assertEquals(500, Sessions.spread(100, 10_000));
  }

  @Test
  void manyAreNotSentAwayAllAtOnce() {
    assertEquals(10_000, Sessions.spread(2_000, 25_000));
  }

  @Test
  void aDrainDoesNotTakeTheLongerTheMoreThereAre() {
    assertEquals(10_000, Sessions.spread(20_000, 25_000));
  }

  @Test
  void whoRunsItMayHaveThemGoSooner() {
    assertEquals(1_000, Sessions.spread(20_000, 1_000));
    assertEquals(0, Sessions.spread(1, 0));
  }
}
