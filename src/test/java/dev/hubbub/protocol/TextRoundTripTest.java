package dev.hubbub.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.hubbub.room.Event;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From the frame that sends a text to the event that tells it, every byte of it is the same. */
class TextRoundTripTest {
  private final CommandParser parser = new CommandParser(CommandParserTest.LIMITS);

  static Stream<String> texts() {
    return Stream.of(
        "plain",
        " kept \t\r\n around ",
        "\"quotes\" \\ and / slashes",
        "right to left \u202Eoverride\u202C and \u2066isolate\u2069",
        "family 👨‍👩‍👧‍👦 and flag 🏴󠁧󠁢󠁳󠁣󠁴󠁿",
        "combining e" + "\u0301".repeat(500),
        "lines\u2028paragraphs\u2029",
        "zero\u200Bwidth\uFEFF",
        "homoglyphs pаypаl",
        "not normalized: e\u0301 \u00E9 \uFB01 \u212B",
        "last of the planes \uFFFF \uDBFF\uDFFF",
        "<script>alert(1)</script> ${{7*7}} %00 ' or 1=1--",
        Stream.iterate(1, c -> c + 1)
            .limit(0xA0)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString(),
        "👍".repeat(4_000),
        "a" + "👍".repeat(3_999));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void aTextIsToldAsItWasSent(String text) throws Exception {
    assertKept(text, raw(text));
    assertKept(text, escaped(text));
  }

  @Test
  void anyTextIsToldAsItWasSent() throws Exception {
    for (long seed = 0; seed < 1_000; seed++) {
      String text = new Randomly(seed).text(4_000);
      assertKept(text, raw(text));
      assertKept(text, escaped(text));
    }
  }

  private void assertKept(String text, String json) throws Exception {
    String frame = "{\"type\":\"send\",\"room\":\"a\",\"text\":" + json + "}";
    Command.Send send = (Command.Send) parser.parse(frame);
    byte[] told = EventJson.encode(new Event.Message("a", 1, 1, "alice", null, send.text(), null));
    String read = new JsonObject(new String(told, UTF_8)).getString("text");
    assertEquals(text, read);
    assertArrayEquals(text.getBytes(UTF_8), read.getBytes(UTF_8));
  }

  private static String raw(String text) throws IOException {
    StringWriter json = new StringWriter();
    try (JsonGenerator to = new JsonFactory().createGenerator(json)) {
      to.writeString(text);
    }
    return json.toString();
  }

  private static String escaped(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      json.append(String.format("\\u%04x", (int) text.charAt(i)));
    }
    return json.append('"').toString();
  }
}
