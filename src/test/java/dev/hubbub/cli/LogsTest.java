package dev.hubbub.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LogsTest {
  private static final String HOSTILE =
      "one\r\ntwo \u001b[31mred\u001b[0m \u202eright\u0085next \u009b31mred";

  @Test
  void aTextLineStaysOneLineWhateverItIsGiven() {
    List<String> lines = logged(false, "info", log -> log.info("said {}", HOSTILE));
    assertEquals(1, lines.size(), lines::toString);
    assertTrue(
        lines.get(0).endsWith("INFO  LogsTest: said one??two ?[31mred?[0m ?right?next ?31mred"),
        lines.get(0));
  }

  @Test
  void aJsonLineIsOneObjectWithTheMessageAsItWas() {
    List<String> lines = logged(
        true, "info", log -> log.warn("said {}", HOSTILE, new IllegalStateException("x\ny")));
    assertEquals(1, lines.size(), lines::toString);
    JsonObject line = new JsonObject(lines.get(0));
    assertEquals("WARN", line.getString("level"));
    assertEquals("said " + HOSTILE, line.getString("formattedMessage"));
    assertTrue(line.containsKey("timestamp") && line.containsKey("throwable"), lines.get(0));
  }

  @Test
  void aTextLineHasItsFieldsAndStaysOneLine() {
    List<String> lines =
        logged(false, "info", log -> log.atInfo().addKeyValue("a", HOSTILE).log("said"));
    assertEquals(1, lines.size(), lines::toString);
    assertTrue(
        lines.get(0).endsWith(": said a=\"one??two ?[31mred?[0m ?right?next ?31mred\""),
        lines.get(0));
  }

  @Test
  void aJsonLineHasItsFieldsAndStaysOneLine() {
    List<String> lines = logged(
        true,
        "info",
        log -> log.atInfo().addKeyValue("a", HOSTILE).addKeyValue("b", 7).log("said"));
    assertEquals(1, lines.size(), lines::toString);
    JsonObject line = new JsonObject(lines.get(0));
    assertEquals("said", line.getString("formattedMessage"));
    assertEquals(
        new JsonArray().add(new JsonObject().put("a", HOSTILE)).add(new JsonObject().put("b", "7")),
        line.getJsonArray("kvpList"));
  }

  @Test
  void linesBelowTheLevelAreNotWritten() {
    List<String> lines = logged(false, "warn", log -> {
      log.info("no");
      log.warn("yes");
    });
    assertEquals(1, lines.size());
    assertFalse(lines.get(0).contains("no"));
  }

  private interface Speaker {
    void speak(Logger log);
  }

  private static List<String> logged(boolean json, String level, Speaker speaker) {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      Logs.begin(json, level);
      speaker.speak(LoggerFactory.getLogger(LogsTest.class));
      Logs.end();
    } finally {
      System.setOut(before);
      Logs.begin(false, "info");
    }
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
