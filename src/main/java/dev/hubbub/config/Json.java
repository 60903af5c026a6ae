package dev.hubbub.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON that remembers where everything stood, so that a person can be told. A key given twice is noted, not lost.
 *
 * @param root the value
 * @param lines of every field outside lists, by its dotted path, the line it stands on
 * @param doubles the paths given twice, and on which line the second time
 */
record Json(Object root, Map<String, Integer> lines, List<Double> doubles) {
  private static final JsonFactory FACTORY = new JsonFactory();

  /** A field given again in the same object. */
  record Double(String path, int line) {}

  /** Text that is not JSON. Its message holds nothing of the text but single characters. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    Malformed(String message, int line, int column) {
      super(message, null, false, false);
      this.line = line;
      this.column = column;
    }

    int line() {
      return line;
    }

    int column() {
      return column;
    }
  }

  /** Reads one value and nothing after it. */
  static Json parse(String text) throws Malformed {
    try (JsonParser parser = FACTORY.createParser(text)) {
      Tree tree = new Tree(parser);
      parser.nextToken();
      if (parser.currentToken() == null) {
        throw new Malformed("it is empty; an object such as {} is needed", 1, 1);
      }
      Object root = tree.value("");
      if (parser.nextToken() != null) {
        JsonLocation at = parser.currentTokenLocation();
        throw new Malformed("there is something after the end", at.getLineNr(), at.getColumnNr());
      }
      return new Json(root == null ? "null" : root, tree.lines, tree.doubles);
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw new Malformed(
          withoutTheText(e.getOriginalMessage()),
          at == null ? 1 : at.getLineNr(),
          at == null ? 1 : at.getColumnNr());
    } catch (IOException e) {
      throw new Malformed("it cannot be read", 1, 1);
    }
  }

  /** What a variable or an argument holds in JSON; a misfit where it holds none. */
  static Object fromVariable(String text, String takes) throws Misfit {
    try {
      Json json = parse(text);
      if (json.doubles().isEmpty()) {
        return json.root();
      }
      throw new Misfit("without " + json.doubles().get(0).path() + " given twice: " + takes, text);
    } catch (Malformed e) {
      throw new Misfit(takes + " in JSON", text);
    }
  }

  /** The parser quotes words that it does not know, and such a word may be a password without its quotes. */
  private static String withoutTheText(String message) {
    if (message.startsWith("Unrecognized token")) {
      return "there is a word that is neither true, false, null nor in quotes";
    }
    String first = message.lines().findFirst().orElse("").replaceAll(" \\(start marker at .*", "");
    return first.replaceAll("'[^']{2,}'", "a word").replaceAll("\"[^\"]{2,}\"", "a word");
  }

  private static final class Tree {
    private final JsonParser parser;
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final List<Double> doubles = new ArrayList<>();

    Tree(JsonParser parser) {
      this.parser = parser;
    }

    @Nullable
    Object value(String path) throws IOException {
      return switch (parser.currentToken()) {
        case START_OBJECT -> object(path);
        case START_ARRAY -> array(path);
        case VALUE_STRING -> parser.getText();
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
        case VALUE_TRUE -> true;
        case VALUE_FALSE -> false;
        default -> null;
      };
    }

    private Number number() throws IOException {
      Number number = parser.getNumberValue();
      return parser.currentToken() == JsonToken.VALUE_NUMBER_INT
          ? number
          : parser.getDecimalValue();
    }

    private Map<String, @Nullable Object> object(String path) throws IOException {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        int line = parser.currentTokenLocation().getLineNr();
        String inner = path.isEmpty() ? name : path + "." + name;
        parser.nextToken();
        Object value = value(inner);
        if (fields.containsKey(name)) {
          doubles.add(new Double(inner, line));
        }
        fields.put(name, value);
        lines.put(inner, line);
      }
      return fields;
    }

    private List<@Nullable Object> array(String path) throws IOException {
      List<@Nullable Object> items = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        items.add(value(path + "[" + items.size() + "]"));
      }
      return items;
    }
  }
}
