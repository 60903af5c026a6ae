package dev.hubbub.history;

import dev.hubbub.room.Archive.Field;
import dev.hubbub.room.Archive.Head;
import dev.hubbub.room.Archive.Kind;
import dev.hubbub.room.Archive.Line;
import dev.hubbub.room.Refusal;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads all that is in a database but secrets. Each column is called as the field it becomes, {@code f_} before it. */
final class SqlArchive {
  private static final String HEADS =
      "SELECT r.id, r.last_seq FROM rooms r WHERE r.id > $1 ORDER BY r.id LIMIT $2";

  private static final String ROOM =
      """
      SELECT r.id AS f_room, r.name AS f_name, r.topic AS f_topic, r.visibility AS f_visibility,
        r.epoch AS f_epoch, r.kept AS f_kept, r.slow_mode_s AS f_slow_mode_s,
        r.retention_days AS f_retention_days, r.first_seq AS f_first_seq,
        r.messages_gone AS f_messages_gone, r.last_seq AS f_head, r.created_at AS f_created_at,
        c.username AS f_created_by, r.ended_at AS f_ended_at, l.username AS f_one,
        h.username AS f_other
      FROM rooms r
      LEFT JOIN accounts c ON c.no = r.created_by
      LEFT JOIN direct_rooms d ON d.room = r.no
      LEFT JOIN accounts l ON l.no = d.low
      LEFT JOIN accounts h ON h.no = d.high
      WHERE r.id = $1
      """;

  /** What an edit beyond the head has left is told as the edit before it, where there was one. */
  private static final String EVENTS =
      """
      SELECT r.id AS f_room, e.seq AS f_seq, e.type AS f_type, e.ts AS f_ts, a.username AS f_from,
        e.key AS f_key, CAST(e.digest AS TEXT) AS f_digest, e.text AS f_text,
        e.reply_to AS f_reply_to, s.username AS f_user, e.change AS f_change, e.role AS f_role,
        e.name AS f_name, e.topic AS f_topic, e.visibility AS f_visibility,
        e.slow_mode_s AS f_slow_mode_s, e.deleted AS f_deleted, e.target AS f_target,
        e.emoji AS f_emoji, e.reacts AS f_on,
        CASE WHEN e.edited > $3 THEN (SELECT max(x.seq) FROM events x WHERE x.room + 0 = e.room
          AND x.target = e.seq AND x.target IS NOT NULL AND x.type = 'edit' AND x.seq <= $3)
          ELSE e.edited END AS f_edited,
        e.mentions AS f_mentions
      FROM rooms r JOIN events e ON e.room = r.no
      JOIN accounts a ON a.no = e.sender LEFT JOIN accounts s ON s.no = e.subject
      WHERE r.id = $1 AND e.seq > $2 AND e.seq <= $3
      ORDER BY e.seq LIMIT $4
      """;

  private static final String MEMBERS =
      """
      SELECT r.id AS f_room, a.username AS f_user, m.role AS f_role,
        CASE WHEN m.read_seq > $3 THEN $3 ELSE m.read_seq END AS f_read, m.joined_seq AS f_joined
      FROM rooms r JOIN memberships m ON m.room = r.no JOIN accounts a ON a.no = m.account
      WHERE r.id = $1 AND a.username_folded > $2 AND m.joined_seq <= $3
      ORDER BY a.username_folded LIMIT $4
      """;

  private static final String BANS =
      """
      SELECT r.id AS f_room, a.username AS f_user, o.username AS f_by, b.banned_at AS f_at
      FROM rooms r JOIN bans b ON b.room = r.no JOIN accounts a ON a.no = b.account
      JOIN accounts o ON o.no = b.banned_by
      WHERE r.id = $1 AND a.username_folded > $2 ORDER BY a.username_folded LIMIT $3
      """;

