package dev.hubbub.gateway;

import dev.hubbub.room.Refusal;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where a request that failed is answered: everything becomes a {@link Problem}. */
final class Faults implements Handler<RoutingContext> {
  private static final Logger log = LoggerFactory.getLogger(Faults.class);

  /** How long the rest of a refused body is thrown away before the connection is closed. */
  private static final long LINGER_MS = 1_000;

  @Override
  public void handle(RoutingContext routing) {
    HttpServerResponse response = routing.response();
    if (response.ended() || response.closed()) {
      return;
    }
    HttpServerRequest request = routing.request();
    boolean unread = Bodies.mayFollow(request) && !request.isEnded();
    if (unread) {
      response.putHeader(HttpHeaders.CONNECTION, "close");
    }
    problem(routing).answer(response);
    if (unread) {
      closeAfter(request, routing.vertx());
    }
    request.resume();
  }

  /**
   * Nobody wants to read the rest of it. It is thrown away for a moment all the same: closing on what is still coming would
   * reset the connection, and the answer with it.
   */
  private static void closeAfter(HttpServerRequest request, Vertx vertx) {
    long end = vertx.setTimer(LINGER_MS, late -> close(request));
    request.handler(rest -> {}).exceptionHandler(gone -> {}).endHandler(ended -> {
      if (vertx.cancelTimer(end)) {
        close(request);
      }
    });
  }

  private static void close(HttpServerRequest request) {
    request.connection().close().onFailure(gone -> {});
  }

  private static Problem problem(RoutingContext routing) {
    Throwable cause = routing.failure();
    if (cause instanceof Refusal refusal) {
      return Problem.of(refusal);
    }
    int status = routing.statusCode();
    if (status < 400 || status >= 500) {
      log.error("{} failed", Resource.wanted(routing), cause);
    }
    return Problem.of(status);
  }
}
