package dev.hubbub.history;

import dev.hubbub.room.Draft;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Event;
import dev.hubbub.room.Policy.Action;
import dev.hubbub.room.Refusal;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Changing messages that are in the log, while their room is locked. What changes nothing names the event that did. */
final class Alteration {
  /** Different emoji under one message. */
  private static final int EMOJI = 50;

  private static final String TARGET =
      """
      SELECT e.seq, e.ts, e.sender, e.text, e.edited, e.deleted FROM events e
      WHERE e.room = $1 AND e.seq = $2 AND e.type = 'message'
      """;

  private static final String FOUND =
      "SELECT e.digest, " + Events.COLUMNS + " FROM events e " + Events.ACCOUNTS;

  /** {@code + 0} leaves the index that begins with the sender as the only way. */
  private static final String KNOWN =
      FOUND + " WHERE e.sender = $1 AND e.key = $2 AND e.room + 0 = $3 AND e.key IS NOT NULL";

  private static final String AT = FOUND + " WHERE e.room = $1 AND e.seq = $2";

  private static final String DELETED = FOUND
      + """
       WHERE e.room + 0 = $1 AND e.target = $2 AND e.target IS NOT NULL AND e.type = 'delete'
      """;

  private static final String UNDONE = FOUND
      + """
       WHERE e.room + 0 = $1 AND e.target = $2 AND e.target IS NOT NULL AND e.type = 'reaction'
        AND e.sender = $3 AND e.emoji = $4
      ORDER BY e.seq DESC LIMIT 1
      """;

  /** The newest message that is left before another. */
  private static final String BEFORE =
      """
      SELECT e.seq FROM events e
      WHERE e.room = $1 AND e.seq < $2 AND e.type = 'message' AND NOT e.deleted
      ORDER BY e.seq DESC LIMIT 1
      """;

  private static final String EDIT =
      "UPDATE events SET text = $3, edited = $4 WHERE room = $1 AND seq = $2";

  private static final String ERASE =
      "UPDATE events SET text = NULL, mentions = NULL, deleted = TRUE WHERE room = $1 AND seq = $2";

  private static final String ERASE_EDITS =
      """
      UPDATE events SET text = NULL, mentions = NULL
      WHERE room + 0 = $1 AND target = $2 AND target IS NOT NULL AND type = 'edit'
      """;

  private static final String UNREACT_ALL =
      "DELETE FROM reactions WHERE room = $1 AND message = $2";

  private static final String REACTED =
      """
      SELECT c.emoji, c.account, c.seq FROM reactions c WHERE c.room = $1 AND c.message = $2
      """;

  private static final String REACT =
      "INSERT INTO reactions (room, message, emoji, account, seq) VALUES ($1, $2, $3, $4, $5)";

  private static final String UNREACT =
      "DELETE FROM reactions WHERE room = $1 AND message = $2 AND emoji = $3 AND account = $4";

  private Alteration() {}

  /**
   * Gives a message another text.
   *
   * @param windowS for so many seconds after it was said it may be; 0 for ever
   */
  static Future<Void> edit(Statements statements, LockedRoom room, Draft.Edit deed, int windowS) {
    room.demand(Action.SEND);
    long digest = Digest.ofWish("edit", deed.target(), deed.text());
    return unlessKnown(statements, room, deed.key(), digest, () -> target(
            statements, room, deed.target())
        .compose(target -> {
          if (target.flag("deleted")) {
            throw Refusal.notFound();
          }
          demandOwn(room, target);
          Refusal refusal = deed.verdict().refusal();
          if (refusal != null) {
            throw refusal;
          }
          if (deed.kept().equals(target.text("text"))) {
            Long edited = target.numberOrNull("edited");
            return before(statements, room, AT, room.no(), edited == null ? deed.target() : edited);
          }
          if (windowS > 0 && room.ts() - target.number("ts") > windowS * 1_000L) {
            throw new Refusal(ErrorCode.FORBIDDEN, "It is too late to change this message.");
          }
          return Mentions.in(statements, room, deed.kept()).compose(mentions -> {
            Event.Edit event = room.edited(deed, digest, mentions);
            return Future.all(
                    statements.query(EDIT, room.no(), deed.target(), deed.kept(), event.seq()),
                    Mentions.replace(statements, room, deed.target(), mentions))
                .mapEmpty();
          });
        }));
  }

