package dev.hubbub.history;

import io.vertx.core.Future;
import java.util.Collection;

/**
 * Makes tombstones of messages: nothing is left but their place in the log, and what tells a resend of their key. In
 * steps of a bounded size, each a transaction of its own, so that no room waits for long; who is interrupted begins
 * again and finds less to do.
 */
final class Tombstones {
  /** Places in the log that one step looks at. */
  private static final long STEP = 2_000;

  private static final long SPAN = 100 * STEP;

  private static final String LOG =
      "SELECT r.no, r.first_seq, r.last_seq FROM rooms r WHERE r.no = $1";

  private static final String ERASE =
      """
      UPDATE events SET text = NULL, mentions = NULL, deleted = TRUE
      WHERE room = $1 AND seq >= $2 AND seq < $3 AND sender = $4 AND type = 'message' AND NOT deleted
      """;

  private static final String ERASE_EDITS =
      """
      UPDATE events SET text = NULL, mentions = NULL
      WHERE room = $1 AND seq >= $2 AND seq < $3 AND sender = $4 AND type = 'edit'
      """;

  private static final String UNREACT =
      """
      DELETE FROM reactions WHERE room = $1 AND message >= $2 AND message < $3 AND message IN
        (SELECT e.seq FROM events e WHERE e.room = $1 AND e.seq >= $2 AND e.seq < $3 AND e.deleted)
      """;

  private static final String LOCK =
      "SELECT r.no FROM rooms r WHERE r.no = $1 FOR NO KEY UPDATE OF r";

  private static final String LAST =
      """
      UPDATE rooms SET last_message = (SELECT e.seq FROM events e
        WHERE e.room = $1 AND e.type = 'message' AND NOT e.deleted ORDER BY e.seq DESC LIMIT 1)
      WHERE no = $1
      """;

  private static final String UNMENTION = "DELETE FROM mentions WHERE room = $1 AND sender = $2";

  private Tombstones() {}

  /**
   * Erases all that an account said in rooms, given by their numbers. What it says there meanwhile may stay: its
   * memberships end before.
   */
  static Future<Void> erase(Database database, long account, Collection<Long> rooms) {
    Future<Void> done = Future.succeededFuture();
    for (long room : rooms) {
      done = done.compose(before -> database
          .query(LOG, room)
          .compose(found -> found.isEmpty()
              ? Future.succeededFuture()
              : erase(
                  database,
                  account,
                  room,
                  found.get(0).number("first_seq"),
                  found.get(0).number("last_seq") + 1,
                  SPAN))
          .compose(erased -> renew(database, account, room)));
    }
    return done;
  }

  /** Erases from a seq to before another, in spans and these in steps: one long chain would be unwound in one go. */
  private static Future<Void> erase(
      Database database, long account, long room, long from, long to, long span) {
    Future<Void> done = Future.succeededFuture();
    for (long seq = from; seq < to; seq += span) {
      long begin = seq;
      long end = Math.min(begin + span, to);
      done = done.compose(before -> span > STEP
          ? erase(database, account, room, begin, end, STEP)
          : database.transaction(statements -> Indexer.erasing(statements, room)
              .compose(mine -> Future.all(
                  statements.query(ERASE, room, begin, end, account),
                  statements.query(ERASE_EDITS, room, begin, end, account),
                  statements.query(UNREACT, room, begin, end),
                  statements.query(
                      WordIndex.of(database.dialect()).erase(), room, begin, end, account)))
              .mapEmpty()));
    }
    return done;
  }

  /** Finds the newest message that is left, and has the others call nobody. */
  private static Future<Void> renew(Database database, long account, long room) {
    return database.transaction(statements -> Future.all(
            statements.query(LOCK, room),
            statements.query(LAST, room),
            statements.query(UNMENTION, room, account))
        .mapEmpty());
  }
}
