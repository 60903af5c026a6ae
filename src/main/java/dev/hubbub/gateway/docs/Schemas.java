package dev.hubbub.gateway.docs;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The schemas of one document, shown to people. */
final class Schemas {
  private static final JsonObject NOTHING = new JsonObject();

  private final JsonObject document;
  private final String prefix;

  /**
   * The schemas of {@code document}.
   *
   * @param prefix what their anchors begin with
   */
  Schemas(JsonObject document, String prefix) {
    this.document = document;
    this.prefix = prefix;
  }

  /** What {@code node} is, or refers to. */
  JsonObject resolve(JsonObject node) {
    String ref = node.getString("$ref");
    if (ref == null) {
      return node;
    }
    JsonObject found = document;
    for (String step : ref.substring(2).split("/", -1)) {
      found = found.getJsonObject(step.replace("~1", "/").replace("~0", "~"));
    }
    return resolve(found);
  }

  /** The name of what {@code node} refers to. */
  static String name(JsonObject node) {
    String ref = node.getString("$ref", "");
    return ref.substring(ref.lastIndexOf('/') + 1);
  }

  /** Shows all: words in one table, and each object with its fields. */
  void writeAll(Html to) {
    JsonObject all = document.getJsonObject("components").getJsonObject("schemas");
    to.open("table", "class", "fields");
    all.forEach(entry -> {
      JsonObject schema = (JsonObject) entry.getValue();
      if (!isObject(schema)) {
        to.open("tr", "id", anchor(entry.getKey()));
        to.open("th").element("code", entry.getKey()).close("th");
        writeCells(to, schema);
        to.close("tr");
      }
    });
    to.close("table");
    all.forEach(entry -> {
      JsonObject schema = (JsonObject) entry.getValue();
      if (isObject(schema)) {
        to.element("h4", entry.getKey(), "id", anchor(entry.getKey()));
        to.prose(schema.getString("description", ""));
        writeFields(to, schema);
      }
    });
  }

  /** Shows the fields of an object. */
  void writeFields(Html to, JsonObject schema) {
    to.open("table", "class", "fields");
    writeRows(to, "", schema);
    to.close("table");
  }

  private void writeRows(Html to, String path, JsonObject schema) {
    JsonArray required = schema.getJsonArray("required", new JsonArray());
    schema.getJsonObject("properties", NOTHING).forEach(entry -> {
      JsonObject field = (JsonObject) entry.getValue();
      String name = path + entry.getKey();
      writeRow(to, name, !required.contains(entry.getKey()), field);
      if (!field.containsKey("$ref") && isObject(field)) {
        writeRows(to, name + ".", field);
      }
      if (field.getValue("additionalProperties") instanceof JsonObject each) {
        writeRows(to, name + ".*.", each);
      }
    });
  }

  /** Shows one field or parameter. */
  void writeRow(Html to, String name, boolean optional, JsonObject schema) {
    to.open("tr").open("th").element("code", name);
    if (optional) {
      to.text(" ").element("span", "optional", "class", "mark");
    }
    to.close("th");
    writeCells(to, schema);
    to.close("tr");
  }

  private void writeCells(Html to, JsonObject schema) {
    to.open("td");
    writeType(to, schema);
    to.close("td").open("td");
    to.line(schema.getString("description", resolve(schema).getString("description", "")));
    to.close("td");
  }

  /** Shows what a value may be. */
  void writeType(Html to, JsonObject schema) {
    if (schema.containsKey("$ref")) {
      String name = name(schema);
      JsonObject named = resolve(schema);
      to.element("a", name, "href", "#" + anchor(name));
      to.text(isObject(named) ? "" : bounds(named));
    } else if (schema.containsKey("const")) {
      to.element("code", String.valueOf(schema.getValue("const")));
    } else if (schema.containsKey("enum")) {
      writeWords(to, schema.getJsonArray("enum"));
    } else if (schema.containsKey("oneOf")) {
      writeChoice(to, schema.getJsonArray("oneOf"));
    } else if (schema.containsKey("items")) {
      to.text("list of ");
      writeType(to, schema.getJsonObject("items"));
    } else {
      to.text(types(schema)).text(bounds(schema));
      if (schema.containsKey("pattern")) {
        to.text(" ").element("code", schema.getString("pattern"));
      }
      if (schema.containsKey("default")) {
        to.text(", default " + schema.getValue("default"));
      }
    }
  }

  private static void writeWords(Html to, JsonArray words) {
    for (int i = 0; i < words.size(); i++) {
      to.text(i == 0 ? "" : " or ").element("code", String.valueOf(words.getValue(i)));
    }
  }

  private void writeChoice(Html to, JsonArray choice) {
    for (int i = 0; i < choice.size(); i++) {
      to.text(i == 0 ? "" : " or ");
      writeType(to, choice.getJsonObject(i));
    }
  }

  private static String types(JsonObject schema) {
    Object type = schema.getValue("type");
    return type instanceof JsonArray several
        ? several.stream().map(String::valueOf).collect(Collectors.joining(" or "))
        : String.valueOf(type);
  }

  private static String bounds(JsonObject schema) {
    List<String> bounds = new ArrayList<>();
    range(bounds, schema, "minLength", "maxLength", " code points");
    range(bounds, schema, "minimum", "maximum", "");
    range(bounds, schema, "minProperties", "maxProperties", " fields");
    return bounds.isEmpty() ? "" : ", " + String.join(", ", bounds);
  }

  private static void range(
      List<String> to, JsonObject schema, String least, String most, String unit) {
    Object from = schema.getValue(least);
    Object until = schema.getValue(most);
    if (from != null && until != null) {
      to.add(from + "–" + until + unit);
    } else if (Integer.valueOf(1).equals(from) && least.equals("minLength")) {
      to.add("not empty");
    } else if (from != null) {
      to.add("at least " + from + unit);
    } else if (until != null) {
      to.add("at most " + until + unit);
    }
  }

  private static boolean isObject(JsonObject schema) {
    return "object".equals(schema.getValue("type"));
  }

  private String anchor(String name) {
    return prefix + name;
  }
}
