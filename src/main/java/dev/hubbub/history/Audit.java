package dev.hubbub.history;

import dev.hubbub.room.Members.Entry;
import dev.hubbub.room.User;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** What was done in rooms by those with a role there, as its admins read it. */
final class Audit {
  /** The entries of a room before a number, the newest first. */
  static final String PAGE =
      """
      SELECT u.no, u.done_at, b.username AS done_by, u.action, s.username AS subject, u.detail
      FROM audit u JOIN accounts b ON b.no = u.done_by LEFT JOIN accounts s ON s.no = u.subject
      WHERE u.room = $1 AND u.no < $2 ORDER BY u.no DESC LIMIT $3
      """;

  private static final String INSERT =
      """
      INSERT INTO audit (room, done_at, done_by, action, subject, detail)
      VALUES ($1, $2, $3, $4, $5, $6)
      """;

  private Audit() {}

  /**
   * Notes what who asks does to the room, while it is locked.
   *
   * @param action as {@link Entry} spells it
   * @param subject to whom it is done
   */
  static Future<?> note(
      Statements statements,
      LockedRoom room,
      String action,
      @Nullable User subject,
      @Nullable String detail) {
    return statements.query(
        INSERT,
        room.no(),
        room.ts(),
        room.asker().user().id(),
        action,
        subject == null ? null : subject.id(),
        detail);
  }

  /** The entry that a row holds. */
  static Entry entry(Row row) {
    return new Entry(
        row.number("no"),
        row.number("done_at"),
        row.text("done_by"),
        row.text("action"),
        row.textOrNull("subject"),
        row.textOrNull("detail"));
  }
}
