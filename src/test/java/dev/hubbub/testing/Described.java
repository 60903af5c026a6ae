package dev.hubbub.testing;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * One of the documents that ship with the server, and what fits the schemas in it. A reference that leads nowhere is an
 * assertion error. Any thread.
 */
public final class Described {
  /** The HTTP side. */
  public static final Described HTTP = new Described("/dev/hubbub/gateway/openapi.json");

  /** The WebSocket. */
  public static final Described SOCKET = new Described("/dev/hubbub/gateway/asyncapi.json");

  /** Two ways to look at one value: to say why it does not fit takes many times as long as to say that it does. */
  private record Schema(Validator whether, Validator why) {
    static Schema of(JsonObject schema) {
      return new Schema(
          validator(schema, OutputFormat.Flag), validator(schema, OutputFormat.Basic));
    }

    private static Validator validator(JsonObject schema, OutputFormat format) {
      return Validator.create(
          JsonSchema.of(schema),
          new JsonSchemaOptions()
              .setBaseUri("test://described/")
              .setDraft(Draft.DRAFT202012)
              .setOutputFormat(format));
    }
  }

  private final JsonObject document;
  private final Map<JsonObject, Schema> open = new ConcurrentHashMap<>();
  private final Map<JsonObject, Schema> closed = new ConcurrentHashMap<>();

  private Described(String resource) {
    this.document = read(resource);
  }

  /** A JSON resource. */
  public static JsonObject read(String resource) {
    try (InputStream from = Described.class.getResourceAsStream(resource)) {
      byte[] bytes = Objects.requireNonNull(from, resource).readAllBytes();
      return new JsonObject(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The document itself. */
  public JsonObject document() {
    return document;
  }

  /** What {@code node} is, or refers to. */
  public JsonObject resolve(JsonObject node) {
    return node.containsKey("$ref") ? resolve(at(node.getString("$ref"))) : node;
  }

  /** What is wrong with a value that clients may have sent: fields that are not described are passed over. */
  public Optional<String> misfit(JsonObject schema, Object value) {
    return misfit(open.computeIfAbsent(schema, key -> Schema.of(expanded(key, false))), value);
  }

  /** What is wrong with a value from the server: it may have no field that is not described. */
  public Optional<String> misfitClosed(JsonObject schema, Object value) {
    return misfit(closed.computeIfAbsent(schema, key -> Schema.of(expanded(key, true))), value);
  }

  private static Optional<String> misfit(Schema schema, Object value) {
    if (schema.whether().validate(value).getValid()) {
      return Optional.empty();
    }
    OutputUnit output = schema.why().validate(value);
    String why = Objects.requireNonNullElse(output.getErrors(), List.<OutputUnit>of()).stream()
        .map(error -> error.getInstanceLocation() + " " + error.getError())
        .collect(Collectors.joining("; "));
    return Optional.of(why + " in " + value);
  }

  /** The schema with everything in it that it refers to; closed, it takes no field that it does not name. */
  private JsonObject expanded(JsonObject schema, boolean close) {
    JsonObject whole = new JsonObject();
    if (schema.containsKey("$ref")) {
      JsonObject unused = whole.mergeIn(expanded(at(schema.getString("$ref")), close));
    }
    schema.forEach(entry -> {
      String key = entry.getKey();
      if (!key.equals("$ref") && !key.startsWith("example")) {
        JsonObject unused = whole.put(key, expandedValue(key, entry.getValue(), close));
      }
    });
    if (close && whole.containsKey("properties") && !whole.containsKey("additionalProperties")) {
      JsonObject unused = whole.put("additionalProperties", false);
    }
    return whole;
  }

  private Object expandedValue(String key, Object value, boolean close) {
    if (value instanceof JsonObject object) {
      if (!key.equals("properties")) {
        return expanded(object, close);
      }
      JsonObject properties = new JsonObject();
      object.forEach(property -> {
        JsonObject unused =
            properties.put(property.getKey(), expanded((JsonObject) property.getValue(), close));
      });
      return properties;
    }
    if (value instanceof JsonArray array && key.endsWith("Of")) {
      JsonArray all = new JsonArray();
      array.forEach(each -> {
        JsonArray unused = all.add(expanded((JsonObject) each, close));
      });
      return all;
    }
    return value;
  }

  private JsonObject at(String ref) {
    if (!ref.startsWith("#/")) {
      throw new AssertionError("Not within the document: " + ref);
    }
    JsonObject found = document;
    for (String step : ref.substring(2).split("/", -1)) {
      found = found.getJsonObject(step.replace("~1", "/").replace("~0", "~"));
      if (found == null) {
        throw new AssertionError("Leads nowhere: " + ref);
      }
    }
    return found;
  }
}
