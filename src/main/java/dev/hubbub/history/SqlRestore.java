package dev.hubbub.history;

import dev.hubbub.room.Archive.Kind;
import dev.hubbub.room.Archive.Line;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Event;
import dev.hubbub.room.Refusal;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes the lines of an archive into a database. Each call is one transaction; what is there already stays, so that each
 * may be done again.
 */
final class SqlRestore {
  private static final String STRANGERS =
      """
      SELECT a.username FROM ROWS(folded text, created_at bigint) p
      JOIN accounts a ON a.username_folded = p.folded WHERE a.created_at <> p.created_at
      """;

  private static final String ACCOUNTS =
      """
      INSERT INTO accounts (username, username_folded, name, name_folded, guest, disabled,
        administrator, receipts, created_at, last_seen_at, shut_at, ended_at, erased)
      SELECT p.username, p.folded, p.name, p.name_folded, p.guest, p.disabled, p.administrator,
        p.receipts, p.created_at, p.last_seen_at, p.shut_at, p.ended_at, p.erased
      FROM ROWS(username text, folded text, name text, name_folded text, guest boolean,
        disabled boolean, administrator boolean, receipts boolean, created_at bigint,
        last_seen_at bigint, shut_at bigint, ended_at bigint, erased boolean) p
      WHERE TRUE
      ON CONFLICT (username_folded) DO NOTHING
      RETURNING no
      """;

  private static final String DIRECT =
      """
      SELECT r.id FROM accounts a JOIN accounts b ON b.username_folded = $2
      JOIN direct_rooms d ON d.low = CASE WHEN a.no < b.no THEN a.no ELSE b.no END
        AND d.high = CASE WHEN a.no < b.no THEN b.no ELSE a.no END
      JOIN rooms r ON r.no = d.room
      WHERE a.username_folded = $1
      """;

  private static final String ROOM =
      """
      INSERT INTO rooms (id, name, name_folded, topic, visibility, epoch, kept, created_at)
      VALUES ($1, '', '', '', $2, $3, FALSE, $4) ON CONFLICT (id) DO NOTHING
      """;

  private static final String LOCK =
      """
      SELECT r.no, r.last_seq, r.messages, r.messages_gone FROM rooms r WHERE r.id = $1
      FOR NO KEY UPDATE OF r
      """;

  private static final String UNUSED =
      """
      UPDATE rooms SET epoch = $2, first_seq = $3, last_seq = $4, messages = $5,
        messages_gone = $5, created_at = $6
      WHERE no = $1
      """;

  private static final String SHAPE =
      """
      UPDATE rooms SET name = $2, name_folded = $3, topic = $4, visibility = $5, slow_mode_s = $6,
        retention_days = $7, kept = $8,
        created_by = (SELECT a.no FROM accounts a WHERE a.username_folded = $9)
      WHERE no = $1
      """;

  private static final String PAIR =
      """
      INSERT INTO direct_rooms (low, high, room)
      SELECT CASE WHEN a.no < b.no THEN a.no ELSE b.no END,
        CASE WHEN a.no < b.no THEN b.no ELSE a.no END, $1
      FROM accounts a JOIN accounts b ON b.username_folded = $3 WHERE a.username_folded = $2
      ON CONFLICT (low, high) DO NOTHING
      """;

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

  private final Database database;

  SqlRestore(Database database) {
    this.database = database;
  }

  Future<List<String>> strangers(List<Line> accounts) {
    Rows rows = new Rows();
    accounts.forEach(line -> rows.add(line.position(), line.number("created_at")));
    return database
        .each(STRANGERS, rows)
        .map(found -> found.stream().map(row -> row.text("username")).toList());
  }

  Future<Integer> addAccounts(List<Line> accounts) {
    Rows rows = new Rows();
    for (Line line : accounts) {
      String name = line.text("name");
      boolean ended = line.values().containsKey("ended_at");
      rows.add(
          line.text("user"),
          line.position(),
          name,
          ended ? "" : Words.folded(name),
          line.flag("guest"),
          line.flag("disabled"),
          line.flag("administrator"),
          !line.flag("private_receipts"),
          line.number("created_at"),
          line.numberOrNull("last_seen_at"),
          line.numberOrNull("shut_at"),
          line.numberOrNull("ended_at"),
          line.flag("erased"));
    }
    return database.transaction(statements -> statements.each(ACCOUNTS, rows).map(List::size));
  }

