package dev.hubbub.gateway;

import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lets those who come to an event loop in a few at a time and one after the other, so that in between it looks after those
 * who are in: after an instance has gone, thousands come at once. Used by that event loop only.
 */
final class Turnstile {
  /** Let in before the event loop looks after its sockets again. */
  private static final int SLICE = 8;

  /** Milliseconds between two slices. Not a task handed to the event loop, which would come before its sockets. */
  private static final long PAUSE_MS = 1;

  private final Vertx vertx;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private int passed;

  /** Nobody has come. */
  Turnstile(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Has {@code entry} run, now or when those before it have. */
  void pass(Runnable entry) {
    waiting.add(entry);
    if (passed < SLICE) {
      next();
    }
  }

  private void next() {
    if (passed++ == 0) {
      vertx.setTimer(PAUSE_MS, timer -> goOn());
    }
    waiting.remove().run();
  }

  private void goOn() {
    passed = 0;
    while (passed < SLICE && !waiting.isEmpty()) {
      next();
    }
  }
}
