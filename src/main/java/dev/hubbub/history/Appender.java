package dev.hubbub.history;

import dev.hubbub.config.DatabaseConfig;
import dev.hubbub.config.LimitsConfig;
import dev.hubbub.history.SqlFailure.Kind;
import dev.hubbub.ops.Failpoint;
import dev.hubbub.ops.StoreMeters;
import dev.hubbub.room.Appended;
import dev.hubbub.room.Draft;
import dev.hubbub.room.Refusal;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers drafts into transactions. Each room has a lane, which keeps the order; what waits while one transaction is
 * under way goes into the next, over all lanes that are free, so that the cost of a commit is shared by all who wait
 * for one. A lane is in one transaction at a time, as many transactions are under way as the database has writers. A
 * {@link Draft.Deed} keeps its place in the lane and has a transaction of its own.
 *
 * <p>Lives on one Vert.x context. Every draft is answered within the time limit of a statement and a second, whatever
 * the database does; a bounded number waits.
 */
final class Appender {
  private static final Logger log = LoggerFactory.getLogger(Appender.class);

  private static final int SLACK_MS = 500;
  private static final int SWEEP_MS = 250;
  /** Until it is looked what became of a commit that was not answered. */
  private static final int UNKNOWN_MS = 20;

  private final Vertx vertx;
  private final Context context;
  private final Database database;
  private final DatabaseConfig config;
  private final LimitsConfig limits;
  private final StoreMeters meters;
  private final long sweeper;
  private final Map<String, Lane> lanes = new HashMap<>();
  private final Deque<Lane> free = new ArrayDeque<>();
  private final Deque<Waiting> arrivals = new ArrayDeque<>();
  private int waiting;
  private int flights;
  private boolean scheduled;

  /** The drafts of one room that wait, in order. */
  private static final class Lane {
    final String room;
    final Deque<Waiting> drafts = new ArrayDeque<>();
    boolean taken;

    Lane(String room) {
      this.room = room;
    }

    boolean awaitsDeed() {
      return !drafts.isEmpty() && drafts.element().isDeed();
    }
  }

  /** A draft and who waits for it. */
  private record Waiting(Draft draft, Promise<Appended> answer, long deadline) {
    boolean answered() {
      return answer.future().isComplete();
    }

    boolean isDeed() {
      return draft instanceof Draft.Deed;
    }

    void answer(Outcome outcome) {
      if (outcome.refusal() == null) {
        answer.tryComplete(outcome.appended());
      } else {
        answer.tryFail(outcome.refusal());
      }
    }
  }

