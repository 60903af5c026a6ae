package dev.hubbub.history;

import dev.hubbub.config.DatabaseConfig;
import dev.hubbub.room.History.Open;
import dev.hubbub.room.History.Opened;
import dev.hubbub.room.Policy;
import dev.hubbub.room.Policy.Action;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.Role;
import dev.hubbub.room.SharedEvents;
import dev.hubbub.room.Visibility;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Opens rooms. After an instance has gone, thousands come at once and want the same: those who wait while others are read
 * for are read for together, in one snapshot, and what several missed of a room is read once.
 *
 * <p>Lives on one Vert.x context. Each is answered within the time limit of two calls, whatever the database does; a bounded
 * number waits.
 */
final class Openings {
  /** How many are read for in one snapshot. */
  private static final int TOGETHER = 512;

  /** Snapshots at a time; the other connections are for other reads. */
  private static final int FLIGHTS = 2;

  /** Events that are read by one statement, unless one session alone has missed more. */
  private static final long EVENTS = 1_000;

  private static final String ROOMS = Admission.rooms(
          "p.place, r.id,",
          "ROWS(place bigint, id text, account bigint) p JOIN rooms r ON r.id = p.id",
          "p.account")
      + " WHERE r.ended_at IS NULL";

  /** Asked only where the head says that there are few. */
  private static final String MISSED = "SELECT p.room AS in_room, p.since, " + Events.COLUMNS
      + " FROM ROWS(room bigint, since bigint) p"
      + " JOIN events e ON e.room = p.room AND e.seq > p.since "
      + Events.ACCOUNTS + " ORDER BY p.room, p.since, e.seq";

  private final Context context;
  private final Database database;
  private final int most;
  private final long patienceNanos;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private int flights;
  private boolean scheduled;

  Openings(Vertx vertx, Database database, DatabaseConfig config) {
    this.context = vertx.getOrCreateContext();
    this.database = database;
    this.most = config.queue();
    this.patienceNanos = TimeUnit.MILLISECONDS.toNanos(config.statementMs());
  }

  /** Who waits for a room, and since when. */
  private record Waiting(Open open, Promise<Opened> answer, long at) {}

  /** What somebody missed of a room, by its number. */
  private record Range(long room, long since) {}

  /** The newest messages of a room. */
  private record Newest(long room, int limit) {}

  /** Somebody who may read the room of a row. */
  private record Reader(Waiting waiting, Row room) {
    void answer(boolean recovered, SharedEvents events) {
      boolean unused = waiting
          .answer()
          .tryComplete(new Opened(
              room.text("id"),
              room.text("epoch"),
              room.number("last_seq"),
              recovered,
              events,
              room.text("name"),
              room.text("topic"),
              Visibility.of(room.text("visibility")),
              Role.of(room.text("role")),
              (int) room.number("members"),
              room.number("read_seq"),
              room.number("unread")));
    }
  }

  /** As {@link dev.hubbub.room.History#open} promises. */
  Future<Opened> open(Open open) {
    if (waiting.size() >= most) {
      return Future.failedFuture(Refusal.unavailable());
    }
    Waiting one = new Waiting(open, Promise.promise(), System.nanoTime());
    waiting.add(one);
    schedule();
    return one.answer().future();
  }

  /** Who comes in the same turn is read for together. */
  private void schedule() {
    if (!scheduled && flights < FLIGHTS) {
      scheduled = true;
      context.runOnContext(turn -> {
        scheduled = false;
        fly();
      });
    }
  }

  private void fly() {
    while (flights < FLIGHTS && !waiting.isEmpty()) {
      List<Waiting> batch = take();
      if (!batch.isEmpty()) {
        flights++;
        database
            .snapshot(statements -> read(statements, batch))
            .recover(SqlFailure::told)
            .onFailure(cause -> batch.forEach(one -> {
              boolean unused = one.answer().tryFail(cause);
            }))
            .onComplete(done -> {
              flights--;
              schedule();
            });
      }
    }
  }

  private List<Waiting> take() {
    List<Waiting> batch = new ArrayList<>();
    long now = System.nanoTime();
    while (batch.size() < TOGETHER && !waiting.isEmpty()) {
      Waiting one = waiting.remove();
      if (now - one.at() < patienceNanos) {
        batch.add(one);
      } else {
        one.answer().fail(Refusal.unavailable());
      }
    }
    return batch;
  }

