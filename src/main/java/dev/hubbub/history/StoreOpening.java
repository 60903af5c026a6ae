package dev.hubbub.history;

import dev.hubbub.config.DatabaseConfig;
import dev.hubbub.config.StartFailure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the configured database: waits for one that is not there yet, and knows when waiting is of no use. */
final class StoreOpening {
  private static final Logger log = LoggerFactory.getLogger(StoreOpening.class);

  private static final String DATABASE_URL = "database.url";
  private static final int PAUSE_MS = 500;

  /** Password refused, not authorized, no such role, no such database, not permitted. */
  private static final Set<String> REFUSED = Set.of("28P01", "28000", "3D000", "42501");

  private final Vertx vertx;
  private final DatabaseConfig config;
  private final long deadline;
  private boolean told;

  StoreOpening(Vertx vertx, DatabaseConfig config) {
    this.vertx = vertx;
    this.config = config;
    this.deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(config.waitSeconds());
  }

  /** Opens the database and has {@code preparation} done on it; fails with {@link StartFailure} only. */
  Future<Database> open(Function<Database, Future<?>> preparation) {
    PgAddress address;
    try {
      address = config.url() == null ? null : PgAddress.of(config.url());
    } catch (IllegalArgumentException e) {
      return Future.failedFuture(new StartFailure(DATABASE_URL, String.valueOf(e.getMessage())));
    }
    return attempt(address, preparation);
  }

  private Future<Database> attempt(
      @Nullable PgAddress address, Function<Database, Future<?>> preparation) {
    Future<Database> opened = address == null
        ? SqliteDatabase.open(vertx, config)
        : Future.succeededFuture(new PgDatabase(vertx, address, config));
    return opened
        .compose(database -> preparation
            .apply(database)
            .transform(done -> done.succeeded()
                ? Future.succeededFuture(database)
                : database.close().transform(closed -> Future.failedFuture(done.cause()))))
        .recover(cause -> again(address, preparation, cause));
  }

  private Future<Database> again(
      @Nullable PgAddress address, Function<Database, Future<?>> preparation, Throwable cause) {
    if (cause instanceof StartFailure) {
      return Future.failedFuture(cause);
    }
    String key = address == null ? "data.dir" : DATABASE_URL;
    String where = address == null ? config.dataDir().toString() : address.toString();
    String why = reason(cause);
    if (refused(cause)) {
      return Future.failedFuture(new StartFailure(key, where + " refuses: " + why));
    }
    // A file may be busy for a while; a directory that cannot be made never can.
    if (System.nanoTime() - deadline > 0 || cause instanceof IOException) {
      log.debug("the store did not open", cause);
      return Future.failedFuture(new StartFailure(key, where + " cannot be opened: " + why));
    }
    if (!told) {
      log.warn("waiting for the store: {}: {}: {}", key, where, why);
      told = true;
    }
    return vertx
        .timer(PAUSE_MS, TimeUnit.MILLISECONDS)
        .compose(over -> attempt(address, preparation));
  }

  private static boolean refused(Throwable cause) {
    return cause.getCause() instanceof PgException pg && REFUSED.contains(pg.getSqlState());
  }

  private static String reason(Throwable cause) {
    String message = cause.getMessage();
    return message == null
        ? cause.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }
}
