package dev.hubbub.history;

import dev.hubbub.room.History.Inbox;
import dev.hubbub.room.History.Mark;
import dev.hubbub.room.History.Place;
import dev.hubbub.room.History.Readers;
import dev.hubbub.room.Policy;
import dev.hubbub.room.Policy.Action;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.User;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How far members have read. Marks gather for a moment and are moved together; each only forward. Lives on one Vert.x
 * context.
 */
final class Marks {
  private static final long GATHER_MS = 20;

  private static final String STANDS =
      """
      SELECT p.room, p.account, r.no, r.visibility, r.kept, r.members, r.last_seq, a.receipts,
        (SELECT m.role FROM memberships m WHERE m.room = r.no AND m.account = p.account) AS role,
        (SELECT m.read_seq FROM memberships m
          WHERE m.room = r.no AND m.account = p.account) AS read_seq,
        (SELECT b.banned_at FROM bans b WHERE b.room = r.no AND b.account = p.account) AS banned_at
      FROM ROWS(room text, account bigint) p
      JOIN rooms r ON r.id = p.room AND r.ended_at IS NULL
      JOIN accounts a ON a.no = p.account
      """;

  private static final String MOVE =
      """
      UPDATE memberships SET read_seq = p.read_seq
      FROM ROWS(room bigint, account bigint, read_seq bigint) p
      WHERE memberships.room = p.room AND memberships.account = p.account
        AND memberships.read_seq < p.read_seq
      """;

  private static final int READERS_SHOWN = 100;

  private static final String MESSAGE =
      """
      SELECT e.seq FROM events e
      WHERE e.room = $1 AND e.seq = $2 AND e.type = 'message' AND NOT e.deleted
      """;

  /** Who does not show how far they have read is not shown how far others have. */
  private static final String READ_BY =
      """
      FROM memberships m JOIN accounts a ON a.no = m.account
      WHERE m.room = $1 AND m.read_seq >= $2 AND a.receipts
        AND (SELECT w.receipts FROM accounts w WHERE w.no = $3)
        AND m.account <> (SELECT e.sender FROM events e WHERE e.room = $1 AND e.seq = $2)
      """;

  private static final String READERS_COUNT = "SELECT count(*) AS count " + READ_BY;

  private static final String READERS =
      "SELECT a.username " + READ_BY + " ORDER BY a.username_folded LIMIT $4";

  private static final String INBOX =
      """
      SELECT p.room, p.account, r.last_seq, %s AS unread, %s AS mentioned
      FROM ROWS(room text, account bigint) p
      JOIN rooms r ON r.id = p.room AND r.ended_at IS NULL
      JOIN memberships m ON m.room = r.no AND m.account = p.account
      LEFT JOIN events k ON k.room = m.room AND k.seq = m.read_seq
      """
          .formatted(RoomViews.UNREAD, RoomViews.MENTIONED);

  private final Vertx vertx;
  private final Database database;
  private final int crowd;
  private final Map<Place, Waiting> waiting = new HashMap<>();

  /** A mark to be moved, and those who wait for it. */
  private static final class Waiting {
    long seq;
    final Promise<Mark> answer = Promise.promise();
  }

  /**
   * No mark is moved yet.
   *
   * @param crowd in rooms of more members than this, marks are their owner's concern; 0 for no bound
   */
  Marks(Vertx vertx, Database database, int crowd) {
    this.vertx = vertx;
    this.database = database;
    this.crowd = crowd;
  }

  /** As {@link dev.hubbub.room.History#read} promises. */
  Future<Mark> move(String room, User user, long seq) {
    if (waiting.isEmpty()) {
      vertx.setTimer(GATHER_MS, timer -> move());
    }
    Waiting one = waiting.computeIfAbsent(new Place(room, user.id()), place -> new Waiting());
    one.seq = Math.max(one.seq, seq);
    return one.answer.future();
  }

  private void move() {
    Map<Place, Waiting> moving = new HashMap<>(waiting);
    waiting.clear();
    database
        .transaction(statements -> moved(statements, moving))
        .recover(SqlFailure::told)
        .onSuccess(outcomes -> moving.forEach((place, one) -> answer(one, place, outcomes)))
        .onFailure(cause -> moving.values().forEach(one -> one.answer.fail(cause)));
  }

  private static void answer(Waiting one, Place place, Outcomes outcomes) {
    Mark mark = outcomes.marks().get(place);
    if (mark == null) {
      one.answer.fail(outcomes.refusals().getOrDefault(place, Refusal.notFound()));
    } else {
      one.answer.complete(mark);
    }
  }

  private record Outcomes(Map<Place, Mark> marks, Map<Place, Refusal> refusals) {}

  private Future<Outcomes> moved(Statements statements, Map<Place, Waiting> moving) {
    return statements.each(STANDS, places(moving.keySet())).compose(rows -> {
      Outcomes outcomes = new Outcomes(new HashMap<>(), new HashMap<>());
      Rows moves = new Rows();
      for (Row row : rows) {
        Place place = new Place(row.text("room"), row.number("account"));
        Policy.refuses(Action.READ, Admission.standing(row))
            .ifPresentOrElse(
                refusal -> outcomes.refusals().put(place, refusal),
                () -> outcomes.marks().put(place, mark(row, place, moving, moves)));
      }
      return statements.each(MOVE, moves).map(outcomes);
    });
  }

  private Mark mark(Row row, Place place, Map<Place, Waiting> moving, Rows moves) {
    Waiting one = moving.get(place);
    long before = row.number("read_seq");
    long wanted = one == null ? 0 : Math.min(one.seq, row.number("last_seq"));
    boolean open = row.flag("receipts") && (crowd == 0 || row.number("members") <= crowd);
    if (wanted <= before) {
      return new Mark(before, false, open);
    }
    moves.add(row.number("no"), place.account(), wanted);
    return new Mark(wanted, true, open);
  }

  /** As {@link dev.hubbub.room.History#readers} promises. */
  Future<Readers> readers(String room, User user, long seq) {
    return Admission.of(database, room, user, Action.READ, (statements, found) -> Future.all(
            statements.query(MESSAGE, found.number("no"), seq),
            statements.query(READERS_COUNT, found.number("no"), seq, user.id()),
            statements.query(READERS, found.number("no"), seq, user.id(), READERS_SHOWN))
        .map(all -> {
          List<Row> message = all.resultAt(0);
          if (message.isEmpty()) {
            throw Refusal.notFound();
          }
          List<Row> count = all.resultAt(1);
          List<Row> readers = all.resultAt(2);
          return new Readers(
              count.get(0).number("count"),
              readers.stream().map(row -> row.text("username")).toList());
        }));
  }

  /** As {@link dev.hubbub.room.History#inbox} promises. */
  Future<List<Inbox>> inbox(Collection<Place> places) {
    return database
        .each(INBOX, places(places))
        .map(rows -> rows.stream()
            .map(row -> new Inbox(
                new Place(row.text("room"), row.number("account")),
                row.number("unread"),
                row.number("mentioned"),
                row.number("last_seq")))
            .toList())
        .recover(SqlFailure::told);
  }

  private static Rows places(Collection<Place> places) {
    Rows rows = new Rows();
    places.forEach(place -> rows.add(place.room(), place.account()));
    return rows;
  }
}
