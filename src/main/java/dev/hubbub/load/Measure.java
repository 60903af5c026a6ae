package dev.hubbub.load;

import java.util.ArrayList;
import java.util.List;

/** The measured time: latencies over all of it and in each of its seconds. Of the crowd's event loop. */
final class Measure {
  private static final long SECOND = 1_000_000_000;

  private final long length;
  private final int[] due;
  private final Latency deliveries = new Latency();
  private final Latency acks = new Latency();
  private final Latency recoveries = new Latency();
  private final Latency now = new Latency();
  private final List<Second> seconds = new ArrayList<>();
  private long begin = Long.MAX_VALUE;
  private long offered;
  private long latestSend;
  private int current;

  Measure(LoadPlan plan) {
    this.length = plan.duration().toNanos();
    this.due = new int[(int) (length / SECOND) + 1];
  }

  void begin(long nanos) {
    begin = nanos;
  }

  /** When it ends. */
  long end() {
    return begin + length;
  }

  /** Whether what was due then is measured. */
  boolean isMeasured(long dueNanos) {
    return dueNanos >= begin && dueNanos < end();
  }

  /** A message is being sent. */
  void due(long dueNanos, long nowNanos) {
    if (isMeasured(dueNanos)) {
      offered++;
      due[(int) ((dueNanos - begin) / SECOND)]++;
      latestSend = Math.max(latestSend, nowNanos - dueNanos);
    }
  }

  /** A message came; says whether it is measured. */
  boolean delivered(long dueNanos, long nanos, boolean recovered) {
    if (!isMeasured(dueNanos)) {
      return false;
    }
    if (recovered) {
      recoveries.add(nanos - dueNanos);
      return true;
    }
    int second = (int) ((nanos - begin) / SECOND);
    if (second > current) {
      turnTo(second);
    }
    now.add(nanos - dueNanos);
    return true;
  }

  void acknowledged(long dueNanos, long nanos) {
    if (isMeasured(dueNanos)) {
      acks.add(nanos - dueNanos);
    }
  }

  private void turnTo(int second) {
    while (current < second) {
      if (current < due.length) {
        seconds.add(new Second(
            current,
            due[current],
            now.count(),
            now.percentileMs(50),
            now.percentileMs(99),
            now.maxMs(),
            -1,
            -1));
      }
      deliveries.add(now);
      now.clear();
      current++;
    }
  }

  /** The measured time is over; what is still under way counts to the latencies. */
  void close() {
    turnTo((int) (length / SECOND));
  }

  /** Latencies of deliveries; resuming aside. */
  Latency deliveries() {
    deliveries.add(now);
    now.clear();
    return deliveries;
  }

  Latency acks() {
    return acks;
  }

  /** How late what a session got by resuming was. */
  Latency recoveries() {
    return recoveries;
  }

  /** The seconds of it, whole ones. */
  List<Second> seconds() {
    // What was due in a second may have been sent, late, after the second was over.
    return seconds.stream()
        .filter(second -> second.at() < length / SECOND)
        .map(second -> new Second(
            second.at(),
            due[second.at()],
            second.delivered(),
            second.p50Ms(),
            second.p99Ms(),
            second.maxMs(),
            second.serverCpu(),
            second.serverBytes()))
        .toList();
  }

  /** Messages that were due in it. */
  long offered() {
    return offered;
  }

  /** How late this program sent the one it was latest with. */
  double latestSendMs() {
    return latestSend / 1e6;
  }
}
