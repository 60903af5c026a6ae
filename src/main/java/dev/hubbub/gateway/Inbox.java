package dev.hubbub.gateway;

import dev.hubbub.protocol.Push;
import dev.hubbub.protocol.PushJson;
import dev.hubbub.room.Event;
import dev.hubbub.room.History;
import dev.hubbub.room.History.Place;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the sessions of one event loop that there is news in rooms they do not follow, at most once per room and second.
 * How much there is to read is asked of the store, once for all of them. Used by that event loop only.
 */
final class Inbox {
  private static final Logger log = LoggerFactory.getLogger(Inbox.class);

  /** Between two frames about one room (PROTOCOL.md 3.4). */
  private static final long ONCE_MS = 1_000;

  private static final long TICK_MS = 100;

  private final History history;
  private final Residents residents;
  private final BiPredicate<Session, String> follows;
  private final LongSupplier nanoClock;

  /** By room, those to be told; a room of which it is not known yet who they are has all of its residents. */
  private final Map<String, Set<Resident>> due = new HashMap<>();

  private final Map<String, Long> toldAt = new HashMap<>();
  private boolean asking;

  /**
   * Nothing is to be told.
   *
   * @param follows whether a session follows a room
   * @param nanoClock counts nanoseconds from anywhere and never goes back
   */
  Inbox(
      History history,
      Residents residents,
      BiPredicate<Session, String> follows,
      LongSupplier nanoClock) {
    this.history = history;
    this.residents = residents;
    this.follows = follows;
    this.nanoClock = nanoClock;
  }

  /** Looks after it from now on. */
  void start(Vertx vertx) {
    vertx.setPeriodic(TICK_MS, timer -> tell());
  }

  /** Takes an event of a room. */
  void heard(Event event) {
    if (event instanceof Event.Message || event instanceof Event.Delete) {
      residents.of(event.room()).forEach(resident -> add(resident, event.room()));
    }
  }

  /** Takes note that somebody has read on, on whatever device. */
  void read(String room, String user) {
    residents.of(room).stream()
        .filter(resident -> resident.user().username().equals(user))
        .forEach(resident -> add(resident, room));
  }

  private void add(Resident resident, String room) {
    if (resident.sessions().stream().anyMatch(session -> !follows.test(session, room))) {
      due.computeIfAbsent(room, id -> new HashSet<>()).add(resident);
    }
  }

  private void tell() {
    if (due.isEmpty() || asking) {
      return;
    }
    long now = nanoClock.getAsLong();
    toldAt.values().removeIf(at -> now - at >= ONCE_MS * 1_000_000);
    List<Place> places = new ArrayList<>();
    Map<Long, Resident> asked = new HashMap<>();
    due.entrySet().removeIf(room -> {
      if (toldAt.containsKey(room.getKey())) {
        return false;
      }
      toldAt.put(room.getKey(), now);
      room.getValue().forEach(resident -> {
        places.add(new Place(room.getKey(), resident.user().id()));
        asked.put(resident.user().id(), resident);
      });
      return true;
    });
    if (places.isEmpty()) {
      return;
    }
    asking = true;
    history
        .inbox(places)
        .onComplete(answered -> asking = false)
        .onSuccess(news -> news.forEach(one -> {
          Resident resident = asked.get(one.place().account());
          if (resident != null) {
            tell(resident, one);
          }
        }))
        .onFailure(e -> log.debug("What is unread could not be read: {}", e.getMessage()));
  }

  private void tell(Resident resident, History.Inbox news) {
    String room = news.place().room();
    byte[] frame =
        PushJson.encode(new Push.Inbox(room, news.unread(), news.mentioned(), news.seq()));
    for (Session session : resident.sessions()) {
      if (resident.rooms().contains(room) && !follows.test(session, room)) {
        session.signal(frame);
      }
    }
  }
}
