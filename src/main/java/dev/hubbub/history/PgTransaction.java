package dev.hubbub.history;

import dev.hubbub.history.SqlFailure.Kind;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One piece of work on one PostgreSQL connection. Statements are pipelined: those handed in together take one round
 * trip, the beginning of the transaction included.
 */
final class PgTransaction implements Statements {
  private final SqlConnection connection;
  private final @Nullable String begin;
  private Future<?> begun = Future.succeededFuture();

  /** Work on {@code connection}, in a transaction where {@code begin} says how one begins. */
  PgTransaction(SqlConnection connection, @Nullable String begin) {
    this.connection = connection;
    this.begin = begin;
  }

  /** Runs {@code work}; in a transaction, commits if it succeeds and rolls back if not. */
  <T> Future<T> run(Function<Statements, Future<T>> work) {
    if (begin == null) {
      return worked(work);
    }
    begun = connection.query(begin).execute();
    return worked(work)
        .transform(done -> done.succeeded()
            ? commit().map(done.result())
            : rollback().transform(over -> Future.failedFuture(done.cause())));
  }

  private <T> Future<T> worked(Function<Statements, Future<T>> work) {
    try {
      return work.apply(this);
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private Future<?> commit() {
    return connection.query("COMMIT").execute().recover(cause -> {
      SqlFailure failure = PgConnections.failure(cause);
      boolean answered = cause instanceof PgException && failure.kind() != Kind.LOST;
      return Future.failedFuture(
          answered || !PgDatabase.READ_WRITE.equals(begin)
              ? failure
              : new SqlFailure(Kind.UNKNOWN, String.valueOf(failure.getMessage()), cause));
    });
  }

  private Future<?> rollback() {
    return connection.query("ROLLBACK").execute().onFailure(cause -> PgConnections.cut(connection));
  }

  @Override
  public Future<List<Row>> query(String sql, @Nullable Object... parameters) {
    return execute(Dialect.POSTGRESQL.say(sql).text(), Tuple.from(parameters));
  }

  @Override
  public Future<List<Row>> each(String sql, Rows rows) {
    if (rows.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    Dialect.Statement statement = Dialect.POSTGRESQL.say(sql);
    Tuple columns = Tuple.tuple();
    for (int i = 0; i < statement.types().size(); i++) {
      columns.addValue(column(rows.values(), i, statement.types().get(i)));
    }
    return execute(statement.text(), columns);
  }

  private Future<List<Row>> execute(String sql, Tuple parameters) {
    Future<RowSet<io.vertx.sqlclient.Row>> answer =
        connection.preparedQuery(sql).execute(parameters);
    // Without its transaction no answer may lead to the next statement.
    return begun
        .compose(started -> answer)
        .map(PgTransaction::rows)
        .recover(cause -> Future.failedFuture(PgConnections.failure(cause)));
  }

  private static List<Row> rows(RowSet<io.vertx.sqlclient.Row> set) {
    if (set.size() == 0) {
      return List.of();
    }
    List<String> columns = set.columnsNames();
    List<Row> rows = new ArrayList<>(set.size());
    for (io.vertx.sqlclient.Row row : set) {
      Object[] values = new Object[columns.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = row.getValue(i);
      }
      rows.add(new Row(columns, values));
    }
    return rows;
  }

  private static Object column(List<@Nullable Object[]> rows, int index, String type) {
    return switch (type) {
      case "bigint" -> rows.stream().map(row -> row[index]).toArray(Long[]::new);
      case "integer" -> rows.stream().map(row -> row[index]).toArray(Integer[]::new);
      case "boolean" -> rows.stream().map(row -> row[index]).toArray(Boolean[]::new);
      case "text" -> rows.stream().map(row -> row[index]).toArray(String[]::new);
      default -> throw new IllegalArgumentException("No column is of type " + type);
    };
  }
}
