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
  private static final String TAKEN = Resource.class.getName();

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
    Route route = router.route(method, path).handler(this::taken);
    for (Handler<RoutingContext> step : steps) {
      route.handler(step);
    }
    return this;
  }

  /** The router of a failure is another one, and knows no more which way a request took. */
  private void taken(RoutingContext routing) {
    routing.put(TAKEN, path);
    routing.next();
  }

  /** What a request wants, for logs: the method, and the path without the names of its rooms, users and codes. */
  static String wanted(RoutingContext routing) {
    return routing.request().method() + " " + routing.get(TAKEN, "?");
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
