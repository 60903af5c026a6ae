package dev.hubbub.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);

  private RateLimit limit(double perSecond, int burst, int keys) {
    return RateLimit.of(perSecond, burst, keys, clock::get);
  }

  private void pass(long ms) {
    clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(ms));
  }

  private static void takeAll(RateLimit limit, String key, int tokens) {
    for (int i = 0; i < tokens; i++) {
      assertEquals(0, limit.tryTake(key), "token " + i);
    }
  }

  @Test
  void theBurstIsGivenAtOnceAndTheNextOneIsToldHowLongToWait() {
    RateLimit limit = limit(5, 15, 1_000);
    takeAll(limit, "alice", 15);
    assertEquals(200, limit.tryTake("alice"));
    assertEquals(200, limit.tryTake("alice"), "asking costs nothing");
  }

  @Test
  void whoWaitsAsToldGetsExactlyOneToken() {
    RateLimit limit = limit(5, 15, 1_000);
    takeAll(limit, "alice", 15);
    pass(199);
    assertEquals(1, limit.tryTake("alice"));
    pass(1);
    takeAll(limit, "alice", 1);
    assertEquals(200, limit.tryTake("alice"));
  }

  @Test
  void theBucketFillsUpToTheBurstAndNoFurther() {
    RateLimit limit = limit(5, 15, 1_000);
    takeAll(limit, "alice", 15);
    pass(3_600_000);
    takeAll(limit, "alice", 15);
    assertEquals(200, limit.tryTake("alice"));
  }

  @Test
  void whatWasSpentElsewhereIsMissingHere() {
    RateLimit limit = limit(5, 15, 1_000);
    limit.spend("alice", 14);
    takeAll(limit, "alice", 1);
    assertEquals(200, limit.tryTake("alice"));
    takeAll(limit, "bob", 15);
  }

  @Test
  void whatIsNotThereIsOwedUpToAnotherBurst() {
    RateLimit limit = limit(5, 15, 1_000);
    takeAll(limit, "alice", 15);
    limit.spend("alice", 5);
    assertEquals(1_200, limit.tryTake("alice"));
    limit.spend("alice", Integer.MAX_VALUE);
    assertEquals(3_200, limit.tryTake("alice"));
    pass(3_200);
    takeAll(limit, "alice", 1);
  }

  @Test
  void theLargestLimitsDoNotOverflow() {
    RateLimit limit = limit(1, 1_000_000_000, 1_000);
    limit.spend("alice", Integer.MAX_VALUE);
    assertEquals(1_000_000_001_000L, limit.tryTake("alice"));
    limit.spend("alice", Integer.MAX_VALUE);
    assertEquals(1_000_000_001_000L, limit.tryTake("alice"));
  }

  @Test
  void spendingNothingOrFromNoLimitChangesNothing() {
    RateLimit limit = limit(1, 1, 1_000);
    limit.spend("alice", 0);
    limit.spend("alice", -7);
    takeAll(limit, "alice", 1);
    RateLimit none = limit(0, 0, 1_000);
    none.spend("alice", 1_000);
    takeAll(none, "alice", 10);
    assertEquals(0, none.size());
  }

  @Test
  void whatIsGivenBackIsThereAgain() {
    RateLimit limit = limit(1, 2, 1_000);
    takeAll(limit, "alice", 2);
    limit.giveBack("alice");
    takeAll(limit, "alice", 1);
    assertEquals(1_000, limit.tryTake("alice"));
    limit.giveBack("nobody");
    takeAll(limit, "nobody", 2);
    assertEquals(1_000, limit.tryTake("nobody"));
  }

  @Test
  void everyKeyHasABucketOfItsOwn() {
    RateLimit limit = limit(1, 1, 1_000);
    takeAll(limit, "alice", 1);
    takeAll(limit, "bob", 1);
    assertEquals(1_000, limit.tryTake("alice"));
  }

  @Test
  void zeroMeansNoLimit() {
    takeAll(limit(0, 0, 1_000), "alice", 10_000);
    takeAll(RateLimit.perHour(0), "alice", 10_000);
  }

  @Test
  void aMinutesWorthMayComeAtOnce() {
    RateLimit limit = RateLimit.perMinute(10);
    takeAll(limit, "alice", 10);
    long wait = limit.tryTake("alice");
    assertTrue(wait > 0 && wait <= 6_000, () -> "told to wait " + wait);
  }

  @Test
  void memoryIsBoundedAndWhoIsBusyIsNotForgotten() {
    RateLimit limit = limit(1, 1, 160);
    takeAll(limit, "busy", 1);
    for (int i = 0; i < 10_000; i++) {
      takeAll(limit, "passer-by-" + i, 1);
      assertTrue(limit.tryTake("busy") > 0);
    }
    assertTrue(limit.size() <= 160, () -> limit.size() + " keys");
  }

  @Test
  void manyThreadsTogetherGetNoMoreThanTheBurst() throws InterruptedException {
    RateLimit limit = limit(1, 100, 1_000);
    AtomicInteger taken = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    for (int i = 0; i < 400; i++) {
      threads.execute(() -> {
        if (limit.tryTake("alice") == 0) {
          taken.incrementAndGet();
        }
      });
    }
    threads.shutdown();
    assertTrue(threads.awaitTermination(10, TimeUnit.SECONDS));
    assertEquals(100, taken.get());
  }
}
