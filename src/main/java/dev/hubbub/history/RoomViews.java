package dev.hubbub.history;

import dev.hubbub.room.Policy;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.Role;
import dev.hubbub.room.Rooms.RoomView;
import dev.hubbub.room.Rooms.Slice;
import dev.hubbub.room.User;
import dev.hubbub.room.Visibility;
import io.vertx.core.Future;
import java.util.List;

/** Reads rooms as one user sees them. */
final class RoomViews {
  /** The messages of others after the own mark of member {@code m} in room {@code r}; {@code k} is the event of the mark. */
  static final String UNREAD =
      """
      r.messages - COALESCE(k.messages, r.messages_gone) - (SELECT count(*) FROM events x
        WHERE x.room + 0 = m.room AND x.seq > m.read_seq AND x.deleted)
      """;

  /** How many of those call the member. */
  static final String MENTIONED =
      """
      (SELECT count(DISTINCT c.message) FROM mentions c WHERE c.account IN (m.account, 0) AND c.room = m.room
        AND c.message > m.read_seq AND c.sender <> m.account)
      """;

  /** The name of the room {@code r}, which in a direct room is that of the other one, {@code o}. */
  static final String NAME = "CASE WHEN r.visibility = 'direct' THEN o.name ELSE r.name END";

  private static final String COLUMNS =
      """
      SELECT r.id, %s AS name, r.topic, r.visibility, r.slow_mode_s, r.kept, r.members, r.last_seq,
        r.epoch, r.created_at, o.username AS other, m.role, m.read_seq, %s AS unread,
        %s AS mentioned,
        (SELECT b.banned_at FROM bans b WHERE b.room = r.no AND b.account = $1) AS banned_at,
        l.seq, l.ts, a.username AS sender, l.key, l.text, l.reply_to, l.edited, l.mentions
      """
          .formatted(NAME, UNREAD, MENTIONED);

  private static final String MARKS =
      """
      LEFT JOIN events k ON k.room = m.room AND k.seq = m.read_seq
      LEFT JOIN events l ON l.room = r.no AND l.seq = r.last_message AND NOT l.deleted
        AND m.role IS NOT NULL
      LEFT JOIN accounts a ON a.no = l.sender
      LEFT JOIN direct_rooms d ON d.room = r.no AND r.visibility = 'direct'
      LEFT JOIN accounts o ON o.no = CASE WHEN d.low = $1 THEN d.high ELSE d.low END
      """;

  private static final String VIEW = COLUMNS
      + """
      FROM rooms r LEFT JOIN memberships m ON m.room = r.no AND m.account = $1
      """
      + MARKS;

  /** The room {@code $2} as account {@code $1} sees it. */
  private static final String ONE = VIEW + "WHERE r.id = $2 AND r.ended_at IS NULL";

  /** The rooms of account {@code $1} after {@code $2}. Begins with its memberships, however many rooms there are. */
  static final String MINE =
      """
      WITH m AS MATERIALIZED (
        SELECT room, account, role, read_seq FROM memberships WHERE account = $1)
      """
          + COLUMNS + "FROM m JOIN rooms r ON r.no = m.room " + MARKS
          + """
      WHERE r.id > $2 ORDER BY r.id LIMIT $3
      """;

  /** The public rooms after {@code $2} that hold {@code $3}, as account {@code $1} sees them. */
  static final String DIRECTORY = VIEW
      + """
      WHERE r.visibility = 'public' AND r.ended_at IS NULL AND r.id > $2
        AND (r.id LIKE $3 ESCAPE '\\' OR r.name_folded LIKE $3 ESCAPE '\\')
      ORDER BY r.id LIMIT $4
      """;

  private RoomViews() {}

  /** One room; fails with the {@link Refusal} where {@code user} may not see it. */
  static Future<RoomView> one(Statements statements, String room, User user) {
    return statements.query(ONE, user.id(), room).map(rows -> {
      Row row = rows.stream().findFirst().orElseThrow(Refusal::notFound);
      RoomView view = of(row);
      Policy.refuses(Policy.Action.SEE, Admission.standing(row)).ifPresent(refusal -> {
        throw refusal;
      });
      return view;
    });
  }

  /** A page of rooms from the rows of it and one more, if there are more. */
  static Slice<RoomView> slice(List<Row> rows, int limit) {
    return Slices.of(rows, limit, RoomViews::of, row -> row.text("id"));
  }

  private static RoomView of(Row row) {
    String id = row.text("id");
    String role = row.textOrNull("role");
    return new RoomView(
        id,
        row.text("name"),
        row.text("topic"),
        Visibility.of(row.text("visibility")),
        (int) row.number("slow_mode_s"),
        row.textOrNull("other"),
        role == null ? null : Role.of(role),
        (int) row.number("members"),
        row.number("last_seq"),
        row.text("epoch"),
        row.number("created_at"),
        row.numberOrNull("read_seq"),
        role == null ? null : row.numberOrNull("unread"),
        role == null ? null : row.numberOrNull("mentioned"),
        row.has("seq") ? Events.message(id, row) : null);
  }
}
