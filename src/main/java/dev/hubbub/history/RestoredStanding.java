package dev.hubbub.history;

import dev.hubbub.room.Archive.Kind;
import dev.hubbub.room.Archive.Line;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who stands how to a room that is restored, and what was done to them, while it is locked. */
final class RestoredStanding {
  /** A mark never goes back. */
  private static final String MEMBERS =
      """
      INSERT INTO memberships (room, account, role, read_seq, joined_seq)
      SELECT p.room, a.no, p.role, p.read_seq, p.joined_seq
      FROM ROWS(room bigint, account text, role text, read_seq bigint, joined_seq bigint) p
      JOIN accounts a ON a.username_folded = p.account
      WHERE TRUE
      ON CONFLICT (room, account) DO UPDATE SET role = excluded.role,
        joined_seq = excluded.joined_seq,
        read_seq = CASE WHEN excluded.read_seq > memberships.read_seq THEN excluded.read_seq
          ELSE memberships.read_seq END
      """;

  private static final String BANS =
      """
      INSERT INTO bans (room, account, banned_by, banned_at)
      SELECT p.room, a.no, b.no, p.done_at
      FROM ROWS(room bigint, account text, done_by text, done_at bigint) p
      JOIN accounts a ON a.username_folded = p.account
      JOIN accounts b ON b.username_folded = p.done_by
      WHERE TRUE
      ON CONFLICT (room, account) DO NOTHING
      """;

  private static final String MUTES =
      """
      INSERT INTO mutes (room, account, muted_by, muted_at, ends_at)
      SELECT p.room, a.no, b.no, p.done_at, p.ends_at
      FROM ROWS(room bigint, account text, done_by text, done_at bigint, ends_at bigint) p
      JOIN accounts a ON a.username_folded = p.account
      JOIN accounts b ON b.username_folded = p.done_by
      WHERE TRUE
      ON CONFLICT (room, account) DO UPDATE SET muted_by = excluded.muted_by,
        muted_at = excluded.muted_at, ends_at = excluded.ends_at
      """;

  private static final String FORMER =
      """
      INSERT INTO former (account, room)
      SELECT a.no, p.room FROM ROWS(room bigint, account text) p
      JOIN accounts a ON a.username_folded = p.account
      WHERE TRUE
      ON CONFLICT (account, room) DO NOTHING
      """;

  /** Times are milliseconds, and a room's deeds are one after the other: what is there up to a line's time is not added. */
  private static final String NEWEST =
      "SELECT COALESCE(max(u.done_at), -1) AS newest FROM audit u WHERE u.room = $1";

  private static final String AUDIT =
      """
      INSERT INTO audit (room, done_at, done_by, action, subject, detail)
      SELECT p.room, p.done_at, b.no, p.action, s.no, p.detail
      FROM ROWS(room bigint, done_at bigint, done_by text, action text, subject text,
        detail text) p
      JOIN accounts b ON b.username_folded = p.done_by
      LEFT JOIN accounts s ON s.username_folded = p.subject
      """;

  private static final String COUNT =
      """
      UPDATE rooms SET ended_at = $2,
        members = (SELECT count(*) FROM memberships m WHERE m.room = $1),
        last_message = (SELECT e.seq FROM events e WHERE e.room = $1 AND e.type = 'message'
          AND NOT e.deleted ORDER BY e.seq DESC LIMIT 1)
      WHERE no = $1
      """;

  private RestoredStanding() {}

  /** Adds lines that are not there. */
  static Future<Void> add(Statements statements, long room, Kind kind, List<Line> lines) {
    Rows rows = new Rows();
    for (Line line : lines) {
      String user = RestoredAccounts.folded(line, "user");
      String by = RestoredAccounts.folded(line, "by");
      switch (kind) {
        case MEMBER -> rows.add(
            room, user, line.text("role"), line.number("read"), line.number("joined"));
        case BAN -> rows.add(room, user, by, line.number("at"));
        case MUTE -> rows.add(room, user, by, line.number("at"), line.numberOrNull("until"));
        case FORMER -> rows.add(room, user);
        case AUDIT -> {}
        default -> throw new IllegalArgumentException(kind + " stands by itself");
      }
    }
    return switch (kind) {
      case MEMBER -> statements.each(MEMBERS, rows).mapEmpty();
      case BAN -> statements.each(BANS, rows).mapEmpty();
      case MUTE -> statements.each(MUTES, rows).mapEmpty();
      case FORMER -> statements.each(FORMER, rows).mapEmpty();
      default -> audit(statements, room, lines);
    };
  }

  private static Future<Void> audit(Statements statements, long room, List<Line> lines) {
    return statements.query(NEWEST, room).compose(found -> {
      long newest = found.get(0).number("newest");
      Rows rows = new Rows();
      for (Line line : lines) {
        if (line.number("at") > newest) {
          rows.add(
              room,
              line.number("at"),
              RestoredAccounts.folded(line, "by"),
              line.text("action"),
              RestoredAccounts.folded(line, "user"),
              line.textOrNull("detail"));
        }
      }
      return statements.each(AUDIT, rows).mapEmpty();
    });
  }

  /** Counts what is there now. */
  static Future<Void> finish(Statements statements, long room, @Nullable Long endedAt) {
    return statements.query(COUNT, room, endedAt).mapEmpty();
  }
}
