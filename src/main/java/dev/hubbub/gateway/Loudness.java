package dev.hubbub.gateway;

/**
 * How much a room has to deliver on one event loop, and so how long its frames should gather. Below some ten thousand
 * deliveries a second gathering only adds delay; far above it is what keeps the loop free, and on a slow machine it is so
 * from where writing takes most of the loop's time.
 */
final class Loudness {
  /** The time over which the past is forgotten. */
  private static final double MEMORY_NS = 50e6;

  /** Deliveries within that memory from which frames gather: about 60,000 a second. */
  private static final double LOUD = 3_000;

  /** Deliveries within that memory from which they gather the longest: about 600,000 a second. */
  private static final double LOUDEST = 30_000;

  /** The share of the loop's time spent on the room from which frames gather. */
  private static final double BUSY = 0.5;

  /** The share of the loop's time spent on the room from which they gather the longest. */
  private static final double BUSIEST = 0.75;

  private static final long LONGEST_MS = 10;

  private double deliveries;
  private double writingNs;
  private long at = System.nanoTime();

  /**
   * Takes note of deliveries that are due.
   *
   * @return how long, in ms, they should wait for more; 0 to be written at once
   */
  long waitMs(long now, long due) {
    forget(now);
    deliveries += due;
    double share = writingNs / MEMORY_NS;
    if (deliveries < LOUD && share < BUSY) {
      return 0;
    }
    double loud = deliveries / LOUDEST;
    double busy = (share - BUSY) / (BUSIEST - BUSY);
    return Math.max(1, Math.round(LONGEST_MS * Math.min(1, Math.max(loud, busy))));
  }

  /** Takes note of the time, in ns, that deliveries took to be written. */
  void wrote(long now, long nanos) {
    forget(now);
    writingNs += nanos;
  }

  private void forget(long now) {
    double left = Math.exp((at - now) / MEMORY_NS);
    deliveries *= left;
    writingNs *= left;
    at = now;
  }
}
