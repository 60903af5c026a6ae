package dev.hubbub.history;

import dev.hubbub.config.DatabaseConfig;
import dev.hubbub.config.LimitsConfig;
import dev.hubbub.config.RoomsConfig;
import dev.hubbub.config.StartFailure;
import dev.hubbub.ops.StoreMeters;
import dev.hubbub.room.Accounts;
import dev.hubbub.room.History;
import dev.hubbub.room.Invites;
import dev.hubbub.room.Members;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.Rooms;
import dev.hubbub.room.Search;
import dev.hubbub.room.Upkeep;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/** A store that is open: migrated, with the rooms that are always there. Used from the Vert.x context it was opened on. */
final class Store {
  private static final int HEALTH_MS = 2_000;

  private final Database database;
  private final Appender appender;
  private final History history;
  private final Rooms rooms;
  private final Members members;
  private final Invites invites;
  private final Accounts accounts;
  private final SqlPeople people;
  private final Search search;
  private final Indexer indexer;
  private final Upkeep upkeep;
  private final Retention retention;
  private final SqlArchive archive;
  private final SqlRestore restore;

  private Store(
      Database database,
      Appender appender,
      Openings openings,
      Marks marks,
      Search search,
      Indexer indexer,
      Retention retention,
      LimitsConfig limits) {
    this.database = database;
    this.appender = appender;
    this.history = new SqlHistory(database, appender, openings, marks);
    this.rooms = new SqlRooms(database, limits);
    this.members = new SqlMembers(database);
    this.invites = new SqlInvites(database);
    this.accounts = new SqlAccounts(database);
    this.people = new SqlPeople(database);
    this.search = search;
    this.indexer = indexer;
    this.retention = retention;
    this.upkeep = new SqlUpkeep(database);
    this.archive = new SqlArchive(database);
    this.restore = new SqlRestore(database);
  }

  /**
   * Opens the store, and waits for it where it is not there yet. Fails with {@link StartFailure} once it is clear
   * that it cannot be opened.
   */
  static Future<Store> open(
      Vertx vertx,
      DatabaseConfig config,
      RoomsConfig kept,
      LimitsConfig limits,
      int retentionDays,
      StoreMeters meters) {
    return new StoreOpening(vertx, config)
        .open(database -> new Migrations(database)
            .run()
            .compose(migrated -> new SqlRooms(database, limits).keep(kept))
            .compose(there -> retentionDays < 0 ? Future.succeededFuture() : database.watch()))
        .map(database -> new Store(
            database,
            new Appender(vertx, database, config, limits, meters),
            new Openings(vertx, database, config),
            new Marks(vertx, database, limits.receiptMembers()),
            new SqlSearch(vertx, database, searchMs(config, limits)),
            indexer(vertx, database),
            retention(vertx, database, retentionDays),
            limits));
  }

  private static int searchMs(DatabaseConfig config, LimitsConfig limits) {
    return limits.searchMs() == 0
        ? config.statementMs()
        : Math.min(limits.searchMs(), config.statementMs());
  }

  private static Indexer indexer(Vertx vertx, Database database) {
    Indexer indexer = new Indexer(vertx, database);
    indexer.start();
    return indexer;
  }

  private static Retention retention(Vertx vertx, Database database, int days) {
    Retention retention = new Retention(vertx, database, days);
    if (days >= 0) {
      retention.start();
    }
    return retention;
  }

  History history() {
    return history;
  }

  Rooms rooms() {
    return rooms;
  }

  Members members() {
    return members;
  }

  Invites invites() {
    return invites;
  }

  Accounts accounts() {
    return accounts;
  }

  SqlPeople people() {
    return people;
  }

  Search search() {
    return search;
  }

  Upkeep upkeep() {
    return upkeep;
  }

  SqlArchive archive() {
    return archive;
  }

  SqlRestore restore() {
    return restore;
  }

  /** Succeeds where the store answers, within 2 s. */
  Future<Void> health() {
    return database
        .query("SELECT 1")
        .timeout(HEALTH_MS, TimeUnit.MILLISECONDS)
        .<Void>mapEmpty()
        .recover(cause -> Future.failedFuture(Refusal.unavailable()));
  }

  Future<Void> close() {
    appender.close();
    indexer.close();
    retention.close();
    return database.close();
  }
}
