package dev.hubbub.account;

import dev.hubbub.room.Appended;
import dev.hubbub.room.Draft;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.People;
import dev.hubbub.room.People.Remains;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.User;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clears away what is left of accounts that have ended: they leave their rooms, so that all who follow these see it, and
 * what they said becomes tombstones. What an instance leaves undone is done by whichever looks next; several may do it at
 * once, and again. Any thread may use it.
 */
public final class Departures {
  private static final Logger log = LoggerFactory.getLogger(Departures.class);

  /** Between two looks for what was left undone. */
  static final long SWEEP_MS = 60_000;

  private final Vertx vertx;
  private final People people;
  private final Function<Draft, Future<Appended>> append;
  private final BiConsumer<String, String> forget;
  private volatile long timer = -1;

  /**
   * One that does nothing by itself before {@link #start}.
   *
   * @param append commits an event and has it delivered
   * @param forget told of a room and of a username whose words there are to be forgotten, wherever they are kept besides
   */
  public Departures(
      Vertx vertx,
      People people,
      Function<Draft, Future<Appended>> append,
      BiConsumer<String, String> forget) {
    this.vertx = vertx;
    this.people = people;
    this.append = append;
    this.forget = forget;
  }

  /** Begins to look for what was left undone, now and every minute. */
  public void start() {
    timer = vertx.setPeriodic(0, SWEEP_MS, tick -> sweep().onFailure(Departures::tell));
  }

  /** Stops looking. */
  public void stop() {
    vertx.cancelTimer(timer);
  }

  /** Clears away what is left of one account that has just ended. */
  Future<Void> finish(User user) {
    return people.remains().compose(all -> all.stream()
        .filter(remains -> remains.user().id() == user.id())
        .findFirst()
        .map(this::clear)
        .orElseGet(Future::succeededFuture));
  }

  /** Clears away what is left of all of them, as far as it can be done now. */
  Future<Void> sweep() {
    return sweep(List.of());
  }

  /** What is left of the same accounts as before is for another time. */
  private Future<Void> sweep(List<Remains> before) {
    return people.remains().compose(all -> {
      if (all.isEmpty() || all.equals(before)) {
        return Future.succeededFuture();
      }
      log.info("Clearing away what is left of {} accounts that have ended", all.size());
      return clearAll(all).compose(done -> sweep(all));
    });
  }

  /** One after the other; all of them, though one should fail. */
  private Future<Void> clearAll(List<Remains> all) {
    Future<Void> done = Future.succeededFuture();
    for (Remains remains : all) {
      Future<Void> before = done;
      done = done.transform(past -> clear(remains).compose(cleared -> before));
    }
    return done;
  }

  /**
   * What is kept besides is forgotten before, so that nothing is left there should this be cut short, and after, for what
   * was still on its way.
   */
  private Future<Void> clear(Remains remains) {
    User user = remains.user();
    List<Future<Void>> departed =
        remains.rooms().stream().map(room -> depart(room, user)).toList();
    return Future.join(departed)
        .compose(left -> {
          forget(remains);
          return people.erase(user);
        })
        .onSuccess(erased -> forget(remains));
  }

  private Future<Void> depart(String room, User user) {
    return append
        .apply(new Draft.Depart(room, user))
        .<Void>mapEmpty()
        .recover(cause -> isGone(cause) ? Future.succeededFuture() : Future.failedFuture(cause));
  }

  /** Whether there was nothing to leave: somebody else was faster. */
  private static boolean isGone(Throwable cause) {
    return cause instanceof Refusal refusal && refusal.code() == ErrorCode.NOT_FOUND;
  }

  private void forget(Remains remains) {
    remains.spoken().forEach(room -> forget.accept(room, remains.user().username()));
  }

  private static void tell(Throwable cause) {
    log.warn("What is left of ended accounts is cleared away later: {}", cause.toString());
  }
}
