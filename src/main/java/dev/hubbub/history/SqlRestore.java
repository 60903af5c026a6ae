package dev.hubbub.history;

import dev.hubbub.room.Archive.Kind;
import dev.hubbub.room.Archive.Line;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Refusal;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the lines of an archive into a database. Each call is one transaction; what is there already stays, so that each
 * may be done again. Rooms are written here, and are locked while their lines are.
 */
final class SqlRestore {
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

  private final Database database;

  SqlRestore(Database database) {
    this.database = database;
  }

  Future<List<String>> strangers(List<Line> accounts) {
    return RestoredAccounts.strangers(database, accounts);
  }

  Future<Integer> addAccounts(List<Line> accounts) {
    return database.transaction(statements -> RestoredAccounts.add(statements, accounts));
  }

  Future<List<String>> directOf(Line room) {
    return database
        .query(DIRECT, RestoredAccounts.folded(room, "one"), RestoredAccounts.folded(room, "other"))
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
            RestoredAccounts.folded(room, "created_by")),
        room.textOrNull("one") == null
            ? Future.succeededFuture()
            : statements.query(
                PAIR,
                no,
                RestoredAccounts.folded(room, "one"),
                RestoredAccounts.folded(room, "other")));
  }

  Future<Void> addEvents(Line room, List<Line> events) {
    return database.transaction(statements -> lock(statements, room).compose(row -> {
      if (row.number("last_seq") != events.get(0).number("seq") - 1) {
        throw new Refusal(
            ErrorCode.CONFLICT,
            "Something else was said in the room " + room.text("room") + " meanwhile.");
      }
      return RestoredEvents.add(statements, row.number("no"), row.number("messages"), events);
    }));
  }

  Future<Void> alter(Line room, List<Line> messages) {
    return database.transaction(statements -> lock(statements, room)
        .compose(row -> RestoredEvents.alter(statements, row.number("no"), messages)));
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
}
