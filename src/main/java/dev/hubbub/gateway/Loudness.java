package dev.hubbub.gateway;

/**
 * How much a room has to deliver on one event loop, and so how long its frames should gather. Below some ten thousand
 * deliveries a second gathering only adds delay; far above it is what keeps the loop free.
 */
final class Loudness {
  /** The time over which the past is forgotten. */
  private static final double MEMORY_NS = 50e6;

  /** Deliveries within that memory from which frames gather: about 60,000 a second. */
  private static final double LOUD = 3_000;

  /** Deliveries within that memory from which they gather the longest: about 600,000 a second. */
  private static final double LOUDEST = 30_000;

  private static final long LONGEST_MS = 10;

  private double deliveries;
  private long at = System.nanoTime();

  /**
   * Takes note of deliveries that are due.
   *
   * @return how long, in ms, they should wait for more; 0 to be written at once
   */
  long waitMs(long now, long due) {
    deliveries = deliveries * Math.exp((at - now) / MEMORY_NS) + due;
    at = now;
    if (deliveries < LOUD) {
      return 0;
    }
    return Math.max(1, Math.round(LONGEST_MS * Math.min(1, deliveries / LOUDEST)));
  }
}
