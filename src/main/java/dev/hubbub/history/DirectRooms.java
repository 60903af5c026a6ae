package dev.hubbub.history;

import dev.hubbub.room.Event;
import dev.hubbub.room.Event.Change;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.Role;
import dev.hubbub.room.Rooms.Direct;
import dev.hubbub.room.Rooms.RoomView;
import dev.hubbub.room.User;
import io.vertx.core.Future;
import java.util.List;

/** The rooms of two. Whoever looks for one holds the rows of both accounts, so two have one, however often they ask at once. */
final class DirectRooms {
  private static final String LOCK =
      """
      SELECT a.no FROM accounts a WHERE a.no IN ($1, $2) AND a.ended_at IS NULL
      ORDER BY a.no FOR NO KEY UPDATE OF a
      """;

  private static final String FOUND =
      """
      SELECT r.id, r.members FROM direct_rooms d JOIN rooms r ON r.no = d.room
      WHERE d.low = $1 AND d.high = $2
      """;

  private static final String ROOM =
      """
      INSERT INTO rooms (id, name, name_folded, topic, visibility, epoch, last_seq, members,
        created_by, created_at)
      VALUES ($1, '', '', '', 'direct', $2, 2, 2, $3, now_ms())
      RETURNING no, created_at
      """;

  private static final String PAIR =
      "INSERT INTO direct_rooms (low, high, room) VALUES ($1, $2, $3)";

  private static final int BOTH = 2;

  private DirectRooms() {}

  /**
   * The room of the two, as {@code user} sees it; it is made where there is none.
   *
   * @param roomsPerUser how many one user may be a member of; 0 for any number
   * @return {@code NOT_FOUND} where one of them has gone
   */
  static Future<Direct> of(Statements statements, User user, User other, int roomsPerUser) {
    long low = Math.min(user.id(), other.id());
    long high = Math.max(user.id(), other.id());
    return Future.all(statements.query(LOCK, low, high), statements.query(FOUND, low, high))
        .compose(all -> {
          if (all.<List<Row>>resultAt(0).size() < BOTH) {
            throw Refusal.notFound();
          }
          List<Row> found = all.resultAt(1);
          Future<Boolean> there = found.isEmpty()
              ? made(statements, user, other, roomsPerUser)
              : Future.succeededFuture(false);
          return there.compose(created -> statements
              .query(FOUND, low, high)
              .compose(rows -> view(statements, rows.get(0), user))
              .map(view -> new Direct(view, created)));
        });
  }

  private static Future<RoomView> view(Statements statements, Row room, User user) {
    if (room.number("members") < BOTH) {
      throw Refusal.notFound();
    }
    return RoomViews.one(statements, room.text("id"), user);
  }

  private static Future<Boolean> made(
      Statements statements, User user, User other, int roomsPerUser) {
    String id = Words.random(Words.RANDOM_ID);
    return Places.of(statements, List.of(user.id()), roomsPerUser)
        .compose(places -> {
          places.take(user.id(), true).ifPresent(refusal -> {
            throw refusal;
          });
          return statements.query(ROOM, id, Words.random(Words.EPOCH), user.id());
        })
        .compose(rows -> {
          Row room = rows.get(0);
          long no = room.number("no");
          Writes writes = new Writes();
          joins(writes, id, room, 1, user, user);
          joins(writes, id, room, BOTH, user, other);
          return Future.all(
              writes.run(statements),
              statements.query(
                  PAIR, Math.min(user.id(), other.id()), Math.max(user.id(), other.id()), no));
        })
        .map(true);
  }

  private static void joins(Writes writes, String id, Row room, long seq, User maker, User member) {
    writes.member(
        room.number("no"),
        new Event.Member(
            id,
            seq,
            room.number("created_at"),
            maker.username(),
            null,
            member.username(),
            Change.JOINED,
            Role.MEMBER),
        maker.id(),
        member.id(),
        0);
    writes.joined.add(room.number("no"), member.id(), Role.MEMBER.wire(), (long) BOTH, seq);
  }
}
