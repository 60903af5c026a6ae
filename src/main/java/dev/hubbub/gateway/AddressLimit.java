package dev.hubbub.gateway;

import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Limit;
import dev.hubbub.room.Refusal;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** Lets an address do something only so often. Thread-safe; the same one stands at every event loop. */
final class AddressLimit implements Handler<RoutingContext> {
  private final ClientAddress addresses;
  private final Limit limit;

  AddressLimit(ClientAddress addresses, Limit limit) {
    this.addresses = addresses;
    this.limit = limit;
  }

  @Override
  public void handle(RoutingContext routing) {
    long waitMs =
        addresses.isFree(routing.request()) ? 0 : limit.tryTake(addresses.of(routing.request()));
    if (waitMs == 0) {
      routing.next();
    } else {
      routing.fail(new Refusal(
          ErrorCode.RATE_LIMITED, "Too many of these from your address; wait a while.", waitMs));
    }
  }
}
