package dev.hubbub.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What sessions are told, and how long that took. Counted once for each event and event loop, however many sessions there
 * are: a meter for each delivery would cost more than the delivery. Any thread.
 */
public final class DeliveryMeters {
  private final Counter out;
  private final Timer here;
  private final Timer elsewhere;

  DeliveryMeters(MeterRegistry registry) {
    out = Counter.builder("hubbub.messages.out")
        .description("Events written to sessions, each counted once per session")
        .register(registry);
    here = timer(registry, "here");
    elsewhere = timer(registry, "elsewhere");
  }

  private static Timer timer(MeterRegistry registry, String from) {
    return Timer.builder("hubbub.delivery")
        .description(
            "From the receipt of an event, by this instance's hub or from another instance, until an event loop"
                + " has written it to its sessions; one for each event and event loop")
        .tag("from", from)
        .serviceLevelObjectives(Buckets.LATENCIES.toArray(Duration[]::new))
        .register(registry);
  }

  /** Events written to sessions since the start. */
  long messagesOut() {
    return (long) out.count();
  }

  /** As {@link Tally#deliveries} has them. */
  List<Long> counts() {
    List<Long> counts = new ArrayList<>(Collections.nCopies(Buckets.LATENCIES.size() + 1, 0L));
    for (Timer timer : List.of(here, elsewhere)) {
      HistogramSnapshot taken = timer.takeSnapshot();
      CountAtBucket[] buckets = taken.histogramCounts();
      for (int i = 0; i < Buckets.LATENCIES.size(); i++) {
        counts.set(i, counts.get(i) + (long) buckets[i].count());
      }
      counts.set(buckets.length, counts.get(buckets.length) + taken.count());
    }
    return List.copyOf(counts);
  }

  /** So many events were written to so many sessions. */
  public void written(int events, int sessions) {
    out.increment((double) events * sessions);
  }

  /**
   * An event was written to the sessions of an event loop.
   *
   * @param committedHere whether this instance committed it, rather than another one
   * @param nanos since its receipt
   */
  public void took(boolean committedHere, long nanos) {
    (committedHere ? here : elsewhere).record(nanos, TimeUnit.NANOSECONDS);
  }
}
