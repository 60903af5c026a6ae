package dev.hubbub.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Refusal;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object that the protocol has a word for, as they came: nothing is decided while reading, so
 * that what is wrong in one place never hides what stands in another. The rest of the object is read over.
 *
 * <p>The methods that ask for a field throw a {@link Refusal} with {@code BAD_REQUEST} where it is not as asked.
 */
final class Fields {
  private static final Set<String> WORDS = Set.of(
      "type",
      "id",
      "token",
      "room",
      "since",
      "epoch",
      "limit",
      "text",
      "key",
      "reply_to",
      "before",
      "after",
      "target",
      "emoji",
      "on",
      "seq",
      "state",
      "from",
      "allow",
      "reason");

  private static final String ROOMS = "rooms";

  /** As many characters as the least long has. */
  private static final int LONG_CHARS = 20;

  /** A value that nothing in the protocol is: null, a fraction, an array, an object, or two values at once. */
  private static final Object NOTHING_KNOWN = new Object();

  /** Each a String, a Long, a Boolean or {@link #NOTHING_KNOWN}. */
  private final Map<String, Object> values = new HashMap<>();

  /** Whether {@code rooms} was there, whatever it was. */
  private boolean hasRooms;

  private @Nullable Map<String, @Nullable Fields> rooms;

  private Fields() {}

  /**
   * The fields of the one object that {@code from} holds.
   *
   * @return absent where it holds something else
   * @throws IOException where it holds no JSON, or more than one value, or breaks a rule that the parser was made with
   */
  static @Nullable Fields ofFrame(JsonParser from) throws IOException {
    if (from.nextToken() != JsonToken.START_OBJECT) {
      return null;
    }
    Fields fields = new Fields();
    while (from.nextToken() == JsonToken.FIELD_NAME) {
      String name = from.currentName();
      if (name.equals(ROOMS)) {
        fields.hasRooms = true;
        fields.rooms = readRooms(from);
      } else {
        fields.take(name, from);
      }
    }
    return from.nextToken() == null ? fields : null;
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  boolean hasRooms() {
    return hasRooms;
  }

  /** Whether {@code name} is there and a string that {@code rule} takes. */
  boolean isString(String name, Predicate<String> rule) {
    return values.get(name) instanceof String text && rule.test(text);
  }

  /** The string {@code name}, which must be there. */
  String string(String name) {
    if (values.get(name) instanceof String text) {
      return text;
    }
    throw wrong(name, has(name) ? "must be a string" : "is missing");
  }

  /** The string {@code name}, absent where there is no such field. */
  @Nullable
  String optionalString(String name) {
    return has(name) ? string(name) : null;
  }

  /** The integer {@code name} of at least 0, absent where there is no such field. */
  @Nullable
  Long optionalSeq(String name) {
    if (!has(name)) {
      return null;
    }
    if (values.get(name) instanceof Long number && number >= 0) {
      return number;
    }
    throw wrong(name, "must be an integer of at least 0");
  }

  /** The integer {@code name} of at least 0, which must be there. */
  long seq(String name) {
    Long seq = optionalSeq(name);
    if (seq == null) {
      throw wrong(name, "is missing");
    }
    return seq;
  }

  /** The truth {@code name}, which must be there. */
  boolean flag(String name) {
    if (values.get(name) instanceof Boolean flag) {
      return flag;
    }
    throw wrong(name, has(name) ? "must be true or false" : "is missing");
  }

  /** The integer {@code name} from 1 to {@code most}, or {@code otherwise} where there is no such field. */
  int limit(String name, int most, int otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    if (values.get(name) instanceof Long number && number >= 1 && number <= most) {
      return number.intValue();
    }
    throw wrong(name, "must be an integer from 1 to " + most);
  }

  /** What {@code rooms} holds for each room, in the order told. */
  Map<String, Fields> rooms() {
    Map<String, Fields> known = new LinkedHashMap<>();
    if (rooms == null) {
      throw wrong(ROOMS, "must be an object");
    }
    rooms.forEach((room, fields) -> {
      if (fields == null) {
        throw wrong(ROOMS, "must hold an object for each room");
      }
      known.put(room, fields);
    });
    return known;
  }

  /** That {@code name} is not as it has to be. */
  static Refusal wrong(String name, String how) {
    return new Refusal(ErrorCode.BAD_REQUEST, "The field " + name + " " + how + ".");
  }

  private static @Nullable Map<String, @Nullable Fields> readRooms(JsonParser from)
      throws IOException {
    if (from.nextToken() != JsonToken.START_OBJECT) {
      from.skipChildren();
      return null;
    }
    Map<String, @Nullable Fields> rooms = new LinkedHashMap<>();
    while (from.nextToken() == JsonToken.FIELD_NAME) {
      String room = from.currentName();
      rooms.put(room, readRoom(from));
    }
    return rooms;
  }

  private static @Nullable Fields readRoom(JsonParser from) throws IOException {
    if (from.nextToken() != JsonToken.START_OBJECT) {
      from.skipChildren();
      return null;
    }
    Fields fields = new Fields();
    while (from.nextToken() == JsonToken.FIELD_NAME) {
      fields.take(from.currentName(), from);
    }
    return fields;
  }

  private void take(String name, JsonParser from) throws IOException {
    JsonToken token = from.nextToken();
    if (WORDS.contains(name)) {
      Object value = value(token, from);
      values.merge(name, value, (first, second) -> NOTHING_KNOWN);
    }
    from.skipChildren();
  }

  private static Object value(JsonToken token, JsonParser from) throws IOException {
    if (token == JsonToken.VALUE_STRING) {
      return from.getText();
    }
    if (token == JsonToken.VALUE_NUMBER_INT && from.getTextLength() <= LONG_CHARS) {
      return integer(from.getText());
    }
    return token.isBoolean() ? (Object) from.getBooleanValue() : NOTHING_KNOWN;
  }

  private static Object integer(String digits) {
    if (digits.equals("-0")) {
      return NOTHING_KNOWN;
    }
    try {
      return Long.valueOf(digits);
    } catch (NumberFormatException e) {
      return NOTHING_KNOWN;
    }
  }
}
