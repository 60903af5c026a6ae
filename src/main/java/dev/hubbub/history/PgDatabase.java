package dev.hubbub.history;

import dev.hubbub.config.DatabaseConfig;
import dev.hubbub.history.SqlFailure.Kind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.CloseFuture;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnectOptions;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL. Reads and writes have connections of their own, so that many reads do not hold up a commit. Every call
 * has one deadline, for the wait, the statements and the commit together; the client knows none. What is not answered
 * by then has its connection cut, because a server that stands still cannot be asked to close one.
 */
final class PgDatabase implements Database {
  private static final Logger log = LoggerFactory.getLogger(PgDatabase.class);

  static final String READ_WRITE = "BEGIN";
  private static final String SNAPSHOT = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY";

  /** One lock for every Hubbub on this database: "hubbub" in ASCII. */
  private static final String ALONE = "SELECT pg_advisory_xact_lock(114790793737570)";

  private static final int SLACK_MS = 500;
  private static final int CLOSE_MS = 1_000;
  private static final int WAITING_SEARCHES = 8;
  private static final int FIRST_PAUSE_MS = 10;
  /** What a pool is given to say by itself that there is no connection. */
  private static final int LAST_MS = 250;

  private static final int LONGEST_PAUSE_MS = 250;

  private final Vertx vertx;
  private final Pool reads;
  private final Pool writes;
  private final int writers;
  private final int callMs;
  private final Turns searches;
  private final PgLife life = new PgLife();
  private final PgTlsOffer offer;
  private boolean there;
  private boolean away;
  private boolean closing;

  PgDatabase(Vertx vertx, PgAddress address, DatabaseConfig config) {
    this.vertx = vertx;
    this.writers = Math.max(1, config.poolSize() / 2);
    this.callMs = config.statementMs() + SLACK_MS;
    this.offer = new PgTlsOffer(vertx, address, network(config));
    int readers = Math.max(1, config.poolSize() - writers);
    this.searches = new Turns(Math.max(1, readers / 2), WAITING_SEARCHES);
    this.writes = pool(address, config, writers);
    this.reads = pool(address, config, readers);
  }

  /**
   * A pool. The end of a verticle, and that of Vert.x, waits for the pools that were made on its context; one that forgot
   * who waits never says that it is closed. So they are made on a context of nobody's, and {@link #close} is all that ends
   * them.
   */
  private Pool pool(PgAddress address, DatabaseConfig config, int size) {
    List<Pool> made = new ArrayList<>(1);
    ((VertxInternal) vertx)
        .contextBuilder()
        .withCloseFuture(new CloseFuture())
        .build()
        .dispatch(() -> made.add(build(address, config, size)));
    return made.get(0);
  }

