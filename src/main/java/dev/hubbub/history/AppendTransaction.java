package dev.hubbub.history;

import dev.hubbub.room.Draft;
import dev.hubbub.room.Refusal;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The transaction that appends. It first locks the rows of its rooms, in one order, and then reads what the decisions
 * need in further statements, so that these see all that was committed before the lock was had. Whoever changes a
 * membership or a ban holds the same lock: what is read stays true until the commit, and the order of commits is the
 * order of {@code seq}.
 */
final class AppendTransaction {
  private static final String LOCK =
      """
      SELECT r.no, r.id, r.epoch, r.visibility, r.kept, r.slow_mode_s, r.last_seq, r.messages,
        r.last_message, r.members, now_ms() AS now
      FROM ROWS(id text) p JOIN rooms r ON r.id = p.id
      WHERE r.ended_at IS NULL
      ORDER BY r.no
      FOR NO KEY UPDATE OF r
      """;

  // Scalar subqueries, because a planner without statistics likes to join on half of a key.

  private static final String STANDS =
      """
      SELECT p.room, p.account,
        (SELECT m.role FROM memberships m WHERE m.room = r.no AND m.account = p.account) AS role,
        (SELECT b.banned_at FROM bans b WHERE b.room = r.no AND b.account = p.account) AS banned_at,
        (SELECT u.muted_at FROM mutes u WHERE u.room = r.no AND u.account = p.account
          AND (u.ends_at IS NULL OR u.ends_at > now_ms())) AS muted_at,
        CASE WHEN r.slow_mode_s > 0 THEN
          (SELECT w.sent_at FROM paces w WHERE w.room = r.no AND w.account = p.account)
        END AS sent_at
      FROM ROWS(room text, account bigint) p JOIN rooms r ON r.id = p.room
      """;

  /** {@code + 0} leaves the index that begins with the sender as the only way. */
  private static final String KNOWN =
      """
      SELECT p.room, p.account, r.no,
        (SELECT e.seq FROM events e WHERE e.sender = p.account AND e.key = p.key
          AND e.room + 0 = r.no AND e.key IS NOT NULL) AS seq
      FROM ROWS(room text, account bigint, key text) p JOIN rooms r ON r.id = p.room
      """;

  private static final String FOUND = "SELECT e.digest, " + Events.COLUMNS + " FROM events e "
      + Events.ACCOUNTS + " WHERE e.room = $1 AND e.seq = $2";

  private static final String TARGETS =
      """
      SELECT p.room, (SELECT e.seq FROM events e WHERE e.room = r.no AND e.seq = p.seq
        AND e.type = 'message' AND NOT e.deleted) AS seq
      FROM ROWS(room text, seq bigint) p JOIN rooms r ON r.id = p.room
      """;

  private final Statements statements;
  private final List<? extends Draft> drafts;
  private final int roomsPerUser;
  private final Map<String, Ledger> ledgers = new HashMap<>();
  private final Writes writes = new Writes();

  private AppendTransaction(Statements statements, List<? extends Draft> drafts, int roomsPerUser) {
    this.statements = statements;
    this.drafts = drafts;
    this.roomsPerUser = roomsPerUser;
  }

  /**
   * Decides on the drafts, in their order, and writes what comes of it. The caller commits.
   *
   * @param drafts none of them a {@link Draft.Deed}
   * @param roomsPerUser how many one user may be a member of; 0 for any number
   */
  static Future<List<Outcome>> run(
      Statements statements, List<? extends Draft> drafts, int roomsPerUser) {
    return new AppendTransaction(statements, drafts, roomsPerUser).run();
  }

  private Future<List<Outcome>> run() {
    return read()
        .compose(read -> Places.of(statements, newcomers(), roomsPerUser))
        .compose(places -> {
          List<Outcome> outcomes = new ArrayList<>(drafts.size());
          for (Draft draft : drafts) {
            Ledger ledger = ledgers.get(draft.room());
            outcomes.add(
                ledger == null
                    ? Outcome.refused(Refusal.notFound())
                    : ledger.decide(draft, places));
          }
          ledgers.values().forEach(Ledger::close);
          return writes.run(statements).map(outcomes);
        });
  }

  /** Those who are about to take a place in a room; there are few, most who join are members already. */
  private Set<Long> newcomers() {
    Set<Long> newcomers = new HashSet<>();
    for (Draft draft : drafts) {
      Ledger ledger = ledgers.get(draft.room());
      if (draft instanceof Draft.Join
          && ledger != null
          && ledger.lacks(draft.from().id())) {
        newcomers.add(draft.from().id());
      }
    }
    return newcomers;
  }

  private record Member(String room, long account) {}

  private Future<?> read() {
    Set<String> rooms = new HashSet<>();
    Set<Member> members = new HashSet<>();
    Rows locks = new Rows();
    Rows stands = new Rows();
    Rows keys = new Rows();
    Rows targets = new Rows();
    Rows called = new Rows();
    for (Draft draft : drafts) {
      long account = draft.from().id();
      if (rooms.add(draft.room())) {
        locks.add(draft.room());
      }
      if (members.add(new Member(draft.room(), account))) {
        stands.add(draft.room(), account);
      }
      if (draft instanceof Draft.Message message) {
        if (message.key() != null) {
          keys.add(draft.room(), account, message.key());
        }
        if (message.replyTo() != null) {
          targets.add(draft.room(), message.replyTo());
        }
        Mentions.names(message.kept()).forEach(name -> called.add(name, draft.room()));
      }
    }
    return Future.all(
            statements.each(LOCK, locks),
            statements.each(STANDS, stands),
            statements.each(KNOWN, keys),
            statements.each(TARGETS, targets),
            statements.each(Mentions.MEMBERS, called))
        .compose(all -> {
          note(all.resultAt(0), all.resultAt(1), all.resultAt(3), all.resultAt(4));
          return find(all.resultAt(2));
        });
  }

  private void note(List<Row> locked, List<Row> stands, List<Row> targets, List<Row> called) {
    for (Row row : locked) {
      ledgers.put(row.text("id"), new Ledger(row, writes));
    }
    for (Row row : stands) {
      Ledger ledger = ledger(row);
      if (ledger != null) {
        ledger.stands(row);
      }
    }
    for (Row row : targets) {
      Ledger ledger = ledger(row);
      if (ledger != null && row.has("seq")) {
        ledger.hasMessage(row.number("seq"));
      }
    }
    for (Row row : called) {
      Ledger ledger = ledger(row);
      if (ledger != null) {
        ledger.calls(row.text("name"), new Mentions.Called(row.number("no"), row.text("username")));
      }
    }
  }

  /** Fetches the events that are in the log under a key already, of which there are few. */
  private Future<?> find(List<Row> known) {
    List<Future<?>> found = new ArrayList<>();
    for (Row row : known) {
      Ledger ledger = ledger(row);
      if (ledger != null && row.has("seq")) {
        long account = row.number("account");
        found.add(statements
            .query(FOUND, row.number("no"), row.number("seq"))
            .onSuccess(events -> events.forEach(event -> ledger.knows(
                new Ledger.Key(account, event.text("key")),
                new Ledger.Known(event.number("digest"), Events.of(row.text("room"), event))))));
      }
    }
    return Future.all(found);
  }

  private @Nullable Ledger ledger(Row row) {
    return ledgers.get(row.text("room"));
  }
}
