package dev.hubbub.gateway;

import java.util.concurrent.TimeUnit;

/**
 * How many frames one session may send: so many a second, three times as many at once. And how often it may go on after
 * having been told to slow down. Used by one event loop.
 */
final class FrameRate {
  private static final int BURST_SECONDS = 3;
  private static final int DEFAULT_PER_SECOND = 20;

  /** Refused frames within {@link #WINDOW}, as a multiple of the frames of a second, that make a flood. */
  private static final int FLOOD_FACTOR = 10;

  private static final long WINDOW = TimeUnit.SECONDS.toNanos(10);

  private final int perSecond;
  private double tokens;
  private long at;
  private int refused;
  private long refusedSince;

  /**
   * A full bucket.
   *
   * @param perSecond 0 for no bound
   * @param now as {@link System#nanoTime} tells it, here and below
   */
  FrameRate(int perSecond, long now) {
    this.perSecond = perSecond;
    this.tokens = (double) perSecond * BURST_SECONDS;
    this.at = now;
  }

  /**
   * Takes a frame.
   *
   * @return 0, or the milliseconds until there is room for one
   */
  long take(long now) {
    if (perSecond == 0) {
      return 0;
    }
    tokens = Math.min((double) perSecond * BURST_SECONDS, tokens + (now - at) * 1e-9 * perSecond);
    at = now;
    if (tokens >= 1) {
      tokens--;
      return 0;
    }
    return Math.max(1, Math.round((1 - tokens) * 1_000 / perSecond));
  }

  /** Takes note that something was refused; the answer is whether that has become a flood. */
  boolean floods(long now) {
    if (now - refusedSince > WINDOW) {
      refusedSince = now;
      refused = 0;
    }
    return ++refused > FLOOD_FACTOR * (perSecond == 0 ? DEFAULT_PER_SECOND : perSecond);
  }
}
