package dev.hubbub.protocol;

import static dev.hubbub.protocol.CommandParserTest.ID64;
import static dev.hubbub.protocol.CommandParserTest.KEY64;
import static dev.hubbub.protocol.CommandParserTest.LIMITS;
import static dev.hubbub.protocol.CommandParserTest.ROOM64;
import static dev.hubbub.protocol.CommandParserTest.assertRefused;
import static dev.hubbub.protocol.CommandParserTest.quoted;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hubbub.config.LimitsConfig;
import dev.hubbub.protocol.Command.Join;
import dev.hubbub.room.ErrorCode;
import org.junit.jupiter.api.Test;

/** How long, how many and how deep what a frame says may be, at each bound and one past it. */
class CommandBoundsTest {
  private static final CommandParser PARSER = new CommandParser(LIMITS);

  @Test
  void aRoomOfMoreThan64CharactersIsNotFound() {
    String frame = quoted("{'type':'leave','id':'1','room':'" + ROOM64 + "r'}");
    assertRefused(PARSER, frame, "1", null, ErrorCode.NOT_FOUND);
  }

  @Test
  void aNameInRoomsTooLongToBeRepeatedFailsTheFrame() {
    String frame = quoted("{'type':'join','id':'1','rooms':{'a':{},'" + ROOM64 + "r':{}}}");
    assertRefused(PARSER, frame, "1", null, ErrorCode.BAD_REQUEST);
  }

  @Test
  void anEpochIsAtMost64CodePoints() {
    String frame = quoted("{'type':'join','id':'1','room':'a','epoch':'" + ID64 + "e'}");
    assertRefused(PARSER, frame, "1", "a", ErrorCode.BAD_REQUEST);
  }

  @Test
  void aKeyIsAtMost64Characters() {
    String frame = quoted("{'type':'send','id':'1','room':'a','text':'hi','key':'" + KEY64 + "K'}");
    assertRefused(PARSER, frame, "1", "a", ErrorCode.BAD_REQUEST);
  }

  @Test
  void aTextMayHaveAsManyCodePointsAsTheLimitAndNoneMore() throws MalformedFrame {
    String atLimit = "👍".repeat(4_000);
    assertEquals(new Command.Send(null, "a", atLimit, null, null), PARSER.parse(send(atLimit)));
    assertRefused(PARSER, send(atLimit + "a"), null, "a", ErrorCode.TOO_LARGE);
    assertRefused(PARSER, send("a".repeat(4_001)), null, "a", ErrorCode.TOO_LARGE);
    assertRefused(PARSER, send(" ".repeat(4_001)), null, "a", ErrorCode.TOO_LARGE);
    assertRefused(PARSER, send("\\u0000".repeat(4_001)), null, "a", ErrorCode.TOO_LARGE);
    assertRefused(PARSER, send("a".repeat(1_000_000)), null, "a", ErrorCode.TOO_LARGE);
  }

  @Test
  void withoutLimitsThereAreNone() throws MalformedFrame {
    CommandParser unlimited = new CommandParser(new LimitsConfig(
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    String text = "a".repeat(100_000);
    assertEquals(new Command.Send(null, "a", text, null, null), unlimited.parse(send(text)));
    Join join = (Join) unlimited.parse(rooms(5_000));
    assertEquals(5_000, join.targets().size());
  }

  @Test
  void asManyRoomsMayBeJoinedAtOnceAsASessionMayHaveAndNoneMore() throws MalformedFrame {
    Join join = (Join) PARSER.parse(rooms(200));
    assertEquals(200, join.targets().size());
    assertRefused(PARSER, rooms(201), null, null, ErrorCode.BAD_REQUEST);
  }

  @Test
  void aFrameMayBeNested16DeepAndNoDeeper() throws MalformedFrame {
    assertEquals(new Command.Ping("1"), PARSER.parse(nested("[", "]", 15, "[]")));
    assertEquals(new Command.Ping("1"), PARSER.parse(nested("{\"a\":", "}", 15, "{}")));
    assertRefused(PARSER, nested("[", "]", 16, "[]"), "1", null, ErrorCode.BAD_REQUEST);
    assertRefused(PARSER, nested("{\"a\":", "}", 16, "{}"), "1", null, ErrorCode.BAD_REQUEST);
    assertRefused(PARSER, nested("[", "]", 30_000, "[]"), "1", null, ErrorCode.BAD_REQUEST);
  }

  @Test
  void manyKeysAndLongArraysAreReadOver() throws MalformedFrame {
    StringBuilder keys = new StringBuilder("{\"type\":\"ping\"");
    for (int i = 0; i < 100_000; i++) {
      keys.append(",\"k").append(i).append("\":").append(i);
    }
    assertEquals(new Command.Ping(null), PARSER.parse(keys + "}"));
    assertRefused(PARSER, keys + ",\"k7\":1,\"id\":\"1\"}", "1", null, ErrorCode.BAD_REQUEST);
    String array = "{\"x\":[" + "0,".repeat(100_000) + "0],\"type\":\"ping\"}";
    assertEquals(new Command.Ping(null), PARSER.parse(array));
    assertRefused(PARSER, "[".repeat(60_000), null, null, ErrorCode.BAD_REQUEST);
    assertRefused(PARSER, "{\"a\":".repeat(10_000), null, null, ErrorCode.BAD_REQUEST);
  }

  @Test
  void keysWhoseHashesCollideAreReadOver() throws MalformedFrame {
    StringBuilder frame = new StringBuilder("{\"type\":\"ping\"");
    for (int i = 0; i < 4_096; i++) {
      frame.append(",\"");
      for (int bit = 0; bit < 12; bit++) {
        frame.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      frame.append("\":0");
    }
    assertEquals(new Command.Ping(null), PARSER.parse(frame + "}"));
  }

  private static String send(String text) {
    return "{\"type\":\"send\",\"room\":\"a\",\"text\":\"" + text + "\"}";
  }

  private static String rooms(int count) {
    StringBuilder rooms = new StringBuilder();
    for (int i = 0; i < count; i++) {
      rooms.append(i == 0 ? "" : ",").append("\"r").append(i).append("\":{}");
    }
    return "{\"type\":\"join\",\"rooms\":{" + rooms + "}}";
  }

  /** A frame whose field {@code x} is {@code depth} deep. */
  private static String nested(String open, String close, int depth, String innermost) {
    return "{\"type\":\"ping\",\"x\":"
        + open.repeat(depth - 1)
        + innermost
        + close.repeat(depth - 1)
        + ",\"id\":\"1\"}";
  }
}
