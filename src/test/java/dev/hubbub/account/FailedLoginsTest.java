package dev.hubbub.account;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hubbub.room.SharedLimits;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FailedLoginsTest {
  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 7);
  private final FailedLogins failures = new FailedLogins(3, SharedLimits.alone(), clock::get);

  private void fail(String counter, int times) {
    for (int i = 0; i < times; i++) {
      failures.failed(counter);
    }
  }

  private void pass(long ms) {
    clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(ms));
  }

  @Test
  void theFirstFailuresCostNothing() {
    fail("alice", 2);
    assertEquals(0, failures.waitMs("alice"));
    fail("alice", 1);
    assertEquals(1_000, failures.waitMs("alice"));
  }

  @Test
  void everyFurtherFailureDoublesTheWaitUpToAMinute() {
    fail("alice", 4);
    assertEquals(2_000, failures.waitMs("alice"));
    fail("alice", 2);
    assertEquals(8_000, failures.waitMs("alice"));
    fail("alice", 1_000);
    assertEquals(60_000, failures.waitMs("alice"));
  }

  @Test
  void whoWaitsMayTryAndWhoIsRightStartsAfresh() {
    fail("alice", 3);
    pass(999);
    assertEquals(1, failures.waitMs("alice"));
    pass(1);
    assertEquals(0, failures.waitMs("alice"));
    failures.succeeded("alice", "1.2.3.4");
    fail("alice", 2);
    assertEquals(0, failures.waitMs("alice"));
  }

  @Test
  void strangersDoNotKeepTheOwnerWaitingWhereTheyCameInBefore() {
    failures.succeeded("alice", "1.2.3.4");
    fail(failures.counter("alice", "6.6.6.6"), 50);
    assertEquals(60_000, failures.waitMs(failures.counter("alice", "7.7.7.7")));
    assertEquals(0, failures.waitMs(failures.counter("alice", "1.2.3.4")));
  }

  @Test
  void noLimitMeansNoWait() {
    FailedLogins none = new FailedLogins(0, SharedLimits.alone(), clock::get);
    for (int i = 0; i < 100; i++) {
      none.failed("alice");
    }
    assertEquals(0, none.waitMs("alice"));
  }
}
