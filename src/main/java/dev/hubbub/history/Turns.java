package dev.hubbub.history;

import dev.hubbub.history.SqlFailure.Kind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/** Lets so much be done at once, and so much wait for it; what is beyond is {@code BUSY}. Lives on one Vert.x context. */
final class Turns {
  private final int most;
  private final int mostWaiting;
  private final Deque<Promise<Void>> waiting = new ArrayDeque<>();
  private int taken;

  Turns(int most, int mostWaiting) {
    this.most = most;
    this.mostWaiting = mostWaiting;
  }

  /** Does {@code work} when it is its turn. */
  <T> Future<T> take(Supplier<Future<T>> work) {
    if (taken < most) {
      taken++;
      return done(work);
    }
    if (waiting.size() >= mostWaiting) {
      return Future.failedFuture(new SqlFailure(Kind.BUSY, "Too much of it waits.", null));
    }
    Promise<Void> turn = Promise.promise();
    waiting.add(turn);
    return turn.future().compose(mine -> done(work));
  }

  private <T> Future<T> done(Supplier<Future<T>> work) {
    return work.get().onComplete(over -> {
      Promise<Void> next = waiting.poll();
      if (next == null) {
        taken--;
      } else {
        next.complete();
      }
    });
  }
}
