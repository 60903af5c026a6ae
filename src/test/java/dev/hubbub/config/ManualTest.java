package dev.hubbub.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The page of the documentation and the table of keys say the same. Run with {@code -Dhubbub.manual.write=true} to have
 * the page brought up to the table.
 */
class ManualTest {
  private static final Path PAGE = Path.of("src/site/markdown/configuration.md");
  private static final String BEGIN =
      "<!-- keys: made from the table in dev.hubbub.config.Keys, see ManualTest -->\n";
  private static final String END = "<!-- end of keys -->\n";

  @Test
  void thePageTellsEveryKeyAsItIs() throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf(BEGIN) + BEGIN.length();
    int to = page.indexOf(END);
    if (Boolean.getBoolean("hubbub.manual.write")) {
      page = page.substring(0, from) + table() + page.substring(to);
      to = page.indexOf(END);
      assertTrue(Files.exists(Files.writeString(PAGE, page)));
    }
    assertEquals(table(), page.substring(from, to));
  }

  @Test
  void everyKeyThatIsDeclaredIsInTheTableOnce() {
    Set<String> names = new HashSet<>();
    Keys.ALL.forEach(key -> assertTrue(names.add(key.name()), key.name()));
    long declared = Stream.of(Keys.class, LimitKeys.class)
        .flatMap(keys -> Arrays.stream(keys.getDeclaredFields()))
        .filter(field -> field.getType() == Key.class)
        .count();
    assertEquals(declared, names.size());
  }

  @Test
  void everyDefaultFitsItsOwnKey() throws Misfit {
    for (Key<?> key : Keys.ALL) {
      assertFits(key);
    }
  }

  private static <T> void assertFits(Key<T> key) throws Misfit {
    for (Profile profile : Profile.values()) {
      T value = key.fallback(profile);
      if (value != null) {
        assertEquals(value, key.kind().fromText(key.kind().show(value)), key.name());
      }
    }
  }

  private static String table() {
    List<String> lines = new ArrayList<>();
    String section = "";
    for (Manual.Entry entry : Manual.entries()) {
      int dot = entry.name().indexOf('.');
      String own = dot < 0 ? "" : entry.name().substring(0, dot);
      if (lines.isEmpty() || !own.equals(section)) {
        lines.addAll(List.of("", "| key | default | takes | meaning |", "|---|---|---|---|"));
      }
      section = own;
      lines.add(row(entry));
    }
    return String.join("\n", lines) + "\n\n";
  }

  private static String row(Manual.Entry entry) {
    String unit = entry.unit().isEmpty() ? "" : " " + entry.unit();
    String defaults = entry.dev().equals(entry.production())
        ? shown(entry.dev()) + unit
        : shown(entry.production()) + unit + "; in development " + shown(entry.dev()) + unit;
    String variables = String.join("`, `", entry.variables());
    String cells = "`" + entry.name() + "`<br>`" + variables + "` | " + defaults + " | "
        + entry.takes() + " | " + entry.meaning();
    return "| " + cells + " |";
  }

  /** Words are words; a value is code. */
  private static String shown(String fallback) {
    boolean words =
        fallback.equals("none") || (fallback.contains(" ") && !fallback.startsWith("["));
    return words ? fallback : "`" + fallback + "`";
  }
}
