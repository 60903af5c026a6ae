package dev.hubbub.history;

import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Refusal;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A wish to have something made, which is granted once: its key is kept for 24 hours with what came of it. Of several at
 * once, on whichever instance, one is granted and the others learn of it.
 *
 * @param route what is wished for; a key belongs to an account and a route
 * @param key absent where the wish is granted each time
 * @param digest of all that is wished
 */
record Wish(long account, String route, @Nullable String key, long digest) {
  private static final long KEPT_MS = 24 * 3_600_000L;

  private static final String LOCK =
      """
      SELECT a.no FROM accounts a WHERE a.no = $1 AND a.shut_at IS NULL FOR NO KEY UPDATE OF a
      """;

  private static final String FORGET =
      "DELETE FROM idempotency WHERE account = $1 AND created_at <= now_ms() - $2";

  private static final String KNOWN =
      "SELECT digest, reference FROM idempotency WHERE account = $1 AND route = $2 AND key = $3";

  private static final String NOTE =
      """
      INSERT INTO idempotency (account, route, key, digest, reference, created_at)
      VALUES ($1, $2, $3, $4, $5, now_ms())
      """;

  /**
   * Locks the account's row until the end of the transaction, and finds what came of the wish before. Rooms that the
   * transaction locks are locked before.
   *
   * @return fails with {@code CONFLICT} where the key was used for another wish
   */
  Future<Optional<String>> granted(Statements statements) {
    Future<List<Row>> locked = statements.query(LOCK, account).map(rows -> {
      if (rows.isEmpty()) {
        throw Places.letInNoMore();
      }
      return rows;
    });
    if (key == null) {
      return locked.map(none -> Optional.empty());
    }
    return Future.all(
            locked,
            statements.query(FORGET, account, KEPT_MS),
            statements.query(KNOWN, account, route, key))
        .map(all -> all.<List<Row>>resultAt(2).stream().findFirst().map(this::reference));
  }

  private String reference(Row row) {
    if (row.number("digest") != digest) {
      throw new Refusal(ErrorCode.CONFLICT, "You have used this key for something else.");
    }
    return row.text("reference");
  }

  /** Notes what came of it. */
  Future<?> grant(Statements statements, String reference) {
    return key == null
        ? Future.succeededFuture()
        : statements.query(NOTE, account, route, key, digest, reference);
  }
}
