package dev.hubbub.history;

import dev.hubbub.room.Rooms.Slice;
import java.util.List;
import java.util.function.Function;

/** Makes pages of lists. */
final class Slices {
  private Slices() {}

  /**
   * A page of at most {@code limit}.
   *
   * @param rows those of the page and, where there are more, one more
   * @param position where a row stands in the list
   */
  static <T> Slice<T> of(
      List<Row> rows, int limit, Function<Row, T> item, Function<Row, String> position) {
    boolean more = rows.size() > limit;
    List<Row> page = more ? rows.subList(0, limit) : rows;
    return new Slice<>(
        page.stream().map(item).toList(),
        more ? Words.cursor(position.apply(page.get(limit - 1))) : null);
  }
}
