package dev.hubbub.history;

import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Refusal;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * In how many rooms accounts still have a place. Counted under the lock of their rows, so that two who count at once do
 * not both take the last one; where rooms are locked as well, they are locked before. Lives for one attempt of one
 * transaction.
 */
final class Places {
  /** Where nobody counts. */
  static final Places UNCOUNTED = new Places(0);

  private static final String LOCK =
      """
      SELECT a.no FROM ROWS(account bigint) p JOIN accounts a ON a.no = p.account
      ORDER BY a.no
      FOR NO KEY UPDATE OF a
      """;

  private static final String COUNT =
      """
      SELECT p.account,
        (SELECT count(*) FROM memberships m WHERE m.account = p.account) AS rooms
      FROM ROWS(account bigint) p
      """;

  /** A place comes free when its holder leaves a room, which nobody knows beforehand. */
  private static final long RETRY_MS = 60_000;

  private final int most;
  private final Map<Long, Long> taken = new HashMap<>();

  private Places(int most) {
    this.most = most;
  }

  /**
   * Locks the rows of accounts and counts their memberships.
   *
   * @param most rooms of one account; 0 for any number, and then nothing is locked or counted
   */
  static Future<Places> of(Statements statements, Collection<Long> accounts, int most) {
    if (most == 0 || accounts.isEmpty()) {
      return Future.succeededFuture(UNCOUNTED);
    }
    Rows rows = new Rows();
    accounts.stream().sorted().forEach(rows::add);
    return Future.all(statements.each(LOCK, rows), statements.each(COUNT, rows)).map(all -> {
      Places places = new Places(most);
      for (Row row : all.<List<Row>>resultAt(1)) {
        places.taken.put(row.number("account"), row.number("rooms"));
      }
      return places;
    });
  }

  /** Takes one for an account, if there is one. */
  Optional<Refusal> take(long account) {
    Long before = taken.get(account);
    if (before == null) {
      return Optional.empty();
    }
    if (before >= most) {
      return Optional.of(new Refusal(
          ErrorCode.RATE_LIMITED,
          "You are in as many rooms as one can be; leave one first.",
          RETRY_MS));
    }
    taken.put(account, before + 1);
    return Optional.empty();
  }
}
