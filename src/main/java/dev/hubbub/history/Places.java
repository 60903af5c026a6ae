package dev.hubbub.history;

import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Refusal;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether accounts may become members of one more room: in how many they still have a place, and whether they are let in
 * at all. Found out under the lock of their rows, so that two who count at once do not both take the last place, and nobody
 * joins whose account is just ending; where rooms are locked as well, they are locked before. Lives for one attempt of one
 * transaction.
 */
final class Places {
  private static final String LOCK =
      """
      SELECT a.no, CASE WHEN a.shut_at IS NULL THEN 0 ELSE 1 END AS shut
      FROM ROWS(account bigint) p JOIN accounts a ON a.no = p.account
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
  private final Set<Long> shut = new HashSet<>();

  private Places(int most) {
    this.most = most;
  }

  /**
   * Locks the rows of accounts and counts their memberships.
   *
   * @param most rooms of one account; 0 for any number, and then nothing is counted
   */
  static Future<Places> of(Statements statements, Collection<Long> accounts, int most) {
    Places places = new Places(most);
    if (accounts.isEmpty()) {
      return Future.succeededFuture(places);
    }
    Rows rows = new Rows();
    accounts.stream().sorted().forEach(rows::add);
    Future<List<Row>> locked = statements.each(LOCK, rows);
    Future<List<Row>> counted =
        most == 0 ? Future.succeededFuture(List.of()) : statements.each(COUNT, rows);
    return Future.all(locked, counted).map(all -> {
      for (Row row : all.<List<Row>>resultAt(0)) {
        if (row.flag("shut")) {
          places.shut.add(row.number("no"));
        }
      }
      for (Row row : all.<List<Row>>resultAt(1)) {
        places.taken.put(row.number("account"), row.number("rooms"));
      }
      return places;
    });
  }

  /** What an account is answered that has ended or is shut out. */
  static Refusal letInNoMore() {
    return new Refusal(ErrorCode.UNAUTHORIZED, "This account is let in no more.");
  }

  /**
   * Takes one for an account, if there is one.
   *
   * @param counts whether the room takes up a place: those of the configuration are everybody's
   */
  Optional<Refusal> take(long account, boolean counts) {
    if (shut.contains(account)) {
      return Optional.of(letInNoMore());
    }
    Long before = taken.get(account);
    if (before == null || !counts) {
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
