package dev.hubbub.history;

import dev.hubbub.room.Archive.Line;
import dev.hubbub.room.Event;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The log of a room that is restored, and what follows from it, while it is locked. */
final class RestoredEvents {
  private static final String HEAD = "UPDATE rooms SET last_seq = $2, messages = $3 WHERE no = $1";

  private static final String EVENTS =
      """
      INSERT INTO events (room, seq, type, ts, sender, key, digest, messages, text, reply_to,
        subject, change, role, name, topic, visibility, slow_mode_s, deleted, target, emoji, reacts,
        edited, mentions)
      SELECT p.room, p.seq, p.type, p.ts, a.no, p.key, p.digest, p.messages, p.text, p.reply_to,
        s.no, p.change, p.role, p.name, p.topic, p.visibility, p.slow_mode_s, p.deleted, p.target,
        p.emoji, p.reacts, p.edited, p.mentions
      FROM ROWS(room bigint, seq bigint, type text, ts bigint, sender text, key text,
        digest bigint, messages bigint, text text, reply_to bigint, subject text, change text,
        role text, name text, topic text, visibility text, slow_mode_s integer, deleted boolean,
        target bigint, emoji text, reacts boolean, edited bigint, mentions text) p
      JOIN accounts a ON a.username_folded = p.sender
      LEFT JOIN accounts s ON s.username_folded = p.subject
      """;

  private static final String ALTER =
      """
      UPDATE events SET text = p.text, deleted = p.deleted, edited = p.edited, mentions = p.mentions
      FROM ROWS(room bigint, seq bigint, text text, deleted boolean, edited bigint, mentions text) p
      WHERE events.room = p.room AND events.seq = p.seq
      """;

  private static final String UNMENTION = "DELETE FROM mentions WHERE room = $1 AND message = $2";

  private static final String UNREACT_ALL =
      "DELETE FROM reactions WHERE room = $1 AND message = $2";

  private static final String MENTIONED =
      """
      INSERT INTO mentions (account, room, message, sender)
      SELECT a.no, p.room, p.message, s.no
      FROM ROWS(called text, room bigint, message bigint, sender text) p
      JOIN accounts a ON a.username_folded = p.called
      JOIN accounts s ON s.username_folded = p.sender
      WHERE TRUE
      ON CONFLICT (account, room, message) DO NOTHING
      """;

  private static final String MENTIONED_ALL =
      """
      INSERT INTO mentions (account, room, message, sender)
      SELECT 0, p.room, p.message, s.no FROM ROWS(room bigint, message bigint, sender text) p
      JOIN accounts s ON s.username_folded = p.sender
      WHERE TRUE
      ON CONFLICT (account, room, message) DO NOTHING
      """;

  private static final String REACT =
      """
      INSERT INTO reactions (room, message, emoji, account, seq)
      SELECT p.room, p.message, p.emoji, a.no, p.seq
      FROM ROWS(room bigint, message bigint, emoji text, account text, seq bigint) p
      JOIN accounts a ON a.username_folded = p.account
      JOIN events e ON e.room = p.room AND e.seq = p.message AND NOT e.deleted
      WHERE TRUE
      ON CONFLICT (room, message, emoji, account) DO UPDATE SET seq = excluded.seq
      """;

  private static final String UNREACT =
      """
      DELETE FROM reactions WHERE room = $1 AND message = $2 AND emoji = $3
        AND account = (SELECT a.no FROM accounts a WHERE a.username_folded = $4)
      """;

  private static final String DEPARTED =
      """
      DELETE FROM memberships WHERE room = $1
        AND account = (SELECT a.no FROM accounts a WHERE a.username_folded = $2)
      """;

  private static final String UNBANNED =
      """
      DELETE FROM bans WHERE room = $1
        AND account = (SELECT a.no FROM accounts a WHERE a.username_folded = $2)
      """;

  private RestoredEvents() {}

