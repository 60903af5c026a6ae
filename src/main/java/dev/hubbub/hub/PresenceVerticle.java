package dev.hubbub.hub;

import dev.hubbub.bus.LocalBus;
import dev.hubbub.room.Attending;
import dev.hubbub.room.Attending.Kind;
import dev.hubbub.room.Broker;
import dev.hubbub.room.Broker.Attendance;
import dev.hubbub.room.Presence;
import dev.hubbub.room.Presence.Announcement;
import dev.hubbub.room.Presence.Change;
import dev.hubbub.room.State;
import dev.hubbub.room.User;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who is there, for one instance: gathers what its sessions say, tells the other instances, hears them, and tells the
 * gateway's event loops what is to be shown. One per instance; {@link PresenceClient} asks it.
 */
public final class PresenceVerticle extends VerticleBase implements Broker.Listener {
  static final String ADDRESS = "presence";

  /** Where the gateway's event loops hear {@link Shown}. */
  static final String CHANGES = "presence.changes";

  /** What sessions say gathers for so long before the other instances are told. */
  private static final long TELL_MS = 100;

  /** Between two signs of life to the other instances. */
  private static final long ALIVE_MS = 5_000;

  /** An instance that gives no sign for so long is dead. With the grace its users are offline within 30 s. */
  private static final long LEASE_MS = 20_000;

  /** Who comes back within this time was never seen to leave. */
  private static final long GRACE_MS = 4_500;

  /** Between two renewals of what can be looked at in Redis. */
  private static final long KEEP_MS = 10_000;

  /** Not all are renewed at once, so that what is urgent never waits behind thousands of them. */
  private static final int KEEP_PARTS = 20;

  /** People told in one message to the other instances. */
  private static final int CHUNK = 500;

  private final String instance;
  private final int mostSessions;
  private final Function<Broker.Listener, Broker> brokers;
  private final Consumer<List<Long>> left;
  private final Presence presence = new Presence(GRACE_MS, LEASE_MS, System::nanoTime);
  private final Map<String, Here> here = new HashMap<>();
  private final Map<String, Announcement> unsaid = new LinkedHashMap<>();
  private final Set<Long> gone = new LinkedHashSet<>();
  private @Nullable Broker broker;
  private int part;
  private boolean over;

  /** Somebody with sessions on this instance. */
  private static final class Here {
    final Map<String, PresenceClient.Said> sessions = new HashMap<>(2);
    final List<String> ended = new ArrayList<>(0);

    State state() {
      State best = State.OFFLINE;
      for (PresenceClient.Said said : sessions.values()) {
        best = said.state().compareTo(best) < 0 ? said.state() : best;
      }
      return best;
    }
  }

  /**
   * Nobody is there.
   *
   * @param instance the id of this instance
   * @param mostSessions of one user over all instances; 0 for no bound
   * @param brokers connects the broker that this listens to
   * @param left told the accounts of those whose last session here is over
   */
  public PresenceVerticle(
      String instance,
      int mostSessions,
      Function<Broker.Listener, Broker> brokers,
      Consumer<List<Long>> left) {
    this.instance = instance;
    this.mostSessions = mostSessions;
    this.brokers = brokers;
    this.left = left;
  }

  @Override
  public Future<?> start() {
    broker = brokers.apply(this);
    vertx.setPeriodic(TELL_MS, timer -> tell());
    vertx.setPeriodic(PresenceClient.SHOW_MS, timer -> show());
    vertx.setPeriodic(ALIVE_MS, timer -> announce(Kind.SAYS, List.of()));
    vertx.setPeriodic(KEEP_MS / KEEP_PARTS, timer -> keepSome());
    interrupted();
    return LocalBus.of(vertx).serve(ADDRESS, this).completion();
  }

  /** Says that this instance goes, and all who are here with it. It says nothing after that. */
  void goes() {
    if (!over) {
      tell();
      announce(Kind.GOES, List.of());
      over = true;
    }
  }

  /** Takes what a session of this instance says about itself. */
  void says(String user, String session, PresenceClient.Said said) {
    here.computeIfAbsent(user, name -> new Here()).sessions.put(session, said);
    weigh(user, said);
  }

  /**
   * Takes note of a session of somebody whose rooms are being read: where thousands come back at once, that may take
   * longer than the grace.
   */
  void returns(User user, String session, long began) {
    Set<String> rooms = presence.seenIn(user.username());
    if (!rooms.isEmpty()) {
      says(
          user.username(), session, new PresenceClient.Said(user.id(), State.ONLINE, rooms, began));
    }
  }

  /** Takes note that a session of this instance is over. */
  void ended(String user, String session) {
    Here person = here.get(user);
    if (person == null) {
      return;
    }
    PresenceClient.Said last = person.sessions.remove(session);
    if (last == null) {
      return;
    }
    person.ended.add(session);
    if (person.sessions.isEmpty()) {
      gone.add(last.account());
    }
    weigh(user, last);
  }

