package dev.hubbub.archive;

import dev.hubbub.room.Archive.Field;
import dev.hubbub.room.Archive.Kind;
import dev.hubbub.room.Archive.Line;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lines as JSON objects: {@code line} names their kind, the rest are their fields. Pure. */
final class LineJson {
  /** The field that every line begins with. */
  static final String LINE = "line";

  private LineJson() {}

  static String encode(Line line) {
    JsonObject json = new JsonObject().put(LINE, line.kind().wire());
    line.values().forEach(json::put);
    return json.encode();
  }

  /** A JSON object; throws {@link Damaged} where it is none. */
  static JsonObject object(String text) throws Damaged {
    try {
      return new JsonObject(text);
    } catch (DecodeException e) {
      throw new Damaged("is no JSON object");
    }
  }

  /** The line in an object; throws {@link Damaged} where it is none. */
  static Line decode(JsonObject json) throws Damaged {
    Kind kind = kind(json.getValue(LINE));
    Map<String, Object> values = new LinkedHashMap<>();
    for (Map.Entry<String, Object> entry : json) {
      if (!entry.getKey().equals(LINE)) {
        Field field = kind.find(entry.getKey());
        if (field == null) {
          throw new Damaged("has a field that a line of its kind has not");
        }
        values.put(field.name(), value(field, entry.getValue()));
      }
    }
    for (Field field : kind.fields()) {
      if (field.needed() && !values.containsKey(field.name())) {
        throw new Damaged("lacks " + field.name());
      }
    }
    return new Line(kind, values);
  }

  private static Kind kind(@Nullable Object word) throws Damaged {
    if (word instanceof String text && text.equals(text.toLowerCase(Locale.ROOT))) {
      for (Kind kind : Kind.values()) {
        if (kind.wire().equals(text)) {
          return kind;
        }
      }
    }
    throw new Damaged("is of no kind that is known");
  }

  private static Object value(Field field, @Nullable Object value) throws Damaged {
    switch (field.type()) {
      case TEXT -> {
        if (value instanceof String text && isWhole(text)) {
          return text;
        }
      }
      case NUMBER -> {
        if ((value instanceof Long || value instanceof Integer)
            && ((Number) value).longValue() >= 0) {
          return ((Number) value).longValue();
        }
      }
      case FLAG -> {
        if (Boolean.TRUE.equals(value)) {
          return true;
        }
      }
    }
    throw new Damaged("has a " + field.name() + " that cannot be");
  }

  /** No database takes a NUL, and no UTF-8 holds half of a pair. */
  private static boolean isWhole(String text) {
    return text.indexOf('\0') < 0
        && text.codePoints().noneMatch(one -> one >= 0xD800 && one <= 0xDFFF);
  }
}
