package dev.hubbub.history;

import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.sqlite.ProgressHandler;

/** Has SQLite give up a statement that takes too long, which it knows no setting for. Used by the thread of the connection. */
final class SqliteTimeLimit extends ProgressHandler {
  /** Steps of SQLite between two looks at the clock: some ten microseconds. */
  private static final int STEPS = 1_000;

  private long end = Long.MAX_VALUE;

  /** A limit for {@code connection}; there is none before it is asked for. */
  static SqliteTimeLimit on(Connection connection) throws SQLException {
    SqliteTimeLimit limit = new SqliteTimeLimit();
    ProgressHandler.setHandler(connection, STEPS, limit);
    return limit;
  }

  /** The same work, which ends within {@code ms} or fails. */
  <T> Function<Statements, Future<T>> of(long ms, Function<Statements, Future<T>> work) {
    return statements -> {
      end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
      try {
        return work.apply(statements);
      } finally {
        end = Long.MAX_VALUE;
      }
    };
  }

  @Override
  protected int progress() {
    return end != Long.MAX_VALUE && System.nanoTime() - end > 0 ? 1 : 0;
  }
}
