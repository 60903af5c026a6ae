package dev.hubbub.ops;

import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends spans to an OpenTelemetry collector, as OTLP in JSON over HTTP. Whoever makes a span never waits: past a bound,
 * and while the collector is away, spans are dropped and counted. Any thread.
 */
public final class SpanExport {
  private static final Logger log = LoggerFactory.getLogger(SpanExport.class);
  private static final HexFormat HEX = HexFormat.of();

  /** Spans that may wait; one more is dropped. */
  static final int WAITING = 8_192;

  /** Spans in one request. */
  private static final int BATCH = 512;

  private static final long EVERY_MS = 500;
  private static final long ANSWER_MS = 5_000;
  private static final int INTERNAL = 1;

  private final BlockingQueue<Span> waiting = new ArrayBlockingQueue<>(WAITING);
  private final HttpClient client;
  private final String url;
  private final String instance;
  private final String version;
  private final Counter exported;
  private final Counter dropped;
  private boolean sending;

  /** A stretch of an event's way; times as {@link System#nanoTime} tells them. */
  record Span(
      TraceId trace,
      String place,
      String room,
      long seq,
      long fromNanos,
      long toNanos,
      int sessions) {
    /** Spans other than that of the commit are in it. */
    boolean isRoot() {
      return place.equals("committed");
    }
  }

  /**
   * Begins to send.
   *
   * @param url of the collector, to which {@code /v1/traces} is added
   * @param instance the id of this instance
   */
  public SpanExport(Vertx vertx, String url, String instance, String version, Metrics metrics) {
    this.client = vertx.createHttpClient(
        new HttpClientOptions().setConnectTimeout((int) ANSWER_MS),
        new PoolOptions().setHttp1MaxSize(1));
    this.url = url.replaceAll("/+$", "") + "/v1/traces";
    this.instance = instance;
    this.version = version;
    this.exported = metrics.spans("exported");
    this.dropped = metrics.spans("dropped");
    long unused = vertx.setPeriodic(EVERY_MS, timer -> send());
  }

  /** Has a span sent, soon. */
  void add(Span span) {
    if (!waiting.offer(span)) {
      dropped.increment();
    }
  }

  /** Called on one context only. One request is under way at a time. */
  private void send() {
    List<Span> batch = new ArrayList<>(BATCH);
    if (sending || waiting.drainTo(batch, BATCH) == 0) {
      return;
    }
    sending = true;
    post(request(batch)).onComplete(answer -> {
      sending = false;
      if (answer.succeeded() && answer.result() < 300) {
        exported.increment(batch.size());
        send();
      } else {
        dropped.increment(batch.size());
        log.debug(
            "Spans were not taken: {}",
            answer.succeeded() ? answer.result() : answer.cause().toString());
      }
    });
  }

  private Future<Integer> post(JsonObject body) {
    return client
        .request(new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setAbsoluteURI(url)
            .setTimeout(ANSWER_MS)
            .putHeader("Content-Type", "application/json"))
        .compose(request -> request.send(body.toBuffer()))
        .compose(answer -> answer.end().map(answer.statusCode()))
        .timeout(2 * ANSWER_MS, TimeUnit.MILLISECONDS);
  }

  /** What OTLP wants: https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding. */
  private JsonObject request(List<Span> batch) {
    long nowNanos = System.nanoTime();
    long epochNanos = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    JsonArray spans = new JsonArray();
    for (Span span : batch) {
      spans.add(shape(span, epochNanos - nowNanos));
    }
    JsonObject resource = new JsonObject()
        .put(
            "attributes",
            new JsonArray()
                .add(text("service.name", "hubbub"))
                .add(text("service.version", version))
                .add(text("service.instance.id", instance)));
    JsonObject scope =
        new JsonObject().put("scope", new JsonObject().put("name", "hubbub")).put("spans", spans);
    return new JsonObject()
        .put(
            "resourceSpans",
            new JsonArray()
                .add(new JsonObject()
                    .put("resource", resource)
                    .put("scopeSpans", new JsonArray().add(scope))));
  }

  private static JsonObject shape(Span span, long offset) {
    String root = HEX.toHexDigits(span.trace().root());
    JsonArray attributes =
        new JsonArray().add(text("hubbub.room", span.room())).add(number("hubbub.seq", span.seq()));
    if (span.place().equals("written")) {
      attributes.add(number("hubbub.sessions", span.sessions()));
    }
    JsonObject shape = new JsonObject()
        .put("traceId", span.trace().hex())
        .put(
            "spanId",
            span.isRoot() ? root : HEX.toHexDigits(ThreadLocalRandom.current().nextLong() | 1))
        .put("name", "hubbub." + span.place())
        .put("kind", INTERNAL)
        .put("startTimeUnixNano", Long.toString(span.fromNanos() + offset))
        .put("endTimeUnixNano", Long.toString(span.toNanos() + offset))
        .put("attributes", attributes);
    return span.isRoot() ? shape : shape.put("parentSpanId", root);
  }

  private static JsonObject text(String key, String value) {
    return new JsonObject()
        .put("key", key)
        .put("value", new JsonObject().put("stringValue", value));
  }

  /** Whole numbers are text in it. */
  private static JsonObject number(String key, long value) {
    return new JsonObject()
        .put("key", key)
        .put("value", new JsonObject().put("intValue", Long.toString(value)));
  }
}