  /** An appender to {@code database}, within {@code limits}. */
  Appender(
      Vertx vertx,
      Database database,
      DatabaseConfig config,
      LimitsConfig limits,
      StoreMeters meters) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.database = database;
    this.config = config;
    this.limits = limits;
    this.meters = meters;
    this.sweeper = vertx.setPeriodic(SWEEP_MS, id -> sweep());
  }

  /** Appends, as {@link dev.hubbub.room.History#append} promises. */
  Future<Appended> append(Draft draft) {
    if (draft instanceof Draft.Message message
        && !(storable(message.text()) && storable(message.kept()))) {
      return Outcome.UNFIT.future();
    }
    if (waiting >= config.queue()) {
      return Future.failedFuture(Refusal.unavailable());
    }
    Waiting one = new Waiting(
        draft,
        Promise.promise(),
        now() + TimeUnit.MILLISECONDS.toNanos(config.statementMs() + SLACK_MS));
    arrivals.add(one);
    waiting++;
    Lane lane = lanes.computeIfAbsent(draft.room(), Lane::new);
    lane.drafts.add(one);
    if (!lane.taken && lane.drafts.size() == 1) {
      free.add(lane);
    }
    schedule();
    return one.answer().future();
  }

  /** Stops; what still waits is answered {@code unavailable}. */
  void close() {
    vertx.cancelTimer(sweeper);
    arrivals.forEach(one -> one.answer(Outcome.UNAVAILABLE));
    arrivals.clear();
  }

  /** What arrives in the same turn flies together. */
  private void schedule() {
    if (!scheduled && flights < database.writers()) {
      scheduled = true;
      context.runOnContext(turn -> {
        scheduled = false;
        fly();
      });
    }
  }

  private void fly() {
    while (flights < database.writers() && !free.isEmpty()) {
      List<Lane> taken = new ArrayList<>();
      List<Waiting> batch = new ArrayList<>();
      boolean alone = free.element().awaitsDeed();
      do {
        Lane lane = free.remove();
        lane.taken = true;
        taken.add(lane);
        take(lane, batch);
      } while (!alone
          && !free.isEmpty()
          && !free.element().awaitsDeed()
          && batch.size() < config.batchEvents());
      flights++;
      commit(batch).onComplete(done -> {
        flights--;
        taken.forEach(this::release);
        schedule();
      });
    }
  }

  /** Takes the deed that is next in a lane, or what there is before one. */
  private void take(Lane lane, List<Waiting> batch) {
    boolean deed = lane.awaitsDeed();
    do {
      Waiting one = lane.drafts.remove();
      waiting--;
      if (!one.answered()) {
        batch.add(one);
      }
    } while (!deed
        && !lane.drafts.isEmpty()
        && !lane.awaitsDeed()
        && batch.size() < config.batchEvents());
  }

  private void release(Lane lane) {
    lane.taken = false;
    if (lane.drafts.isEmpty()) {
      lanes.remove(lane.room);
    } else {
      free.add(lane);
    }
  }

  /** Commits a batch and answers all of it that has no answer yet. Never fails. */
  private Future<?> commit(List<Waiting> gathered) {
    List<Waiting> batch = gathered.stream().filter(one -> !one.answered()).toList();
    if (batch.isEmpty()) {
      return Future.succeededFuture();
    }
    List<Draft> drafts = batch.stream().map(Waiting::draft).toList();
    long began = now();
    meters.waiting(waiting);
    return outcomes(drafts)
        .onComplete(done -> meters.appended(drafts.size(), done.succeeded(), now() - began))
        .onSuccess(outcomes -> {
          Failpoint.AFTER_COMMIT.pass();
          for (int i = 0; i < batch.size(); i++) {
            batch.get(i).answer(outcomes.get(i));
          }
        })
        .transform(
            done -> done.succeeded() ? Future.succeededFuture() : failed(batch, done.cause()));
  }

  private Future<List<Outcome>> outcomes(List<Draft> drafts) {
    if (drafts.get(0) instanceof Draft.Deed deed) { // then it is the only one
      return database
          .transaction(statements -> DeedTransaction.run(statements, deed, limits))
          .map(Outcome::of)
          .recover(cause -> cause instanceof Refusal refusal
              ? Future.succeededFuture(Outcome.refused(refusal))
              : Future.failedFuture(cause))
          .map(List::of);
    }
    return database.transaction(
        statements -> AppendTransaction.run(statements, drafts, limits.roomsPerUser())
            .onSuccess(written -> Failpoint.BEFORE_COMMIT.pass()));
  }

  /** What may be the fault of one draft or one room is tried again so that its neighbours do not suffer. */
  private Future<?> failed(List<Waiting> batch, Throwable cause) {
    Kind kind = cause instanceof SqlFailure failure ? failure.kind() : Kind.FAULT;
    if (kind == Kind.DATA && batch.size() > 1) {
      int half = batch.size() / 2;
      return commit(batch.subList(0, half))
          .compose(done -> commit(batch.subList(half, batch.size())));
    }
    if (kind == Kind.UNKNOWN) {
      return found(batch);
    }
    Collection<List<Waiting>> rooms =
        batch.stream().collect(Collectors.groupingBy(one -> one.draft().room())).values();
    if (kind == Kind.BUSY && rooms.size() > 1) {
      return Future.join(rooms.stream().map(this::commit).toList());
    }
    if (!(cause instanceof SqlFailure)) {
      log.error("a batch of {} drafts failed", batch.size(), cause);
    }
    batch.forEach(one -> one.answer(kind == Kind.DATA ? Outcome.UNFIT : Outcome.UNAVAILABLE));
    return Future.succeededFuture();
  }

  /**
   * Whether a commit that was not answered has happened, only the rooms' locks tell: what has a key is appended again, which
   * finds it where it is. Who waits too long is answered meanwhile, as ever.
   */
  private Future<?> found(List<Waiting> batch) {
    List<Waiting> again = new ArrayList<>();
    for (Waiting one : batch) {
      if (one.draft().key() != null) {
        again.add(one);
      } else {
        one.answer(Outcome.UNAVAILABLE);
      }
    }
    return vertx
        .timer(UNKNOWN_MS, TimeUnit.MILLISECONDS)
        .transform(over -> over.succeeded() ? commit(again) : Future.succeededFuture());
  }

  /** Answers those who have waited too long, wherever their drafts are. */
  private void sweep() {
    while (!arrivals.isEmpty()) {
      Waiting oldest = arrivals.element();
      if (!oldest.answered()) {
        if (now() - oldest.deadline() < 0) {
          return;
        }
        oldest.answer(Outcome.UNAVAILABLE);
      }
      arrivals.remove();
    }
  }

  /** Whether a text has only what both databases can keep as it is: no NUL, no half of a surrogate pair. */
  private static boolean storable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return false;
      }
      if (Character.isSurrogate(c)) {
        boolean pair = i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1));
        if (!pair) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  private static long now() {
    return System.nanoTime();
  }
}
