package dev.hubbub.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FrameRateTest {
  private final long start = System.nanoTime();

  private static int accepted(FrameRate rate, int tries, long now) {
    int accepted = 0;
    for (int i = 0; i < tries; i++) {
      accepted += rate.take(now) == 0 ? 1 : 0;
    }
    return accepted;
  }

  @Test
  void threeSecondsWorthMayComeAtOnceAndNoMore() {
    FrameRate rate = new FrameRate(20, start);
    assertEquals(60, accepted(rate, 61, start));
  }

  @Test
  void afterASecondThereIsRoomForASecondsWorth() {
    FrameRate rate = new FrameRate(20, start);
    assertEquals(60, accepted(rate, 100, start + TimeUnit.SECONDS.toNanos(1)));
    assertEquals(20, accepted(rate, 100, start + TimeUnit.SECONDS.toNanos(2)));
  }

  @Test
  void whoIsRefusedIsToldWhenToTryAgain() {
    FrameRate rate = new FrameRate(20, start);
    long now = start + TimeUnit.SECONDS.toNanos(1);
    assertEquals(60, accepted(rate, 60, now));
    long wait = rate.take(now);
    assertEquals(50, wait);
    assertEquals(0, rate.take(now + TimeUnit.MILLISECONDS.toNanos(wait)));
  }

  @Test
  void withoutABoundEverythingIsTaken() {
    assertEquals(10_000, accepted(new FrameRate(0, start), 10_000, start));
  }

  @Test
  void tenSecondsWorthOfRefusalsInTenSecondsIsAFlood() {
    FrameRate rate = new FrameRate(20, start);
    for (int i = 0; i < 200; i++) {
      assertFalse(rate.floods(start));
    }
    assertTrue(rate.floods(start));
  }

  @Test
  void refusalsOfLongAgoAreForgotten() {
    FrameRate rate = new FrameRate(20, start);
    for (int i = 0; i < 200; i++) {
      assertFalse(rate.floods(start));
    }
    assertFalse(rate.floods(start + TimeUnit.SECONDS.toNanos(11)));
  }
}
