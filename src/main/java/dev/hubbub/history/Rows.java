package dev.hubbub.history;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A small table of parameters, which a statement names as {@code ROWS(column type, …)}; filled by one thread. */
final class Rows {
  private final List<@Nullable Object[]> values = new ArrayList<>();

  /** Adds a row, its values in the order of the columns that the statement names. */
  void add(@Nullable Object... row) {
    values.add(row);
  }

  List<@Nullable Object[]> values() {
    return values;
  }

  boolean isEmpty() {
    return values.isEmpty();
  }
}
