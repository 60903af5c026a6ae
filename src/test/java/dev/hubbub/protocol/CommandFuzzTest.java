package dev.hubbub.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.room.ErrorCode;
import dev.hubbub.testing.Spoiled;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever comes in as a frame, it is a command or a refusal, and always the same one. */
class CommandFuzzTest {
  private static final List<String> GOOD = List.of(
      "{\"type\":\"auth\",\"id\":\"1\",\"token\":\"a.b.c\"}",
      "{\"type\":\"join\",\"id\":\"2\",\"room\":\"general\",\"since\":41,\"epoch\":\"e1\",\"limit\":7}",
      "{\"type\":\"join\",\"rooms\":{\"general\":{\"since\":41},\"dev\":{},\"x\":{\"limit\":200}}}",
      "{\"type\":\"leave\",\"id\":\"3\",\"room\":\"dev\"}",
      "{\"type\":\"send\",\"id\":\"4\",\"room\":\"dev\",\"text\":\"h\\u00e9 \uD83D\uDC4D\",\"key\":\"k-1\","
          + "\"reply_to\":3}",
      "{\"type\":\"history\",\"room\":\"dev\",\"before\":9223372036854775807,\"limit\":50}",
      "{\"type\":\"history\",\"id\":\"5\",\"room\":\"dev\",\"after\":0}",
      "{\"type\":\"edit\",\"id\":\"6\",\"room\":\"dev\",\"target\":3,\"text\":\"ho\",\"key\":\"k-2\"}",
      "{\"type\":\"delete\",\"id\":\"7\",\"room\":\"dev\",\"target\":3}",
      "{\"type\":\"react\",\"id\":\"8\",\"room\":\"dev\",\"target\":3,\"emoji\":\":ok:\",\"on\":true}",
      "{\"type\":\"read\",\"room\":\"dev\",\"seq\":3}",
      "{\"type\":\"typing\",\"room\":\"dev\",\"on\":false}",
      "{\"type\":\"presence\",\"id\":\"9\",\"state\":\"away\"}",
      "{\"type\":\"who\",\"id\":\"10\",\"room\":\"dev\"}",
      "{\"x\":[1,-0.5e-3,[],{\"y\":null}],\"type\":\"ping\",\"id\":\"\\ud83d\\udc4d\"}");

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
      "\\\"",
      "null",
      "true",
      "-0",
      "1e400",
      "1.5",
      "9223372036854775808",
      "\0",
      "\uFEFF",
      "\uD800",
      "\uDC4D",
      "\uD83D\uDC4D",
      "\u2028",
      "\"id\":\"6\",",
      "\"type\":\"send\",",
      "\"room\":\"dev\",",
      "\"rooms\":{},",
      "\"__proto__\":{},",
      "[[[[[[[[[[[[[[[[",
      "]]]]]]]]]]]]]]]]",
      " ",
      "\n",
      "/*",
      "'");

  private static final List<String> NAMES = List.of(
      "id",
      "room",
      "rooms",
      "text",
      "key",
      "reply_to",
      "target",
      "emoji",
      "on",
      "seq",
      "state",
      "before",
      "after",
      "limit",
      "since",
      "epoch",
      "token",
      "x",
      "");

  private static final List<String> VALUES = List.of(
      "null",
      "true",
      "false",
      "0",
      "1",
      "200",
      "-0",
      "1e400",
      "\"a\"",
      "\"1\"",
      "\"online\"",
      "\":ok:\"",
      "\"\\ud83d\\udc4d\"",
      "\"\\ud800\"",
      "[]",
      "{}",
      "{\"a\":{}}",
      "{\"a\":{\"since\":1}}",
      "[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]");

  private static final Set<ErrorCode> CODES =
      Set.of(ErrorCode.BAD_REQUEST, ErrorCode.NOT_FOUND, ErrorCode.TOO_LARGE);

  private final CommandParser parser = new CommandParser(CommandParserTest.LIMITS);

  @Provide
  Arbitrary<String> spoiledFrames() {
    return Spoiled.of(GOOD, PIECES);
  }

  /** Objects of known fields with values of any kind, some of them right. */
  @Provide
  Arbitrary<String> strangeObjects() {
    Arbitrary<String> name = Arbitraries.of(NAMES);
    Arbitrary<String> value = Arbitraries.oneOf(
        Arbitraries.of(VALUES),
        Arbitraries.longs().map(String::valueOf),
        Arbitraries.bigDecimals().map(String::valueOf),
        Arbitraries.strings().all().ofMaxLength(70).map(text -> new JsonObject()
            .put("", text)
            .encode()
            .replaceFirst("^\\{\"\":(.*)}$", "$1")));
    Arbitrary<String> type =
        Arbitraries.of(GOOD).map(frame -> new JsonObject(frame).getString("type"));
    return Combinators.combine(
            type,
            Combinators.combine(name, value)
                .as(Tuple::of)
                .list()
                .uniqueElements(Tuple.Tuple2::get1)
                .ofMaxSize(8))
        .as((of, fields) -> {
          StringBuilder frame = new StringBuilder("{\"type\":\"" + of + "\"");
          fields.forEach(field -> frame.append(",\"" + field.get1() + "\":").append(field.get2()));
          return frame.append('}').toString();
        });
  }

  @Property
  void aSpoiledFrameIsACommandOrARefusal(@ForAll("spoiledFrames") String frame) {
    assertOneOutcome(frame);
  }

  @Property
  void anObjectOfStrangeFieldsIsACommandOrARefusal(@ForAll("strangeObjects") String frame) {
    assertOneOutcome(frame);
  }

  @Property
  void anyTextIsACommandOrARefusal(@ForAll String frame) {
    assertOneOutcome(frame);
  }

  private void assertOneOutcome(String frame) {
    Object outcome = outcome(frame);
    assertEquals(outcome, outcome(frame));
    if (outcome instanceof Push.Error error) {
      byte[] answer = PushJson.encode(error);
      assertEquals("error", new JsonObject(new String(answer, UTF_8)).getString("type"));
    }
  }

  /** The command, or the answer to a refusal, checked for what holds of all of them. */
  private Object outcome(String frame) {
    try {
      Command command = parser.parse(frame);
      assertTrue(command.id() == null || Syntax.isId(command.id()));
      if (command instanceof Command.Send send) {
        assertTrue(Syntax.isRoom(send.room()));
        assertTrue(Syntax.isStorable(send.text()) && Syntax.isVisible(send.text()));
      }
      return command;
    } catch (MalformedFrame refused) {
      assertTrue(CODES.contains(refused.code()));
      assertTrue(refused.id() == null || Syntax.isId(refused.id()));
      assertTrue(refused.room() == null || Syntax.isRoom(refused.room()));
      return refused.answer();
    }
  }
}
