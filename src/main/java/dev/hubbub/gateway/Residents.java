package dev.hubbub.gateway;

import dev.hubbub.hub.PresenceClient;
import dev.hubbub.hub.Renewed;
import dev.hubbub.hub.Surplus;
import dev.hubbub.protocol.CloseCode;
import dev.hubbub.room.Event;
import dev.hubbub.room.Rooms;
import dev.hubbub.room.Rooms.Membership;
import dev.hubbub.room.State;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Those with sessions on one event loop, by the rooms they are members of, whether they follow these or not: for what
 * concerns members rather than followers. Used by that event loop only.
 */
final class Residents {
  private static final Logger log = LoggerFactory.getLogger(Residents.class);

  /** Newcomers within that time are asked about at once. */
  private static final long GATHER_MS = 10;

  /** Until the store is asked again after it did not answer. */
  private static final long AGAIN_MS = 1_000;

  /** Between two questions about everybody: what instances tell each other may be lost. */
  private static final long REVIEW_MS = 30_000;

  /** How much older than the moment from which on others see it an event may be. */
  private static final long COMMIT_MS = 1_000;

  /** Accounts asked about at a time. */
  private static final int CHUNK = 500;

  private final Vertx vertx;
  private final Rooms rooms;
  private final PresenceClient presence;
  private final int crowd;
  private final Surroundings surroundings;
  private final Map<String, Resident> byName = new HashMap<>();
  private final Map<Long, Resident> unknown = new LinkedHashMap<>();
  private final Map<String, Neighbours> byRoom = new HashMap<>();
  private final Set<Session> away = new HashSet<>();

  /** Rooms in which somebody has said something since the question that is underway was put. */
  private final Set<String> meanwhile = new HashSet<>();

  private boolean asking;

  /**
   * The members of a room who are here.
   *
   * @param room its id, the same object wherever something is kept of it here
   */
  private record Neighbours(String room, Set<Resident> here) {}

  /** What depends on who is here. */
  interface Surroundings {
    /** A room has its first resident. */
    void inhabited(String room);

    /** A room has no resident any more. */
    void deserted(String room);

    /** It is known from now on that somebody is a member of some rooms. */
    void settled(Resident resident, List<Settled> rooms);
  }

  /**
   * A room that somebody is known to be a member of.
   *
   * @param head its newest event when that was asked
   * @param news whether they may have missed something since they are here
   */
  record Settled(String room, long head, boolean news) {}

  /**
   * Nobody is here.
   *
   * @param crowd rooms of more members than this show nobody come and go; 0 for no bound
   */
  Residents(
      Vertx vertx, Rooms rooms, PresenceClient presence, int crowd, Surroundings surroundings) {
    this.vertx = vertx;
    this.rooms = rooms;
    this.presence = presence;
    this.crowd = crowd;
    this.surroundings = surroundings;
  }

  /** Looks after it from now on. */
  void start() {
    vertx.setPeriodic(REVIEW_MS, timer -> byName.values().forEach(this::renew));
  }

  /** Takes in a session. */
  void entered(Session session) {
    Resident resident =
        byName.computeIfAbsent(session.user().username(), name -> new Resident(session.user()));
    resident.add(session);
    if (resident.known()) {
      say(resident, session);
    } else {
      presence.returns(resident.user(), session.id(), session.began());
      renew(resident);
    }
  }

  /** Takes note that a session is away, or no more. */
  void says(Session session, State state) {
    Resident resident = byName.get(session.user().username());
    if (resident == null || !resident.sessions().contains(session)) {
      return;
    }
    if (state == State.AWAY) {
      away.add(session);
    } else {
      away.remove(session);
    }
    if (resident.known()) {
      say(resident, session);
    }
  }

  /** Forgets a session. */
  void left(Session session) {
    String name = session.user().username();
    Resident resident = byName.get(name);
    if (resident == null || !resident.remove(session)) {
      return;
    }
    away.remove(session);
    presence.ended(name, session.id());
    if (resident.sessions().isEmpty()) {
      byName.remove(name);
      unknown.remove(resident.user().id());
      resident.rooms().forEach(room -> removed(resident, room));
    }
  }

  /** Those here who are members of a room. */
  Set<Resident> of(String room) {
    Neighbours neighbours = byRoom.get(room);
    return neighbours == null ? Set.of() : neighbours.here();
  }

  /** Somebody, where they are here. */
  @Nullable
  Resident called(String user) {
    return byName.get(user);
  }

  /** Takes note that what is known of somebody is to be asked anew. */
  void heard(Renewed renewed) {
    Resident resident = byName.get(renewed.user());
    if (resident != null) {
      renew(resident);
    }
  }

  /** Ends those sessions that somebody has too many. */
  void heard(Surplus surplus) {
    Resident resident = byName.get(surplus.user());
    if (resident != null) {
      resident.sessions().stream()
          .filter(session -> surplus.sessions().contains(session.id()))
          .forEach(session -> session.close(CloseCode.TOO_MANY_SESSIONS));
    }
  }

