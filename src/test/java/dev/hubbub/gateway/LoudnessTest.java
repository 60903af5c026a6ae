package dev.hubbub.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoudnessTest {
  private final Loudness loudness = new Loudness();
  private long now = System.nanoTime();

  @Test
  void aQuietRoomIsWrittenAtOnce() {
    assertEquals(0, after(50, 25, 1_000, 2));
  }

  @Test
  void aRoomWithVeryManyDeliveriesGathersTheLongest() {
    assertEquals(10, after(50, 1, 1_000, 0));
  }

  @Test
  void aRoomThatTakesMostOfTheLoopsTimeGathersTheLongest() {
    assertEquals(10, after(50, 10, 100, 9));
  }

  @Test
  void aRoomThatTakesHalfOfTheLoopsTimeGathersForAWhile() {
    long wait = after(50, 10, 100, 6);
    assertTrue(wait >= 1 && wait < 10, () -> "waits " + wait + " ms");
  }

  @Test
  void whatIsPastIsForgotten() {
    assertEquals(10, after(50, 10, 100, 9));
    now += TimeUnit.SECONDS.toNanos(1);
    assertEquals(0, loudness.waitMs(now, 100));
  }

  /** How long it waits after messages, one each interval, with so many deliveries that took so long. */
  private long after(int messages, long intervalMs, long due, long tookMs) {
    for (int i = 0; i < messages; i++) {
      long unused = loudness.waitMs(now, due);
      loudness.wrote(now, TimeUnit.MILLISECONDS.toNanos(tookMs));
      now += TimeUnit.MILLISECONDS.toNanos(intervalMs);
    }
    return loudness.waitMs(now, due);
  }
}
