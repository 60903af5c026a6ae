package dev.hubbub.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.room.ErrorCode;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Good frames, spoiled at random: whatever comes of it, it is a command or a refusal, and always the same one. */
class CommandFuzzTest {
  private static final int ROUNDS = 200_000;
  private static final long SEED = Long.getLong("hubbub.seed", 20_260_101L);

  private static final List<String> GOOD = List.of(
      "{\"type\":\"auth\",\"id\":\"1\",\"token\":\"a.b.c\"}",
      "{\"type\":\"join\",\"id\":\"2\",\"room\":\"general\",\"since\":41,\"epoch\":\"e1\",\"limit\":7}",
      "{\"type\":\"join\",\"rooms\":{\"general\":{\"since\":41},\"dev\":{},\"x\":{\"limit\":200}}}",
      "{\"type\":\"leave\",\"id\":\"3\",\"room\":\"dev\"}",
      "{\"type\":\"send\",\"id\":\"4\",\"room\":\"dev\",\"text\":\"h\\u00e9 \uD83D\uDC4D\",\"key\":\"k-1\","
          + "\"reply_to\":3}",
      "{\"type\":\"history\",\"room\":\"dev\",\"before\":9223372036854775807,\"limit\":50}",
      "{\"type\":\"history\",\"id\":\"5\",\"room\":\"dev\",\"after\":0}",
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

  private static final Set<ErrorCode> CODES =
      Set.of(ErrorCode.BAD_REQUEST, ErrorCode.NOT_FOUND, ErrorCode.TOO_LARGE);

  private final CommandParser parser = new CommandParser(CommandParserTest.LIMITS);

  @Test
  void aSpoiledFrameIsACommandOrARefusalAndAlwaysTheSame() {
    Random random = new Random(SEED);
    int commands = 0;
    for (int round = 0; round < ROUNDS; round++) {
      String frame = spoiled(random);
      String told = "seed " + SEED + ", round " + round;
      Object outcome;
      try {
        outcome = outcome(frame);
      } catch (RuntimeException e) {
        throw new AssertionError(told, e);
      }
      assertEquals(outcome, outcome(frame), told);
      if (outcome instanceof Command) {
        commands++;
      } else if (round % 64 == 0) {
        byte[] answer = PushJson.encode((Push.Error) outcome);
        assertEquals("error", new JsonObject(new String(answer, UTF_8)).getString("type"), told);
      }
    }
    assertTrue(commands > ROUNDS / 100, "The frames were spoiled too much to tell anything.");
    assertTrue(commands < ROUNDS / 2, "The frames were spoiled too little to tell anything.");
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

  private static String spoiled(Random random) {
    StringBuilder frame = new StringBuilder(GOOD.get(random.nextInt(GOOD.size())));
    for (int i = random.nextInt(4); i >= 0; i--) {
      spoil(frame, random);
    }
    return frame.toString();
  }

  private static void spoil(StringBuilder frame, Random random) {
    int at = random.nextInt(frame.length() + 1);
    int to = Math.min(frame.length(), at + random.nextInt(8));
    switch (random.nextInt(6)) {
      case 0 -> frame.delete(at, to);
      case 1 -> frame.insert(at, PIECES.get(random.nextInt(PIECES.size())));
      case 2 -> frame.replace(at, to, PIECES.get(random.nextInt(PIECES.size())));
      case 3 -> frame.insert(at, frame.substring(at, to));
      case 4 -> frame.insert(at, (char) random.nextInt(0x10000));
      default -> frame.insert(at, GOOD.get(random.nextInt(GOOD.size())), 0, random.nextInt(20));
    }
  }
}
