package dev.hubbub.gateway;

import dev.hubbub.config.HttpConfig;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/**
 * The headers of every answer, and all of those that are for programs: nothing of it is kept, shown as a page or guessed
 * at. Whoever serves pages says more, or otherwise.
 */
final class ApiHeaders implements Handler<RoutingContext> {
  private final boolean secure;

  /** Those of a server that is reached as {@code http} tells; where that is over TLS, browsers are told to stay there. */
  ApiHeaders(HttpConfig http) {
    String publicUrl = http.publicUrl();
    this.secure = publicUrl != null && publicUrl.startsWith("https://");
  }

  @Override
  public void handle(RoutingContext routing) {
    putOn(routing.response());
    if (secure) {
      routing.response().putHeader("Strict-Transport-Security", "max-age=31536000");
    }
    routing.next();
  }

  /** Those that no answer lacks, one to what could not be read included. */
  static void putOn(HttpServerResponse response) {
    MultiMap headers = response.headers();
    headers.set("Cache-Control", "no-store");
    headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
  }
}
