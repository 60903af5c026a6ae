package dev.hubbub.history;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes away the events that are older than the server, or their room, keeps them, with all that hangs on them. From the
 * beginning of each log, so that what is left is whole; numbers are never given again. One instance at a time does it, in
 * steps that are a transaction each and hold the lock of one room for a moment. Lives on one Vert.x context.
 */
final class Retention {
  private static final Logger log = LoggerFactory.getLogger(Retention.class);

  /** Events of one step. */
  static final int STEP = 500;

  private static final int ROOMS = 200;
  private static final int PAUSE_MS = 20;
  private static final long ROUND_MS = 60_000;
  private static final int TURN_MS = 120_000;
  private static final long DAY_MS = TimeUnit.DAYS.toMillis(1);

  private static final String TURN =
      """
      UPDATE retention_turn SET holder = $1, ends_at = now_ms() + $2
      WHERE no = 1 AND (holder = $1 OR ends_at <= now_ms())
      RETURNING holder
      """;

  /** The days of room {@code r}, where the server has $1: the fewer; 0 for ever. */
  private static final String DAYS =
      """
      CASE WHEN COALESCE(r.retention_days, 0) > 0 AND ($1 = 0 OR r.retention_days < $1)
        THEN r.retention_days ELSE $1 END
      """;

  /** Rooms of which the oldest event is too old. */
  private static final String OLD =
      """
      SELECT r.no, now_ms() - (%1$s) * CAST($2 AS BIGINT) AS cutoff FROM rooms r
      JOIN events e ON e.room = r.no AND e.seq = r.first_seq
      WHERE (%1$s) > 0 AND e.ts < now_ms() - (%1$s) * CAST($2 AS BIGINT)
      ORDER BY r.no LIMIT $3
      """
          .formatted(DAYS.strip());

  private static final String LOCK =
      "SELECT r.first_seq, r.last_seq FROM rooms r WHERE r.no = $1 FOR NO KEY UPDATE OF r";

  private static final String OLDEST =
      """
      SELECT e.seq, e.ts, e.messages FROM events e WHERE e.room = $1 AND e.seq >= $2
      ORDER BY e.seq LIMIT $3
      """;

  private static final String EVENTS =
      "DELETE FROM events WHERE room = $1 AND seq >= $2 AND seq < $3";

  private static final String REACTIONS =
      "DELETE FROM reactions WHERE room = $1 AND message >= $2 AND message < $3";

  private static final String MENTIONS =
      "DELETE FROM mentions WHERE room = $1 AND message >= $2 AND message < $3";

  private static final String ROOM =
      """
      UPDATE rooms SET first_seq = $2, messages_gone = $3,
        last_message = CASE WHEN last_message >= $4 THEN last_message END
      WHERE no = $1
      """;

  private final Vertx vertx;
  private final Database database;
  private final int days;
  private final String holder = UUID.randomUUID().toString();
  private boolean closed;

  /**
   * One that does nothing before {@link #start}.
   *
   * @param days after which events go; 0 for never, but where a room has days of its own
   */
  Retention(Vertx vertx, Database database, int days) {
    this.vertx = vertx;
    this.database = database;
    this.days = days;
  }

  void start() {
    later(ROUND_MS / 2);
  }

  /** Begins no further step. */
  void close() {
    closed = true;
  }

  private void later(long ms) {
    if (!closed) {
      vertx.setTimer(ms, timer -> run());
    }
  }

  private void run() {
    Future<Boolean> done =
        round().compose(more -> more ? Future.succeededFuture(true) : database.shrink());
    done.onComplete(more -> {
      if (more.failed() && !closed) {
        log.debug("what is too old was not taken away", more.cause());
      }
      later(more.succeeded() && more.result() ? PAUSE_MS : ROUND_MS);
    });
  }

  /** Does one step in each of some rooms, if it is this instance's turn; says whether there is more to do. */
  Future<Boolean> round() {
    return database
        .transaction(statements -> statements.query(TURN, holder, (long) TURN_MS))
        .compose(mine -> mine.isEmpty()
            ? Future.succeededFuture(false)
            : database.query(OLD, days, DAY_MS, ROOMS).compose(this::steps));
  }

  private Future<Boolean> steps(List<Row> rooms) {
    Future<Void> done = Future.succeededFuture();
    for (Row room : rooms) {
      done = done.compose(before ->
          closed ? Future.succeededFuture() : step(room.number("no"), room.number("cutoff")));
    }
    return done.map(!rooms.isEmpty());
  }

  private Future<Void> step(long room, long cutoff) {
    return database.transaction(statements -> statements.query(LOCK, room).compose(locked -> {
      long first = locked.get(0).number("first_seq");
      return statements.query(OLDEST, room, first, STEP).compose(rows -> {
        long next = first;
        long messages = 0;
        for (Row row : rows) {
          if (row.number("ts") >= cutoff) {
            break;
          }
          next = row.number("seq") + 1;
          messages = row.number("messages");
        }
        return next == first
            ? Future.succeededFuture()
            : remove(statements, room, first, next, messages);
      });
    }));
  }

  /** Who is about to put a part of it into the index of words reads it again first. */
  private Future<Void> remove(
      Statements statements, long room, long first, long next, long messages) {
    return Indexer.erasing(statements, room)
        .compose(mine -> Future.all(
            statements.query(EVENTS, room, first, next),
            statements.query(REACTIONS, room, first, next),
            statements.query(MENTIONS, room, first, next),
            statements.query(WordIndex.of(database.dialect()).forget(), room, first, next),
            statements.query(ROOM, room, next, messages, next)))
        .mapEmpty();
  }
}
