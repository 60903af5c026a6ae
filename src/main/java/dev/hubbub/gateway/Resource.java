package dev.hubbub.gateway;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;

/** One path and what may be done with it; any other method is answered 405 and told which may. */
final class Resource {
  private final Router router;
  private final String path;
  private final List<String> allowed = new ArrayList<>();

  private Resource(Router router, String path) {
    this.router = router;
    this.path = path;
  }

  /** A path of {@code router} with which nothing can be done yet; {@code :name} stands for a segment. */
  static Resource at(Router router, String path) {
    return new Resource(router, path);
  }

  /** Has {@code steps} answer {@code method}, one after the other. */
  @SafeVarargs
  final Resource on(HttpMethod method, Handler<RoutingContext>... steps) {
    allowed.add(method.name());
    Route route = router.route(method, path);
    for (Handler<RoutingContext> step : steps) {
      route.handler(step);
    }
    return this;
  }

  /** Has every other method refused. */
  void only() {
    String allow = String.join(", ", allowed);
    router.route(path).handler(routing -> {
      routing.response().putHeader(HttpHeaders.ALLOW, allow);
      routing.fail(405);
    });
  }
}
