package dev.hubbub.gateway;

import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.RateLimit;
import dev.hubbub.room.Refusal;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** Lets a user do something only so often, behind {@link Bearer}. Thread-safe; the same one stands at every event loop. */
final class UserLimit implements Handler<RoutingContext> {
  private final RateLimit limit;

  UserLimit(RateLimit limit) {
    this.limit = limit;
  }

  @Override
  public void handle(RoutingContext routing) {
    long waitMs = limit.tryTake(Bearer.user(routing).username());
    if (waitMs == 0) {
      routing.next();
    } else {
      routing.fail(
          new Refusal(ErrorCode.RATE_LIMITED, "Too many of these by you; wait a while.", waitMs));
    }
  }
}
