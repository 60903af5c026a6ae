package dev.hubbub.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The findings as one page that needs nothing else: no script, no font, no image from anywhere. */
final class HtmlReport {
  private static final double[] PERCENTS = {50, 75, 90, 95, 99, 99.5, 99.9, 99.99, 100};

  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
      <title>Hubbub under load</title>
      <style>
      :root { color-scheme: light dark; --ink: #1c2024; --faint: #60646c; --line: #e0e1e6; --page: #fcfcfd;
        --s0: #2563c9; --s1: #c2571a; --s2: #2b8a3e; --good: #2b8a3e; --bad: #c92a2a }
      @media (prefers-color-scheme: dark) { :root { --ink: #edeef0; --faint: #b0b4ba; --line: #363a3f; --page: #111113;
        --s0: #7fb0ff; --s1: #ffa057; --s2: #69db7c; --good: #69db7c; --bad: #ff8787 } }
      body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--page); max-width: 1360px;
        margin: 2rem auto; padding: 0 1rem }
      h1 { font-size: 1.4rem; margin: 0 } h2 { font-size: 1.1rem }
      p.about { color: var(--faint); margin: .2rem 0 1rem }
      .verdict { font-weight: 600; color: var(--good) } .verdict.bad { color: var(--bad) }
      table { border-collapse: collapse; font-variant-numeric: tabular-nums }
      th, td { text-align: left; padding: .15rem 1.2rem .15rem 0; border-bottom: 1px solid var(--line); vertical-align: top }
      th { font-weight: 500; color: var(--faint); white-space: nowrap }
      .plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 480px), 1fr)); gap: 1rem 2rem;
        margin: 1.5rem 0 }
      figure { margin: 0 } figcaption { font-weight: 600 } figcaption span { font-weight: 400; color: var(--faint) }
      figcaption b { font-weight: 500; margin-left: 1rem } svg { width: 100%; height: auto }
      svg text { font-size: 11px; fill: var(--faint) } .grid { stroke: var(--line) }
      polyline { fill: none; stroke-width: 1.8; stroke-linejoin: round }
      polyline.s0 { stroke: var(--s0) } polyline.s1 { stroke: var(--s1) } polyline.s2 { stroke: var(--s2) }
      b.s0 { color: var(--s0) } b.s1 { color: var(--s1) } b.s2 { color: var(--s2) }
      </style></head><body>
      """;

  private HtmlReport() {}

  static String of(Findings found) {
    LoadPlan plan = found.plan();
    StringBuilder page = new StringBuilder(HEAD)
        .append("<h1>Hubbub under load</h1>\n<p class=\"about\">")
        .append(escape(String.format(
            Locale.ROOT,
            "%d users in %d rooms, %.4g messages/s of %d bytes for %.4g s, on %s (%s), at %s",
            plan.users(),
            plan.rooms(),
            plan.rate(),
            plan.size(),
            plan.seconds(),
            plan.urls(),
            found.server(),
            found.startedAt())))
        .append("</p>\n");
    verdict(found, page);
    table(found, page);
    page.append("<div class=\"plots\">\n");
    plots(found).forEach(plot -> page.append(plot.figure()));
    return page.append("</div></body></html>\n").toString();
  }

  private static void verdict(Findings found, StringBuilder page) {
    String words = found.isGood()
        ? "All promises kept, everything delivered."
        : found.breachCounts().isEmpty()
            ? "All promises kept, but not every message was taken and delivered."
            : "Broken promises.";
    page.append("<p class=\"verdict").append(found.isGood() ? "" : " bad").append("\">");
    page.append(words).append("</p>\n");
    if (!found.breaches().isEmpty()) {
      page.append("<ul>");
      found
          .breaches()
          .forEach(breach -> page.append("<li>").append(escape(breach.line())).append("</li>\n"));
      page.append("</ul>\n");
    }
    if (found.isGeneratorBusy()) {
      page.append(
          "<p class=\"verdict bad\">The generator was too busy: the latencies are its own.</p>");
    }
  }

  private static void table(Findings found, StringBuilder page) {
    Tally tally = found.tally();
    page.append("<table>\n");
    row(page, "messages", "%d due, %d refused", found.offered(), found.refused());
    row(
        page,
        "deliveries",
        "%d of %d, %.0f/s, lost %d, repeated %d",
        tally.received,
        found.expected(),
        found.deliveriesPerSecond(),
        found.lost(),
        tally.repeated);
    latency(page, "delivery", found.deliveries());
    latency(page, "ack", found.acks());
    latency(page, "by resuming", found.recoveries());
    row(
        page,
        "connections",
        "%d cut, lost by code %s, %d came back, %d rooms afresh",
        tally.cut,
        tally.drops,
        tally.resumed,
        tally.afresh);
    if (found.serverCpu() >= 0) {
      row(
          page,
          "server",
          "%.1f %% of a core, %.2f us a delivery; %d MB, %.1f KB a session",
          found.serverCpu(),
          Math.max(0, found.cpuMicrosPerDelivery()),
          found.bytesAfter() >> 20,
          found.bytesPerSession() / 1024);
    }
    row(
        page,
        "generator",
        "%.1f %% of a core, sent %.1f ms late at most",
        found.generatorCpu(),
        found.latestSendMs());
    page.append("</table>\n");
  }

  private static void latency(StringBuilder page, String name, Latency took) {
    if (took.count() > 0) {
      row(
          page,
          name,
          "p50 %.2f, p90 %.2f, p99 %.2f, p99.9 %.2f, max %.2f ms",
          took.percentileMs(50),
          took.percentileMs(90),
          took.percentileMs(99),
          took.percentileMs(99.9),
          took.maxMs());
    }
  }

  private static void row(StringBuilder page, String name, String format, Object... values) {
    page.append("<tr><th>").append(name).append("</th><td>");
    page.append(escape(String.format(Locale.ROOT, format, values))).append("</td></tr>\n");
  }

  private static List<Plot> plots(Findings found) {
    List<Plot> plots = new ArrayList<>();
    List<Second> seconds = found.seconds();
    List<String> times =
        IntStream.rangeClosed(1, seconds.size()).mapToObj(i -> i + " s").toList();
    if (found.deliveries().count() > 0) {
      plots.add(new Plot("Latency over time", "ms", times)
          .line("p50", of(seconds, Second::p50Ms))
          .line("p99", of(seconds, Second::p99Ms))
          .line("max", of(seconds, Second::maxMs)));
      plots.add(percentiles(found));
      plots.add(new Plot("Deliveries", "per second", times)
          .line("delivered", of(seconds, second -> (double) second.delivered())));
      plots.add(new Plot("Messages due", "per second", times)
          .line("due", of(seconds, second -> (double) second.due())));
    }
    if (found.serverCpu() >= 0) {
      plots.add(new Plot("CPU of the server", "% of a core", times)
          .line("server", of(seconds, Second::serverCpu)));
      plots.add(new Plot("Memory of the server", "MB resident", times)
          .line("server", of(seconds, second -> second.serverBytes() / 1_048_576.0)));
    }
    return plots;
  }

  private static Plot percentiles(Findings found) {
    List<String> names = new ArrayList<>();
    double[] deliveries = new double[PERCENTS.length];
    double[] acks = new double[PERCENTS.length];
    for (int i = 0; i < PERCENTS.length; i++) {
      names.add(
          PERCENTS[i] == 100 ? "max" : String.valueOf(PERCENTS[i]).replaceAll("\\.0$", "") + " %");
      deliveries[i] = found.deliveries().percentileMs(PERCENTS[i]);
      acks[i] = found.acks().percentileMs(PERCENTS[i]);
    }
    return new Plot("Latency by percentile", "ms", names)
        .line("delivery", deliveries)
        .line("ack", acks);
  }

  private static double[] of(List<Second> seconds, ToDoubleFunction<Second> value) {
    return seconds.stream().mapToDouble(value).toArray();
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
