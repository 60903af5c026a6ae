package dev.hubbub.gateway;

import dev.hubbub.room.Refusal;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where a request that failed is answered: everything becomes a {@link Problem}. */
final class Faults implements Handler<RoutingContext> {
  private static final Logger log = LoggerFactory.getLogger(Faults.class);

  @Override
  public void handle(RoutingContext routing) {
    HttpServerResponse response = routing.response();
    if (response.ended() || response.closed()) {
      return;
    }
    HttpServerRequest request = routing.request();
    if (Bodies.mayFollow(request) && !request.isEnded()) {
      // Nobody wants to read the rest of it.
      response.putHeader(HttpHeaders.CONNECTION, "close");
    }
    problem(routing).answer(response);
    request.resume();
  }

  private static Problem problem(RoutingContext routing) {
    Throwable cause = routing.failure();
    if (cause instanceof Refusal refusal) {
      return Problem.of(refusal);
    }
    int status = routing.statusCode();
    if (status < 400 || status >= 500) {
      log.error("{} {} failed", routing.request().method(), Paths.route(routing), cause);
    }
    return Problem.of(status);
  }
}
