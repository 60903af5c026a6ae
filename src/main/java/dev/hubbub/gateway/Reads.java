package dev.hubbub.gateway;

import dev.hubbub.room.User;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one session reads of the store, one after the other and only while its client takes the answers, and while not too
 * many {@link LongAnswers} wait: so nobody has many made for them at once. Used by the session's event loop.
 */
final class Reads {
  /** Until it is looked again whether there is room for an answer. */
  private static final long WAIT_MS = 100;

  private final Vertx vertx;
  private final Connection connection;
  private final LongAnswers answers;
  private final Supplier<User> user;
  private final Runnable done;
  private final Deque<Supplier<Future<?>>> waiting = new ArrayDeque<>();
  private boolean reading;
  private @Nullable User holder;
  private long held;

  /**
   * Nothing is read yet.
   *
   * @param user whose session it is, once something is read
   * @param done called after each read, whatever came of it
   */
  Reads(
      Vertx vertx, Connection connection, LongAnswers answers, Supplier<User> user, Runnable done) {
    this.vertx = vertx;
    this.connection = connection;
    this.answers = answers;
    this.user = user;
    this.done = done;
  }

  /** Reads once those before it are done; {@code read} tells the client and succeeds or fails when it has. */
  void add(Supplier<Future<?>> read) {
    waiting.add(read);
    next();
  }

  /** Forgets what has not begun, and what was not taken. */
  void clear() {
    waiting.clear();
    letGo();
  }

  private void next() {
    if (reading || waiting.isEmpty()) {
      return;
    }
    reading = true;
    if (!answers.hasRoom(user.get())) {
      vertx.setTimer(WAIT_MS, again -> goOn());
      return;
    }
    waiting.remove().get().onComplete(over -> {
      done.run();
      if (connection.isEnded()) {
        return;
      }
      if (connection.socket().writable()) {
        goOn();
      } else {
        hold();
        connection.socket().whenTaken(() -> {
          letGo();
          goOn();
        });
      }
    });
  }

  private void hold() {
    holder = user.get();
    held = connection.socket().pending();
    answers.waits(holder, held);
  }

  private void letGo() {
    User one = holder;
    holder = null;
    if (one != null) {
      answers.taken(one, held);
    }
  }

  private void goOn() {
    reading = false;
    next();
  }
}
