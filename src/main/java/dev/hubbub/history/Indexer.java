package dev.hubbub.history;

import dev.hubbub.history.Tokens.Token;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the index of words follow the logs, apart from the transactions that append, which do nothing for it. It looks for
 * rooms whose head went on, takes the messages that are new, edited or deleted there as they are at that moment, and notes
 * how far it came, in steps of a bounded size, each one transaction. So whoever is interrupted goes on where they were, and
 * a store that has no index yet is given one by and by.
 *
 * <p>One instance at a time does it, and goes on doing it while there is something to do; if it is not heard of, another
 * does. It pauses for ten times as long as it took to find that there is nothing to do, but no longer than PROTOCOL.md's 3 s
 * allow; and between steps as long as a step takes, so that those who append have the database to themselves half of the
 * time. Lives on one Vert.x context.
 */
final class Indexer {
  private static final Logger log = LoggerFactory.getLogger(Indexer.class);

  private static final int PAUSE_MS = 500;
  private static final int SHORTEST_PAUSE_MS = 10;
  private static final int LONGEST_PAUSE_MS = 1_500;
  private static final int TURN_MS = 1_500;

  /** Rooms of one step. */
  private static final int ROOMS = 500;

  /** Events of one step. */
  private static final int STEP = 500;

  private static final String TURN =
      """
      UPDATE search_turn SET holder = $1, ends_at = now_ms() + $2
      WHERE no = 1 AND (holder = $1 OR ends_at <= now_ms())
      RETURNING holder
      """;

  /** None while another instance is at it. */
  private static final String BEHIND =
      """
      SELECT r.no, r.last_seq,
        COALESCE((SELECT p.seq FROM search_positions p WHERE p.room = r.no), 0) AS seq,
        COALESCE((SELECT p.erasures FROM search_positions p WHERE p.room = r.no), 0) AS erasures
      FROM rooms r
      WHERE NOT EXISTS (SELECT 1 FROM search_turn t WHERE t.no = 1 AND t.holder <> $1 AND t.ends_at > now_ms())
        AND r.no > $2
        AND r.last_seq > COALESCE((SELECT p.seq FROM search_positions p WHERE p.room = r.no), 0)
      ORDER BY r.no LIMIT $3
      """;

  /** What is beyond the first part of a text nobody is to find, and need not be read. */
  private static final String CHANGED =
      """
      SELECT m.room, m.seq, m.sender, m.ts, substr(m.text, 1, %d) AS text
      FROM ROWS(room bigint, low bigint, high bigint) p
      JOIN events e ON e.room = p.room AND e.seq > p.low AND e.seq <= p.high
        AND e.type IN ('message', 'edit', 'delete')
      JOIN events m ON m.room = p.room AND m.seq = COALESCE(e.target, e.seq)
      """
          .formatted(Tokens.LONGEST_TEXT);

  private static final String BEGIN =
      """
      INSERT INTO search_positions (room, seq) SELECT p.room, 0 FROM ROWS(room bigint) p
      WHERE TRUE
      ON CONFLICT (room) DO NOTHING
      """;

  private static final String ADVANCE =
      """
      UPDATE search_positions SET seq = p.high
      FROM ROWS(room bigint, low bigint, erasures bigint, high bigint) p
      WHERE search_positions.room = p.room AND search_positions.seq = p.low
        AND search_positions.erasures = p.erasures
      RETURNING search_positions.room
      """;

  private static final String ERASING =
      """
      INSERT INTO search_positions (room, seq, erasures) VALUES ($1, 0, 1)
      ON CONFLICT (room) DO UPDATE SET erasures = search_positions.erasures + 1
      """;

  private final Vertx vertx;
  private final Database database;
  private final WordIndex index;
  private final String holder = UUID.randomUUID().toString();

  /** The room up to which this round over all of them has come. */
  private long lastRoom;

  /** Whether a log was not followed to its end in this round. */
  private boolean cut;

  private boolean closed;

  /** An indexer of {@code database}, which {@link #start} sets to work. */
  Indexer(Vertx vertx, Database database) {
    this.vertx = vertx;
    this.database = database;
    this.index = WordIndex.of(database.dialect());
  }

  /** Part of the log of a room: the events after {@code low} up to {@code high}. */
  private record Span(long room, long low, long erasures, long high) {}

  /** A message as it is to be found; without words where it is not. */
  private record Entry(long room, long seq, long sender, long ts, String words) {}

  /**
   * Keeps what is being erased in a room from being put back, until the transaction ends: whoever has read the room before
   * has to read it again. What is erased is taken out of the index after this.
   */
  static Future<?> erasing(Statements statements, long room) {
    return statements.query(ERASING, room);
  }

