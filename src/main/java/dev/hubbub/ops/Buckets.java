package dev.hubbub.ops;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

/** Where the bounds of histograms lie; the same everywhere, so that figures may be laid side by side. */
final class Buckets {
  /** For what should take milliseconds. */
  static final List<Duration> LATENCIES = LongStream.of(
          500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000,
          2_000_000, 5_000_000)
      .mapToObj(micros -> Duration.ofNanos(micros * 1_000))
      .toList();

  /** For how many there are in a batch. */
  static final double[] SIZES = {1, 2, 4, 8, 16, 32, 64, 128, 256, 1_024};

  private Buckets() {}
}