  private void weigh(String user, PresenceClient.Said said) {
    Here person = here.get(user);
    if (person != null) {
      Announcement now = announcement(user, person, said.rooms());
      presence.heard(instance, List.of(now));
      unsaid.put(user, now);
    }
  }

  private Announcement announcement(String user, Here person, Set<String> rooms) {
    Map<String, Long> sessions = new HashMap<>();
    if (mostSessions > 0) {
      person.sessions.forEach((session, said) -> sessions.put(session, said.began()));
    }
    return new Announcement(user, person.state(), rooms, Map.copyOf(sessions));
  }

  /** Has the sessions closed that somebody who is here too often has here. */
  private void bound(String user) {
    Here person = here.get(user);
    if (person != null && mostSessions > 0) {
      List<String> surplus = presence.surplus(user, mostSessions).stream()
          .filter(person.sessions::containsKey)
          .toList();
      if (!surplus.isEmpty()) {
        LocalBus.of(vertx).publish(Surplus.ADDRESS, new Surplus(user, surplus));
      }
    }
  }

  /** What is shown of each of some people. */
  Map<String, State> of(Collection<String> users) {
    Map<String, State> states = new HashMap<>();
    users.forEach(user -> states.put(user, presence.of(user)));
    return states;
  }

  /** Those who are there for the members of a room. */
  Map<String, State> in(String room) {
    return presence.in(room);
  }

  @Override
  public void attending(Attending attending) {
    switch (attending.kind()) {
      case ASKS -> sayAll();
      case SAYS -> {
        if (!presence.knows(attending.instance())) {
          // It was taken for dead, or came unheard, or its answer was lost: what it said before is
          // to be heard again.
          announce(Kind.ASKS, List.of());
        }
        presence.heard(attending.instance(), attending.people());
      }
      case SAYS_ALL -> presence.heardAll(attending.instance(), attending.people());
      case GOES -> presence.gone(attending.instance());
    }
    attending.people().forEach(person -> bound(person.user()));
  }

  @Override
  public void renewed(String user) {
    LocalBus.of(vertx).publish(Renewed.ADDRESS, new Renewed(user));
  }

  /** Has it asked anew, here and elsewhere, what is known of somebody. */
  void renew(String user) {
    renewed(user);
    if (broker != null) {
      broker.announceRenewed(user);
    }
  }

  @Override
  public void interrupted() {
    announce(Kind.ASKS, List.of());
    sayAll();
  }

  private void sayAll() {
    List<Announcement> all = new ArrayList<>();
    here.forEach((user, person) -> person.sessions.values().stream()
        .findFirst()
        .ifPresent(said -> all.add(announcement(user, person, said.rooms()))));
    int some = Math.min(all.size(), CHUNK);
    announce(Kind.SAYS_ALL, all.subList(0, some));
    say(all.subList(some, all.size()));
  }

  private void say(List<Announcement> people) {
    for (int from = 0; from < people.size(); from += CHUNK) {
      announce(Kind.SAYS, people.subList(from, Math.min(people.size(), from + CHUNK)));
    }
  }

  private void tell() {
    if (!gone.isEmpty()) {
      left.accept(List.copyOf(gone));
      gone.clear();
    }
    if (!unsaid.isEmpty()) {
      say(List.copyOf(unsaid.values()));
      keep(unsaid.keySet());
      unsaid.keySet().forEach(this::bound);
      unsaid.clear();
    }
  }

  private void show() {
    presence.alive(instance);
    List<Change> changes = presence.changes();
    if (!changes.isEmpty()) {
      LocalBus.of(vertx).publish(CHANGES, new Shown(changes));
    }
  }

  private void keepSome() {
    part = (part + 1) % KEEP_PARTS;
    keep(here.keySet().stream()
        .filter(user -> Math.floorMod(user.hashCode(), KEEP_PARTS) == part)
        .toList());
  }

  /** Has it kept of some people of this instance, and forgets those who are gone. */
  private void keep(Collection<String> users) {
    List<Attendance> kept = new ArrayList<>();
    for (String user : List.copyOf(users)) {
      Here person = here.get(user);
      if (person != null) {
        Map<String, State> sessions = new LinkedHashMap<>();
        person.sessions.forEach((session, said) -> sessions.put(session, said.state()));
        boolean gone = sessions.isEmpty() && presence.isOnlyAt(user, instance);
        kept.add(new Attendance(user, sessions, List.copyOf(person.ended), gone));
        person.ended.clear();
        if (sessions.isEmpty()) {
          here.remove(user);
        }
      }
    }
    if (!kept.isEmpty() && broker != null) {
      broker.keep(kept);
    }
  }

  private void announce(Kind kind, Collection<Announcement> people) {
    if (broker != null && !over) {
      broker.announce(new Attending(instance, kind, people));
    }
  }
}
