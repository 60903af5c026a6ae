package dev.hubbub.gateway;

import dev.hubbub.hub.PresenceClient;
import dev.hubbub.protocol.Push;
import dev.hubbub.protocol.PushJson;
import dev.hubbub.room.State;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * Shows those who begin to follow a room who is there: the first at once, and those who come soon after together, for in a
 * large room it is much to write for each. Used by one event loop only.
 */
final class Introductions {
  private final Vertx vertx;
  private final Function<String, Future<Map<String, State>>> present;
  private final SignalQueue signals;
  private final BiPredicate<Session, String> follows;
  /** Those who came to a room within {@link PresenceClient#SHOW_MS} of others. */
  private final Map<String, Set<Session>> waiting = new HashMap<>();

  /**
   * Nobody comes yet.
   *
   * @param present tells who is there in a room
   * @param follows whether a session still follows a room
   */
  Introductions(
      Vertx vertx,
      Function<String, Future<Map<String, State>>> present,
      SignalQueue signals,
      BiPredicate<Session, String> follows) {
    this.vertx = vertx;
    this.present = present;
    this.signals = signals;
    this.follows = follows;
  }

  /** Shows some sessions who is there in a room, now or soon. */
  void show(Collection<Session> sessions, String room) {
    Set<Session> others = waiting.get(room);
    if (others != null) {
      others.addAll(sessions);
      return;
    }
    waiting.put(room, new LinkedHashSet<>());
    vertx.setTimer(PresenceClient.SHOW_MS, timer -> goOn(room));
    present.apply(room).onSuccess(states -> {
      if (!states.isEmpty()) {
        signals.tell(
            PushJson.encode(new Push.States(states)),
            sessions,
            session -> follows.test(session, room));
      }
    });
  }

  private void goOn(String room) {
    Set<Session> sessions = waiting.remove(room);
    if (sessions != null && !sessions.isEmpty()) {
      show(sessions, room);
    }
  }
}
