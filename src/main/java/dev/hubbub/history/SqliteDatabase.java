package dev.hubbub.history;

import dev.hubbub.config.DataDirectory;
import dev.hubbub.config.DatabaseConfig;
import dev.hubbub.history.SqlFailure.Kind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * SQLite, one file in the data directory, with a thread that writes, and one that reads and one that searches beside it.
 * Other processes on this host may use the same file: who writes takes the lock of the file at the beginning of the
 * transaction and waits for it a bounded time.
 */
final class SqliteDatabase implements Database {
  static final String FILE = "hubbub.db";

  private static final int SLACK_MS = 500;
  private static final int WAITING_SEARCHES = 8;

  /** Given back at once, of 4 KB each: a moment in which nothing else is written. */
  private static final int FREED_PAGES = 256;

  /** To search, to read and to write. */
  private static final int CONNECTIONS = 3;

  private final SqliteThread writer;
  private final SqliteThread reader;
  private final SqliteThread searcher;
  private final SqliteTimeLimit searching;
  private final int callMs;

  private SqliteDatabase(
      SqliteThread searcher,
      SqliteThread reader,
      SqliteThread writer,
      SqliteTimeLimit searching,
      int callMs) {
    this.writer = writer;
    this.reader = reader;
    this.searcher = searcher;
    this.searching = searching;
    this.callMs = callMs;
  }

  /** Opens the database, and makes it where there is none. Fails with what the file system or SQLite says. */
  static Future<Database> open(Vertx vertx, DatabaseConfig config) {
    return vertx.executeBlocking(() -> {
      DataDirectory.make(config.dataDir());
      Path file = config.dataDir().resolve(FILE);
      Deque<Connection> opened = new ArrayDeque<>();
      try {
        for (int i = 0; i < CONNECTIONS; i++) {
          opened.add(connect(file, config));
        }
        SqliteTimeLimit searching = SqliteTimeLimit.on(opened.element());
        return new SqliteDatabase(
            new SqliteThread(vertx, "store-searcher", opened.remove(), WAITING_SEARCHES),
            new SqliteThread(vertx, "store-reader", opened.remove(), config.queue()),
            new SqliteThread(vertx, "store-writer", opened.remove(), config.queue()),
            searching,
            config.statementMs() + SLACK_MS);
      } catch (SQLException e) {
        while (!opened.isEmpty()) {
          opened.remove().close();
        }
        throw e;
      }
    });
  }

  private static Connection connect(Path file, DatabaseConfig config) throws SQLException {
    SQLiteConfig settings = new SQLiteConfig();
    settings.setBusyTimeout(config.statementMs() * 2 / 3);
    settings.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    settings.enforceForeignKeys(true);
    settings.setCacheSize(-16_000);
    SQLiteDataSource source = new SQLiteDataSource(settings);
    source.setUrl("jdbc:sqlite:" + file);
    Connection connection = source.getConnection();
    try (Statement statement = connection.createStatement()) {
      // In this order, for a file takes the first only while nothing is in it.
      statement.execute("PRAGMA auto_vacuum = INCREMENTAL");
      statement.execute("PRAGMA journal_mode = WAL");
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public Future<List<Row>> query(String sql, @Nullable Object... parameters) {
    return call(reader, null, Kind.LOST, statements -> statements.query(sql, parameters));
  }

  @Override
  public Future<List<Row>> each(String sql, Rows rows) {
    return call(reader, null, Kind.LOST, statements -> statements.each(sql, rows));
  }

  @Override
  public <T> Future<T> snapshot(Function<Statements, Future<T>> work) {
    return call(reader, "BEGIN DEFERRED", Kind.LOST, work);
  }

  @Override
  public <T> Future<T> search(int ms, Function<Statements, Future<T>> work) {
    return call(searcher, "BEGIN DEFERRED", Kind.BUSY, searching.of(ms, work));
  }

  @Override
  public <T> Future<T> transaction(Function<Statements, Future<T>> work) {
    return call(writer, "BEGIN IMMEDIATE", Kind.UNKNOWN, work);
  }

  @Override
  public <T> Future<T> alone(long waitMs, Function<Statements, Future<T>> work) {
    return writer.run("BEGIN IMMEDIATE", Long.MAX_VALUE, work);
  }

  @Override
  public Future<Boolean> shrink() {
    return writer.shrink(FREED_PAGES);
  }

  @Override
  public Future<Void> watch() {
    return Future.succeededFuture();
  }

  @Override
  public int writers() {
    return 1;
  }

  @Override
  public Dialect dialect() {
    return Dialect.SQLITE;
  }

  @Override
  public Future<Void> close() {
    // The writer last: who closes last writes the log back into the database.
    return Future.join(reader.close(), searcher.close())
        .eventually(writer::close)
        .mapEmpty();
  }

  private <T> Future<T> call(
      SqliteThread thread,
      @Nullable String begin,
      Kind late,
      Function<Statements, Future<T>> work) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(callMs);
    return thread
        .run(begin, deadline, work)
        .timeout(callMs, TimeUnit.MILLISECONDS)
        .recover(cause -> Future.failedFuture(
            cause instanceof TimeoutException
                ? new SqlFailure(late, "The embedded database did not answer in time.", cause)
                : cause));
  }
}
