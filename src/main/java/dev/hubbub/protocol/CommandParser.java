package dev.hubbub.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.hubbub.config.LimitsConfig;
import dev.hubbub.protocol.Command.Join.Target;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a client sent into a {@link Command}, or says what is wrong with it. The only reader of hostile JSON: for
 * any string it does one of the two, in time and memory proportional to the string's length. Immutable; any thread.
 *
 * <p>A frame is exactly one JSON object by RFC 8259, without a key given twice and nested at most {@link #DEPTH} deep.
 * Fields that its type does not have are passed over, whatever they hold. A field that is {@code null} is there, and of
 * the wrong type. Integers are digits only: {@code 5.0}, {@code 1e2} and {@code -0} are none.
 */
public final class CommandParser {
  /** How deep a frame may be nested; its outer object counts as 1. */
  public static final int DEPTH = 16;

  /** The most messages or events that may be asked for at once. */
  public static final int MOST_LIMIT = 200;

  /** How many messages are meant where no {@code limit} is told. */
  public static final int DEFAULT_LIMIT = 50;

  /** A name in {@code rooms} longer than this fails the whole frame: its error would have to repeat it. */
  private static final int ROOM_CODE_POINTS = 64;

  /** The rules for JSON of strangers. */
  public static final JsonFactory STRICT = Json.FACTORY
      .rebuild()
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .streamReadConstraints(constraints(DEPTH))
      .build();

  /** For frames that {@link #STRICT} refuses: they may be JSON all the same, and then their id is to be told. */
  private static final JsonFactory LENIENT = Json.FACTORY
      .rebuild()
      .streamReadConstraints(constraints(Integer.MAX_VALUE))
      .build();

  private final int textLimit;
  private final int roomsLimit;

  /** A parser that holds to {@code limits}' {@code text} and {@code roomsPerSession}. */
  public CommandParser(LimitsConfig limits) {
    this.textLimit = limits.text();
    this.roomsLimit = limits.roomsPerSession();
  }

  /**
   * The command in {@code frame}, the whole text of one message.
   *
   * @throws MalformedFrame with {@code BAD_REQUEST}, with {@code TOO_LARGE} for a text over its limit, or with
   *     {@code NOT_FOUND} for an otherwise good frame about a room that cannot exist
   */
  public Command parse(String frame) throws MalformedFrame {
    Fields fields = fields(frame);
    if (!hasGoodId(fields)) {
      throw new MalformedFrame(
          null,
          room(fields),
          ErrorCode.BAD_REQUEST,
          "The field id must be a string of 1 to 64 code points.");
    }
    String id = fields.optionalString("id");
    try {
      return command(id, fields);
    } catch (Refusal refusal) {
      throw new MalformedFrame(id, room(fields), refusal.code(), sentence(refusal));
    }
  }

  static Fields fields(String frame) throws MalformedFrame {
    Fields fields = read(STRICT, frame);
    if (fields != null) {
      return fields;
    }
    Fields suspect = read(LENIENT, frame);
    if (suspect == null) {
      throw new MalformedFrame(
          null, null, ErrorCode.BAD_REQUEST, "A frame must be one JSON object.");
    }
    throw new MalformedFrame(
        hasGoodId(suspect) ? suspect.optionalString("id") : null,
        null,
        ErrorCode.BAD_REQUEST,
        "A frame must not give a key twice, nor be nested deeper than " + DEPTH + ".");
  }

  private static @Nullable Fields read(JsonFactory rules, String frame) {
    try (JsonParser from = rules.createParser(frame)) {
      return Fields.ofFrame(from);
    } catch (IOException e) {
      return null;
    }
  }

  private Command command(@Nullable String id, Fields fields) {
    return switch (fields.string("type")) {
      case "send" -> send(id, fields);
      case "ping" -> new Command.Ping(id);
      case "join" -> new Command.Join(id, fields.hasRooms() ? targets(fields) : target(fields));
      case "leave" -> new Command.Leave(id, possible(fields.string("room")));
      case "history" -> history(id, fields);
      case "edit" -> edit(id, fields);
      case "delete" -> delete(id, fields);
      case "react" -> react(id, fields);
      case "read" -> read(id, fields);
      case "typing" -> typing(id, fields);
      case "presence" -> new Command.Presence(id, isAway(fields.string("state")));
      case "who" -> new Command.Who(id, possible(fields.string("room")));
      case "auth" -> new Command.Auth(id, fields.string("token"));
      default -> throw Fields.wrong("type", "is not one that is known");
    };
  }

  Command send(@Nullable String id, Fields fields) {
    String room = fields.string("room");
    String key = key(fields);
    Long replyTo = fields.optionalSeq("reply_to");
    String text = text(fields.string("text"));
    return new Command.Send(id, possible(room), text, key, replyTo);
  }

  Command edit(@Nullable String id, Fields fields) {
    String room = fields.string("room");
    long target = fields.seq("target");
    String key = key(fields);
    String text = text(fields.string("text"));
    return new Command.Edit(id, possible(room), target, text, key);
  }

  static Command delete(@Nullable String id, Fields fields) {
    String room = fields.string("room");
    long target = fields.seq("target");
    String key = key(fields);
    return new Command.Delete(id, possible(room), target, key);
  }

  static Command react(@Nullable String id, Fields fields) {
    String room = fields.string("room");
    long target = fields.seq("target");
    String emoji = fields.string("emoji");
    if (!Syntax.isEmoji(emoji)) {
      throw Fields.wrong("emoji", "must be one emoji or a :name:, of at most 32 bytes");
    }
    boolean on = fields.flag("on");
    String key = key(fields);
    return new Command.React(id, possible(room), target, emoji, on, key);
  }

  private static Command read(@Nullable String id, Fields fields) {
    String room = fields.string("room");
    long seq = fields.seq("seq");
    return new Command.Read(id, possible(room), seq);
  }

  private static Command typing(@Nullable String id, Fields fields) {
    String room = fields.string("room");
    boolean on = fields.flag("on");
    return new Command.Typing(id, possible(room), on);
  }

  private static boolean isAway(String state) {
    return switch (state) {
      case "online" -> false;
      case "away" -> true;
      default -> throw Fields.wrong("state", "must be online or away");
    };
  }

  private static @Nullable String key(Fields fields) {
    String key = fields.optionalString("key");
    if (key != null && !Syntax.isKey(key)) {
      throw Fields.wrong("key", "must be 1 to 64 letters, digits or any of _ . : -");
    }
    return key;
  }

  String text(String text) {
    if (Syntax.isTooLong(text, textLimit)) {
      throw new Refusal(
          ErrorCode.TOO_LARGE, "The text must be at most " + textLimit + " code points.");
    }
    if (!Syntax.isStorable(text)) {
      throw Fields.wrong("text", "must be valid Unicode without NUL");
    }
    if (!Syntax.isVisible(text)) {
      throw Fields.wrong("text", "must hold something to see");
    }
    return text;
  }

  static Command.History history(@Nullable String id, Fields fields) {
    String room = fields.string("room");
    Long before = fields.optionalSeq("before");
    Long after = fields.optionalSeq("after");
    if (before != null && after != null) {
      throw Fields.wrong("after", "cannot go together with before");
    }
    int limit = limit(fields);
    return new Command.History(id, possible(room), before, after, limit);
  }

  private static List<Target> target(Fields fields) {
    Target target = target(fields.string("room"), fields);
    return List.of(
        new Target(possible(target.room()), target.since(), target.epoch(), target.limit()));
  }

  private List<Target> targets(Fields fields) {
    if (fields.has("room")) {
      throw Fields.wrong("rooms", "cannot go together with room");
    }
    Map<String, Fields> rooms = fields.rooms();
    if (rooms.isEmpty()) {
      throw Fields.wrong("rooms", "must name at least one room");
    }
    if (roomsLimit > 0 && rooms.size() > roomsLimit) {
      throw Fields.wrong("rooms", "must name at most " + roomsLimit + " rooms");
    }
    List<Target> targets = new ArrayList<>(rooms.size());
    rooms.forEach((room, of) -> {
      if (Syntax.isTooLong(room, ROOM_CODE_POINTS) || !Syntax.isStorable(room)) {
        throw Fields.wrong("rooms", "names something that is no room");
      }
      targets.add(target(room, of));
    });
    return List.copyOf(targets);
  }

  private static Target target(String room, Fields fields) {
    String epoch = fields.optionalString("epoch");
    if (epoch != null && !Syntax.isEpoch(epoch)) {
      throw Fields.wrong("epoch", "must be a string of at most 64 code points");
    }
    return new Target(room, fields.optionalSeq("since"), epoch, limit(fields));
  }

  private static int limit(Fields fields) {
    return fields.limit("limit", MOST_LIMIT, DEFAULT_LIMIT);
  }

  /** Asked last: a room that cannot exist is told from one that does not by nothing, not even by which fault is named. */
  private static String possible(String room) {
    if (!Syntax.isRoom(room)) {
      throw Refusal.notFound();
    }
    return room;
  }

  private static boolean hasGoodId(Fields fields) {
    return !fields.has("id") || fields.isString("id", Syntax::isId);
  }

  private static @Nullable String room(Fields fields) {
    return fields.isString("room", Syntax::isRoom) ? fields.string("room") : null;
  }

  private static String sentence(Refusal refusal) {
    String message = refusal.getMessage();
    return message == null ? "The frame is not as it should be." : message;
  }

  private static StreamReadConstraints constraints(int depth) {
    return StreamReadConstraints.builder()
        .maxNestingDepth(depth)
        .maxNameLength(Integer.MAX_VALUE)
        .maxNumberLength(Integer.MAX_VALUE)
        .maxStringLength(Integer.MAX_VALUE)
        .build();
  }
}
