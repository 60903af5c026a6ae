package dev.hubbub.gateway;

import dev.hubbub.hub.NewMember;
import dev.hubbub.hub.PresenceClient;
import dev.hubbub.room.Event;
import dev.hubbub.room.Rooms;
import dev.hubbub.room.Rooms.Membership;
import dev.hubbub.room.State;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
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

  private final Vertx vertx;
  private final Rooms rooms;
  private final PresenceClient presence;
  private final int crowd;
  private final Consumer<String> watch;
  private final Consumer<String> unwatch;
  private final Map<String, Resident> byName = new HashMap<>();
  private final Map<Long, Resident> unknown = new HashMap<>();
  private final Map<String, Set<Resident>> byRoom = new HashMap<>();
  private final Map<String, State> states = new HashMap<>();
  private boolean asking;

  /**
   * Nobody is here.
   *
   * @param crowd rooms of more members than this show nobody come and go; 0 for no bound
   * @param watch has the events of a room told here
   * @param unwatch has them told here no more
   */
  Residents(
      Vertx vertx,
      Rooms rooms,
      PresenceClient presence,
      int crowd,
      Consumer<String> watch,
      Consumer<String> unwatch) {
    this.vertx = vertx;
    this.rooms = rooms;
    this.presence = presence;
    this.crowd = crowd;
    this.watch = watch;
    this.unwatch = unwatch;
  }

  /** Takes in a session. */
  void entered(Session session) {
    Resident resident =
        byName.computeIfAbsent(session.user().username(), name -> new Resident(session.user()));
    resident.sessions().add(session);
    states.put(session.id(), State.ONLINE);
    if (resident.known()) {
      say(resident, session);
    } else {
      unknown.put(resident.user().id(), resident);
      askSoon(GATHER_MS);
    }
  }

  /** Takes note that a session is away, or no more. */
  void says(Session session, State state) {
    Resident resident = byName.get(session.user().username());
    if (resident != null && states.replace(session.id(), state) != null && resident.known()) {
      say(resident, session);
    }
  }

  /** Forgets a session. */
  void left(Session session) {
    String name = session.user().username();
    Resident resident = byName.get(name);
    if (resident == null || !resident.sessions().remove(session)) {
      return;
    }
    states.remove(session.id());
    presence.ended(name, session.id());
    if (resident.sessions().isEmpty()) {
      byName.remove(name);
      unknown.remove(resident.user().id());
      List.copyOf(resident.rooms()).forEach(room -> removed(resident, room));
    }
  }

  /** Those here who are members of a room. */
  Set<Resident> of(String room) {
    return byRoom.getOrDefault(room, Set.of());
  }

  /** Somebody, where they are here. */
  Set<Session> sessionsOf(String user) {
    Resident resident = byName.get(user);
    return resident == null ? Set.of() : resident.sessions();
  }

  /** Takes note of somebody who became a member. */
  void joined(NewMember member) {
    Resident resident = byName.get(member.user());
    if (resident != null && !resident.rooms().contains(member.room())) {
      unknown.put(resident.user().id(), resident);
      askSoon(GATHER_MS);
    }
  }

  /** Takes note of an event that ends memberships. */
  void heard(Event event) {
    if (event instanceof Event.Member member && member.change().endsMembership()) {
      Resident resident = byName.get(member.user());
      if (resident != null && resident.rooms().contains(event.room())) {
        removed(resident, event.room());
        resident.sessions().forEach(session -> say(resident, session));
      }
    } else if (event instanceof Event.Room room && room.deleted()) {
      List.copyOf(of(event.room())).forEach(resident -> removed(resident, event.room()));
    }
  }

  private void removed(Resident resident, String room) {
    resident.rooms().remove(room);
    resident.seenIn().remove(room);
    Set<Resident> left = byRoom.get(room);
    if (left != null && left.remove(resident) && left.isEmpty()) {
      byRoom.remove(room);
      unwatch.accept(room);
    }
  }

  private void askSoon(long ms) {
    if (!asking) {
      asking = true;
      vertx.setTimer(ms, timer -> ask());
    }
  }

  private void ask() {
    asking = false;
    Map<Long, Resident> asked = new HashMap<>(unknown);
    unknown.clear();
    if (asked.isEmpty()) {
      return;
    }
    rooms
        .memberships(asked.keySet())
        .onSuccess(memberships -> learn(asked, memberships))
        .onFailure(e -> {
          asked.forEach(unknown::putIfAbsent);
          log.debug("Memberships could not be read: {}", e.getMessage());
          askSoon(AGAIN_MS);
        });
  }

  private void learn(Map<Long, Resident> asked, List<Membership> memberships) {
    asked.values().removeIf(resident -> byName.get(resident.user().username()) != resident);
    for (Membership membership : memberships) {
      Resident resident = asked.get(membership.account());
      if (resident != null) {
        add(resident, membership);
      }
    }
    asked.values().forEach(resident -> {
      resident.setKnown();
      resident.sessions().forEach(session -> say(resident, session));
    });
  }

  private void add(Resident resident, Membership membership) {
    String room = membership.room();
    if (resident.rooms().add(room)) {
      Set<Resident> members = byRoom.get(room);
      if (members == null) {
        byRoom.put(room, new HashSet<>(Set.of(resident)));
        watch.accept(room);
      } else {
        members.add(resident);
      }
    }
    if (crowd == 0 || membership.members() <= crowd) {
      resident.seenIn().add(room);
    } else {
      resident.seenIn().remove(room);
    }
  }

  private void say(Resident resident, Session session) {
    State state = states.get(session.id());
    if (state != null) {
      presence.says(
          resident.user().username(),
          session.id(),
          new PresenceClient.Said(resident.user().id(), state, Set.copyOf(resident.seenIn())));
    }
  }
}
