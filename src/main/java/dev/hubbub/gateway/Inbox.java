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
import java.util.LinkedHashSet;
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
  private final SignalQueue signals;
  private final LongSupplier nanoClock;

  /** Rooms with news for all who are in them. */
  private final Set<String> news = new LinkedHashSet<>();

  /** Residents for whom there is news in a room, such as that they have read it elsewhere. */
  private final Map<String, Set<Resident>> own = new HashMap<>();

  /**
   * Rooms whose events are not heard yet, and the least head that somebody's standing in them is known for. Asked now, how
   * they stand, what is said until then would be told nobody.
   */
  private final Map<String, Long> starting = new HashMap<>();

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
      SignalQueue signals,
      LongSupplier nanoClock) {
    this.history = history;
    this.residents = residents;
    this.follows = follows;
    this.signals = signals;
    this.nanoClock = nanoClock;
  }

  /** Looks after it from now on. */
  void start(Vertx vertx) {
    vertx.setPeriodic(TICK_MS, timer -> tell());
  }

  /** Takes an event of a room. */
  void heard(Event event) {
    if (event instanceof Event.Message
        || event instanceof Event.Delete
        || event instanceof Event.Edit) {
      news.add(event.room());
    }
  }

  /** Takes note that a room is to be told of to one of its members: it is new to them, or they have read on elsewhere. */
  void changed(Resident resident, String room) {
    own.computeIfAbsent(room, id -> new HashSet<>()).add(resident);
  }

  /** Takes note that the events of a room will be heard soon. */
  void starts(String room) {
    starting.put(room, Long.MAX_VALUE);
  }

  /** Takes note that somebody knows how they stand in a room up to its {@code head}. */
  void knows(String room, long head) {
    starting.computeIfPresent(room, (id, least) -> Math.min(least, head));
  }

  /** Takes note that events of a room are heard that come after {@code head}. */
  void started(String room, long head) {
    Long known = starting.remove(room);
    if (known != null && known < head) {
      news.add(room);
    }
  }

  /** Takes note that nobody is here any more for whom the events of a room would be heard. */
  void ends(String room) {
    starting.remove(room);
  }

  private void tell() {
    if (asking || (news.isEmpty() && own.isEmpty())) {
      return;
    }
    long now = nanoClock.getAsLong();
    toldAt.values().removeIf(at -> now - at >= ONCE_MS * 1_000_000);
    Set<String> rooms = new LinkedHashSet<>(news);
    rooms.addAll(own.keySet());
    rooms.removeAll(toldAt.keySet());
    rooms.removeAll(starting.keySet());
    List<Place> places = new ArrayList<>();
    Map<Long, Resident> asked = new HashMap<>();
    for (String room : rooms) {
      Set<Resident> some = own.getOrDefault(room, Set.of());
      for (Resident resident : news.contains(room) ? residents.of(room) : some) {
        if (isDue(resident, room)) {
          places.add(new Place(room, resident.user().id()));
          asked.put(resident.user().id(), resident);
        }
      }
      toldAt.put(room, now);
    }
    news.removeAll(rooms);
    own.keySet().removeAll(rooms);
    if (!places.isEmpty()) {
      ask(places, asked);
    }
  }

  private boolean isDue(Resident resident, String room) {
    return resident.rooms().contains(room)
        && resident.sessions().stream().anyMatch(session -> !follows.test(session, room));
  }

  private void ask(List<Place> places, Map<Long, Resident> asked) {
    asking = true;
    history.inbox(places).onComplete(answer -> {
      asking = false;
      if (answer.failed()) {
        log.debug("What is unread could not be read: {}", answer.cause().getMessage());
        places.forEach(place -> news.add(place.room()));
        return;
      }
      answer.result().forEach(one -> {
        Resident resident = asked.get(one.place().account());
        if (resident != null) {
          tell(resident, one);
        }
      });
    });
  }

  private void tell(Resident resident, History.Inbox news) {
    String room = news.place().room();
    byte[] frame =
        PushJson.encode(new Push.Inbox(room, news.unread(), news.mentioned(), news.seq()));
    signals.tell(
        frame,
        resident.sessions(),
        session -> resident.rooms().contains(room) && !follows.test(session, room));
  }
}
