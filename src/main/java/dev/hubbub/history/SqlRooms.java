package dev.hubbub.history;

import dev.hubbub.config.RoomsConfig;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Event;
import dev.hubbub.room.Policy;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.Role;
import dev.hubbub.room.Rooms;
import dev.hubbub.room.User;
import dev.hubbub.room.Visibility;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rooms there are, in a database. */
final class SqlRooms implements Rooms {
  private static final int RANDOM_ID = 16;
  private static final int SUFFIX = 5;
  private static final int EPOCH = 10;

  private static final String COLUMNS =
      """
      SELECT r.id, r.name, r.topic, r.visibility, r.members, r.last_seq, r.epoch, r.created_at,
        m.role, m.read_seq, r.messages - COALESCE(k.messages, 0) AS unread,
        l.seq, l.ts, a.username AS sender, l.key, l.text, l.reply_to
      """;

  private static final String MARKS =
      """
      LEFT JOIN events k ON k.room = m.room AND k.seq = m.read_seq
      LEFT JOIN events l ON l.room = r.no AND l.seq = r.last_message AND m.role IS NOT NULL
      LEFT JOIN accounts a ON a.no = l.sender
      """;

  private static final String VIEW = COLUMNS
      + """
      FROM rooms r LEFT JOIN memberships m ON m.room = r.no AND m.account = $1
      """
      + MARKS;

  private static final String ONE = VIEW + "WHERE r.id = $2 AND r.ended_at IS NULL";

  /** Begins with the memberships of the user, however many rooms there are. */
  private static final String MINE =
      """
      WITH m AS MATERIALIZED (
        SELECT room, role, read_seq FROM memberships WHERE account = $1)
      """
          + COLUMNS + "FROM m JOIN rooms r ON r.no = m.room " + MARKS
          + """
      WHERE r.id > $2 ORDER BY r.id LIMIT $3
      """;

  private static final String DIRECTORY = VIEW
      + """
      WHERE r.visibility = 'public' AND r.ended_at IS NULL AND r.id > $2
        AND (r.id LIKE $3 ESCAPE '\\' OR r.name_folded LIKE $3 ESCAPE '\\')
      ORDER BY r.id LIMIT $4
      """;

  private static final String INSERT =
      """
      INSERT INTO rooms (id, name, name_folded, topic, visibility, epoch, last_seq, members,
        created_at)
      VALUES ($1, $2, $3, $4, $5, $6, 1, 1, now_ms())
      ON CONFLICT (id) DO NOTHING
      RETURNING no, created_at
      """;

  private static final String OWNER =
      """
      INSERT INTO memberships (room, account, role, read_seq, joined_seq) VALUES ($1, $2, $3, 1, 1)
      """;

  private static final String KEEP =
      """
      INSERT INTO rooms (id, name, name_folded, topic, visibility, epoch, kept, created_at)
      VALUES ($1, $2, $3, $4, 'public', $5, TRUE, now_ms())
      ON CONFLICT (id) DO UPDATE SET kept = TRUE, ended_at = NULL
        WHERE rooms.visibility = 'public' AND (NOT rooms.kept OR rooms.ended_at IS NOT NULL)
      """;

  private final Database database;

  SqlRooms(Database database) {
    this.database = database;
  }

  /** Makes the rooms that are always there, where they are missing. Several instances may do it at once. */
  Future<Void> keep(RoomsConfig config) {
    Future<Void> done = Future.succeededFuture();
    for (RoomsConfig.Kept room : config.kept()) {
      done = done.compose(before -> database.transaction(statements -> statements
          .query(
              KEEP,
              room.id(),
              room.name(),
              Words.folded(room.name()),
              room.topic(),
              Words.random(EPOCH))
          .mapEmpty()));
    }
    return done;
  }

  @Override
  public Future<RoomView> create(NewRoom room) {
    String id = room.id();
    if (id != null && !Words.isRoomId(id)) {
      return Future.failedFuture(new Refusal(
          ErrorCode.BAD_REQUEST,
          "A room's id has 1 to 64 small letters, digits and hyphens, and begins with no hyphen."));
    }
    return database
        .transaction(statements -> id == null
            ? createdSomehow(statements, room, first(room))
            : created(statements, room, id)
                .map(view -> view.orElseThrow(
                    () -> new Refusal(ErrorCode.CONFLICT, "There is, or was, a room of this id."))))
        .recover(SqlFailure::told);
  }

