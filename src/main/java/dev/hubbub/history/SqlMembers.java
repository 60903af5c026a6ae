package dev.hubbub.history;

import dev.hubbub.room.Members;
import dev.hubbub.room.Policy.Action;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.Role;
import dev.hubbub.room.Rooms.Slice;
import dev.hubbub.room.User;
import io.vertx.core.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Who is in a room, who is kept out or silent there, and what was done to them, in a database. */
final class SqlMembers implements Members {
  private static final String PERSON = "SELECT a.no, a.username, a.username_folded, a.name, ";

  private static final String MEMBER = PERSON
      + """
      m.role, CASE WHEN a.no = $2 OR (a.receipts AND (SELECT w.receipts FROM accounts w WHERE w.no = $2))
        THEN m.read_seq END AS read_seq, a.last_seen_at
      FROM memberships m JOIN accounts a ON a.no = m.account
      WHERE m.room = $1 AND a.ended_at IS NULL AND
      """;

  private static final String MEMBERS =
      MEMBER + "a.username_folded > $3 ORDER BY a.username_folded LIMIT $4";

  private static final String ONE = MEMBER + "m.account = $3";

  private static final String BANS = PERSON
      + """
      b.banned_at AS done_at, o.username AS done_by
      FROM bans b JOIN accounts a ON a.no = b.account JOIN accounts o ON o.no = b.banned_by
      WHERE b.room = $1 AND a.ended_at IS NULL AND a.username_folded > $2
      ORDER BY a.username_folded LIMIT $3
      """;

  private static final String MUTES = PERSON
      + """
      u.muted_at AS done_at, u.ends_at, o.username AS done_by
      FROM mutes u JOIN accounts a ON a.no = u.account JOIN accounts o ON o.no = u.muted_by
      WHERE u.room = $1 AND a.ended_at IS NULL AND a.username_folded > $2
        AND (u.ends_at IS NULL OR u.ends_at > now_ms())
      ORDER BY a.username_folded LIMIT $3
      """;

  private final Database database;

  SqlMembers(Database database) {
    this.database = database;
  }

  @Override
  public Future<Slice<Member>> list(String room, User asker, @Nullable String cursor, int limit) {
    return Admission.of(database, room, asker, Action.READ, (statements, found) -> statements
        .query(MEMBERS, found.number("no"), asker.id(), Words.username(cursor), limit + 1)
        .map(rows ->
            Slices.of(rows, limit, SqlMembers::member, row -> row.text("username_folded"))));
  }

  @Override
  public Future<Member> get(String room, User asker, User user) {
    return Admission.of(database, room, asker, Action.READ, (statements, found) -> statements
        .query(ONE, found.number("no"), asker.id(), user.id())
        .map(rows ->
            rows.stream().findFirst().map(SqlMembers::member).orElseThrow(Refusal::notFound)));
  }

  @Override
  public Future<Slice<Ban>> bans(String room, User asker, @Nullable String cursor, int limit) {
    return people(
        room,
        asker,
        BANS,
        cursor,
        limit,
        row -> new Ban(user(row), row.text("name"), row.text("done_by"), row.number("done_at")));
  }

  @Override
  public Future<Slice<Mute>> mutes(String room, User asker, @Nullable String cursor, int limit) {
    return people(
        room,
        asker,
        MUTES,
        cursor,
        limit,
        row -> new Mute(
            user(row),
            row.text("name"),
            row.text("done_by"),
            row.number("done_at"),
            row.numberOrNull("ends_at")));
  }

  @Override
  public Future<Slice<Entry>> audit(String room, User asker, @Nullable String cursor, int limit) {
    return Admission.of(database, room, asker, Action.MODERATE, (statements, found) -> statements
        .query(Audit.PAGE, found.number("no"), Words.number(cursor), limit + 1)
        .map(
            rows -> Slices.of(rows, limit, Audit::entry, row -> String.valueOf(row.number("no")))));
  }

  private <T> Future<Slice<T>> people(
      String room,
      User asker,
      String sql,
      @Nullable String cursor,
      int limit,
      Function<Row, T> item) {
    return Admission.of(database, room, asker, Action.MODERATE, (statements, found) -> statements
        .query(sql, found.number("no"), Words.username(cursor), limit + 1)
        .map(rows -> Slices.of(rows, limit, item, row -> row.text("username_folded"))));
  }

  private static Member member(Row row) {
    return new Member(
        user(row),
        row.text("name"),
        Role.of(row.text("role")),
        row.numberOrNull("read_seq"),
        row.numberOrNull("last_seen_at"));
  }

  private static User user(Row row) {
    return new User(row.number("no"), row.text("username"));
  }
}
