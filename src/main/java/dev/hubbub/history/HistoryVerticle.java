package dev.hubbub.history;

import dev.hubbub.bus.LocalBus;
import dev.hubbub.config.DatabaseConfig;
import dev.hubbub.config.LimitsConfig;
import dev.hubbub.config.RoomsConfig;
import dev.hubbub.config.StartFailure;
import dev.hubbub.ops.StoreMeters;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Serves the store to the other verticles, which reach it through {@link HistoryClient}, {@link RoomsClient}, {@link
 * MembersClient}, {@link InvitesClient}, {@link AccountsClient}, {@link PeopleClient}, {@link SearchClient}, {@link
 * UpkeepClient}, {@link ArchiveClient} and {@link StoreHealth}. One per
 * instance: it keeps the order of appends, and its work is waiting.
 *
 * <p>Its deployment fails with {@link StartFailure} where the store cannot be opened in the configured time.
 */
public final class HistoryVerticle extends VerticleBase {
  private static final int ERRAND = -1;

  private final DatabaseConfig database;
  private final RoomsConfig rooms;
  private final LimitsConfig limits;
  private final int retentionDays;
  private final StoreMeters meters;
  private final List<MessageConsumer<?>> doors = new ArrayList<>();
  private @Nullable Store store;

  /**
   * Serves the store that {@code database} names, with the rooms that are always there, within {@code limits}, to an errand:
   * it takes away nothing, and does not watch over the store.
   */
  public HistoryVerticle(
      DatabaseConfig database, RoomsConfig rooms, LimitsConfig limits, StoreMeters meters) {
    this(database, rooms, limits, ERRAND, meters);
  }

  /**
   * The same to a server, which takes away what is older than so many days, 0 to keep it all but where a room has days of
   * its own, and sees to it that a store which goes back in time begins anew.
   */
  public HistoryVerticle(
      DatabaseConfig database,
      RoomsConfig rooms,
      LimitsConfig limits,
      int retentionDays,
      StoreMeters meters) {
    this.database = database;
    this.rooms = rooms;
    this.limits = limits;
    this.retentionDays = retentionDays;
    this.meters = meters;
  }

  @Override
  public Future<?> start() {
    return Store.open(vertx, database, rooms, limits, retentionDays, meters).onSuccess(this::serve);
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
    doors.add(bus.serve(ArchiveClient.ADDRESS, opened));
    doors.add(bus.serve(StoreHealth.ADDRESS, opened));
  }

  @Override
  public Future<?> stop() {
    return Future.join(doors.stream().map(MessageConsumer::unregister).toList())
        .eventually(() -> store == null ? Future.<Void>succeededFuture() : store.close());
  }
}
