package dev.hubbub.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A small OpenTelemetry collector: keeps what it is sent to {@code /v1/traces} as OTLP in JSON. Any thread. */
public final class SpanCollector implements AutoCloseable {
  private final HttpServer server;
  private final List<String> bodies = new CopyOnWriteArrayList<>();

  private SpanCollector(HttpServer server) {
    this.server = server;
    server.createContext("/v1/traces", this::take);
    server.start();
  }

  /** One on a free port. */
  public static SpanCollector start() {
    try {
      return new SpanCollector(
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String type = exchange.getRequestHeaders().getFirst("Content-Type");
      boolean fits = exchange.getRequestMethod().equals("POST") && "application/json".equals(type);
      bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      byte[] answer = "{}".getBytes(StandardCharsets.US_ASCII);
      exchange.sendResponseHeaders(fits ? 200 : 415, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  /** Where it is. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** All that it was sent. */
  public String received() {
    return String.join("\n", bodies);
  }

  /** The spans about the event of that seq. */
  public List<JsonObject> spans(long seq) {
    List<JsonObject> spans = new ArrayList<>();
    for (String body : bodies) {
      for (JsonObject resource : objects(new JsonObject(body).getJsonArray("resourceSpans"))) {
        for (JsonObject scope : objects(resource.getJsonArray("scopeSpans"))) {
          objects(scope.getJsonArray("spans")).stream()
              .filter(span -> objects(span.getJsonArray("attributes")).stream()
                  .anyMatch(attribute -> attribute.getString("key").equals("hubbub.seq")
                      && attribute
                          .getJsonObject("value")
                          .getString("intValue")
                          .equals(Long.toString(seq))))
              .forEach(spans::add);
        }
      }
    }
    return spans;
  }

  private static List<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast).toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
