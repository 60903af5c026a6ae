package dev.hubbub.load;

import java.util.List;
import java.util.Map;

/**
 * What a load found. Times are milliseconds, CPU is percent of one core, and negative where it is not known.
 *
 * @param server the version the server told
 * @param connectSeconds how long it took until everybody was there
 * @param offered messages that were due in the measured time
 * @param expected deliveries these should have led to
 * @param refused messages of any time that were answered with an error and not taken
 * @param latestSendMs how late the generator sent the message it was latest with
 * @param generatorCpu what the generator itself used
 * @param serverCpu what the servers used together in the measured time
 * @param bytesBefore what they had in memory before anybody connected
 * @param bytesIdle when everybody was there
 * @param bytesAfter at the end of the measured time
 * @param breachCounts how many promises of each kind were broken
 * @param breaches the first of each kind
 */
record Findings(
    LoadPlan plan,
    String run,
    String startedAt,
    String server,
    double connectSeconds,
    long offered,
    long expected,
    long refused,
    Tally tally,
    Latency deliveries,
    Latency acks,
    Latency recoveries,
    double latestSendMs,
    double generatorCpu,
    double serverCpu,
    long bytesBefore,
    long bytesIdle,
    long bytesAfter,
    List<Second> seconds,
    Map<Promise, Integer> breachCounts,
    List<Breach> breaches) {
  /** From here on the latencies are rather the generator's than the server's. */
  private static final double BUSY = 90;

  /** Deliveries that never came, of those expected. */
  long lost() {
    return Math.max(0, expected - tally.received);
  }

  /** Whether every promise was kept, and every message taken and delivered. */
  boolean isGood() {
    return breachCounts.isEmpty() && lost() == 0 && refused == 0;
  }

  double deliveriesPerSecond() {
    return plan.seconds() == 0 ? 0 : tally.received / plan.seconds();
  }

  /** Whether the generator was too busy for its latencies to be the server's. */
  boolean isGeneratorBusy() {
    return generatorCpu > BUSY;
  }

  /** Resident memory for each session, with everybody there and silent; negative where it is not known. */
  double bytesPerSession() {
    return bytesBefore < 0 || bytesIdle < 0
        ? -1
        : (bytesIdle - bytesBefore) / (double) plan.users();
  }

  /** The CPU that one delivery took, in microseconds; negative where it is not known. */
  double cpuMicrosPerDelivery() {
    return serverCpu < 0 || tally.received == 0
        ? -1
        : serverCpu / 100 * plan.seconds() * 1e6 / tally.received;
  }
}
