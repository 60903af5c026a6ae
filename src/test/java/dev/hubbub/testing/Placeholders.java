package dev.hubbub.testing;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * JSON as documentation writes it, where {@code …} stands for what is different each time: in the place of a value for any
 * value, in the place of a field for any further fields, at the end of a list for any further entries. With a name, as in
 * {@code "epoch":…e1}, it is the same value wherever that name stands; the first one found gives it. For one thread.
 */
final class Placeholders {
  private static final char ANY = '…';
  private static final String REST = String.valueOf(ANY);
  private static final Pattern NAMED = Pattern.compile(ANY + "([a-z0-9]+)");

  private final Map<String, Object> known = new HashMap<>();

  /** What a name stands for; null where it has not been seen. */
  @Nullable
  Object value(String name) {
    return known.get(name);
  }

  /** A text with every name in it replaced by what it stands for. */
  String fill(String text) {
    return NAMED.matcher(text).replaceAll(found -> {
      Object value = known.get(found.group(1));
      if (value == null) {
        throw new AssertionError("Nothing was called …" + found.group(1) + " yet.");
      }
      return Matcher.quoteReplacement(String.valueOf(value));
    });
  }

  /** The object that a documented text is. A {@link DecodeException} where it is none. */
  static JsonObject read(String documented) {
    return new JsonObject(quoted(documented));
  }

  /** What {@code found} has that {@code documented} has not, or the other way round; empty where they agree. */
  Optional<String> misfit(JsonObject documented, JsonObject found) {
    return Optional.ofNullable(misfit("", documented, found));
  }

  private @Nullable String misfit(
      String where, @Nullable Object documented, @Nullable Object found) {
    if (documented instanceof String text && text.startsWith(REST)) {
      return misfitNamed(where, text.substring(1), found);
    }
    if (documented instanceof JsonObject fields && found instanceof JsonObject told) {
      return misfitFields(where, fields, told);
    }
    if (documented instanceof JsonArray entries && found instanceof JsonArray told) {
      return misfitEntries(where, entries, told);
    }
    boolean same = (documented instanceof Number a && found instanceof Number b)
        ? a.longValue() == b.longValue()
        : Objects.equals(documented, found);
    return same ? null : where + " is " + found + ", not " + documented;
  }

  private @Nullable String misfitNamed(String where, String name, @Nullable Object found) {
    if (name.isEmpty()) {
      return null;
    }
    if (found == null) {
      return where + " is null";
    }
    Object before = known.putIfAbsent(name, found);
    return before == null || before.equals(found)
        ? null
        : where + " is " + found + ", and …" + name + " was " + before;
  }

  private @Nullable String misfitFields(String where, JsonObject fields, JsonObject told) {
    TreeSet<String> wanted = new TreeSet<>(fields.fieldNames());
    boolean open = wanted.remove(REST);
    TreeSet<String> more = new TreeSet<>(told.fieldNames());
    more.removeAll(wanted);
    if (!open && !more.isEmpty()) {
      return where + " has " + more + " besides";
    }
    for (String field : wanted) {
      if (!told.containsKey(field)) {
        return where + "." + field + " is not there";
      }
      String misfit = misfit(where + "." + field, fields.getValue(field), told.getValue(field));
      if (misfit != null) {
        return misfit;
      }
    }
    return null;
  }

  private @Nullable String misfitEntries(String where, JsonArray entries, JsonArray told) {
    int count = entries.size();
    boolean open = count > 0 && REST.equals(entries.getValue(count - 1));
    int named = open ? count - 1 : count;
    if (told.size() < named || (!open && told.size() > named)) {
      return where + " has " + told.size() + " entries, not " + named;
    }
    for (int i = 0; i < named; i++) {
      String misfit = misfit(where + "[" + i + "]", entries.getValue(i), told.getValue(i));
      if (misfit != null) {
        return misfit;
      }
    }
    return null;
  }

  /** The same with quotes around each placeholder, which makes it JSON. */
  private static String quoted(String documented) {
    StringBuilder json = new StringBuilder();
    Deque<Character> open = new ArrayDeque<>();
    boolean text = false;
    char last = ' ';
    for (int i = 0; i < documented.length(); i++) {
      char c = documented.charAt(i);
      if (!text && c == ANY) {
        int end = i + 1;
        while (end < documented.length() && Character.isLetterOrDigit(documented.charAt(end))) {
          end++;
        }
        boolean fields = last != ':' && Character.valueOf('{').equals(open.peek());
        String word = '"' + documented.substring(i, end) + '"';
        json.append(fields ? word + ":true" : word);
        i = end - 1;
        continue;
      }
      if (c == '"' && last != '\\') {
        text = !text;
      } else if (!text && (c == '{' || c == '[')) {
        open.push(c);
      } else if (!text && (c == '}' || c == ']')) {
        open.pop();
      }
      last = Character.isWhitespace(c) ? last : c;
      json.append(c);
    }
    return json.toString();
  }
}
