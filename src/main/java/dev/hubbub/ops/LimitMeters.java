package dev.hubbub.ops;

import dev.hubbub.room.Limit;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Which limits are hit. Any thread. */
public final class LimitMeters {
  private final MeterRegistry registry;

  LimitMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * Counts the hits of one limit; to be made once and kept.
   *
   * @param name one of a few
   */
  public Runnable hits(String name) {
    Counter counter = Counter.builder("hubbub.limits.hit")
        .description("Requests that were more than a limit allows")
        .tag("limit", name)
        .register(registry);
    return counter::increment;
  }

  /** The same limit, its hits counted. */
  public Limit counted(String name, Limit limit) {
    Runnable hit = hits(name);
    return key -> {
      long waitMs = limit.tryTake(key);
      if (waitMs > 0) {
        hit.run();
      }
      return waitMs;
    };
  }
}