  /**
   * Writes the next events of a log.
   *
   * @param before how many messages it has so far
   */
  static Future<Void> add(Statements statements, long no, long before, List<Line> events) {
    Rows rows = new Rows();
    Rows reactions = new Rows();
    Map<List<Object>, Line> reacted = new LinkedHashMap<>();
    List<Future<?>> gone = new ArrayList<>();
    long messages = before;
    for (Line event : events) {
      String type = event.text("type");
      if (type.equals(Events.MESSAGE)) {
        messages++;
      } else if (type.equals(Events.REACTION)) {
        reacted.put(
            List.of(event.number("target"), event.text("emoji"), event.text("from")), event);
      } else if (type.equals(Events.MEMBER)) {
        Event.Change change = Event.Change.of(event.text("change"));
        if (change.endsMembership()) {
          gone.add(statements.query(DEPARTED, no, RestoredAccounts.folded(event, "user")));
        } else if (change == Event.Change.UNBANNED) {
          gone.add(statements.query(UNBANNED, no, RestoredAccounts.folded(event, "user")));
        }
      }
      rows.add(row(no, event, messages));
    }
    gone.add(statements.each(EVENTS, rows));
    for (Line event : reacted.values()) {
      if (event.flag("on")) {
        reactions.add(
            no,
            event.number("target"),
            event.text("emoji"),
            RestoredAccounts.folded(event, "from"),
            event.number("seq"));
      } else {
        gone.add(statements.query(
            UNREACT,
            no,
            event.number("target"),
            event.text("emoji"),
            RestoredAccounts.folded(event, "from")));
      }
    }
    gone.add(statements.each(REACT, reactions));
    gone.add(mention(statements, no, events));
    gone.add(statements.query(HEAD, no, events.get(events.size() - 1).number("seq"), messages));
    return Future.all(gone).mapEmpty();
  }

  /** Brings messages of the log up to what they have become since. */
  static Future<Void> alter(Statements statements, long no, List<Line> messages) {
    Rows rows = new Rows();
    List<Future<?>> done = new ArrayList<>();
    for (Line line : messages) {
      long seq = line.number("seq");
      rows.add(
          no,
          seq,
          line.textOrNull("text"),
          line.flag("deleted"),
          line.numberOrNull("edited"),
          line.textOrNull("mentions"));
      done.add(statements.query(UNMENTION, no, seq));
      if (line.flag("deleted")) {
        done.add(statements.query(UNREACT_ALL, no, seq));
      }
    }
    done.add(statements.each(ALTER, rows));
    done.add(mention(statements, no, messages));
    return Future.all(done).mapEmpty();
  }

  private static @Nullable Object[] row(long no, Line event, long messages) {
    String type = event.text("type");
    String digest = event.textOrNull("digest");
    Long pace = event.numberOrNull("slow_mode_s");
    return new @Nullable Object[] {
      no,
      event.number("seq"),
      type,
      event.number("ts"),
      RestoredAccounts.folded(event, "from"),
      event.textOrNull("key"),
      digest == null ? null : Long.valueOf(digest),
      messages,
      event.textOrNull("text"),
      event.numberOrNull("reply_to"),
      RestoredAccounts.folded(event, "user"),
      event.textOrNull("change"),
      event.textOrNull("role"),
      event.textOrNull("name"),
      event.textOrNull("topic"),
      event.textOrNull("visibility"),
      pace == null ? null : Integer.valueOf(pace.intValue()),
      event.flag("deleted"),
      event.numberOrNull("target"),
      event.textOrNull("emoji"),
      type.equals(Events.REACTION) ? Boolean.valueOf(event.flag("on")) : null,
      event.numberOrNull("edited"),
      event.textOrNull("mentions")
    };
  }

  private static Future<?> mention(Statements statements, long no, List<Line> events) {
    Rows called = new Rows();
    Rows all = new Rows();
    for (Line event : events) {
      if (event.text("type").equals(Events.MESSAGE) && !event.flag("deleted")) {
        for (String name : Mentions.listed(event.textOrNull("mentions"))) {
          if (name.equals(Event.Message.EVERYBODY)) {
            all.add(no, event.number("seq"), RestoredAccounts.folded(event, "from"));
          } else {
            called.add(
                name.toLowerCase(Locale.ROOT),
                no,
                event.number("seq"),
                RestoredAccounts.folded(event, "from"));
          }
        }
      }
    }
    return Future.all(statements.each(MENTIONED, called), statements.each(MENTIONED_ALL, all));
  }
}
