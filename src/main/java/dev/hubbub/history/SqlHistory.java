package dev.hubbub.history;

import dev.hubbub.room.Appended;
import dev.hubbub.room.Draft;
import dev.hubbub.room.Event;
import dev.hubbub.room.History;
import dev.hubbub.room.Policy.Action;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.User;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The log of every room, in a database. */
final class SqlHistory implements History {
  private static final String EVENTS =
      "SELECT " + Events.COLUMNS + " FROM events e " + Events.ACCOUNTS;

  private static final String AFTER =
      EVENTS + " WHERE e.room = $1 AND e.seq > $2 ORDER BY e.seq LIMIT $3";

  private static final String FILL = EVENTS
      + """
       WHERE e.room = (SELECT no FROM rooms WHERE id = $1 AND epoch = $2) AND e.seq > $3
       ORDER BY e.seq LIMIT $4
      """;

  private static final String MESSAGES_BEFORE = EVENTS
      + """
       WHERE e.room = $1 AND e.type = 'message' AND e.seq < $2 ORDER BY e.seq DESC LIMIT $3
      """;

  private static final String MESSAGES_AFTER = EVENTS
      + """
       WHERE e.room = $1 AND e.type = 'message' AND e.seq > $2 ORDER BY e.seq LIMIT $3
      """;

  private static final String REACTIONS =
      """
      SELECT c.message, c.emoji, a.username FROM reactions c JOIN accounts a ON a.no = c.account
      WHERE c.room = $1 AND c.message >= $2 AND c.message <= $3 ORDER BY c.seq
      """;

  private static final String ROOM =
      "SELECT r.no FROM rooms r WHERE r.id = $1 AND r.ended_at IS NULL";

  private static final String HEADS =
      """
      SELECT r.id, r.last_seq, r.epoch FROM ROWS(id text) p JOIN rooms r ON r.id = p.id
      """;

  private final Database database;
  private final Appender appender;
  private final Openings openings;
  private final Marks marks;

  SqlHistory(Database database, Appender appender, Openings openings, Marks marks) {
    this.database = database;
    this.appender = appender;
    this.openings = openings;
    this.marks = marks;
  }

  @Override
  public Future<Appended> append(Draft draft) {
    return appender.append(draft);
  }

  @Override
  public Future<Opened> open(Open open) {
    return openings.open(open);
  }

  /** The newest messages of a room. */
  static Future<List<Event>> newest(Statements statements, String id, long room, int limit) {
    return statements
        .query(MESSAGES_BEFORE, room, Long.MAX_VALUE, limit)
        .compose(found -> asTheyAreNow(statements, id, room, reversed(found)));
  }

  /** The messages in rows, with what became of them. */
  private static Future<List<Event>> asTheyAreNow(
      Statements statements, String id, long room, List<Row> rows) {
    if (rows.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    long first = rows.get(0).number("seq");
    long last = rows.get(rows.size() - 1).number("seq");
    return statements
        .query(REACTIONS, room, first, last)
        .map(reactions -> Events.withReactions(Events.of(id, rows), reactions));
  }

  @Override
  public Future<Page> page(PageQuery query) {
    return Admission.of(
        database,
        query.room(),
        query.user(),
        Action.READ,
        (statements, room) ->
            messages(statements, query.room(), room, query.before(), query.after(), query.limit()));
  }

  @Override
  public Future<Page> page(String id, @Nullable Long before, @Nullable Long after, int limit) {
    return database
        .snapshot(statements -> statements
            .query(ROOM, id)
            .compose(rows -> rows.isEmpty()
                ? Future.<Page>failedFuture(Refusal.notFound())
                : messages(statements, id, rows.get(0), before, after, limit)))
        .recover(SqlFailure::told);
  }

  private static Future<Page> messages(
      Statements statements,
      String id,
      Row room,
      @Nullable Long before,
      @Nullable Long after,
      int limit) {
    int one = limit + 1; // tells whether there are more
    Future<List<Row>> rows = after != null
        ? statements.query(MESSAGES_AFTER, room.number("no"), after, one)
        : statements.query(
            MESSAGES_BEFORE, room.number("no"), before == null ? Long.MAX_VALUE : before, one);
    return rows.compose(found -> {
      List<Row> within = upTo(limit, found);
      return asTheyAreNow(
              statements, id, room.number("no"), after != null ? within : reversed(within))
          .map(events -> new Page(id, events, found.size() > limit));
    });
  }

  @Override
  public Future<Mark> read(String room, User user, long seq) {
    return marks.move(room, user, seq);
  }

  @Override
  public Future<Readers> readers(String room, User user, long seq) {
    return marks.readers(room, user, seq);
  }

  @Override
  public Future<List<Inbox>> inbox(Collection<Place> places) {
    return marks.inbox(places);
  }

  @Override
  public Future<LogPage> log(LogQuery query) {
    return Admission.of(
        database, query.room(), query.user(), Action.READ, (statements, room) -> statements
            .query(AFTER, room.number("no"), query.after(), query.limit())
            .map(found -> {
              List<Event> events = Events.of(query.room(), found);
              long head = room.number("last_seq");
              long last = events.isEmpty()
                  ? query.after()
                  : events.get(events.size() - 1).seq();
              return new LogPage(query.room(), events, head, last < head);
            }));
  }

  @Override
  public Future<List<Event>> fill(String room, String epoch, long after, int limit) {
    return database
        .query(FILL, room, epoch, after, limit)
        .map(rows -> Events.of(room, rows))
        .recover(SqlFailure::told);
  }

  @Override
  public Future<List<Head>> heads(Collection<String> rooms) {
    Rows ids = new Rows();
    rooms.forEach(ids::add);
    return database
        .each(HEADS, ids)
        .map(rows -> rows.stream()
            .map(row -> new Head(row.text("id"), row.number("last_seq"), row.text("epoch")))
            .toList())
        .recover(SqlFailure::told);
  }

  private static List<Row> upTo(int limit, List<Row> rows) {
    return rows.size() > limit ? rows.subList(0, limit) : rows;
  }

  private static List<Row> reversed(List<Row> rows) {
    List<Row> reversed = new ArrayList<>(rows);
    Collections.reverse(reversed);
    return reversed;
  }
}
