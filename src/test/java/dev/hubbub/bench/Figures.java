package dev.hubbub.bench;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The rows of the table, in Markdown, each told at once: of every workload and server the median of its runs, and how far
 * they lie apart.
 */
final class Figures {
  private final PrintStream out;

  /** Begins the table. */
  Figures(PrintStream out) {
    this.out = out;
    out.println(
        """
        | | workload | server | generator | CPU of a core | median (least to most) | lost | generator |
        |---|---|---|---|---|---|---|---|""");
  }

  /** Adds the runs of one workload on one server. */
  void add(Workload workload, String server, String generator, List<Sample> runs) {
    boolean good = runs.stream().allMatch(Sample::good);
    long lost = runs.stream().mapToLong(Sample::lost).sum();
    String what = workload == Workload.W4
        ? String.format(
            Locale.ROOT, "%s KB resident each", of(runs, s -> s.bytesPerSession() / 1_024, "%.1f"))
        : String.format(
            Locale.ROOT,
            "p50 %s, p99 %s ms; %s/s",
            of(runs, Sample::p50Ms, "%.1f"),
            of(runs, Sample::p99Ms, "%.1f"),
            of(runs, Sample::perSecond, "%,.0f"));
    out.println(String.join(
        " | ",
        "| " + workload.name(),
        workload.words(),
        server,
        generator,
        workload == Workload.W4 ? "" : of(runs, Sample::cpu, "%.1f") + " %",
        what,
        good ? "0" : lost + " (not well)",
        of(runs, Sample::generatorCpu, "%.0f") + " % |"));
  }

  /** Adds the runs of W6. */
  void add(String what, List<Double> perSecond) {
    out.println("| W6 | " + what + " | Hubbub | AppendBenchmark | | "
        + of(perSecond, Double::doubleValue, "%,.0f") + " appends/s | | |");
  }

  /** The median, and in brackets the least and the most. */
  private static <T> String of(List<T> runs, ToDoubleFunction<T> value, String format) {
    double[] sorted = runs.stream().mapToDouble(value).sorted().toArray();
    if (sorted.length == 0) {
      return "?";
    }
    String median = String.format(Locale.ROOT, format, sorted[sorted.length / 2]);
    String least = String.format(Locale.ROOT, format, sorted[0]);
    String most = String.format(Locale.ROOT, format, sorted[sorted.length - 1]);
    return least.equals(most) ? median : median + " (" + least + "–" + most + ")";
  }
}
