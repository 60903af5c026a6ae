package dev.hubbub.gateway;

import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/**
 * What is not in the log, on its way to the sessions of one event loop: in the order in which it was said, and never
 * before the messages. A thousand people may come or type in one moment, and each tells hundreds: frames go out a few at a
 * time, and between them the event loop looks after its sockets. Used by that event loop only.
 */
final class SignalQueue {
  /** Frames written before the event loop looks after its sockets again. */
  private static final int SLICE = 64;

  /** What waits goes out in at most so many slices, for else it would grow where so many signals are the rule. */
  private static final int MOST_SLICES = 512;

  /**
   * Milliseconds between two slices. Not a task handed to the event loop: it reads no socket before all of its tasks are
   * done, those that tasks hand in included.
   */
  private static final long PAUSE_MS = 1;

  /** Frames that may wait before {@link #isBusy()}. */
  static final int MANY = 100 * SLICE;

  private final Vertx vertx;
  private final Deque<Round> rounds = new ArrayDeque<>();
  private int waiting;

  /** One frame to several sessions. */
  private static final class Round {
    private final byte[] frame;
    private final Iterator<Session> sessions;
    private final Predicate<Session> holds;

    Round(byte[] frame, Iterator<Session> sessions, Predicate<Session> holds) {
      this.frame = frame;
      this.sessions = sessions;
      this.holds = holds;
    }
  }

  SignalQueue(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Whether so much waits that what nobody needs is better not said. */
  boolean isBusy() {
    return waiting > MANY;
  }

  /**
   * Tells some sessions, those that keep up.
   *
   * @param frame as it travels
   * @param holds whether it still concerns a session when its turn has come
   */
  void tell(byte[] frame, Collection<Session> sessions, Predicate<Session> holds) {
    if (sessions.isEmpty()) {
      return;
    }
    if (rounds.isEmpty()) {
      goOn();
    }
    rounds.add(new Round(frame, List.copyOf(sessions).iterator(), holds));
    waiting += sessions.size();
  }

  private void goOn() {
    vertx.setTimer(PAUSE_MS, turn -> tellSome());
  }

  private void tellSome() {
    try {
      for (int slice = Math.max(SLICE, waiting / MOST_SLICES); slice > 0 && waiting > 0; slice--) {
        waiting--;
        tellOne();
      }
    } finally { // one that cannot be told keeps nobody else waiting
      if (waiting > 0) {
        goOn();
      }
    }
  }

  private void tellOne() {
    Round round = rounds.element();
    Session session = round.sessions.next();
    if (!round.sessions.hasNext()) {
      rounds.remove();
    }
    if (round.holds.test(session)) {
      session.signal(round.frame);
    }
  }
}
