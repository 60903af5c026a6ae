package dev.hubbub.testing;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds every exchange of the tests against the OpenAPI document: what the server answers is described, field by field,
 * and what it accepts is allowed. An {@link AssertionError} tells where they differ. Any thread.
 */
final class DescribedRoutes {
  private static final Described HTTP = Described.HTTP;
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  /** Requests that are too long to be read are refused before it is known what they ask. */
  private static final Set<Integer> UNREAD = Set.of(414, 431);

  private DescribedRoutes() {}

  /**
   * Checks one exchange.
   *
   * @param target path and query
   * @param body what was sent; absent where nothing was
   */
  static void check(String method, String target, @Nullable JsonObject body, Rest.Answer answer) {
    if (UNREAD.contains(answer.status())) {
      return;
    }
    if (answer.status() == 404 && answer.text().isEmpty()) {
      throw misfit(answer, "a 404 without a problem document");
    }
    URI uri = URI.create(target);
    Optional<JsonObject> path = path(uri.getRawPath());
    if (path.isEmpty()) {
      // A path that is no route; those that only speak WebSocket are described elsewhere, and the
      // files of the web client are named by its page alone.
      boolean file = !uri.getRawPath().startsWith("/api")
          && answer.headers().firstValue("ETag").isPresent();
      if (answer.status() != 404 && answer.status() != 426 && !file) {
        throw misfit(answer, "no such path in the document");
      }
      return;
    }
    JsonObject operation = path.get().getJsonObject(method.toLowerCase(Locale.ROOT));
    if (operation == null) {
      checkRefused(path.get(), answer);
      return;
    }
    JsonObject responses = operation.getJsonObject("responses");
    JsonObject response = responses.getJsonObject(String.valueOf(answer.status()));
    if (response == null) {
      throw misfit(answer, "no such status in the document");
    }
    checkResponse(HTTP.resolve(response), answer);
    if (answer.status() < 300) {
      checkRequest(operation, uri.getRawQuery(), body, answer);
    }
  }

  private static Optional<JsonObject> path(String path) {
    return HTTP.document().getJsonObject("paths").stream()
        .filter(entry -> matches(entry.getKey(), path))
        .min(Comparator.comparing(entry -> entry.getKey().split("\\{", -1).length))
        .map(entry -> (JsonObject) entry.getValue());
  }

  private static boolean matches(String template, String path) {
    String[] wanted = template.split("/", -1);
    String[] given = path.split("/", -1);
    if (wanted.length != given.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i].startsWith("{") ? given[i].isEmpty() : !wanted[i].equals(given[i])) {
        return false;
      }
    }
    return true;
  }

  private static void checkRefused(JsonObject path, Rest.Answer answer) {
    Set<String> described = path.fieldNames().stream()
        .filter(METHODS::contains)
        .map(method -> method.toUpperCase(Locale.ROOT))
        .collect(Collectors.toCollection(TreeSet::new));
    Set<String> allowed = new TreeSet<>(
        Arrays.asList(answer.headers().firstValue("Allow").orElse("").split(", ", -1)));
    // It goes with GET (RFC 9110 section 9.3.2).
    allowed.remove("HEAD");
    if (answer.status() != 405 || !allowed.equals(described)) {
      throw misfit(answer, "this method is not in the document, but " + described + " are");
    }
  }

  private static void checkResponse(JsonObject response, Rest.Answer answer) {
    for (String header : response.getJsonObject("headers", new JsonObject()).fieldNames()) {
      if (answer.headers().firstValue(header).isEmpty()) {
        throw misfit(answer, "the header " + header + " is in the document");
      }
    }
    JsonObject content = response.getJsonObject("content");
    if (content == null) {
      if (!answer.text().isEmpty()) {
        throw misfit(answer, "no body is in the document");
      }
      return;
    }
    String type = answer.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
    JsonObject media = content.getJsonObject(type);
    if (media == null) {
      throw misfit(answer, type + " is not in the document");
    }
    Object value = type.endsWith("json") ? new JsonObject(answer.text()) : answer.text();
    HTTP.misfitClosed(media.getJsonObject("schema"), value).ifPresent(why -> {
      throw misfit(answer, why);
    });
  }

  private static void checkRequest(
      JsonObject operation, @Nullable String query, @Nullable JsonObject body, Rest.Answer answer) {
    JsonObject described = operation.getJsonObject("requestBody");
    if (described != null && (body != null || described.getBoolean("required"))) {
      JsonObject media = described.getJsonObject("content").getJsonObject("application/json");
      HTTP.misfit(media.getJsonObject("schema"), body == null ? new JsonObject() : body)
          .ifPresent(why -> {
            throw misfit(answer, "accepted against the document: " + why);
          });
    }
    Map<String, String> given = parameters(query);
    for (Object each : operation.getJsonArray("parameters", new JsonArray())) {
      JsonObject parameter = HTTP.resolve((JsonObject) each);
      String value = given.get(parameter.getString("name"));
      if (parameter.getString("in").equals("query") && value != null) {
        JsonObject schema = parameter.getJsonObject("schema");
        boolean number = "integer".equals(HTTP.resolve(schema).getString("type"));
        HTTP.misfit(schema, number ? Long.valueOf(value) : value).ifPresent(why -> {
          throw misfit(answer, "accepted against the document: " + why);
        });
      }
    }
  }

  private static Map<String, String> parameters(@Nullable String query) {
    List<String> pairs = query == null ? List.of() : List.of(query.split("&", -1));
    return pairs.stream()
        .map(pair -> pair.split("=", 2))
        .filter(pair -> pair.length == 2)
        .collect(Collectors.toMap(
            pair -> pair[0],
            pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8),
            (first, second) -> second));
  }

  private static AssertionError misfit(Rest.Answer answer, String why) {
    return new AssertionError(answer.request() + " was answered " + answer.status()
        + " otherwise than openapi.json says: " + why + "; " + answer.text());
  }
}