  /** Takes note of an event that ends memberships, or that newcomers might miss. */
  void heard(Event event) {
    if (asking && event instanceof Event.Message) {
      meanwhile.add(event.room());
    }
    if (event instanceof Event.Member member && member.change().endsMembership()) {
      Resident resident = byName.get(member.user());
      if (resident != null && resident.rooms().contains(event.room())) {
        removed(resident, event.room());
        resident.sessions().forEach(session -> say(resident, session));
      }
    } else if (event instanceof Event.Room room && room.deleted()) {
      List.copyOf(of(event.room())).forEach(resident -> {
        removed(resident, event.room());
        resident.sessions().forEach(session -> say(resident, session));
      });
    }
  }

  private void removed(Resident resident, String room) {
    resident.leave(room);
    Neighbours left = byRoom.get(room);
    if (left != null && left.here().remove(resident) && left.here().isEmpty()) {
      byRoom.remove(room);
      surroundings.deserted(room);
    }
  }

  private void renew(Resident resident) {
    unknown.put(resident.user().id(), resident);
    askIn(GATHER_MS);
  }

  /** One question at a time, so that no answer is older than the one before it. */
  private void askIn(long ms) {
    if (!asking && !unknown.isEmpty()) {
      asking = true;
      vertx.setTimer(ms, timer -> ask());
    }
  }

  private void ask() {
    Map<Long, Resident> asked = new HashMap<>();
    Iterator<Map.Entry<Long, Resident>> next = unknown.entrySet().iterator();
    while (next.hasNext() && asked.size() < CHUNK) {
      Map.Entry<Long, Resident> one = next.next();
      asked.put(one.getKey(), one.getValue());
      next.remove();
    }
    meanwhile.clear();
    rooms.memberships(asked.keySet()).onComplete(answer -> {
      asking = false;
      if (answer.succeeded()) {
        learn(asked, answer.result());
        askIn(GATHER_MS);
      } else {
        log.debug("Memberships could not be read: {}", answer.cause().getMessage());
        asked.values().stream()
            .filter(this::isHere)
            .forEach(resident -> unknown.putIfAbsent(resident.user().id(), resident));
        askIn(AGAIN_MS);
      }
    });
  }

  private boolean isHere(Resident resident) {
    return byName.get(resident.user().username()) == resident;
  }

  private void learn(Map<Long, Resident> asked, List<Membership> memberships) {
    Map<Long, List<Membership>> byAccount = new HashMap<>();
    memberships.forEach(membership -> byAccount
        .computeIfAbsent(membership.account(), account -> new ArrayList<>())
        .add(membership));
    asked.values().stream()
        .filter(this::isHere)
        .forEach(
            resident -> learn(resident, byAccount.getOrDefault(resident.user().id(), List.of())));
  }

  private void learn(Resident resident, List<Membership> memberships) {
    boolean first = !resident.known();
    Set<String> seenBefore = resident.seenIn();
    Set<String> lost = new HashSet<>(resident.rooms());
    Set<String> memberOf = new HashSet<>();
    Set<String> seenIn = new HashSet<>();
    List<Settled> added = new ArrayList<>();
    long hereMs = System.currentTimeMillis() - resident.began();
    for (Membership membership : memberships) {
      Neighbours neighbours = neighbours(membership.room());
      memberOf.add(neighbours.room());
      if (crowd == 0 || membership.members() <= crowd) {
        seenIn.add(neighbours.room());
      }
      lost.remove(membership.room());
      if (neighbours.here().add(resident)) {
        boolean news = !first || isNews(membership, hereMs);
        added.add(new Settled(neighbours.room(), membership.head(), news));
      }
    }
    lost.forEach(room -> removed(resident, room));
    boolean receipts = memberships.stream().allMatch(Membership::receipts);
    resident.learn(memberOf, seenIn, receipts);
    if (first || !resident.seenIn().equals(seenBefore)) {
      resident.sessions().forEach(session -> say(resident, session));
    }
    if (!added.isEmpty()) {
      surroundings.settled(resident, added);
    }
  }

  /** Whether something was said in a room since somebody is here: they are told of nothing until they are known. */
  private boolean isNews(Membership membership, long hereMs) {
    Long ms = membership.newsMs();
    return meanwhile.contains(membership.room()) || (ms != null && ms <= hereMs + COMMIT_MS);
  }

  private Neighbours neighbours(String room) {
    return byRoom.computeIfAbsent(room, id -> {
      surroundings.inhabited(id);
      return new Neighbours(id, new HashSet<>());
    });
  }

  private void say(Resident resident, Session session) {
    State state = away.contains(session) ? State.AWAY : State.ONLINE;
    presence.says(
        resident.user().username(),
        session.id(),
        new PresenceClient.Said(resident.user().id(), state, resident.seenIn(), session.began()));
  }
}
