package dev.hubbub.history;

import dev.hubbub.room.History.Mark;
import dev.hubbub.room.Policy;
import dev.hubbub.room.Policy.Action;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.User;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * How far members have read. Marks gather for a moment and are moved together; each only forward. Lives on one Vert.x
 * context.
 */
final class Marks {
  private static final long GATHER_MS = 20;

  private static final String STANDS =
      """
      SELECT p.room, p.account, r.no, r.visibility, r.kept, r.members, r.last_seq,
        (SELECT m.role FROM memberships m WHERE m.room = r.no AND m.account = p.account) AS role,
        (SELECT m.read_seq FROM memberships m
          WHERE m.room = r.no AND m.account = p.account) AS read_seq,
        (SELECT b.banned_at FROM bans b WHERE b.room = r.no AND b.account = p.account) AS banned_at
      FROM ROWS(room text, account bigint) p
      JOIN rooms r ON r.id = p.room AND r.ended_at IS NULL
      """;

  private static final String MOVE =
      """
      UPDATE memberships SET read_seq = p.read_seq
      FROM ROWS(room bigint, account bigint, read_seq bigint) p
      WHERE memberships.room = p.room AND memberships.account = p.account
        AND memberships.read_seq < p.read_seq
      """;

  private final Vertx vertx;
  private final Database database;
  private final Map<Place, Waiting> waiting = new HashMap<>();

  /** An account in a room. */
  private record Place(String room, long account) {}

  /** A mark to be moved, and those who wait for it. */
  private static final class Waiting {
    long seq;
    final Promise<Mark> answer = Promise.promise();
  }

  /** No mark is moved yet. */
  Marks(Vertx vertx, Database database) {
    this.vertx = vertx;
    this.database = database;
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
    if (wanted <= before) {
      return new Mark(before, false);
    }
    moves.add(row.number("no"), place.account(), wanted);
    return new Mark(wanted, true);
  }

  private static Rows places(Collection<Place> places) {
    Rows rows = new Rows();
    places.forEach(place -> rows.add(place.room(), place.account()));
    return rows;
  }
}