  private static String first(NewRoom room) {
    String fromName = room.visibility() == Visibility.PUBLIC ? Words.roomId(room.name()) : "";
    return fromName.isEmpty() ? Words.random(RANDOM_ID) : fromName;
  }

  /** Makes the room with {@code id}, or with one like it where that is taken. */
  private Future<RoomView> createdSomehow(Statements statements, NewRoom room, String id) {
    return created(statements, room, id).compose(view -> view.map(Future::succeededFuture)
        .orElseGet(() ->
            createdSomehow(statements, room, Words.suffixed(first(room), Words.random(SUFFIX)))));
  }

  /** Makes the room; empty where the id is taken. */
  private Future<Optional<RoomView>> created(Statements statements, NewRoom room, String id) {
    String epoch = Words.random(EPOCH);
    return statements
        .query(
            INSERT,
            id,
            room.name(),
            Words.folded(room.name()),
            room.topic(),
            room.visibility().wire(),
            epoch)
        .compose(rows -> rows.isEmpty()
            ? Future.succeededFuture(Optional.empty())
            : firstEvent(statements, room.owner(), id, rows.get(0))
                .map(done -> Optional.of(new RoomView(
                    id,
                    room.name(),
                    room.topic(),
                    room.visibility(),
                    0,
                    null,
                    Role.OWNER,
                    1,
                    1,
                    epoch,
                    rows.get(0).number("created_at"),
                    1L,
                    0L,
                    null))));
  }

  private static Future<?> firstEvent(Statements statements, User owner, String id, Row room) {
    long no = room.number("no");
    Event.Member joined = new Event.Member(
        id,
        1,
        room.number("created_at"),
        owner.username(),
        null,
        owner.username(),
        Event.Change.JOINED,
        Role.OWNER);
    Writes writes = new Writes();
    writes.member(no, joined, owner.id(), owner.id(), 0);
    return Future.all(
        writes.run(statements), statements.query(OWNER, no, owner.id(), Role.OWNER.wire()));
  }

  @Override
  public Future<Direct> direct(User user, User other) {
    return Future.failedFuture(new UnsupportedOperationException());
  }

  @Override
  public Future<RoomView> get(String room, User user) {
    return database
        .query(ONE, user.id(), room)
        .compose(rows -> {
          RoomView view = rows.isEmpty() ? null : view(rows.get(0));
          Optional<Refusal> refusal = Policy.refuses(
              Policy.Action.SEE,
              view == null
                  ? null
                  : new Policy.Standing(
                      view.visibility(), false, view.role(), false, false, false, view.members()));
          return view == null || refusal.isPresent()
              ? Future.<RoomView>failedFuture(refusal.orElseGet(Refusal::notFound))
              : Future.succeededFuture(view);
        })
        .recover(SqlFailure::told);
  }

  @Override
  public Future<Slice<RoomView>> mine(User user, @Nullable String cursor, int limit) {
    return database
        .query(MINE, user.id(), Words.position(cursor), limit + 1)
        .map(rows -> slice(rows, limit))
        .recover(SqlFailure::told);
  }

  @Override
  public Future<Slice<RoomView>> directory(
      User user, String text, @Nullable String cursor, int limit) {
    return database
        .query(DIRECTORY, user.id(), Words.position(cursor), Words.holding(text), limit + 1)
        .map(rows -> slice(rows, limit))
        .recover(SqlFailure::told);
  }

  private static Slice<RoomView> slice(List<Row> rows, int limit) {
    boolean more = rows.size() > limit;
    List<RoomView> views = new ArrayList<>();
    for (Row row : more ? rows.subList(0, limit) : rows) {
      views.add(view(row));
    }
    return new Slice<>(views, more ? Words.cursor(views.get(limit - 1).id()) : null);
  }

  private static RoomView view(Row row) {
    String id = row.text("id");
    String role = row.textOrNull("role");
    return new RoomView(
        id,
        row.text("name"),
        row.text("topic"),
        Visibility.of(row.text("visibility")),
        0,
        null,
        role == null ? null : Role.of(role),
        (int) row.number("members"),
        row.number("last_seq"),
        row.text("epoch"),
        row.number("created_at"),
        row.numberOrNull("read_seq"),
        role == null ? null : row.numberOrNull("unread"),
        row.has("seq") ? Events.message(id, row) : null);
  }
}
