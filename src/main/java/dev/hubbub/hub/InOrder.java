package dev.hubbub.hub;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps the order of what begins in order and ends in any: each result comes out after all that were handed in for its
 * key before. All of it is under way at once, so nobody waits longer than for the slowest before them. Costs nothing
 * where a result is there already and nobody waits. Used on one context.
 *
 * @param <K> what has an order of its own
 */
final class InOrder<K> {
  private final Map<K, Deque<Turn<?>>> lanes = new HashMap<>();
  private int waiting;

  private record Turn<T>(Future<T> work, Promise<T> out) {
    void comesOut() {
      out.handle(work);
    }
  }

  /** What {@code work} comes to, once it is its turn. */
  <T> Future<T> take(K key, Future<T> work) {
    Deque<Turn<?>> lane = lanes.get(key);
    if (lane == null) {
      if (work.isComplete()) {
        return work;
      }
      lane = new ArrayDeque<>();
      lanes.put(key, lane);
    }
    Turn<T> turn = new Turn<>(work, Promise.promise());
    lane.add(turn);
    waiting++;
    Deque<Turn<?>> mine = lane;
    work.onComplete(done -> goOn(key, mine));
    return turn.out().future();
  }

  /** How many results have not come out yet. */
  int waiting() {
    return waiting;
  }

  private void goOn(K key, Deque<Turn<?>> lane) {
    while (!lane.isEmpty() && lane.element().work().isComplete()) {
      waiting--;
      lane.remove().comesOut();
    }
    if (lane.isEmpty()) {
      lanes.remove(key, lane);
    }
  }
}
