package dev.hubbub.room;

import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All that is in the store but secrets, in lines that another store takes: whatever database there is below. It asks
 * nobody's leave; every method may fail with a {@link Refusal}.
 */
public interface Archive {
  /** What the value of a field is. */
  enum Type {
    TEXT,
    /** From 0. */
    NUMBER,
    /** Absent for no. */
    FLAG
  }

  /** A field of a line. {@code needed} tells whether every line of the kind has it. */
  record Field(String name, Type type, boolean needed) {}

  /** What a line is about. Their fields are those of PROTOCOL.md where it has a word for them. */
  enum Kind {
    ROOM(
        "room! name! topic! visibility! epoch! kept? slow_mode_s# retention_days% first_seq# messages_gone# head#"
            + " created_at# created_by ended_at% one other"),
    EVENT(
        "room! seq# type! ts# from! key digest text reply_to% user change role name topic visibility slow_mode_s%"
            + " deleted? target% emoji on? edited% mentions"),
    MEMBER("room! user! role! read# joined#"),
    BAN("room! user! by! at#"),
    MUTE("room! user! by! at# until%"),
    FORMER("room! user!"),
    AUDIT("room! no# at# by! action! user detail"),
    ACCOUNT(
        "user! name! guest? disabled? administrator? private_receipts? created_at# last_seen_at% shut_at% ended_at%"
            + " erased?");

    @SuppressWarnings("ImmutableEnumChecker") // nobody changes it
    private final List<Field> fields;

    @SuppressWarnings("ImmutableEnumChecker") // a copy that nobody changes
    private final Map<String, Field> byName;

    /** {@code !} needed text, {@code #} needed number, {@code %} number, {@code ?} flag, else text. */
    Kind(String fields) {
      this.fields = List.of(fields.split(" ")).stream().map(Kind::field).toList();
      this.byName = this.fields.stream()
          .collect(Collectors.toUnmodifiableMap(Field::name, Function.identity()));
    }

    private static Field field(String said) {
      String name = said.replaceAll("[!#%?]$", "");
      return switch (said.charAt(said.length() - 1)) {
        case '!' -> new Field(name, Type.TEXT, true);
        case '#' -> new Field(name, Type.NUMBER, true);
        case '%' -> new Field(name, Type.NUMBER, false);
        case '?' -> new Field(name, Type.FLAG, false);
        default -> new Field(name, Type.TEXT, false);
      };
    }

    /** The fields, in the order in which they are written. */
    public List<Field> fields() {
      return fields;
    }

    /** The field of that name; absent where it has none. */
    public @Nullable Field find(String name) {
      return byName.get(name);
    }

    /** As it is written. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One line.
   *
   * @param values by field: {@link String}, {@link Long}, or {@code true}; what is absent is not there
   */
  record Line(Kind kind, Map<String, Object> values) {
    /** A text that is there. */
    public String text(String field) {
      return (String) present(field);
    }

    /** A text that may be there. */
    public @Nullable String textOrNull(String field) {
      return (String) values.get(field);
    }

    /** A number that is there. */
    public long number(String field) {
      return (Long) present(field);
    }

    /** A number that may be there. */
    public @Nullable Long numberOrNull(String field) {
      return (Long) values.get(field);
    }

    /** Whether a flag is set. */
    public boolean flag(String field) {
      return values.containsKey(field);
    }

    private Object present(String field) {
      Object value = values.get(field);
      if (value == null) {
        throw new IllegalArgumentException(field + " is not there");
      }
      return value;
    }

    /** What comes after this line in a list of its kind comes after this position. */
    public String position() {
      return switch (kind) {
        case EVENT -> String.valueOf(number("seq"));
        case AUDIT -> String.valueOf(number("no"));
        case ROOM -> text("room");
        default -> text("user").toLowerCase(Locale.ROOT);
      };
    }
  }

  /** Where the log of a room ended at one moment. */
  record Head(String room, long seq) {}

  /** The heads of all rooms, ended ones too, by id. */
  Future<List<Head>> heads(String after, int limit);

  /** One room. */
  Future<Line> room(String id, long head);

  /**
   * Lines of a kind, in their order.
   *
   * @param room whose; empty for accounts
   * @param after the {@link Line#position} of the line before; empty for the first
   * @param head of the room: what came later is left out
   */
  Future<List<Line>> page(Kind kind, String room, long head, String after, int limit);

  /** The usernames of those of the given accounts that are others in this store: of the same name, but made at another time. */
  Future<List<String>> strangers(List<Line> accounts);

  /** Which direct room the two of a direct room have here; absent where they have none. */
  Future<List<String>> directOf(Line room);

  /** Adds those accounts that are not there. */
  Future<Integer> addAccounts(List<Line> accounts);

  /**
   * Makes a room whose events are about to be added, or gets an unused one ready for them. What it is called is taken over
   * where its log does not go further than the line's.
   *
   * @return the head of its log here
   */
  Future<Long> begin(Line room);

  /**
   * Adds events, which follow on the head.
   *
   * @return {@code CONFLICT} where the head is another one by now
   */
  Future<Void> addEvents(Line room, List<Line> events);

  /** Has messages that are there be as they are in the lines: edited, or deleted. */
  Future<Void> alter(Line room, List<Line> messages);

  /** Adds lines of another kind than events, where they are not there. */
  Future<Void> add(Line room, Kind kind, List<Line> lines);

  /** Counts what is in the room, once all is there; where it has ended, ends it. */
  Future<Void> finish(Line room);
}
