package dev.hubbub.ops;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** How late event loops are: what is due now is done only so much later. Any thread. */
public final class LoopMeters {
  private static final long PERIOD_MS = 250;

  private final MeterRegistry registry;
  private final Set<Timer> lags = ConcurrentHashMap.newKeySet();

  LoopMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** How late one of them was at worst within the last minute; microseconds. */
  long worstUs() {
    return (long)
        lags.stream().mapToDouble(lag -> lag.max(TimeUnit.MICROSECONDS)).max().orElse(0);
  }

  /**
   * Measures the event loop of the verticle that calls, until it ends.
   *
   * @param verticle whose loop it is: one of a few words
   */
  public void measure(Vertx vertx, String verticle) {
    Timer lag = Timer.builder("hubbub.loop.lag")
        .description("How much later than it should something is done on an event loop")
        .tag("verticle", verticle)
        .serviceLevelObjectives(Buckets.LATENCIES.toArray(Duration[]::new))
        .register(registry);
    lags.add(lag);
    long[] due = {System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PERIOD_MS)};
    vertx.setPeriodic(PERIOD_MS, timer -> {
      long now = System.nanoTime();
      lag.record(Math.max(0, now - due[0]), TimeUnit.NANOSECONDS);
      due[0] = now + TimeUnit.MILLISECONDS.toNanos(PERIOD_MS);
    });
  }
}
