package dev.hubbub.gateway;

import dev.hubbub.config.HttpConfig;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes in the body of a request: JSON only, of bounded size, in bounded time. What is anything else is refused before it
 * is read.
 */
final class Bodies implements Handler<RoutingContext> {
  private static final Pattern JSON = Pattern.compile(
      "application/json\\s*(;\\s*charset\\s*=\\s*(utf-8|\"utf-8\")\\s*)?",
      Pattern.CASE_INSENSITIVE);

  private final Vertx vertx;
  private final long withinMs;
  private final BodyHandler reader;

  Bodies(Vertx vertx, HttpConfig http) {
    this.vertx = vertx;
    this.withinMs = http.requestSeconds() * 1_000L;
    this.reader = BodyHandler.create(false).setBodyLimit(http.bodyBytes());
  }

  /** Whether a request says that it has a body. */
  static boolean mayFollow(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
        || (length != null && !length.equals("0"));
  }

  @Override
  public void handle(RoutingContext routing) {
    HttpServerRequest request = routing.request();
    if (!mayFollow(request)) {
      routing.next();
      return;
    }
    if (!isJson(request)) {
      routing.fail(415);
      return;
    }
    if (withinMs > 0) {
      long deadline = vertx.setTimer(withinMs, late -> {
        if (!request.isEnded()) {
          request.connection().close().onFailure(gone -> {});
        }
      });
      routing.addEndHandler(done -> vertx.cancelTimer(deadline));
    }
    reader.handle(routing);
    // It breaks off, or its chunks are none: whoever sent it is to be told, and nobody else.
    request.exceptionHandler(broken -> {
      routing.fail(400);
      Socket.flush(request.connection());
    });
  }

  private static boolean isJson(HttpServerRequest request) {
    List<String> types = request.headers().getAll(HttpHeaders.CONTENT_TYPE);
    return types.size() == 1
        && JSON.matcher(types.get(0).strip()).matches()
        && !request.headers().contains(HttpHeaders.CONTENT_ENCODING);
  }
}
