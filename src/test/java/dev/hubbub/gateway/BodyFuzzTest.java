package dev.hubbub.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.account.Settings;
import dev.hubbub.protocol.CommandParser;
import dev.hubbub.protocol.MalformedFrame;
import dev.hubbub.protocol.Syntax;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Refusal;
import dev.hubbub.testing.Spoiled;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever comes in as a body, it is an object or refused, by the same rules as a frame. */
class BodyFuzzTest {
  private static final List<String> GOOD = List.of(
      "{\"text\":\"h\\u00e9 \uD83D\uDC4D\",\"key\":\"k-1\",\"reply_to\":3}",
      "{\"name\":\"Tea\",\"visibility\":\"private\",\"topic\":\"\",\"slow_mode_s\":21600}",
      "{\"username\":\"ann\",\"password\":\"correct horse\",\"receipts\":false}",
      "{\"seq\":9223372036854775807,\"x\":[1,-0.5e-3,[],{\"y\":null}]}",
      "{}",
      " \t\r\n{ \"a\" : {\"b\":{\"c\":[[[[[[[[[[[[[1]]]]]]]]]]]]]}} }\n");

  private static final List<String> PIECES = List.of(
      "{",
      "}",
      "[",
      "]",
      "\"",
      ":",
      ",",
      "\\",
      "\\u0000",
      "\\ud800",
      "null",
      "true",
      "-0",
      "1e400",
      "1.5",
      "9223372036854775808",
      "9".repeat(2_000),
      "\0",
      "\uFEFF",
      "\u2028",
      "\"text\":\"x\",",
      "\"text\":5,",
      "\"a\":1,",
      "\"" + "n".repeat(60_000) + "\":1,",
      "[[[[[[[[[[[[[[[[",
      "/*",
      "'");

  private static final Set<ErrorCode> CODES = Set.of(ErrorCode.BAD_REQUEST, ErrorCode.TOO_LARGE);

  private final CommandParser frames = new CommandParser(Settings.rates(Map.of()));

  @Provide
  Arbitrary<String> spoiledBodies() {
    return Spoiled.of(GOOD, PIECES);
  }

  @Provide
  Arbitrary<byte[]> anyBytes() {
    return Arbitraries.bytes().array(byte[].class).ofMaxSize(200);
  }

  @Property
  void aSpoiledBodyIsAnObjectOrRefusedAsAFrameIs(@ForAll("spoiledBodies") String body) {
    byte[] bytes = body.getBytes(UTF_8);
    assertEquals(isFrame(new String(bytes, UTF_8)), isObject(bytes));
  }

  @Property
  void anyBytesAreAnObjectOrRefused(@ForAll("anyBytes") byte[] bytes) {
    boolean unused = isObject(bytes);
  }

  /** Whether it is one object by the rules for frames, whatever is in it. */
  private boolean isFrame(String frame) {
    try {
      var unused = frames.parse(frame);
      return true;
    } catch (MalformedFrame refused) {
      return !String.valueOf(refused.getMessage()).startsWith("A frame must");
    }
  }

  private static boolean isObject(byte[] bytes) {
    JsonBody body;
    try {
      body = JsonBody.parse(bytes);
    } catch (Refusal refused) {
      assertEquals(ErrorCode.BAD_REQUEST, refused.code());
      return false;
    }
    for (String name : List.of("text", "name", "seq", "receipts", "a", "x", "")) {
      asked(() -> assertFalse(body.messageText(4_000).isEmpty()));
      asked(() -> assertTrue(Syntax.isStorable(body.name(name))));
      asked(() -> assertTrue(body.seq(name) >= 0));
      asked(() -> {
        Long number = body.optionalInteger(name, 1, 5);
        assertTrue(number == null || (number >= 1 && number <= 5));
      });
      asked(() -> {
        boolean unused = body.bool(name);
      });
      asked(() -> {
        String unused = body.optionalString(name);
      });
      asked(() -> assertEquals(1, body.word(name, Map.of("private", 1))));
    }
    return true;
  }

  /** A field is as it is asked for, or refused. */
  private static void asked(Runnable question) {
    try {
      question.run();
    } catch (Refusal refused) {
      assertTrue(CODES.contains(refused.code()));
    }
  }
}
