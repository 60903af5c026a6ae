package dev.hubbub.gateway;

import dev.hubbub.ops.Health;
import dev.hubbub.protocol.Json;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;

/** {@code /livez}, {@code /readyz} and {@code /version}: for those who operate this instance. */
final class OpsRouter {
  private final Health health;
  private final String version;

  OpsRouter(Health health, String version) {
    this.health = health;
    this.version = version;
  }

  /** The routes for one event loop, to be mounted as {@code router.route().subRouter(…)}; other paths go past it. */
  Router router(Vertx vertx) {
    Router router = Router.router(vertx);
    for (String path : new String[] {"/livez", "/readyz", "/version"}) {
      router.route(path).handler(new ApiHeaders()).failureHandler(new Faults());
    }
    Resource.at(router, "/livez").on(HttpMethod.GET, this::live).only();
    Resource.at(router, "/readyz").on(HttpMethod.GET, this::ready).only();
    Resource.at(router, "/version").on(HttpMethod.GET, this::version).only();
    return router;
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