  /** Takes a message back. */
  static Future<Void> delete(Statements statements, LockedRoom room, Draft.Delete deed) {
    room.demand(Action.READ);
    long digest = Digest.ofWish("delete", deed.target());
    return unlessKnown(statements, room, deed.key(), digest, () -> target(
            statements, room, deed.target())
        .compose(target -> {
          boolean own = target.number("sender") == room.asker().user().id();
          if (!own) {
            room.demand(Action.MODERATE);
          }
          if (target.flag("deleted")) {
            return before(statements, room, DELETED, room.no(), deed.target());
          }
          return Future.all(
                  statements.query(BEFORE, room.no(), deed.target()),
                  Mentions.remove(statements, room, deed.target()))
              .compose(read -> {
                List<Row> older = read.resultAt(0);
                room.deleted(deed, digest, older.isEmpty() ? null : older.get(0).number("seq"));
                return Future.all(
                        statements.query(ERASE, room.no(), deed.target()),
                        statements.query(ERASE_EDITS, room.no(), deed.target()),
                        statements.query(UNREACT_ALL, room.no(), deed.target()),
                        own
                            ? Future.succeededFuture()
                            : Audit.note(statements, room, "delete", null, "seq=" + deed.target()))
                    .mapEmpty();
              });
        }));
  }

  /** Reacts to a message, or does so no more. */
  static Future<Void> react(Statements statements, LockedRoom room, Draft.React deed) {
    room.demand(Action.SEND);
    long digest = Digest.ofWish("react", deed.target(), deed.emoji(), deed.on());
    return unlessKnown(statements, room, deed.key(), digest, () -> Future.all(
            target(statements, room, deed.target()),
            statements.query(REACTED, room.no(), deed.target()))
        .compose(both -> {
          Row target = both.resultAt(0);
          if (target.flag("deleted")) {
            throw Refusal.notFound();
          }
          return reacted(statements, room, deed, digest, both.resultAt(1));
        }));
  }

  private static Future<Void> reacted(
      Statements statements, LockedRoom room, Draft.React deed, long digest, List<Row> all) {
    long account = room.asker().user().id();
    Optional<Row> mine = all.stream()
        .filter(row -> row.number("account") == account && row.text("emoji").equals(deed.emoji()))
        .findFirst();
    if (deed.on() && mine.isPresent()) {
      return before(statements, room, AT, room.no(), mine.get().number("seq"));
    }
    if (!deed.on() && mine.isEmpty()) {
      return statements
          .query(UNDONE, room.no(), deed.target(), account, deed.emoji())
          .compose(rows -> rows.isEmpty()
              ? before(statements, room, AT, room.no(), deed.target())
              : noted(room, rows));
    }
    if (deed.on()
        && all.stream().map(row -> row.text("emoji")).distinct().count() >= EMOJI
        && all.stream().noneMatch(row -> row.text("emoji").equals(deed.emoji()))) {
      throw new Refusal(
          ErrorCode.CONFLICT, "A message bears at most " + EMOJI + " different reactions.");
    }
    Event.Reaction event = room.reacted(deed, digest);
    Future<List<Row>> written = deed.on()
        ? statements.query(REACT, room.no(), deed.target(), deed.emoji(), account, event.seq())
        : statements.query(UNREACT, room.no(), deed.target(), deed.emoji(), account);
    return written.mapEmpty();
  }

  private static Future<Row> target(Statements statements, LockedRoom room, long seq) {
    return statements
        .query(TARGET, room.no(), seq)
        .map(rows -> rows.stream().findFirst().orElseThrow(Refusal::notFound));
  }

  private static void demandOwn(LockedRoom room, Row target) {
    if (target.number("sender") != room.asker().user().id()) {
      throw new Refusal(ErrorCode.FORBIDDEN, "Only who said it may change it.");
    }
  }

  /** Does it unless the asker has done something under this key before. */
  private static Future<Void> unlessKnown(
      Statements statements,
      LockedRoom room,
      @Nullable String key,
      long digest,
      Supplier<Future<Void>> deed) {
    if (key == null) {
      return deed.get();
    }
    return statements.query(KNOWN, room.asker().user().id(), key, room.no()).compose(rows -> {
      if (rows.isEmpty()) {
        return deed.get();
      }
      Long before = rows.get(0).numberOrNull("digest");
      if (before == null || before != digest) {
        throw new Refusal(
            ErrorCode.CONFLICT, "You have used this key for something else in this room.");
      }
      return noted(room, rows);
    });
  }

  /** Names the event that made it so already. */
  private static Future<Void> before(
      Statements statements, LockedRoom room, String sql, long first, long second) {
    return statements.query(sql, first, second).compose(rows -> noted(room, rows));
  }

  private static Future<Void> noted(LockedRoom room, List<Row> rows) {
    if (rows.isEmpty()) {
      throw Refusal.notFound(); // erased with its account: there is no event that did it
    }
    room.was(rows.get(0));
    return Future.succeededFuture();
  }
}
