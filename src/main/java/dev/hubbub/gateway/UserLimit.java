package dev.hubbub.gateway;

import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Limit;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.User;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** Lets a user do something only so often; stands behind {@link Bearer}. Thread-safe. */
final class UserLimit implements Handler<RoutingContext> {
  private final Limit limit;

  UserLimit(Limit limit) {
    this.limit = limit;
  }

  @Override
  public void handle(RoutingContext routing) {
    User user = Bearer.user(routing);
    long waitMs = limit.tryTake(user.username());
    if (waitMs == 0) {
      routing.next();
    } else {
      routing.fail(
          new Refusal(ErrorCode.RATE_LIMITED, "Too many of these; wait a moment.", waitMs));
    }
  }
}
