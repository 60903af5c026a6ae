package dev.hubbub.ops;

import java.util.List;

/**
 * What an instance has counted since its start, small enough to be told every other second; rates are differences of two.
 *
 * @param messagesIn what was said or done in rooms here, and committed
 * @param messagesOut events written to sessions, each counted once per session
 * @param loopLagUs how late an event loop was at worst within the last minute, microseconds
 * @param storeUp whether the store answered when it was asked last
 * @param deliveries how many deliveries took at most each of {@link #boundsUs}, and at the end how many there were
 */
public record Tally(
    long messagesIn, long messagesOut, long loopLagUs, boolean storeUp, List<Long> deliveries) {
  private static final List<Long> BOUNDS_US =
      Buckets.LATENCIES.stream().map(bound -> bound.toNanos() / 1_000).toList();

  /** Where the counts of {@link #deliveries} lie, ascending; microseconds. */
  public static List<Long> boundsUs() {
    return BOUNDS_US;
  }
}