  private static final String MUTES =
      """
      SELECT r.id AS f_room, a.username AS f_user, o.username AS f_by, u.muted_at AS f_at,
        u.ends_at AS f_until
      FROM rooms r JOIN mutes u ON u.room = r.no JOIN accounts a ON a.no = u.account
      JOIN accounts o ON o.no = u.muted_by
      WHERE r.id = $1 AND a.username_folded > $2 ORDER BY a.username_folded LIMIT $3
      """;

  private static final String FORMER =
      """
      SELECT r.id AS f_room, a.username AS f_user
      FROM rooms r JOIN former f ON f.room = r.no JOIN accounts a ON a.no = f.account
      WHERE r.id = $1 AND a.username_folded > $2 ORDER BY a.username_folded LIMIT $3
      """;

  private static final String AUDIT =
      """
      SELECT r.id AS f_room, u.no AS f_no, u.done_at AS f_at, b.username AS f_by,
        u.action AS f_action, s.username AS f_user, u.detail AS f_detail
      FROM rooms r JOIN audit u ON u.room = r.no JOIN accounts b ON b.no = u.done_by
      LEFT JOIN accounts s ON s.no = u.subject
      WHERE r.id = $1 AND u.no > $2 ORDER BY u.no LIMIT $3
      """;

  private static final String ACCOUNTS =
      """
      SELECT a.username AS f_user, a.name AS f_name, a.guest AS f_guest, a.disabled AS f_disabled,
        a.administrator AS f_administrator, NOT a.receipts AS f_private_receipts,
        a.created_at AS f_created_at, a.last_seen_at AS f_last_seen_at, a.shut_at AS f_shut_at,
        a.ended_at AS f_ended_at, a.erased AS f_erased
      FROM accounts a WHERE a.username_folded > $1 ORDER BY a.username_folded LIMIT $2
      """;

  private final Database database;

  SqlArchive(Database database) {
    this.database = database;
  }

  Future<List<Head>> heads(String after, int limit) {
    return database.query(HEADS, after, limit).map(rows -> rows.stream()
        .map(row -> new Head(row.text("id"), row.number("last_seq")))
        .toList());
  }

  Future<Line> room(String id, long head) {
    return database.query(ROOM, id).map(rows -> {
      Row row = rows.stream().findFirst().orElseThrow(Refusal::notFound);
      Map<String, Object> values = new LinkedHashMap<>(line(Kind.ROOM, row).values());
      values.put("head", head);
      return new Line(Kind.ROOM, values);
    });
  }

  Future<List<Line>> page(Kind kind, String room, long head, String after, int limit) {
    return rows(kind, room, head, after, limit).map(rows -> {
      List<Line> lines = new ArrayList<>(rows.size());
      rows.forEach(row -> lines.add(line(kind, row)));
      return lines;
    });
  }

  private Future<List<Row>> rows(Kind kind, String room, long head, String after, int limit) {
    return switch (kind) {
      case EVENT -> database.query(EVENTS, room, number(after), head, limit);
      case MEMBER -> database.query(MEMBERS, room, after, head, limit);
      case BAN -> database.query(BANS, room, after, limit);
      case MUTE -> database.query(MUTES, room, after, limit);
      case FORMER -> database.query(FORMER, room, after, limit);
      case AUDIT -> database.query(AUDIT, room, number(after), limit);
      case ACCOUNT -> database.query(ACCOUNTS, after, limit);
      case ROOM -> throw new IllegalArgumentException("Rooms are read one by one.");
    };
  }

  private static long number(String after) {
    return after.isEmpty() ? 0 : Long.parseLong(after);
  }

  private static Line line(Kind kind, Row row) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Field field : kind.fields()) {
      String column = "f_" + field.name();
      if (row.has(column)) {
        switch (field.type()) {
          case TEXT -> values.put(field.name(), row.text(column));
          case NUMBER -> values.put(field.name(), row.number(column));
          case FLAG -> {
            if (row.flag(column)) {
              values.put(field.name(), true);
            }
          }
        }
      }
    }
    return new Line(kind, values);
  }
}
