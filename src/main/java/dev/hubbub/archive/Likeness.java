package dev.hubbub.archive;

import dev.hubbub.room.Archive.Line;
import java.util.List;
import java.util.Objects;

/** How an event of a file compares with the one of the same number in a store. */
enum Likeness {
  /** They are the same, or the store's is the newer state of the same. */
  SAME,
  /** The file has a newer state of the same. */
  NEWER,
  DIFFERENT;

  /** What never changes about an event. */
  private static final List<String> FIXED = List.of(
      "type",
      "ts",
      "from",
      "key",
      "digest",
      "reply_to",
      "user",
      "change",
      "role",
      "name",
      "topic",
      "visibility",
      "slow_mode_s",
      "target",
      "emoji",
      "on");

  static Likeness of(Line file, Line store) {
    for (String field : FIXED) {
      if (!Objects.equals(file.values().get(field), store.values().get(field))) {
        return DIFFERENT;
      }
    }
    if (file.flag("deleted") != store.flag("deleted")) {
      return file.flag("deleted") ? NEWER : SAME;
    }
    int edits = Long.compare(edited(file), edited(store));
    if (edits != 0) {
      return edits > 0 ? NEWER : SAME;
    }
    if (Objects.equals(file.values().get("text"), store.values().get("text"))) {
      return SAME;
    }
    // The text of an edit goes with the message.
    if (!file.text("type").equals("edit")) {
      return DIFFERENT;
    }
    return file.values().containsKey("text")
        ? store.values().containsKey("text") ? DIFFERENT : SAME
        : NEWER;
  }

  private static long edited(Line line) {
    Long edited = line.numberOrNull("edited");
    return edited == null ? 0 : edited;
  }
}
