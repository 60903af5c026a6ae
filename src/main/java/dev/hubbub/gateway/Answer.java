package dev.hubbub.gateway;

import dev.hubbub.protocol.Json;
import dev.hubbub.room.Rooms.Slice;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Function;

/** Answers a request with what became of it. Runs on the request's event loop. */
final class Answer {
  private Answer() {}

  /** Answers with {@code status} and a JSON body, once there is one, or fails the request with what it failed of. */
  static <T> void with(
      RoutingContext request, int status, Future<T> result, Function<T, Json.Content> body) {
    result.onSuccess(value -> json(request, status, body.apply(value))).onFailure(request::fail);
  }

  /** Answers 201 with a JSON body and where what was made is, below {@code /api/v1}, once there is one, or fails the request. */
  static <T> void created(
      RoutingContext request,
      Future<T> result,
      Function<T, String> location,
      Function<T, Json.Content> body) {
    result
        .onSuccess(value -> created(request, location.apply(value), body.apply(value)))
        .onFailure(request::fail);
  }

  /** Answers 201 with a JSON body and where what was made is, below {@code /api/v1}. */
  static void created(RoutingContext request, String location, Json.Content body) {
    HttpServerResponse response = request.response();
    if (isOpen(response)) {
      response.putHeader(HttpHeaders.LOCATION, ApiRouter.ROOT + location);
      json(request, 201, body);
    }
  }

  /** Answers 200 with a page of the list {@code plural}, once there is one, or fails the request with what it failed of. */
  static <T> void list(
      RoutingContext request, String plural, Future<Slice<T>> slice, ListShape.Entry<T> shape) {
    with(request, 200, slice, page -> ListShape.of(plural, page, shape));
  }

  /** Answers 204 once it is done, or fails the request with what it failed of. */
  static void done(RoutingContext request, Future<?> result) {
    result
        .onSuccess(value -> {
          if (isOpen(request.response())) {
            forget(request.response().setStatusCode(204).end());
          }
        })
        .onFailure(request::fail);
  }

  /** Answers with a JSON body. */
  static void json(RoutingContext request, int status, Json.Content body) {
    bytes(request, status, Json.bytes(body));
  }

  /** Answers with a body that is JSON already. */
  static void bytes(RoutingContext request, int status, byte[] json) {
    forget(sent(request, status, json));
  }

  /**
   * The same.
   *
   * @return when the client's side of the system has taken it; fails where there is no client any more
   */
  static Future<Void> sent(RoutingContext request, int status, byte[] json) {
    HttpServerResponse response = request.response();
    if (!isOpen(response)) {
      return Future.failedFuture("nobody waits for it any more");
    }
    response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
    return response.end(Buffer.buffer(json));
  }

  /** Sends a body to whoever is still there. */
  static void send(HttpServerResponse response, Buffer body) {
    if (isOpen(response)) {
      forget(response.end(body));
    }
  }

  private static boolean isOpen(HttpServerResponse response) {
    return !response.ended() && !response.closed();
  }

  /** A client that went away before its answer has no use for the news. */
  private static void forget(Future<Void> sent) {
    sent.onFailure(gone -> {});
  }
}
