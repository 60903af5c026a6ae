package dev.hubbub.history;

import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs statements, in the order they are handed in and without waiting for the answers in between. Fails with {@link
 * SqlFailure} only.
 *
 * <p>The SQL is the same for both databases: parameters are {@code $1}, {@code $2} …, {@code now_ms()} is the clock of
 * the store, and {@link Dialect} tells the rest.
 */
interface Statements {
  /** Runs one statement. */
  Future<List<Row>> query(String sql, @Nullable Object... parameters);

  /**
   * Runs a statement that names {@code ROWS(column type, …) alias} once for all rows: in one execution where the
   * database can, row by row where it is in this process anyway. Runs nothing for no rows.
   */
  Future<List<Row>> each(String sql, Rows rows);
}
