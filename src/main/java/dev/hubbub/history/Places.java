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
 * Who may take another place in a room: accounts that have not ended, in so many rooms and no more. Found out under the
 * lock of their rows, so that two who count at once do not both take the last place, and nobody takes one while their
 * account ends; where rooms are locked as well, they are locked before. Lives for one attempt of one transaction.
 */
final class Places {
  private static final String LOCK =
      """
      SELECT a.no, a.ended_at FROM ROWS(account bigint) p JOIN accounts a ON a.no = p.account
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
  private final Set<Long> ended = new HashSet<>();

  private Places(int most) {
    this.most = most;
  }

  /**
   * Locks the rows of accounts and counts their memberships; nothing where there are none.
   *
   * @param most rooms of one account; 0 for any number
   */
  static Future<Places> of(Statements statements, Collection<Long> accounts, int most) {
    Places places = new Places(most);
    Rows rows = new Rows();
    accounts.stream().sorted().forEach(rows::add);
    return Future.all(
            statements.each(LOCK, rows), statements.each(COUNT, most == 0 ? new Rows() : rows))
        .map(all -> {
          for (Row row : all.<List<Row>>resultAt(0)) {
            if (row.has("ended_at")) {
              places.ended.add(row.number("no"));
            }
          }
          for (Row row : all.<List<Row>>resultAt(1)) {
            places.taken.put(row.number("account"), row.number("rooms"));
          }
          return places;
        });
  }

  /**
   * Takes one for an account.
   *
   * @param counts whether it is one of those that are counted
   * @return why it has none, where it has none
   */
  Optional<Refusal> take(long account, boolean counts) {
    if (ended.contains(account)) {
      return Optional.of(Refusal.notFound());
    }
    long before = taken.getOrDefault(account, 0L);
    if (counts && most > 0 && before >= most) {
      return Optional.of(new Refusal(
          ErrorCode.RATE_LIMITED,
          "You are in as many rooms as one can be; leave one first.",
          RETRY_MS));
    }
    taken.put(account, before + 1);
    return Optional.empty();
  }

  /** The same; throws the {@link Refusal}. */
  void demand(long account, boolean counts) {
    take(account, counts).ifPresent(refusal -> {
      throw refusal;
    });
  }
}
