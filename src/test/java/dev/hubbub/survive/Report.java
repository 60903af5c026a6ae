package dev.hubbub.survive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The table of all runs, in Markdown. It is written anew after each, so that what was measured is not lost. One thread at a time. */
final class Report {
  private static final String HEAD =
      """
      | fault | seed | expected | measured | verdict |
      |---|---|---|---|---|
      """;
  private static final int LONGEST = 400;

  private final Path directory;
  private final String about;
  private final SortedMap<Integer, String> rows = new TreeMap<>();
  private int broken;

  /**
   * A table without rows.
   *
   * @param directory where it goes
   * @param about what stands above it
   */
  Report(Path directory, String about) {
    this.directory = directory;
    this.about = about;
  }

  /** Adds a run, which has its place in the table, as others may have ended before it. */
  void add(int place, Fault fault, long seed, Duration took, List<Finding> findings) {
    List<Finding> others = findings.stream().filter(one -> !one.kept()).toList();
    if (!others.isEmpty()) {
      broken++;
    }
    String row = "| " + fault.id() + " " + cell(fault.title()) + " | " + seed + " | "
        + lines(findings.stream().map(Finding::expected).toList()) + " | "
        + lines(findings.stream()
            .map(one -> one.kept() ? one.measured() : "**" + one.measured() + "**")
            .toList())
        + " | " + (others.isEmpty() ? "kept" : "**broken**") + ", " + took.toSeconds()
        + " s |";
    rows.put(place, row);
    write();
  }

  /** Where the table is. */
  Path file() {
    return directory.resolve("report.md");
  }

  /** How many runs found something that is not as expected. */
  int broken() {
    return broken;
  }

  private static String lines(List<String> texts) {
    return texts.stream().map(Report::cell).collect(Collectors.joining("<br>"));
  }

  private static String cell(String text) {
    String line = text.replace("|", "\\|").replace("<", "&lt;").replaceAll("\\s+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " …";
  }

  private void write() {
    try {
      var unused = Files.createDirectories(directory);
      String verdict = rows.size() + " runs, " + broken + " of them with something broken.";
      var unusedToo = Files.writeString(
          file(),
          about + "\n\n" + verdict + "\n\n" + HEAD + String.join("\n", rows.values()) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
