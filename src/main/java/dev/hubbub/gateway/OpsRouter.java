package dev.hubbub.gateway;

import dev.hubbub.ops.Health;
import dev.hubbub.ops.Metrics;
import dev.hubbub.protocol.Json;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** {@code /livez}, {@code /readyz}, {@code /version} and {@code /metrics}: for those who operate this instance. */
final class OpsRouter {
  private final Health health;
  private final String version;
  private final Supplier<String> metrics;
  private final Predicate<HttpServerRequest> maySeeMetrics;

  /**
   * The routes.
   *
   * @param metrics takes its time
   * @param maySeeMetrics whether {@code /metrics} is there for who asks
   */
  OpsRouter(
      Health health,
      String version,
      Supplier<String> metrics,
      Predicate<HttpServerRequest> maySeeMetrics) {
    this.health = health;
    this.version = version;
    this.metrics = metrics;
    this.maySeeMetrics = maySeeMetrics;
  }

  /** The same routes, {@code /metrics} for everybody. */
  OpsRouter unguarded() {
    return new OpsRouter(health, version, metrics, anybody -> true);
  }

  /** The routes for one event loop, to be mounted as {@code router.route().subRouter(…)}; other paths go past it. */
  Router router(Vertx vertx) {
    Router router = Router.router(vertx);
    for (String path : new String[] {"/livez", "/readyz", "/version", "/metrics"}) {
      router.route(path).failureHandler(new Faults());
    }
    Resource.at(router, "/livez").on(HttpMethod.GET, this::live).only();
    Resource.at(router, "/readyz").on(HttpMethod.GET, this::ready).only();
    Resource.at(router, "/version").on(HttpMethod.GET, this::version).only();
    Resource.at(router, "/metrics")
        .on(HttpMethod.GET, this::guard, routing -> metrics(vertx, routing))
        .only();
    return router;
  }

  private void guard(RoutingContext routing) {
    if (maySeeMetrics.test(routing.request())) {
      routing.next();
    } else {
      routing.fail(404);
    }
  }

  private void metrics(Vertx vertx, RoutingContext routing) {
    vertx
        .executeBlocking(metrics::get)
        .onSuccess(text -> {
          routing.response().putHeader(HttpHeaders.CONTENT_TYPE, Metrics.TEXT_TYPE);
          Answer.send(routing.response(), Buffer.buffer(text));
        })
        .onFailure(routing::fail);
  }

  /** Whoever answers lives. */
  private void live(RoutingContext routing) {
    Answer.json(routing, 200, to -> {
      to.writeStartObject();
      to.writeStringField("status", "up");
      to.writeEndObject();
    });
  }

  private void version(RoutingContext routing) {
    Answer.json(routing, 200, to -> {
      to.writeStartObject();
      to.writeStringField("name", "hubbub");
      to.writeStringField("version", version);
      to.writeEndObject();
    });
  }

  private void ready(RoutingContext routing) {
    health
        .report()
        .onSuccess(
            report -> Answer.json(routing, report.isReady() ? 200 : 503, OpsRouter.shape(report)))
        .onFailure(routing::fail);
  }

  private static Json.Content shape(Health.Report report) {
    return to -> {
      to.writeStartObject();
      to.writeStringField("status", status(report));
      if (report.isDegraded()) {
        to.writeArrayFieldStart("degraded");
        to.writeString("redis");
        to.writeEndArray();
      }
      to.writeObjectFieldStart("checks");
      to.writeStringField("store", word(report.store()));
      if (report.redis().isPresent()) {
        to.writeStringField("redis", word(report.redis().get()));
      }
      to.writeStringField("drain", report.draining() ? "draining" : "none");
      to.writeEndObject();
      to.writeEndObject();
    };
  }

  private static String status(Health.Report report) {
    if (!report.isReady()) {
      return "unready";
    }
    return report.isDegraded() ? "degraded" : "ready";
  }

  private static String word(Health.State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
