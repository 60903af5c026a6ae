package dev.hubbub.survive;

import dev.hubbub.testing.ConformanceDoor;
import dev.hubbub.testing.ConformanceSuite;
import dev.hubbub.testing.Endpoint;
import dev.hubbub.testing.HubbubProcess;
import java.io.PrintStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** RFC 6455 in all its cases, behind every door of the packaged jar, as a table in Markdown. */
final class Conformance {
  private static final int LONGEST_SECONDS = 120;

  private final PrintStream out;
  private final Map<String, Tally> tallies = new TreeMap<>();

  private Conformance(PrintStream out) {
    this.out = out;
  }

  private record Running(String host, int port, String token) implements Endpoint {}

  /** The cases of one group behind one door. */
  private record Tally(int cases, int failed) {
    Tally with(boolean passed) {
      return new Tally(cases + 1, failed + (passed ? 0 : 1));
    }
  }

  /**
   * Runs them and prints the table.
   *
   * @return whether the server did as it should in every case
   */
  static boolean run(PrintStream out) throws InterruptedException {
    try (HubbubProcess server =
        HubbubProcess.configured(ConformanceDoor.configuration()).start()) {
      String token = server.rest().guest("Conformance").token();
      Conformance conformance = new Conformance(out);
      try (ConformanceSuite suite =
          new ConformanceSuite(new Running("127.0.0.1", server.port(), token))) {
        for (ConformanceDoor door : ConformanceDoor.values()) {
          for (ConformanceSuite.Running running : suite.begin(door)) {
            conformance.take(door, running);
          }
        }
      }
      return conformance.print();
    }
  }

  private void take(ConformanceDoor door, ConformanceSuite.Running running)
      throws InterruptedException {
    String fault = fault(running);
    String group = running.told().group();
    int dot = group.indexOf('.');
    String key =
        (group.equals("+") ? "extra" : "%5s".formatted(group.substring(0, Math.max(dot, 1))))
            + " | " + door;
    Tally before = tallies.getOrDefault(key, new Tally(0, 0));
    tallies.put(key, before.with(fault.isEmpty()));
    if (!fault.isEmpty()) {
      out.println("FAILED " + door + " " + running.told() + ": " + fault);
    }
  }

  private static String fault(ConformanceSuite.Running running) throws InterruptedException {
    try {
      Object unused = running.end().get(LONGEST_SECONDS, TimeUnit.SECONDS);
      return "";
    } catch (ExecutionException e) {
      return String.valueOf(e.getCause());
    } catch (TimeoutException e) {
      return "no end within " + LONGEST_SECONDS + " s";
    }
  }

  private boolean print() {
    out.println("| group | door | cases | failed |");
    out.println("|---|---|---|---|");
    int failed = 0;
    for (Map.Entry<String, Tally> row : tallies.entrySet()) {
      Tally tally = row.getValue();
      failed += tally.failed();
      out.println(
          "| " + row.getKey().strip() + " | " + tally.cases() + " | " + tally.failed() + " |");
    }
    return failed == 0;
  }
}
