package dev.hubbub.history;

import dev.hubbub.room.Policy;
import dev.hubbub.room.Policy.Action;
import dev.hubbub.room.Policy.Standing;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.Role;
import dev.hubbub.room.User;
import dev.hubbub.room.Visibility;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.BiFunction;

/** Lets those read of a room who may, in one snapshot with the proof that they may. */
final class Admission {
  private static final String ROOM =
      rooms("", "rooms r", "$2") + " WHERE r.id = $1 AND r.ended_at IS NULL";

  private Admission() {}

  /**
   * Asks how somebody stands to rooms, and what they are like.
   *
   * @param columns besides those
   * @param from has the rooms as {@code r}
   * @param account says whose standing it is
   */
  static String rooms(String columns, String from, String account) {
    return """
        SELECT %1$s r.no, r.topic, r.visibility, r.kept, r.epoch, r.last_seq, r.first_seq, r.members,
          %2$s AS name,
          m.role, m.read_seq, %3$s AS unread,
          b.banned_at
        FROM %4$s
        LEFT JOIN memberships m ON m.room = r.no AND m.account = %5$s
        LEFT JOIN events k ON k.room = m.room AND k.seq = m.read_seq
        LEFT JOIN bans b ON b.room = r.no AND b.account = %5$s
        LEFT JOIN direct_rooms d ON d.room = r.no AND r.visibility = 'direct'
        LEFT JOIN accounts o ON o.no = CASE WHEN d.low = %5$s THEN d.high ELSE d.low END
        """
        .formatted(columns, RoomViews.NAME, RoomViews.UNREAD, from, account);
  }

  /**
   * Reads with {@code read}, which is given the row of the room, if {@code user} may do {@code action}; else fails with the
   * {@link Refusal}.
   */
  static <T> Future<T> of(
      Database database,
      String room,
      User user,
      Action action,
      BiFunction<Statements, Row, Future<T>> read) {
    return database
        .snapshot(statements -> statements.query(ROOM, room, user.id()).compose(rows -> {
          Row found = rows.isEmpty() ? null : rows.get(0);
          Optional<Refusal> refusal =
              Policy.refuses(action, found == null ? null : standing(found));
          return found == null || refusal.isPresent()
              ? Future.<T>failedFuture(refusal.orElseGet(Refusal::notFound))
              : read.apply(statements, found);
        }))
        .recover(SqlFailure::told);
  }

  /**
   * How somebody stands to the room of a row, as far as reading goes: whether they are muted or an administrator makes no
   * difference to it.
   */
  static Standing standing(Row room) {
    String role = room.textOrNull("role");
    return new Standing(
        Visibility.of(room.text("visibility")),
        room.flag("kept"),
        role == null ? null : Role.of(role),
        room.has("banned_at"),
        false,
        false,
        (int) room.number("members"));
  }
}
