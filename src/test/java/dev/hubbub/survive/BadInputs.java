package dev.hubbub.survive;

import io.vertx.core.json.JsonObject;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All bad input there is, by the door that it is sent to. */
final class BadInputs {
  private BadInputs() {}

  /** All of it. */
  static List<BadInput> all() {
    List<BadInput> all = new ArrayList<>();
    tables().values().forEach(all::addAll);
    return all;
  }

  private static Map<String, List<BadInput>> tables() {
    Map<String, List<BadInput>> tables = new LinkedHashMap<>();
    tables.put("frames of a session", BadFrames.table());
    tables.put("bodies of requests", BadBodies.table());
    tables.put("paths, parameters, event streams", BadPaths.table());
    tables.put("framing of requests, plain channels", BadFramings.table());
    return tables;
  }

  /**
   * Sends all of it to the packaged jar and prints a table in Markdown.
   *
   * @return whether each was answered as it has to be, and did no harm
   */
  static boolean run(PrintStream out) throws Exception {
    int all = 0;
    List<String> rows = new ArrayList<>();
    try (InputSite site = new InputSite(new JsonObject())) {
      for (Map.Entry<String, List<BadInput>> table : tables().entrySet()) {
        int failed = 0;
        for (BadInput bad : table.getValue()) {
          failed += isSurvived(bad, site, out) ? 0 : 1;
        }
        rows.add("| " + table.getKey() + " | " + table.getValue().size() + " | " + failed + " |");
        all += failed;
      }
      site.assertLogTellsNothing();
    }
    out.println("| bad input | cases | failed |");
    out.println("|---|---|---|");
    rows.forEach(out::println);
    return all == 0;
  }

  private static boolean isSurvived(BadInput bad, InputSite site, PrintStream out)
      throws Exception {
    try {
      bad.send(site);
      site.assertUnharmed();
      return true;
    } catch (AssertionError e) {
      out.println("FAILED " + bad.name() + ", " + bad.expected() + ": " + e.getMessage());
      return false;
    }
  }
}
