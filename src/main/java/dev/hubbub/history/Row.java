package dev.hubbub.history;

import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** One row of an answer, the same whichever database gave it. Values are asked for by the name of their column. */
final class Row {
  private final List<String> columns;
  private final @Nullable Object[] values;

  Row(List<String> columns, @Nullable Object[] values) {
    this.columns = columns;
    this.values = values;
  }

  long number(String column) {
    return ((Number) present(column)).longValue();
  }

  @Nullable
  Long numberOrNull(String column) {
    return value(column) instanceof Number number ? Long.valueOf(number.longValue()) : null;
  }

  String text(String column) {
    return (String) present(column);
  }

  @Nullable
  String textOrNull(String column) {
    return (String) value(column);
  }

  /** A truth value; SQLite keeps it as 0 or 1. */
  boolean flag(String column) {
    Object value = present(column);
    return value instanceof Boolean flag ? flag : ((Number) value).longValue() != 0;
  }

  boolean has(String column) {
    return value(column) != null;
  }

  private Object present(String column) {
    Object value = value(column);
    if (value == null) {
      throw new NoSuchElementException(column + " is null");
    }
    return value;
  }

  private @Nullable Object value(String column) {
    int index = columns.indexOf(column);
    if (index < 0) {
      throw new NoSuchElementException(column + " was not asked for");
    }
    return values[index];
  }
}
