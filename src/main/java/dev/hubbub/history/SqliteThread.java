package dev.hubbub.history;

import dev.hubbub.history.SqlFailure.Kind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * One thread with one SQLite connection. Work runs in the order it was handed in and finds its statements already
 * answered; what comes of it is told on the context of who handed it in. A bounded number may wait.
 */
final class SqliteThread implements Statements {
  private static final Logger log = LoggerFactory.getLogger(SqliteThread.class);

  private final WorkerExecutor executor;
  private final Connection connection;
  private final int queue;
  private volatile boolean closed;
  private final AtomicInteger waiting = new AtomicInteger();
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  SqliteThread(Vertx vertx, String name, Connection connection, int queue) {
    // Executors are shared by name in a Vert.x; this one must not be.
    this.executor =
        vertx.createSharedWorkerExecutor(name + "-" + UUID.randomUUID(), 1, 1, TimeUnit.HOURS);
    this.connection = connection;
    this.queue = queue;
  }

  /**
   * Runs {@code work}, in a transaction where {@code begin} says how one begins; not at all if its turn comes after
   * {@code deadline}, in the time of {@link System#nanoTime()}.
   */
  <T> Future<T> run(@Nullable String begin, long deadline, Function<Statements, Future<T>> work) {
    if (closed) {
      return Future.failedFuture(new SqlFailure(Kind.FAULT, "The database is closed.", null));
    }
    if (waiting.incrementAndGet() > queue) {
      waiting.decrementAndGet();
      return Future.failedFuture(new SqlFailure(Kind.FAULT, "Too much waits.", null));
    }
    // One thread keeps the order. That of Vert.x is an order of the context: threads of one context
    // would wait for each
    // other, and for ever for one that is closed.
    return executor.executeBlocking(
        () -> {
          waiting.decrementAndGet();
          if (deadline != Long.MAX_VALUE && System.nanoTime() - deadline > 0) {
            throw new SqlFailure(Kind.LOST, "Its turn came too late.", null);
          }
          return begin == null ? worked(work) : transacted(begin, work);
        },
        false);
  }

  /**
   * Gives so many of the free pages back to the file system; says whether more could be given back. A file from before
   * that was possible gives none.
   */
  Future<Boolean> shrink(int pages) {
    return run(null, Long.MAX_VALUE, statements -> {
      try (Statement statement = connection.createStatement()) {
        long before = free(statement);
        if (before > 0) {
          // Unlike a query, an update is driven to its end, and each step frees one page.
          int unused = statement.executeUpdate("PRAGMA incremental_vacuum(" + pages + ")");
        }
        long left = free(statement);
        return Future.succeededFuture(left > 0 && left < before);
      } catch (SQLException e) {
        return Future.failedFuture(failure(e));
      }
    });
  }

  private static long free(Statement statement) throws SQLException {
    try (ResultSet result = statement.executeQuery("PRAGMA freelist_count")) {
      return result.next() ? result.getLong(1) : 0;
    }
  }

  /** Does what was handed in before, and nothing more. */
  Future<Void> close() {
    closed = true;
    return executor
        .<Void>executeBlocking(
            () -> {
              connection.close();
              return null;
            },
            false)
        .eventually(executor::close);
  }

  private <T> T transacted(String begin, Function<Statements, Future<T>> work) {
    execute(begin);
    T result;
    try {
      result = worked(work);
    } catch (RuntimeException e) {
      rollback();
      throw e;
    }
    try {
      execute("COMMIT");
    } catch (SqlFailure e) {
      rollback();
      throw e;
    }
    return result;
  }

  private <T> T worked(Function<Statements, Future<T>> work) {
    Future<T> done = work.apply(this);
    if (!done.isComplete()) {
      throw new IllegalStateException("Work in the store waits for the store alone.");
    }
    if (done.failed()) {
      throw done.cause() instanceof RuntimeException e
          ? e
          : new IllegalStateException(done.cause());
    }
    return done.result();
  }

  private void rollback() {
    try {
      execute("ROLLBACK");
    } catch (SqlFailure e) {
      log.debug("there was nothing to roll back", e);
    }
  }

  private void execute(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  @Override
  public Future<List<Row>> query(String sql, @Nullable Object... parameters) {
    List<Row> rows = new ArrayList<>();
    try {
      collect(prepared(Dialect.SQLITE.say(sql).text()), parameters, rows);
      return Future.succeededFuture(rows);
    } catch (SQLException e) {
      return Future.failedFuture(failure(e));
    }
  }

  @Override
  public Future<List<Row>> each(String sql, Rows rows) {
    if (rows.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    List<Row> answer = new ArrayList<>();
    try {
      PreparedStatement statement = prepared(Dialect.SQLITE.say(sql).text());
      for (@Nullable Object[] row : rows.values()) {
        collect(statement, row, answer);
      }
      return Future.succeededFuture(answer);
    } catch (SQLException e) {
      return Future.failedFuture(failure(e));
    }
  }

  private PreparedStatement prepared(String sql) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    return statement;
  }

  private static void collect(
      PreparedStatement statement, @Nullable Object[] parameters, List<Row> rows)
      throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    if (!statement.execute()) {
      return;
    }
    try (ResultSet result = statement.getResultSet()) {
      int width = result.getMetaData().getColumnCount();
      List<String> columns = new ArrayList<>(width);
      for (int i = 1; i <= width; i++) {
        columns.add(result.getMetaData().getColumnLabel(i));
      }
      while (result.next()) {
        @Nullable Object[] values = new Object[width];
        for (int i = 0; i < width; i++) {
          values[i] = result.getObject(i + 1);
        }
        rows.add(new Row(columns, values));
      }
    }
  }

  private static SqlFailure failure(SQLException cause) {
    SQLiteErrorCode code = cause instanceof SQLiteException sqlite
        ? sqlite.getResultCode()
        : SQLiteErrorCode.UNKNOWN_ERROR;
    Kind kind =
        switch (code.code & 0xff) {
          case 18, 19, 20 -> Kind.DATA; // TOOBIG, CONSTRAINT, MISMATCH
          case 9 -> Kind.BUSY; // INTERRUPT: out of time
          default -> Kind.FAULT;
        };
    return new SqlFailure(kind, String.valueOf(cause.getMessage()), cause);
  }
}
