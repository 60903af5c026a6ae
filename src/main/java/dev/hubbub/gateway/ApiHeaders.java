package dev.hubbub.gateway;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** The headers of every answer that is for programs: nothing of it is kept, shown as a page or guessed at. */
final class ApiHeaders implements Handler<RoutingContext> {
  @Override
  public void handle(RoutingContext routing) {
    putOn(routing.response());
    routing.next();
  }

  static void putOn(HttpServerResponse response) {
    MultiMap headers = response.headers();
    headers.set("Cache-Control", "no-store");
    headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
  }
}
