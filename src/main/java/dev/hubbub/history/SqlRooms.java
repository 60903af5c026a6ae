package dev.hubbub.history;

import dev.hubbub.config.LimitsConfig;
import dev.hubbub.config.RoomsConfig;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Event;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.Role;
import dev.hubbub.room.RoomEntry;
import dev.hubbub.room.Rooms;
import dev.hubbub.room.User;
import dev.hubbub.room.Visibility;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rooms there are, in a database. */
final class SqlRooms implements Rooms {
  private static final int SUFFIX = 5;
  private static final long DAY_MS = 24 * 3_600_000L;

  /** Rooms of two are not counted: they are as many as one knows people. */
  private static final String TODAY =
      """
      SELECT count(*) AS made, now_ms() - min(r.created_at) AS since
      FROM rooms r
      WHERE r.created_by = $1 AND r.created_at > now_ms() - $2 AND r.visibility <> 'direct'
      """;

  private static final String INSERT =
      """
      INSERT INTO rooms (id, name, name_folded, topic, visibility, epoch, last_seq, members,
        created_by, created_at)
      VALUES ($1, $2, $3, $4, $5, $6, 1, 1, $7, now_ms())
      ON CONFLICT (id) DO NOTHING
      RETURNING no, created_at
      """;

  private static final String OWNER =
      """
      INSERT INTO memberships (room, account, role, read_seq, joined_seq) VALUES ($1, $2, $3, 1, 1)
      """;

  private static final String MEMBERSHIPS =
      """
      SELECT m.account, r.id, r.members, a.receipts, r.last_seq,
        CASE WHEN m.read_seq < r.last_message THEN
          (SELECT now_ms() - e.ts FROM events e WHERE e.room = r.no AND e.seq = r.last_message)
        END AS news
      FROM ROWS(account bigint) p
      JOIN accounts a ON a.no = p.account
      JOIN memberships m ON m.account = p.account
      JOIN rooms r ON r.no = m.room AND r.ended_at IS NULL
      """;

  /** The rooms after {@code $1} that hold {@code $2}. */
  private static final String ALL =
      """
      SELECT r.id, r.name, r.topic, r.visibility, r.kept, r.members,
        r.messages - r.messages_gone AS kept_messages, r.created_at
      FROM rooms r
      WHERE r.visibility <> 'direct' AND r.ended_at IS NULL AND r.id > $1
        AND (r.id LIKE $2 ESCAPE '\\' OR r.name_folded LIKE $2 ESCAPE '\\')
      ORDER BY r.id LIMIT $3
      """;

  private static final String KEEP =
      """
      INSERT INTO rooms (id, name, name_folded, topic, visibility, epoch, kept, created_at)
      VALUES ($1, $2, $3, $4, 'public', $5, TRUE, now_ms())
      ON CONFLICT (id) DO UPDATE SET kept = TRUE, ended_at = NULL
        WHERE rooms.visibility = 'public' AND (NOT rooms.kept OR rooms.ended_at IS NOT NULL)
      """;

  private final Database database;
  private final LimitsConfig limits;

