package dev.hubbub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hubbub.testing.ChildProcess;
import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.TestServices;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The web client in Chromium, against two instances of its own for each script of {@code src/test/browser}. It runs where
 * {@code -Dhubbub.browser=/usr/bin/chromium} names one, and takes the {@code node} of the path: {@code
 * scripts/browser-test} sees to both. Screens are looked at in all sizes, or in those that {@code -Dhubbub.browser.sizes}
 * names.
 */
@EnabledIfSystemProperty(named = "hubbub.browser", matches = ".+")
@Timeout(600)
class BrowserIT {
  private static final Path SCRIPTS = Path.of("src/test/browser").toAbsolutePath();
  private static final Duration END = Duration.ofMinutes(9);

  /** All, or the one that {@code -Dhubbub.browser.script} names. */
  static Stream<String> scripts() {
    String wanted = System.getProperty("hubbub.browser.script", "");
    return wanted.isEmpty() ? Stream.of("talk", "outage", "hostile", "looks") : Stream.of(wanted);
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void holdsInABrowser(String script) {
    JsonObject shared = new JsonObject()
        .put("database", new JsonObject().put("url", TestServices.postgres()))
        .put(
            "redis", new JsonObject().put("url", TestServices.redis()).put("prefix", script + ":"));
    try (HubbubProcess one = HubbubProcess.configured(shared).start();
        HubbubProcess other = HubbubProcess.configured(shared).start()) {
      // As stage.mjs has it.
      assertEquals(
          0, one.user("tea at four, always\n", "add", "root", "--admin").status());
      String instances = Stream.of(one, other)
          .map(instance -> instance.port() + ":" + instance.pid())
          .collect(Collectors.joining(","));
      ChildProcess run = ChildProcess.start(
          script,
          List.of("node", "--test", "--test-reporter=spec", SCRIPTS + "/" + script + ".test.mjs"),
          Map.of(
              "BROWSER",
              System.getProperty("hubbub.browser", ""),
              "INSTANCES",
              instances,
              "SIZES",
              System.getProperty("hubbub.browser.sizes", "wide,phone")),
          SCRIPTS,
          "KILL");
      assertEquals(0, run.awaitExit(END), run::output);
    }
  }
}
