package dev.hubbub.room;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Who is there, over all instances, as far as this one was told. What instances say is taken as it comes, in any order
 * of instances; an instance that is silent for too long is taken for dead. Somebody is offline for others only after a
 * short grace, so that a reconnection is not seen.
 *
 * <p>Not thread-safe; reads a monotonic clock only. Its memory grows with those who are there and their rooms.
 */
public final class Presence {
  private final long graceNanos;
  private final long leaseNanos;
  private final LongSupplier nanoClock;
  private final Map<String, Person> people = new HashMap<>();
  private final Map<String, Set<Person>> byRoom = new HashMap<>();
  private final Map<String, Long> heardAt = new HashMap<>();
  private final Set<String> heardAll = new HashSet<>();
  private final Deque<Leaving> leaving = new ArrayDeque<>();
  private final List<Change> changes = new ArrayList<>();
  private long departures;

  /**
   * What an instance says about somebody.
   *
   * @param state the best of their sessions there; {@code OFFLINE} where none is left
   * @param rooms the ids of the rooms in which others are to see it
   * @param sessions the ids of their sessions there with when they began, in ms since 1970 by the clock of that
   *     instance; empty where nobody counts them
   */
  public record Announcement(
      String user, State state, Set<String> rooms, Map<String, Long> sessions) {}

  /**
   * Something to be shown.
   *
   * @param rooms the ids of the rooms whose members see it
   */
  public record Change(String user, State state, Set<String> rooms) {}

  /** Somebody who is offline for others at a time unless they come back. */
  private record Leaving(Person person, long number, long due) {}

  /** Somebody, by what each instance says of them. */
  private static final class Person {
    final String user;
    /** Replaced rather than changed: most people are on one instance. */
    Map<String, Announcement> byInstance = Map.of();

    State shown = State.OFFLINE;
    Set<String> rooms = Set.of();
    /** The number of their departure that is under way; 0 for none. */
    long leaving;

    Person(String user) {
      this.user = user;
    }

    State state() {
      State best = State.OFFLINE;
      for (Announcement said : byInstance.values()) {
        best = said.state().compareTo(best) < 0 ? said.state() : best;
      }
      return best;
    }

    void put(String instance, Announcement said) {
      Map<String, Announcement> now = new HashMap<>(byInstance);
      now.put(instance, said);
      byInstance = Map.copyOf(now);
    }

    void remove(String instance) {
      if (byInstance.containsKey(instance)) {
        Map<String, Announcement> now = new HashMap<>(byInstance);
        now.remove(instance);
        byInstance = Map.copyOf(now);
      }
    }

    Set<String> seenIn() {
      if (byInstance.size() == 1) {
        return byInstance.values().iterator().next().rooms();
      }
      Set<String> all = new HashSet<>();
      byInstance.values().forEach(said -> all.addAll(said.rooms()));
      return Set.copyOf(all);
    }
  }

  /**
   * Nobody is there.
   *
   * @param graceMs how long one who left may stay away unseen
   * @param leaseMs how long an instance may be silent
   * @param nanoClock counts nanoseconds from anywhere and never goes back
   */
  public Presence(long graceMs, long leaseMs, LongSupplier nanoClock) {
    this.graceNanos = graceMs * 1_000_000;
    this.leaseNanos = leaseMs * 1_000_000;
    this.nanoClock = nanoClock;
  }

  /** Takes what {@code instance} says about some. It is alive, then. */
  public void heard(String instance, Collection<Announcement> said) {
    alive(instance);
    said.forEach(one -> take(instance, one));
  }

  /** Takes all that {@code instance} has to say: of others nothing of it is true any more. */
  public void heardAll(String instance, Collection<Announcement> said) {
    Set<String> named = new HashSet<>();
    said.forEach(one -> named.add(one.user()));
    forgetAt(instance, named);
    heard(instance, said);
    heardAll.add(instance);
  }

  /** Whether {@code instance} has said all it has to say and is not taken for dead. */
  public boolean knows(String instance) {
    return heardAll.contains(instance);
  }

  /** Takes note that {@code instance} lives. */
  public void alive(String instance) {
    heardAt.put(instance, nanoClock.getAsLong());
  }

  /** Takes note that {@code instance} has gone, and with it all that it said. */
  public void gone(String instance) {
    heardAt.remove(instance);
    heardAll.remove(instance);
    forgetAt(instance, Set.of());
  }