  SqlRooms(Database database, LimitsConfig limits) {
    this.database = database;
    this.limits = limits;
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
              Words.random(Words.EPOCH))
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
    Wish wish = new Wish(
        room.owner().id(),
        "rooms",
        room.key(),
        Digest.ofWish(id, room.name(), room.topic(), room.visibility()));
    return database
        .transaction(statements -> wish.granted(statements)
            .compose(before -> before.isPresent()
                ? RoomViews.one(statements, before.get(), room.owner())
                : granted(statements, room, wish)))
        .recover(SqlFailure::told);
  }

  private Future<RoomView> granted(Statements statements, NewRoom room, Wish wish) {
    long owner = room.owner().id();
    return counted(statements, owner, limits)
        .compose(few -> Places.of(statements, List.of(owner), limits.roomsPerUser()))
        .compose(places -> {
          places.take(owner, true).ifPresent(refusal -> {
            throw refusal;
          });
          return made(statements, room);
        })
        .compose(view -> wish.grant(statements, view.id()).map(view));
  }

  private static Future<RoomView> made(Statements statements, NewRoom room) {
    return room.id() == null
        ? createdSomehow(statements, room, first(room))
        : created(statements, room, room.id())
            .map(view -> view.orElseThrow(
                () -> new Refusal(ErrorCode.CONFLICT, "There is, or was, a room of this id.")));
  }

  private static String first(NewRoom room) {
    String fromName = room.visibility() == Visibility.PUBLIC ? Words.roomId(room.name()) : "";
    return fromName.isEmpty() ? Words.random(Words.RANDOM_ID) : fromName;
  }

  /** Makes the room with {@code id}, or with one like it where that is taken. */
  private static Future<RoomView> createdSomehow(Statements statements, NewRoom room, String id) {
    return created(statements, room, id).compose(view -> view.map(Future::succeededFuture)
        .orElseGet(() ->
            createdSomehow(statements, room, Words.suffixed(first(room), Words.random(SUFFIX)))));
  }

  /** Makes the room; empty where the id is taken. */
  private static Future<Optional<RoomView>> created(
      Statements statements, NewRoom room, String id) {
    String epoch = Words.random(Words.EPOCH);
    return statements
        .query(
            INSERT,
            id,
            room.name(),
            Words.folded(room.name()),
            room.topic(),
            room.visibility().wire(),
            epoch,
            room.owner().id())
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

  private static Future<?> counted(Statements statements, long owner, LimitsConfig limits) {
    if (limits.roomsPerDay() == 0) {
      return Future.succeededFuture();
    }
    return statements.query(TODAY, owner, DAY_MS).map(rows -> {
      if (rows.get(0).number("made") >= limits.roomsPerDay()) {
        throw new Refusal(
            ErrorCode.RATE_LIMITED,
            "You have made as many rooms as one can in a day.",
            Math.max(1, DAY_MS - rows.get(0).number("since")));
      }
      return rows;
    });
  }

  @Override
  public Future<Direct> direct(User user, User other) {
    return database
        .transaction(statements -> DirectRooms.of(statements, user, other, limits.roomsPerUser()))
        .recover(SqlFailure::told);
  }

  @Override
  public Future<RoomView> get(String room, User user) {
    return RoomViews.one(database, room, user).recover(SqlFailure::told);
  }

  @Override
  public Future<List<Membership>> memberships(Collection<Long> accounts) {
    Rows asked = new Rows();
    accounts.forEach(asked::add);
    return database
        .each(MEMBERSHIPS, asked)
        .map(rows -> rows.stream()
            .map(row -> new Membership(
                row.number("account"),
                row.text("id"),
                (int) row.number("members"),
                row.flag("receipts"),
                row.number("last_seq"),
                row.numberOrNull("news")))
            .toList())
        .recover(SqlFailure::told);
  }

  @Override
  public Future<Slice<RoomView>> mine(User user, @Nullable String cursor, int limit) {
    return database
        .query(RoomViews.MINE, user.id(), Words.position(cursor), limit + 1)
        .map(rows -> RoomViews.slice(rows, limit))
        .recover(SqlFailure::told);
  }

  @Override
  public Future<Slice<RoomView>> directory(
      User user, String text, @Nullable String cursor, int limit) {
    return database
        .query(
            RoomViews.DIRECTORY, user.id(), Words.position(cursor), Words.holding(text), limit + 1)
        .map(rows -> RoomViews.slice(rows, limit))
        .recover(SqlFailure::told);
  }

  @Override
  public Future<Slice<RoomEntry>> all(String text, @Nullable String cursor, int limit) {
    return database
        .query(ALL, Words.position(cursor), Words.holding(text), limit + 1)
        .map(rows -> Slices.of(rows, limit, SqlRooms::entry, row -> row.text("id")))
        .recover(SqlFailure::told);
  }

  private static RoomEntry entry(Row row) {
    return new RoomEntry(
        row.text("id"),
        row.text("name"),
        row.text("topic"),
        Visibility.of(row.text("visibility")),
        row.flag("kept"),
        (int) row.number("members"),
        row.number("kept_messages"),
        row.number("created_at"));
  }
}
