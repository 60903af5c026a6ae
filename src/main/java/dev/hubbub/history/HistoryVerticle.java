package dev.hubbub.history;

import dev.hubbub.bus.LocalBus;
import dev.hubbub.config.DatabaseConfig;
import dev.hubbub.config.LimitsConfig;
import dev.hubbub.config.RoomsConfig;
import dev.hubbub.config.StartFailure;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Serves the store to the other verticles, which reach it through {@link HistoryClient}, {@link RoomsClient}, {@link
 * MembersClient}, {@link InvitesClient}, {@link AccountsClient}, {@link PeopleClient}, {@link SearchClient}, {@link
 * UpkeepClient} and {@link StoreHealth}. One per
 * instance: it keeps the order of appends, and its work is waiting.
 *
 * <p>Its deployment fails with {@link StartFailure} where the store cannot be opened in the configured time.
 */
public final class HistoryVerticle extends VerticleBase {
  private final DatabaseConfig database;
  private final RoomsConfig rooms;
  private final LimitsConfig limits;
  private final List<MessageConsumer<?>> doors = new ArrayList<>();
  private @Nullable Store store;

  /** Serves the store that {@code database} names, with the rooms that are always there, within {@code limits}. */
  public HistoryVerticle(DatabaseConfig database, RoomsConfig rooms, LimitsConfig limits) {
    this.database = database;
    this.rooms = rooms;
    this.limits = limits;
  }

  @Override
  public Future<?> start() {
    return Store.open(vertx, database, rooms, limits).onSuccess(this::serve);
  }

  private void serve(Store opened) {
    store = opened;
    LocalBus bus = LocalBus.of(vertx);
    doors.add(bus.serve(HistoryClient.ADDRESS, opened.history()));
    doors.add(bus.serve(RoomsClient.ADDRESS, opened.rooms()));
    doors.add(bus.serve(MembersClient.ADDRESS, opened.members()));
    doors.add(bus.serve(InvitesClient.ADDRESS, opened.invites()));
    doors.add(bus.serve(AccountsClient.ADDRESS, opened.accounts()));
    doors.add(bus.serve(PeopleClient.ADDRESS, opened.people()));
    doors.add(bus.serve(SearchClient.ADDRESS, opened.search()));
    doors.add(bus.serve(UpkeepClient.ADDRESS, opened.upkeep()));
    doors.add(bus.serve(StoreHealth.ADDRESS, opened));
  }

  @Override
  public Future<?> stop() {
    return Future.join(doors.stream().map(MessageConsumer::unregister).toList())
        .eventually(() -> store == null ? Future.<Void>succeededFuture() : store.close());
  }
}