  private static Future<?> read(Statements statements, List<Waiting> batch) {
    Rows places = new Rows();
    for (int i = 0; i < batch.size(); i++) {
      Open open = batch.get(i).open();
      places.add((long) i, open.room(), open.user().id());
    }
    return statements.each(ROOMS, places).compose(rows -> {
      Map<Integer, Row> found = new HashMap<>();
      rows.forEach(row -> found.put((int) row.number("place"), row));
      Map<Range, List<Reader>> missed = new LinkedHashMap<>();
      Map<Newest, List<Reader>> afresh = new LinkedHashMap<>();
      for (int i = 0; i < batch.size(); i++) {
        admit(batch.get(i), found.get(i), missed, afresh);
      }
      return newest(statements, afresh).compose(told -> missed(statements, missed));
    });
  }

  private static void admit(
      Waiting one,
      @Nullable Row room,
      Map<Range, List<Reader>> missed,
      Map<Newest, List<Reader>> afresh) {
    Open open = one.open();
    Long since = open.since();
    Action action = since == null ? Action.READ : Action.RESUME;
    Optional<Refusal> refusal =
        Policy.refuses(action, room == null ? null : Admission.standing(room));
    if (room == null || refusal.isPresent()) {
      boolean unused = one.answer().tryFail(refusal.orElseGet(Refusal::notFound));
      return;
    }
    Reader reader = new Reader(one, room);
    if (since == null || !recoverable(open, since, room)) {
      add(afresh, new Newest(room.number("no"), open.limit()), reader);
    } else if (since == room.number("last_seq")) {
      reader.answer(true, SharedEvents.NONE);
    } else {
      add(missed, new Range(room.number("no"), since), reader);
    }
  }

  private static <K> void add(Map<K, List<Reader>> readers, K key, Reader reader) {
    readers.computeIfAbsent(key, first -> new ArrayList<>()).add(reader);
  }

  /** Whether all that the session has missed can be handed to it. */
  private static boolean recoverable(Open open, long since, Row room) {
    long head = room.number("last_seq");
    return (open.epoch() == null || open.epoch().equals(room.text("epoch")))
        && since >= room.number("first_seq") - 1
        && since <= head
        && head - since <= open.replay();
  }

  private static Future<?> newest(Statements statements, Map<Newest, List<Reader>> afresh) {
    List<Future<?>> read = new ArrayList<>();
    afresh.forEach((newest, readers) -> read.add(SqlHistory.newest(
            statements, readers.get(0).room().text("id"), newest.room(), newest.limit())
        .map(SharedEvents::new)
        .onSuccess(events -> readers.forEach(reader -> reader.answer(false, events)))));
    return Future.all(read);
  }

  /** One part after the other, so that not all of it is in memory before anybody is told. */
  private static Future<?> missed(Statements statements, Map<Range, List<Reader>> missed) {
    Future<?> read = Future.succeededFuture();
    List<Map.Entry<Range, List<Reader>>> some = new ArrayList<>();
    long events = 0;
    for (Map.Entry<Range, List<Reader>> one : missed.entrySet()) {
      long more = one.getValue().get(0).room().number("last_seq") - one.getKey().since();
      if (!some.isEmpty() && events + more > EVENTS) {
        List<Map.Entry<Range, List<Reader>>> whole = some;
        read = read.compose(before -> missed(statements, whole));
        some = new ArrayList<>();
        events = 0;
      }
      some.add(one);
      events += more;
    }
    List<Map.Entry<Range, List<Reader>>> last = some;
    return read.compose(before -> missed(statements, last));
  }

  private static Future<?> missed(
      Statements statements, List<Map.Entry<Range, List<Reader>>> ranges) {
    Rows wanted = new Rows();
    ranges.forEach(one -> wanted.add(one.getKey().room(), one.getKey().since()));
    return statements.each(MISSED, wanted).onSuccess(rows -> {
      Map<Range, List<Row>> found = new HashMap<>();
      rows.forEach(row -> found
          .computeIfAbsent(
              new Range(row.number("in_room"), row.number("since")), range -> new ArrayList<>())
          .add(row));
      ranges.forEach(one -> {
        List<Row> mine = found.getOrDefault(one.getKey(), List.of());
        SharedEvents events =
            new SharedEvents(Events.of(one.getValue().get(0).room().text("id"), mine));
        one.getValue().forEach(reader -> reader.answer(true, events));
      });
    });
  }
}
