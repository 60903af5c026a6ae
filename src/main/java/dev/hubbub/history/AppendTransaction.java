package dev.hubbub.history;

import dev.hubbub.room.Draft;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.Role;
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
      SELECT r.no, r.id, r.visibility, r.kept, r.last_seq, r.messages, r.last_message, r.members,
        now_ms() AS now
      FROM ROWS(id text) p JOIN rooms r ON r.id = p.id
      WHERE r.ended_at IS NULL
      ORDER BY r.no
      FOR NO KEY UPDATE OF r
      """;

  private static final String STANDS =
      """
      SELECT p.room, p.account, m.role, CASE WHEN b.account IS NULL THEN 0 ELSE 1 END AS banned
      FROM ROWS(room text, account bigint) p
      JOIN rooms r ON r.id = p.room
      LEFT JOIN memberships m ON m.room = r.no AND m.account = p.account
      LEFT JOIN bans b ON b.room = r.no AND b.account = p.account
      """;

  private static final String KNOWN =
      """
      SELECT p.room, e.sender AS account, e.digest, %s
      FROM ROWS(room text, account bigint, key text) p
      JOIN rooms r ON r.id = p.room
      JOIN events e ON e.room = r.no AND e.sender = p.account AND e.key = p.key
        AND e.key IS NOT NULL
      %s
      """
          .formatted(Events.COLUMNS, Events.ACCOUNTS);

  private static final String TARGETS =
      """
      SELECT p.room, e.seq
      FROM ROWS(room text, seq bigint) p
      JOIN rooms r ON r.id = p.room
      JOIN events e ON e.room = r.no AND e.seq = p.seq
      WHERE e.type = 'message'
      """;

  private final Statements statements;
  private final List<? extends Draft> drafts;
  private final Map<String, Ledger> ledgers = new HashMap<>();
  private final Writes writes = new Writes();

  private AppendTransaction(Statements statements, List<? extends Draft> drafts) {
    this.statements = statements;
    this.drafts = drafts;
  }

  /** Decides on the drafts, in their order, and writes what comes of it. The caller commits. */
  static Future<List<Outcome>> run(Statements statements, List<? extends Draft> drafts) {
    return new AppendTransaction(statements, drafts).run();
  }

  private Future<List<Outcome>> run() {
    return read().compose(read -> {
      List<Outcome> outcomes = new ArrayList<>(drafts.size());
      for (Draft draft : drafts) {
        Ledger ledger = ledgers.get(draft.room());
        outcomes.add(ledger == null ? Outcome.refused(Refusal.notFound()) : ledger.decide(draft));
      }
      ledgers.values().forEach(Ledger::close);
      return writes.run(statements).map(outcomes);
    });
  }

  private record Member(String room, long account) {}

  private Future<?> read() {
    Set<String> rooms = new HashSet<>();
    Set<Member> members = new HashSet<>();
    Rows locks = new Rows();
    Rows stands = new Rows();
    Rows keys = new Rows();
    Rows targets = new Rows();
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
      }
    }
    return Future.all(
            statements.each(LOCK, locks),
            statements.each(STANDS, stands),
            statements.each(KNOWN, keys),
            statements.each(TARGETS, targets))
        .onSuccess(all -> note(all.resultAt(0), all.resultAt(1), all.resultAt(2), all.resultAt(3)));
  }

  private void note(List<Row> locked, List<Row> stands, List<Row> known, List<Row> targets) {
    for (Row row : locked) {
      ledgers.put(row.text("id"), new Ledger(row, writes));
    }
    for (Row row : stands) {
      Ledger ledger = ledger(row);
      if (ledger != null) {
        String role = row.textOrNull("role");
        ledger.stands(
            row.number("account"), role == null ? null : Role.of(role), row.flag("banned"));
      }
    }
    for (Row row : known) {
      Ledger ledger = ledger(row);
      if (ledger != null) {
        ledger.knows(
            new Ledger.Key(row.number("account"), row.text("key")),
            new Ledger.Known(row.number("digest"), Events.of(row.text("room"), row)));
      }
    }
    for (Row row : targets) {
      Ledger ledger = ledger(row);
      if (ledger != null) {
        ledger.hasMessage(row.number("seq"));
      }
    }
  }

  private @Nullable Ledger ledger(Row row) {
    return ledgers.get(row.text("room"));
  }
}
