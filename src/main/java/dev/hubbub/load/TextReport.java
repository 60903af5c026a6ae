package dev.hubbub.load;

import java.io.PrintStream;
import java.util.Locale;

/** The findings as a table for a terminal. */
final class TextReport {
  private final PrintStream out;

  TextReport(PrintStream out) {
    this.out = out;
  }

  /** Prints all of it; broken promises come last, one line each. */
  void print(Findings found) {
    LoadPlan plan = found.plan();
    line(
        "load",
        "%d users in %d rooms, %.4g messages/s by %d senders, %.4g s, %d bytes",
        plan.users(),
        plan.rooms(),
        plan.rate(),
        plan.senders(),
        plan.seconds(),
        plan.size());
    line("server", "%s at %s", found.server(), plan.urls());
    line("connected", "%d sessions in %.1f s", plan.users(), found.connectSeconds());
    line(
        "messages",
        "%d due, %d refused%s; sent %.1f ms late at most",
        found.offered(),
        found.refused(),
        found.tally().errors.isEmpty() ? "" : " " + found.tally().errors,
        found.latestSendMs());
    line(
        "deliveries",
        "%d of %d, %.0f/s; lost %d, repeated %d",
        found.tally().received,
        found.expected(),
        found.deliveriesPerSecond(),
        found.lost(),
        found.tally().repeated);
    latency("delivery", found.deliveries());
    latency("ack", found.acks());
    Tally tally = found.tally();
    if (tally.cut > 0 || !tally.drops.isEmpty()) {
      line(
          "connections",
          "%d cut here, lost by close code %s; %d came back, %d rooms afresh (%d events "
              + "skipped), %d sent again",
          tally.cut,
          tally.drops,
          tally.resumed,
          tally.afresh,
          tally.skipped,
          tally.resent);
      line("", "%d deliveries by resuming", tally.recovered);
      latency("resumed", found.recoveries());
    }
    if (found.serverCpu() >= 0) {
      line(
          "server CPU",
          "%.1f %% of a core%s",
          found.serverCpu(),
          found.cpuMicrosPerDelivery() < 0
              ? ""
              : String.format(
                  Locale.ROOT, ", %.2f us for each delivery", found.cpuMicrosPerDelivery()));
      line(
          "memory",
          "%d MB before, %d MB connected (%.1f KB a session), %d MB after",
          found.bytesBefore() >> 20,
          found.bytesIdle() >> 20,
          found.bytesPerSession() / 1024,
          found.bytesAfter() >> 20);
    }
    line(
        "generator",
        "%.1f %% of a core%s",
        found.generatorCpu(),
        found.isGeneratorBusy() ? ": TOO BUSY, the latencies are its own" : "");
    verdict(found);
  }

  private void latency(String name, Latency took) {
    if (took.count() > 0) {
      line(
          name,
          "p50 %.2f  p90 %.2f  p99 %.2f  p99.9 %.2f  max %.2f ms",
          took.percentileMs(50),
          took.percentileMs(90),
          took.percentileMs(99),
          took.percentileMs(99.9),
          took.maxMs());
    }
  }

  private void verdict(Findings found) {
    if (found.isGood()) {
      line("promises", "all kept");
      return;
    }
    if (found.breachCounts().isEmpty()) {
      line("promises", "all kept, but not every message was taken and delivered");
      return;
    }
    out.println();
    out.println("BROKEN PROMISES");
    found
        .breachCounts()
        .forEach((promise, count) ->
            line("  " + promise.number(), "%s: %d times", promise.words(), count));
    found.breaches().forEach(breach -> out.println("  " + breach.line()));
  }

  private void line(String name, String format, Object... values) {
    out.println(String.format("%-12s ", name) + String.format(Locale.ROOT, format, values));
  }
}