  void start() {
    later(PAUSE_MS);
  }

  /** Begins no further step. */
  void close() {
    closed = true;
  }

  private void later(long ms) {
    if (!closed) {
      vertx.setTimer(ms, timer -> run());
    }
  }

  private void run() {
    long began = System.nanoTime();
    step().onComplete(more -> {
      long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
      if (more.failed() && !closed) {
        log.debug("the index of words did not follow the logs", more.cause());
      }
      later(
          more.succeeded() && more.result()
              ? Math.max(SHORTEST_PAUSE_MS, tookMs)
              : Math.max(PAUSE_MS, Math.min(10 * tookMs, LONGEST_PAUSE_MS)));
    });
  }

  /** Follows some logs a bit, and says whether there is more to do at once. */
  private Future<Boolean> step() {
    return database.query(BEHIND, holder, lastRoom, ROOMS).compose(rows -> {
      List<Span> spans = spans(rows);
      boolean round = spans.size() == rows.size() && rows.size() < ROOMS;
      cut |= !spans.isEmpty() && !reaches(spans, rows);
      boolean more = !round || cut;
      if (round) {
        lastRoom = 0;
        cut = false;
      } else {
        lastRoom = spans.get(spans.size() - 1).room();
      }
      return spans.isEmpty() ? Future.succeededFuture(more) : follow(spans).map(more);
    });
  }

  /** As much as one step may do, the rooms in turn. */
  private static List<Span> spans(List<Row> rows) {
    List<Span> spans = new ArrayList<>();
    long left = STEP;
    for (Row row : rows) {
      if (left == 0) {
        break;
      }
      long low = row.number("seq");
      long high = Math.min(row.number("last_seq"), low + left);
      spans.add(new Span(row.number("no"), low, row.number("erasures"), high));
      left -= high - low;
    }
    return spans;
  }

  private static boolean reaches(List<Span> spans, List<Row> rows) {
    int last = spans.size() - 1;
    return spans.get(last).high() == rows.get(last).number("last_seq");
  }

  private Future<?> follow(List<Span> spans) {
    Rows ranges = new Rows();
    spans.forEach(span -> ranges.add(span.room(), span.low(), span.high()));
    return database
        .each(CHANGED, ranges)
        // Cutting texts into words is work for a processor, of which an event loop has no time to
        // give.
        .compose(rows -> vertx.executeBlocking(() -> entries(rows), false))
        .compose(entries -> database.transaction(statements -> write(statements, spans, entries)));
  }

  private List<Entry> entries(List<Row> rows) {
    Set<List<Long>> seen = new HashSet<>();
    List<Entry> entries = new ArrayList<>();
    for (Row row : rows) {
      long room = row.number("room");
      long seq = row.number("seq");
      if (seen.add(List.of(room, seq))) {
        String text = row.textOrNull("text");
        List<Token> tokens = text == null ? List.of() : Tokens.of(text);
        String words = tokens.isEmpty() ? "" : index.words(room, tokens);
        entries.add(new Entry(room, seq, row.number("sender"), row.number("ts"), words));
      }
    }
    return entries;
  }

  private Future<Void> write(Statements statements, List<Span> spans, List<Entry> entries) {
    return statements.query(TURN, holder, TURN_MS).compose(turn -> {
      if (turn.isEmpty()) {
        return Future.succeededFuture();
      }
      Rows rooms = new Rows();
      Rows advances = new Rows();
      for (Span span : spans) {
        rooms.add(span.room());
        advances.add(span.room(), span.low(), span.erasures(), span.high());
      }
      return statements
          .each(BEGIN, rooms)
          .compose(begun -> statements.each(ADVANCE, advances))
          .compose(advanced -> write(statements, advanced, entries));
    });
  }

  private Future<Void> write(Statements statements, Iterable<Row> advanced, List<Entry> entries) {
    Set<Long> rooms = new HashSet<>();
    advanced.forEach(row -> rooms.add(row.number("room")));
    Rows put = new Rows();
    Rows taken = new Rows();
    for (Entry entry : entries) {
      if (!rooms.contains(entry.room())) {
        continue;
      }
      if (entry.words().isEmpty()) {
        taken.add(entry.room(), entry.seq());
      } else {
        put.add(entry.room(), entry.seq(), entry.sender(), entry.ts(), entry.words());
      }
    }
    return Future.all(statements.each(index.put(), put), statements.each(index.take(), taken))
        .mapEmpty();
  }
}
