package dev.hubbub.history;

import dev.hubbub.room.History.Head;
import io.vertx.core.Future;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Another life of the numbering of every room, once the store turned out to lack what it had: it went back in time, and
 * not in one room only. Whoever notices may say so; the first of them is heeded.
 */
final class Epochs {
  private static final Logger log = LoggerFactory.getLogger(Epochs.class);

  /** The order in which all who hold several rows of rooms take them. */
  private static final String LOCK =
      """
      SELECT count(*) AS rooms FROM (SELECT no FROM rooms ORDER BY no FOR NO KEY UPDATE) r
      """;

  private static final String STANDING = "SELECT r.epoch, r.last_seq FROM rooms r WHERE r.id = $1";

  private static final String BEGIN = "UPDATE rooms SET epoch = $1";

  private Epochs() {}

  /** Whether the store lacks what was known of a room. It is its own where somebody began another life of it since. */
  static Future<Boolean> lacks(Statements statements, Head known) {
    return statements.query(STANDING, known.room()).map(rows -> lacks(rows, known));
  }

  private static boolean lacks(List<Row> rows, Head known) {
    return rows.isEmpty()
        || (rows.get(0).text("epoch").equals(known.epoch())
            && rows.get(0).number("last_seq") < known.seq());
  }

  /**
   * Begins another life of all rooms, unless somebody did since {@code known} was known. For a transaction that nobody
   * else has at the same time.
   */
  static Future<Void> begin(Statements statements, Head known) {
    return statements
        .query(LOCK)
        .compose(locked -> statements.query(STANDING, known.room()))
        .compose(rows -> {
          if (!rows.isEmpty() && !rows.get(0).text("epoch").equals(known.epoch())) {
            return Future.<Void>succeededFuture();
          }
          log.warn(
              "The store went back in time: it lacks event {} of room {}; every client starts afresh.",
              known.seq(),
              known.room());
          return statements.query(BEGIN, Words.random(Words.EPOCH)).<Void>mapEmpty();
        });
  }
}
