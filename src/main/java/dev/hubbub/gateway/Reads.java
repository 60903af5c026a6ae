package dev.hubbub.gateway;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * What one session reads of the store, one after the other and only while its client takes the answers: so nobody has
 * many long answers made for them at once. Used by the session's event loop.
 */
final class Reads {
  private final Connection connection;
  private final Runnable done;
  private final Deque<Supplier<Future<?>>> waiting = new ArrayDeque<>();
  private boolean reading;

  /**
   * Nothing is read yet.
   *
   * @param done called after each read, whatever came of it
   */
  Reads(Connection connection, Runnable done) {
    this.connection = connection;
    this.done = done;
  }

  /** Reads once those before it are done; {@code read} tells the client and succeeds or fails when it has. */
  void add(Supplier<Future<?>> read) {
    waiting.add(read);
    next();
  }

  /** Forgets what has not begun. */
  void clear() {
    waiting.clear();
  }

  private void next() {
    if (reading || waiting.isEmpty()) {
      return;
    }
    reading = true;
    waiting.remove().get().onComplete(over -> {
      done.run();
      if (connection.isEnded()) {
        return;
      }
      if (connection.socket().writable()) {
        goOn();
      } else {
        connection.socket().whenTaken(this::goOn);
      }
    });
  }

  private void goOn() {
    reading = false;
    next();
  }
}
