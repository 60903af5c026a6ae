package dev.hubbub.ops;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** How the store does. Any thread. */
public final class StoreMeters {
  private final DistributionSummary batch;
  private final Timer committed;
  private final Timer failed;
  private final Timer probe;
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger up = new AtomicInteger(1);

  StoreMeters(MeterRegistry registry) {
    batch = DistributionSummary.builder("hubbub.append.batch")
        .description("What goes into one transaction of the log")
        .baseUnit("drafts")
        .serviceLevelObjectives(Buckets.SIZES)
        .register(registry);
    committed = append(registry, "committed");
    failed = append(registry, "failed");
    probe = Timer.builder("hubbub.store.probe")
        .description("How long the store takes to answer the smallest question")
        .serviceLevelObjectives(Buckets.LATENCIES.toArray(Duration[]::new))
        .register(registry);
    Gauge.builder("hubbub.append.waiting", waiting, AtomicInteger::get)
        .description("What waits for a transaction")
        .strongReference(true)
        .register(registry);
    Gauge.builder("hubbub.store.up", up, AtomicInteger::get)
        .description("Whether the store answered when it was asked last")
        .strongReference(true)
        .register(registry);
  }

  /** Meters that nobody reads. */
  public static StoreMeters unseen() {
    return new StoreMeters(new CompositeMeterRegistry());
  }

  private static Timer append(MeterRegistry registry, String outcome) {
    return Timer.builder("hubbub.append")
        .description("How long a transaction of the log takes")
        .tag("outcome", outcome)
        .serviceLevelObjectives(Buckets.LATENCIES.toArray(Duration[]::new))
        .register(registry);
  }

  /** A transaction of so many drafts is over. */
  public void appended(int drafts, boolean well, long nanos) {
    batch.record(drafts);
    (well ? committed : failed).record(nanos, TimeUnit.NANOSECONDS);
  }

  /** So many drafts wait. */
  public void waiting(int drafts) {
    waiting.set(drafts);
  }

  /** Whether the store answered when it was asked last. */
  boolean isUp() {
    return up.get() == 1;
  }

  /** The store was asked how it is. */
  public void probed(boolean well, long nanos) {
    up.set(well ? 1 : 0);
    probe.record(nanos, TimeUnit.NANOSECONDS);
  }
}
