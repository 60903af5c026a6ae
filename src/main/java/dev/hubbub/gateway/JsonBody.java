package dev.hubbub.gateway;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.hubbub.protocol.CommandParser;
import dev.hubbub.protocol.Syntax;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Names;
import dev.hubbub.room.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request: one JSON object, by the rules for frames (PROTOCOL.md 3.2). Fields that nobody asks for are
 * passed over; a field that is {@code null} is there, and of the wrong type. No body at all is an object without fields.
 *
 * <p>The methods that ask for a field throw a {@link Refusal} with {@code BAD_REQUEST} where it is not as asked.
 */
final class JsonBody {
  /** A value that no route asks for. */
  private static final Object OTHER = new Object();

  /** As many characters as the least long has. */
  private static final int LONG_CHARS = 20;

  private final Map<String, Object> fields;

  private JsonBody(Map<String, Object> fields) {
    this.fields = fields;
  }

  /** The body of a request that {@link Bodies} has taken in. */
  static JsonBody of(RoutingContext routing) {
    Buffer body = routing.body().buffer();
    return body == null || body.length() == 0 ? new JsonBody(Map.of()) : parse(body.getBytes());
  }

  static JsonBody parse(byte[] body) {
    try (JsonParser from = CommandParser.STRICT.createParser(text(body))) {
      if (from.nextToken() != JsonToken.START_OBJECT) {
        throw bad("The body must be one JSON object.");
      }
      Map<String, Object> fields = new HashMap<>();
      while (from.nextToken() == JsonToken.FIELD_NAME) {
        String name = from.currentName();
        fields.put(name, value(from.nextToken(), from));
        from.skipChildren();
      }
      if (from.nextToken() != null) {
        throw bad("The body must be one JSON object.");
      }
      return new JsonBody(fields);
    } catch (IOException e) {
      throw bad(
          "The body must be one JSON object in UTF-8, without a key given twice, nested at most "
              + CommandParser.DEPTH + " deep.");
    }
  }

  /** Decoded here, because Jackson would guess among five encodings. */
  private static String text(byte[] body) throws IOException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
  }

  private static Object value(JsonToken token, JsonParser from) throws IOException {
    if (token == JsonToken.VALUE_STRING) {
      return from.getText();
    }
    if (token == JsonToken.VALUE_NUMBER_INT && from.getTextLength() <= LONG_CHARS) {
      return integer(from.getText());
    }
    if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
      return token == JsonToken.VALUE_TRUE;
    }
    return OTHER;
  }

  private static Object integer(String digits) {
    if (digits.equals("-0")) {
      return OTHER;
    }
    try {
      return Long.valueOf(digits);
    } catch (NumberFormatException e) {
      return OTHER;
    }
  }

  /** That at least one of the fields {@code names} is there. */
  void anyOf(String... names) {
    if (Arrays.stream(names).noneMatch(fields::containsKey)) {
      throw bad("The body must have at least one of " + String.join(", ", names) + ".");
    }
  }

  /** The string {@code name}, which must be there. */
  String string(String name) {
    if (fields.get(name) instanceof String text) {
      return text;
    }
    throw wrong(name, fields.containsKey(name) ? "must be a string" : "is missing");
  }

  /** The string {@code name}, absent where there is no such field. */
  @Nullable
  String optionalString(String name) {
    return fields.containsKey(name) ? string(name) : null;
  }

  /** The integer {@code name} of at least 0, absent where there is no such field. */
  @Nullable
  Long optionalSeq(String name) {
    if (!fields.containsKey(name)) {
      return null;
    }
    if (fields.get(name) instanceof Long number && number >= 0) {
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

  /** The integer {@code name} from {@code least} to {@code most}, absent where there is no such field. */
  @Nullable
  Long optionalInteger(String name, long least, long most) {
    if (!fields.containsKey(name)) {
      return null;
    }
    if (fields.get(name) instanceof Long number && number >= least && number <= most) {
      return number;
    }
    throw wrong(name, "must be an integer from " + least + " to " + most);
  }

  /** Whether {@code name}, which must be there, is true. */
  boolean bool(String name) {
    if (fields.get(name) instanceof Boolean truth) {
      return truth;
    }
    throw wrong(name, fields.containsKey(name) ? "must be true or false" : "is missing");
  }

  /** The same, absent where there is no such field. */
  @Nullable
  Boolean optionalBool(String name) {
    return fields.containsKey(name) ? bool(name) : null;
  }

  /** The string {@code name}, which must be there and one that {@code words} knows. */
  <T> T word(String name, Map<String, T> words) {
    T known = words.get(string(name));
    if (known == null) {
      throw wrong(name, "must be one of " + String.join(", ", new TreeSet<>(words.keySet())));
    }
    return known;
  }

  /** The same, absent where there is no such field. */
  <T> @Nullable T optionalWord(String name, Map<String, T> words) {
    return fields.containsKey(name) ? word(name, words) : null;
  }

  /** What somebody or something is called: the string {@code name}, which must be there. */
  String name(String name) {
    String text = string(name);
    if (!Names.isName(text)) {
      throw wrong(name, "must be 1 to " + Names.NAME + " code points without control characters");
    }
    return text;
  }

  /** The same, absent where there is no such field. */
  @Nullable
  String optionalName(String name) {
    return fields.containsKey(name) ? name(name) : null;
  }

  /** That {@code name} is not as it has to be. */
  static Refusal wrong(String name, String how) {
    return bad("The field " + name + " " + how + ".");
  }

  private static Refusal bad(String message) {
    return new Refusal(ErrorCode.BAD_REQUEST, message);
  }

  /**
   * The field {@code text} of a message, which must be there.
   *
   * @param limit code points at most; 0 for any number
   */
  String messageText(int limit) {
    String text = string("text");
    if (Syntax.isTooLong(text, limit)) {
      throw new Refusal(ErrorCode.TOO_LARGE, "The text must be at most " + limit + " code points.");
    }
    if (!Syntax.isStorable(text)) {
      throw wrong("text", "must be valid Unicode without NUL");
    }
    if (!Syntax.isVisible(text)) {
      throw wrong("text", "must hold something to see");
    }
    return text;
  }
}
