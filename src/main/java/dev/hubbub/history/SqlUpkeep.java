package dev.hubbub.history;

import dev.hubbub.room.Members.Member;
import dev.hubbub.room.Role;
import dev.hubbub.room.Rooms.Slice;
import dev.hubbub.room.Upkeep;
import dev.hubbub.room.User;
import dev.hubbub.room.Visibility;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rooms as whoever owns the server sees them, in a database. */
final class SqlUpkeep implements Upkeep {
  private static final String OVERVIEW =
      """
      SELECT r.id, r.name, r.topic, r.visibility, r.kept, r.slow_mode_s, r.members, r.last_seq,
        r.first_seq, r.created_at, a.no AS owner, a.username
      FROM rooms r
      LEFT JOIN memberships m ON m.room = r.no AND m.role = 'owner'
      LEFT JOIN accounts a ON a.no = m.account
      WHERE r.ended_at IS NULL AND
      """;

  private static final String ROOMS =
      OVERVIEW + "r.visibility <> 'direct' AND r.id > $1 ORDER BY r.id LIMIT $2";

  private static final String ROOM = OVERVIEW + "r.id = $1";

  private static final String MEMBERS =
      """
      SELECT a.no, a.username, a.username_folded, a.name, m.role, m.read_seq, a.last_seen_at
      FROM rooms r JOIN memberships m ON m.room = r.no JOIN accounts a ON a.no = m.account
      WHERE r.id = $1 AND r.ended_at IS NULL AND a.ended_at IS NULL AND a.username_folded > $2
      ORDER BY a.username_folded LIMIT $3
      """;

  private static final String IDS =
      "SELECT r.no, r.id FROM rooms r WHERE r.id > $1 ORDER BY r.id LIMIT $2";

  /** Nobody sees the new number and the old epoch together: an append holds the lock of the row. */
  private static final String BEGIN =
      """
      UPDATE rooms SET epoch = p.epoch FROM ROWS(room bigint, epoch text) p WHERE rooms.no = p.room
      """;

  private final Database database;

  SqlUpkeep(Database database) {
    this.database = database;
  }

  @Override
  public Future<Slice<Overview>> rooms(@Nullable String cursor, int limit) {
    return database
        .query(ROOMS, Words.position(cursor), limit + 1)
        .map(rows -> Slices.of(rows, limit, SqlUpkeep::overview, row -> row.text("id")))
        .recover(SqlFailure::told);
  }

  @Override
  public Future<Optional<Overview>> room(String id) {
    return database
        .query(ROOM, id)
        .map(rows -> rows.stream().findFirst().map(SqlUpkeep::overview))
        .recover(SqlFailure::told);
  }

  @Override
  public Future<Slice<Member>> members(String room, @Nullable String cursor, int limit) {
    return database
        .query(MEMBERS, room, Words.username(cursor), limit + 1)
        .map(rows -> Slices.of(rows, limit, SqlUpkeep::member, row -> row.text("username_folded")))
        .recover(SqlFailure::told);
  }

  @Override
  public Future<Slice<String>> newEpoch(@Nullable String cursor, int limit) {
    String after = Words.position(cursor);
    return database
        .transaction(statements -> statements.query(IDS, after, limit + 1).compose(rows -> {
          Rows begun = new Rows();
          List<Row> page = rows.subList(0, Math.min(limit, rows.size()));
          page.forEach(row -> begun.add(row.number("no"), Words.random(Words.EPOCH)));
          return statements
              .each(BEGIN, begun)
              .map(done -> Slices.of(rows, limit, row -> row.text("id"), row -> row.text("id")));
        }))
        .recover(SqlFailure::told);
  }

  private static Overview overview(Row row) {
    Long owner = row.numberOrNull("owner");
    return new Overview(
        row.text("id"),
        row.text("name"),
        row.text("topic"),
        Visibility.of(row.text("visibility")),
        row.flag("kept"),
        (int) row.number("slow_mode_s"),
        (int) row.number("members"),
        row.number("last_seq"),
        row.number("first_seq"),
        row.number("created_at"),
        owner == null ? null : new User(owner, row.text("username")));
  }

  private static Member member(Row row) {
    return new Member(
        new User(row.number("no"), row.text("username")),
        row.text("name"),
        Role.of(row.text("role")),
        row.number("read_seq"),
        row.numberOrNull("last_seen_at"));
  }
}