  Future<List<String>> directOf(Line room) {
    return database
        .query(DIRECT, folded(room, "one"), folded(room, "other"))
        .map(rows -> rows.stream().map(row -> row.text("id")).toList());
  }

  Future<Long> begin(Line room) {
    return database.transaction(statements -> statements
        .query(
            ROOM,
            room.text("room"),
            room.text("visibility"),
            room.text("epoch"),
            room.number("created_at"))
        .compose(made -> lock(statements, room))
        .compose(row -> {
          long no = row.number("no");
          boolean unused = row.number("last_seq") == 0;
          long head = unused ? room.number("first_seq") - 1 : row.number("last_seq");
          List<Future<?>> done = new ArrayList<>();
          if (unused) {
            done.add(statements.query(
                UNUSED,
                no,
                room.text("epoch"),
                room.number("first_seq"),
                head,
                room.number("messages_gone"),
                room.number("created_at")));
          }
          if (head <= room.number("head")) {
            done.add(shape(statements, no, room));
          }
          return Future.all(done).map(head);
        }));
  }

  private static Future<?> shape(Statements statements, long no, Line room) {
    return Future.all(
        statements.query(
            SHAPE,
            no,
            room.text("name"),
            Words.folded(room.text("name")),
            room.text("topic"),
            room.text("visibility"),
            (int) room.number("slow_mode_s"),
            room.numberOrNull("retention_days") == null
                ? null
                : Integer.valueOf((int) room.number("retention_days")),
            room.flag("kept"),
            folded(room, "created_by")),
        room.textOrNull("one") == null
            ? Future.succeededFuture()
            : statements.query(PAIR, no, folded(room, "one"), folded(room, "other")));
  }

  Future<Void> addEvents(Line room, List<Line> events) {
    return database.transaction(statements -> lock(statements, room).compose(row -> {
      if (row.number("last_seq") != events.get(0).number("seq") - 1) {
        throw new Refusal(
            ErrorCode.CONFLICT,
            "Something else was said in the room " + room.text("room") + " meanwhile.");
      }
      return add(statements, row.number("no"), row.number("messages"), events);
    }));
  }

  private static Future<Void> add(Statements statements, long no, long before, List<Line> events) {
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
          gone.add(statements.query(DEPARTED, no, folded(event, "user")));
        } else if (change == Event.Change.UNBANNED) {
          gone.add(statements.query(UNBANNED, no, folded(event, "user")));
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
            folded(event, "from"),
            event.number("seq"));
      } else {
        gone.add(statements.query(
            UNREACT, no, event.number("target"), event.text("emoji"), folded(event, "from")));
      }
    }
    gone.add(statements.each(REACT, reactions));
    gone.add(mention(statements, no, events));
    gone.add(statements.query(HEAD, no, events.get(events.size() - 1).number("seq"), messages));
    return Future.all(gone).mapEmpty();
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
      folded(event, "from"),
      event.textOrNull("key"),
      digest == null ? null : Long.valueOf(digest),
      messages,
      event.textOrNull("text"),
      event.numberOrNull("reply_to"),
      folded(event, "user"),
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
            all.add(no, event.number("seq"), folded(event, "from"));
          } else {
            called.add(
                name.toLowerCase(Locale.ROOT), no, event.number("seq"), folded(event, "from"));
          }
        }
      }
    }
    return Future.all(statements.each(MENTIONED, called), statements.each(MENTIONED_ALL, all));
  }

  Future<Void> alter(Line room, List<Line> messages) {
    return database.transaction(statements -> lock(statements, room).compose(row -> {
      long no = row.number("no");
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
    }));
  }

  Future<Void> add(Line room, Kind kind, List<Line> lines) {
    return database.transaction(statements -> lock(statements, room)
        .compose(row -> RestoredStanding.add(statements, row.number("no"), kind, lines)));
  }

  Future<Void> finish(Line room) {
    return database.transaction(statements -> lock(statements, room)
        .compose(row ->
            RestoredStanding.finish(statements, row.number("no"), room.numberOrNull("ended_at"))));
  }

  private static Future<Row> lock(Statements statements, Line room) {
    return statements
        .query(LOCK, room.text("room"))
        .map(rows -> rows.stream().findFirst().orElseThrow(Refusal::notFound));
  }

  /** A username as accounts are found by; absent where there is none. */
  static @Nullable String folded(Line line, String field) {
    String name = line.textOrNull(field);
    return name == null ? null : Objects.requireNonNull(name).toLowerCase(Locale.ROOT);
  }
}