  /** What is to be shown since it was asked last; of one person the last state only. */
  public List<Change> changes() {
    long now = nanoClock.getAsLong();
    List<String> silent = new ArrayList<>();
    heardAt.forEach((instance, at) -> {
      if (now - at > leaseNanos) {
        silent.add(instance);
      }
    });
    silent.forEach(this::gone);
    while (!leaving.isEmpty() && leaving.element().due() - now <= 0) {
      Leaving one = leaving.remove();
      if (one.number() == one.person().leaving) {
        one.person().leaving = 0;
        show(one.person(), State.OFFLINE);
      }
    }
    Map<String, Change> last = new LinkedHashMap<>();
    changes.forEach(change -> last.merge(change.user(), change, Presence::after));
    changes.clear();
    return List.copyOf(last.values());
  }

  /** What is to be shown after two changes of one person: the later state, to all who saw one of them. */
  private static Change after(Change earlier, Change later) {
    Set<String> rooms = new HashSet<>(earlier.rooms());
    rooms.addAll(later.rooms());
    return new Change(later.user(), later.state(), rooms);
  }

  /** What is shown of somebody. */
  public State of(String user) {
    Person person = people.get(user);
    return person == null ? State.OFFLINE : person.shown;
  }

  /** The ids of the rooms in which somebody is seen, who may have left and not been away for long; empty for one offline. */
  public Set<String> seenIn(String user) {
    Person person = people.get(user);
    return person == null ? Set.of() : person.rooms;
  }

  /** Whether no other instance says that somebody is there. */
  public boolean isOnlyAt(String user, String instance) {
    Person person = people.get(user);
    return person == null || person.byInstance.keySet().stream().allMatch(instance::equals);
  }

  /**
   * The ids of the sessions that somebody has beyond the newest {@code most} of them, over all instances. Every instance
   * finds the same, once it has heard the same: what is compared is what was said, not the time at which it was heard.
   */
  public List<String> surplus(String user, int most) {
    Person person = people.get(user);
    if (person == null) {
      return List.of();
    }
    List<Map.Entry<String, Long>> sessions = new ArrayList<>();
    person.byInstance.values().forEach(said -> sessions.addAll(said.sessions().entrySet()));
    if (sessions.size() <= most) {
      return List.of();
    }
    return sessions.stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .limit(sessions.size() - most)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Those who are not offline for the members of a room, and what is shown of them. */
  public Map<String, State> in(String room) {
    Map<String, State> states = new HashMap<>();
    byRoom.getOrDefault(room, Set.of()).forEach(person -> states.put(person.user, person.shown));
    return states;
  }

  /** How many people are known of. */
  int size() {
    return people.size();
  }

  private void take(String instance, Announcement said) {
    Person person = people.computeIfAbsent(said.user(), Person::new);
    if (said.state() == State.OFFLINE) {
      person.remove(instance);
    } else {
      person.put(instance, said);
    }
    weigh(person);
  }

  private void forgetAt(String instance, Set<String> but) {
    List<Person> there = people.values().stream()
        .filter(person -> person.byInstance.containsKey(instance) && !but.contains(person.user))
        .toList();
    for (Person person : there) {
      person.remove(instance);
      weigh(person);
    }
  }

  private void weigh(Person person) {
    State state = person.state();
    if (state != State.OFFLINE) {
      person.leaving = 0;
      Set<String> added = settle(person);
      if (state != person.shown) {
        show(person, state);
      } else if (!added.isEmpty()) {
        changes.add(new Change(person.user, state, added));
      }
    } else if (person.shown == State.OFFLINE) {
      people.remove(person.user);
    } else if (person.leaving == 0) {
      person.leaving = ++departures;
      leaving.add(new Leaving(person, departures, nanoClock.getAsLong() + graceNanos));
    }
  }

  /** Takes note of the rooms in which somebody is seen, and tells which of them are new. */
  private Set<String> settle(Person person) {
    Set<String> rooms = person.seenIn();
    if (rooms.equals(person.rooms)) {
      return Set.of();
    }
    Set<String> added = new HashSet<>(rooms);
    added.removeAll(person.rooms);
    person.rooms.stream().filter(room -> !rooms.contains(room)).forEach(room -> left(person, room));
    rooms.forEach(room -> byRoom.computeIfAbsent(room, id -> new HashSet<>()).add(person));
    person.rooms = rooms;
    return added;
  }

  private void left(Person person, String room) {
    byRoom.computeIfPresent(room, (id, there) -> {
      there.remove(person);
      return there.isEmpty() ? null : there;
    });
  }

  private void show(Person person, State state) {
    person.shown = state;
    changes.add(new Change(person.user, state, person.rooms));
    if (state == State.OFFLINE) {
      person.rooms.forEach(room -> left(person, room));
      people.remove(person.user);
    }
  }
}
