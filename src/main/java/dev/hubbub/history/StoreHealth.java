package dev.hubbub.history;

import dev.hubbub.bus.LocalBus;
import dev.hubbub.bus.Request;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Asks whether the store answers. */
public final class StoreHealth {
  static final String ADDRESS = "store-health";

  private final LocalBus bus;

  /** A client of the store of this instance. */
  public StoreHealth(Vertx vertx) {
    this.bus = LocalBus.of(vertx);
  }

  /** Succeeds where the store answers within 2 s, else fails with a {@link dev.hubbub.room.Refusal}. */
  public Future<Void> check() {
    return bus.ask(ADDRESS, new Check());
  }

  private record Check() implements Request<Store, Void> {
    @Override
    public Future<Void> answeredBy(Store store) {
      return store.health();
    }
  }
}