  private Pool build(PgAddress address, DatabaseConfig config, int size) {
    String settings = settings(config);
    Supplier<Future<SqlConnectOptions>> options = address.prefersTls()
        ? () -> offer.ask().map(address::connectOptions)
        : () -> Future.succeededFuture(address.connectOptions());
    return PgBuilder.pool()
        .with(new PoolOptions()
            .setMaxSize(size)
            .setMaxWaitQueueSize(config.queue())
            .setConnectionTimeout(callMs)
            .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS))
        .with(network(config))
        .connectingTo(options)
        .withConnectHandler(connection -> prepare(connection, settings))
        .using(vertx)
        .build();
  }

  private NetClientOptions network(DatabaseConfig config) {
    return new NetClientOptions()
        .setConnectTimeout(config.statementMs())
        .setTcpKeepAlive(true)
        .setTcpUserTimeout(4 * callMs);
  }

  /**
   * All access is by index; a plan made while the tables were small must not outlive that. Such plans look dear to the
   * planner, which would compile them for longer than they run.
   */
  private static String settings(DatabaseConfig config) {
    return """
        SET statement_timeout = %d; SET lock_timeout = %d;
        SET idle_in_transaction_session_timeout = %d;
        SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off;
        SET jit = off;
        SET client_min_messages = error
        """
        .formatted(
            config.statementMs(), Math.max(1, config.statementMs() / 3), 2 * config.statementMs());
  }

  private void prepare(SqlConnection connection, String settings) {
    connection.exceptionHandler(e -> log.debug("a new connection broke", e));
    connection.query(settings).execute().compose(set -> life.check(connection)).onComplete(done -> {
      if (done.failed()) {
        PgConnections.cut(connection);
      }
      release(connection);
    });
  }

  @Override
  public Future<List<Row>> query(String sql, @Nullable Object... parameters) {
    return call(reads, null, statements -> statements.query(sql, parameters));
  }

  @Override
  public Future<List<Row>> each(String sql, Rows rows) {
    return call(reads, null, statements -> statements.each(sql, rows));
  }

  @Override
  public <T> Future<T> snapshot(Function<Statements, Future<T>> work) {
    return call(reads, SNAPSHOT, work);
  }

  @Override
  public <T> Future<T> search(int ms, Function<Statements, Future<T>> work) {
    String begin = SNAPSHOT + "; SET LOCAL statement_timeout = " + ms;
    return searches.take(() -> once(reads, begin, now() + ms + SLACK_MS, work));
  }

  @Override
  public <T> Future<T> transaction(Function<Statements, Future<T>> work) {
    return call(writes, READ_WRITE, work);
  }

  @Override
  public <T> Future<T> alone(long waitMs, Function<Statements, Future<T>> work) {
    return attempt(writes, READ_WRITE, now() + waitMs, statements -> alone(statements, work));
  }

  /** Has {@code work} wait in its transaction until no other instance is at such work. */
  static <T> Future<T> alone(Statements statements, Function<Statements, Future<T>> work) {
    return statements
        .query("SET LOCAL statement_timeout = 0")
        .compose(set -> statements.query("SET LOCAL lock_timeout = 0"))
        .compose(set -> statements.query(ALONE))
        .compose(locked -> work.apply(statements));
  }

  @Override
  public Future<Void> watch() {
    return life.begin(vertx, this);
  }

  @Override
  public Future<Boolean> shrink() {
    return Future.succeededFuture(false);
  }

  @Override
  public int writers() {
    return writers;
  }

  @Override
  public Dialect dialect() {
    return Dialect.POSTGRESQL;
  }

  /** A pool that is closed while who wanted its first connection has given up never says that it is closed. */
  @Override
  public Future<Void> close() {
    closing = true;
    return Future.join(reads.close(), writes.close(), offer.close())
        .<Void>mapEmpty()
        .timeout(CLOSE_MS, TimeUnit.MILLISECONDS)
        .otherwise(left -> null);
  }

  private <T> Future<T> call(
      Pool pool, @Nullable String begin, Function<Statements, Future<T>> work) {
    return persist(pool, begin, now() + callMs, FIRST_PAUSE_MS, work);
  }

  /** Tries until it is done, known to be impossible, or the deadline would pass. */
  private <T> Future<T> persist(
      Pool pool,
      @Nullable String begin,
      long deadline,
      int pause,
      Function<Statements, Future<T>> work) {
    return attempt(pool, begin, deadline, work).recover(cause -> {
      boolean again = cause instanceof SqlFailure failure
          && failure.kind() == Kind.LOST
          && now() + pause < deadline;
      return again
          ? vertx
              .timer(pause, TimeUnit.MILLISECONDS)
              .recover(stopped -> Future.failedFuture(cause))
              .compose(over ->
                  persist(pool, begin, deadline, Math.min(2 * pause, LONGEST_PAUSE_MS), work))
          : Future.failedFuture(cause);
    });
  }

  private <T> Future<T> attempt(
      Pool pool, @Nullable String begin, long deadline, Function<Statements, Future<T>> work) {
    return once(pool, begin, deadline, work).onComplete(done -> tell(done.cause()));
  }

  private <T> Future<T> once(
      Pool pool, @Nullable String begin, long deadline, Function<Statements, Future<T>> work) {
    return lease(pool, deadline).compose(connection -> {
      connection.exceptionHandler(e -> log.debug("a connection broke", e));
      long limit = vertx.setTimer(Math.max(1, deadline - now()), id -> {
        log.warn("the store did not answer in time; its connection is cut");
        PgConnections.cut(connection);
      });
      return new PgTransaction(connection, begin).run(work).onComplete(done -> {
        vertx.cancelTimer(limit);
        release(connection);
      });
    });
  }

  /**
   * A connection of the pool, which gives up waiting for one by itself; but a pool in which an attempt to connect ends just
   * then may forget who waits (Vert.x 5.0.10), so there is a last bound.
   */
  private Future<SqlConnection> lease(Pool pool, long deadline) {
    Future<SqlConnection> leased = pool.getConnection();
    return leased
        .timeout(Math.max(1, deadline - now()) + LAST_MS, TimeUnit.MILLISECONDS)
        .recover(cause -> {
          if (!leased.isComplete()) {
            leased.onSuccess(PgDatabase::release);
          }
          return Future.failedFuture(PgConnections.failure(cause));
        });
  }

  /** Says once that a store that was there is away, and once that it is back; not of one that is left. */
  private void tell(@Nullable Throwable cause) {
    if (closing) {
      return;
    }
    if (cause == null) {
      if (away) {
        log.info("the store is back");
      }
      there = true;
      away = false;
    } else if (there && cause instanceof SqlFailure failure && failure.kind() != Kind.DATA) {
      if (!away) {
        log.warn("the store does not do what it should: {}", failure.getMessage());
      }
      away = true;
    }
  }

  private static void release(SqlConnection connection) {
    connection.close().onFailure(e -> log.debug("a connection was gone before its release", e));
  }

  private static long now() {
    return System.nanoTime() / 1_000_000;
  }
}
