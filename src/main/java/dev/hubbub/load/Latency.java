package dev.hubbub.load;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** How long something took, each time: kept to three digits, from 1 µs to an hour. Of one thread at a time. */
final class Latency {
  private static final long LEAST = TimeUnit.MICROSECONDS.toNanos(1);
  private static final long MOST = TimeUnit.HOURS.toNanos(1);

  private final Histogram histogram = new Histogram(LEAST, MOST, 3);

  void add(long nanos) {
    histogram.recordValue(Math.min(Math.max(nanos, 0), MOST));
  }

  void add(Latency other) {
    histogram.add(other.histogram);
  }

  void clear() {
    histogram.reset();
  }

  long count() {
    return histogram.getTotalCount();
  }

  /** What so many percent took at most, in milliseconds; 0 where there is none. */
  double percentileMs(double percent) {
    return count() == 0 ? 0 : histogram.getValueAtPercentile(percent) / 1e6;
  }

  double meanMs() {
    return count() == 0 ? 0 : histogram.getMean() / 1e6;
  }

  double maxMs() {
    return count() == 0 ? 0 : histogram.getMaxValue() / 1e6;
  }
}
