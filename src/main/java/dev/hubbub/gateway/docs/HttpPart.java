package dev.hubbub.gateway.docs;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The part of the page that is made from the OpenAPI document. */
final class HttpPart {
  private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

  private final JsonObject document;
  private final Schemas schemas;

  /** One thing that can be done with one path. */
  private record Operation(String method, String path, JsonObject is) {
    String id() {
      return is.getString("operationId");
    }

    boolean has(String tag) {
      return is.getJsonArray("tags").contains(tag);
    }
  }

  HttpPart(JsonObject document) {
    this.document = document;
    this.schemas = new Schemas(document, "http-");
  }

  /** Links to all operations, by tag. */
  void writeContents(Html to) {
    tags().forEach((tag, about) -> {
      to.element("h3", tag).open("ul");
      for (Operation operation : operations(tag)) {
        to.open("li")
            .element("a", operation.is().getString("summary"), "href", "#" + operation.id())
            .close("li");
      }
      to.close("ul");
    });
  }

  /** All of it. */
  void write(Html to) {
    to.prose(document.getJsonObject("info").getString("description"));
    tags().forEach((tag, about) -> {
      to.element("h3", tag).prose(about);
      operations(tag).forEach(operation -> write(to, operation));
    });
    to.element("h3", "Errors", "id", "http-errors");
    document
        .getJsonObject("components")
        .getJsonObject("responses")
        .forEach(entry -> writeError(to, entry.getKey(), (JsonObject) entry.getValue()));
    to.element("h3", "Shapes", "id", "http-shapes");
    schemas.writeAll(to);
  }

  private void write(Html to, Operation operation) {
    JsonObject is = operation.is();
    to.open("article", "id", operation.id()).open("h4");
    to.element("a", is.getString("summary"), "href", "#" + operation.id()).close("h4");
    to.open("p", "class", "route")
        .element("b", operation.method().toUpperCase(Locale.ROOT), "class", operation.method())
        .text(" ")
        .element("code", operation.path());
    if (is.containsKey("security")) {
      to.text(" ").element("span", "no token needed", "class", "mark");
    }
    to.close("p");
    if (is.containsKey("description")) {
      to.prose(is.getString("description"));
    }
    writeParameters(to, is.getJsonArray("parameters", new JsonArray()));
    if (is.containsKey("requestBody")) {
      JsonObject body = is.getJsonObject("requestBody");
      to.element("h5", body.getBoolean("required") ? "Body" : "Body (may be left out)");
      JsonObject media = body.getJsonObject("content").getJsonObject("application/json");
      schemas.writeFields(to, media.getJsonObject("schema"));
      writeExamples(to, media);
    }
    to.element("h5", "Answers");
    is.getJsonObject("responses").forEach(entry -> {
      JsonObject response = (JsonObject) entry.getValue();
      if (!response.containsKey("$ref")) {
        writeAnswer(to, entry.getKey(), response);
      }
    });
    writeErrors(to, is.getJsonObject("responses"));
    to.close("article");
  }

  private void writeParameters(Html to, JsonArray parameters) {
    if (parameters.isEmpty()) {
      return;
    }
    to.element("h5", "Parameters").open("table", "class", "fields");
    for (int i = 0; i < parameters.size(); i++) {
      JsonObject parameter = schemas.resolve(parameters.getJsonObject(i));
      String name = parameter.getString("name");
      String shown =
          switch (parameter.getString("in")) {
            case "path" -> "{" + name + "}";
            case "query" -> "?" + name + "=";
            default -> name + ":";
          };
      JsonObject schema = parameter
          .getJsonObject("schema")
          .copy()
          .put("description", parameter.getString("description"));
      schemas.writeRow(to, shown, !parameter.getBoolean("required", false), schema);
    }
    to.close("table");
  }

  private void writeAnswer(Html to, String status, JsonObject response) {
    to.open("p", "class", "answer").element("b", status).text(" ");
    to.line(response.getString("description"));
    response.getJsonObject("headers", new JsonObject()).fieldNames().forEach(name -> to.text(" ")
        .element("span", name, "class", "mark"));
    JsonObject content = response.getJsonObject("content", new JsonObject());
    content.forEach(entry -> {
      JsonObject schema = ((JsonObject) entry.getValue()).getJsonObject("schema");
      to.text(" ");
      if (schema.containsKey("$ref")) {
        schemas.writeType(to, schema);
      } else {
        to.element("code", entry.getKey());
      }
    });
    to.close("p");
    content.forEach(entry -> writeExamples(to, (JsonObject) entry.getValue()));
  }

  private static void writeExamples(Html to, JsonObject media) {
    examples(media).forEach((name, example) -> Page.writeExample(to, name, example));
  }

  private static Map<String, JsonObject> examples(JsonObject media) {
    Map<String, JsonObject> examples = new LinkedHashMap<>();
    if (media.containsKey("example")) {
      examples.put("Example", media.getJsonObject("example"));
    }
    media
        .getJsonObject("examples", new JsonObject())
        .forEach(entry -> examples.put(
            "Example: " + entry.getKey(), ((JsonObject) entry.getValue()).getJsonObject("value")));
    return examples;
  }

  private void writeError(Html to, String name, JsonObject response) {
    JsonObject problem = response
        .getJsonObject("content")
        .getJsonObject("application/problem+json")
        .getJsonObject("example");
    to.open("article", "id", "http-error-" + name);
    writeAnswer(to, String.valueOf(problem.getInteger("status")), response);
    to.close("article");
  }

  private static void writeErrors(Html to, JsonObject responses) {
    to.open("p", "class", "errors").text("Errors: ");
    responses.forEach(entry -> {
      JsonObject response = (JsonObject) entry.getValue();
      if (response.containsKey("$ref") && !entry.getKey().equals("default")) {
        to.element("a", entry.getKey(), "href", "#http-error-" + Schemas.name(response))
            .text(" ");
      }
    });
    to.element("a", "others", "href", "#http-errors").close("p");
  }

  private Map<String, String> tags() {
    Map<String, String> tags = new LinkedHashMap<>();
    for (Object each : document.getJsonArray("tags")) {
      JsonObject tag = (JsonObject) each;
      tags.put(tag.getString("name"), tag.getString("description"));
    }
    return tags;
  }

  private List<Operation> operations(String tag) {
    return document.getJsonObject("paths").stream()
        .flatMap(path -> METHODS.stream()
            .filter(((JsonObject) path.getValue())::containsKey)
            .map(method -> new Operation(
                method, path.getKey(), ((JsonObject) path.getValue()).getJsonObject(method))))
        .filter(operation -> operation.has(tag))
        .toList();
  }
}
