package dev.hubbub.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.ops.Health.Report;
import dev.hubbub.ops.Health.State;
import dev.hubbub.room.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class HealthTest {
  private static final Future<Boolean> UP = Future.succeededFuture(true);
  private static final Future<Boolean> AWAY = Future.succeededFuture(false);

  private static Report report(Health health) throws TimeoutException {
    return health.report().await(5, TimeUnit.SECONDS);
  }

  @Test
  void anInstanceWithItsStoreIsReadyWithoutRedis() throws TimeoutException {
    Report report = report(new Health(() -> UP, null, () -> false));
    assertTrue(report.isReady());
    assertFalse(report.isDegraded());
    assertEquals(Optional.empty(), report.redis());
  }

  @Test
  void aConfiguredRedisThatIsAwayDegrades() throws TimeoutException {
    Report report = report(new Health(() -> UP, () -> AWAY, () -> false));
    assertTrue(report.isReady());
    assertTrue(report.isDegraded());
  }

  @Test
  void withoutTheStoreOrOnItsWayOutItIsNotReady() throws TimeoutException {
    assertFalse(report(new Health(() -> AWAY, null, () -> false)).isReady());
    assertFalse(
        report(new Health(() -> Future.failedFuture(Refusal.unavailable()), null, () -> false))
            .isReady());
    assertFalse(report(new Health(() -> UP, null, () -> true)).isReady());
  }

  @Test
  void whatThrowsOrNeverAnswersIsAwayAndStillThereIsAnAnswer() throws TimeoutException {
    Promise<Boolean> never = Promise.promise();
    Report report = report(new Health(
        never::future,
        () -> {
          throw new IllegalStateException("closed");
        },
        () -> false));
    assertEquals(State.AWAY, report.store());
    assertEquals(Optional.of(State.AWAY), report.redis());
  }
}
