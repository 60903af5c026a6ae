package dev.hubbub.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** How the link to Redis does. Any thread. */
public final class RedisMeters {
  private final AtomicInteger up = new AtomicInteger();
  private final Counter links;
  private final Counter dropped;
  private final Timer probe;
  private final Timer batch;

  RedisMeters(MeterRegistry registry) {
    Gauge.builder("hubbub.redis.up", up, AtomicInteger::get)
        .description("Whether the link to Redis carries")
        .strongReference(true)
        .register(registry);
    links = Counter.builder("hubbub.redis.links")
        .description("Times the link to Redis was made")
        .register(registry);
    dropped = Counter.builder("hubbub.redis.dropped")
        .description("Publishes that were dropped because too many waited")
        .register(registry);
    probe = timer(registry, "hubbub.redis.probe", "From a publish until it comes back");
    batch = timer(registry, "hubbub.redis.batch", "How long a batch of commands takes");
  }

  /** Meters that nobody reads. */
  public static RedisMeters unseen() {
    return new RedisMeters(new CompositeMeterRegistry());
  }

  private static Timer timer(MeterRegistry registry, String name, String about) {
    return Timer.builder(name)
        .description(about)
        .serviceLevelObjectives(Buckets.LATENCIES.toArray(Duration[]::new))
        .register(registry);
  }

  /** The link is up. */
  public void joined() {
    up.set(1);
    links.increment();
  }

  /** It is no more. */
  public void lost() {
    up.set(0);
  }

  /** Something that was to be published is forgotten. */
  public void dropped() {
    dropped.increment();
  }

  /** A probe came back. */
  public void probed(long nanos) {
    probe.record(nanos, TimeUnit.NANOSECONDS);
  }

  /** A batch was answered. */
  public void answered(long nanos) {
    batch.record(nanos, TimeUnit.NANOSECONDS);
  }
}
