package dev.hubbub.gateway;

import dev.hubbub.hub.Shown;
import dev.hubbub.protocol.Push;
import dev.hubbub.protocol.PushJson;
import dev.hubbub.room.Presence.Change;
import dev.hubbub.room.State;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Shows the sessions of one event loop how those are there who share a room with their user: each change once to each
 * session, and many changes in one frame. Used by that event loop only.
 */
final class Onlookers {
  private final Residents residents;
  private final SignalQueue signals;

  Onlookers(Residents residents, SignalQueue signals) {
    this.residents = residents;
    this.signals = signals;
  }

  /** Tells it to all whom it concerns. */
  void show(Shown shown) {
    if (shown.changes().size() == 1) {
      show(shown.changes().get(0));
    } else {
      showAll(shown);
    }
  }

  private void show(Change change) {
    Set<Resident> told = new HashSet<>();
    change.rooms().forEach(room -> told.addAll(residents.of(room)));
    if (told.isEmpty()) {
      return;
    }
    Long lastSeen = change.state() == State.OFFLINE ? System.currentTimeMillis() : null;
    byte[] frame = PushJson.encode(new Push.Presence(change.user(), change.state(), lastSeen));
    told.stream()
        .filter(resident -> !resident.user().username().equals(change.user()))
        .forEach(resident -> tell(resident, frame));
  }

  /** Those who see the same rooms see the same people, and get the same frame. */
  private void showAll(Shown shown) {
    Map<String, Map<String, State>> byRoom = new HashMap<>();
    for (Change change : shown.changes()) {
      for (String room : change.rooms()) {
        byRoom
            .computeIfAbsent(room, id -> new LinkedHashMap<>())
            .put(change.user(), change.state());
      }
    }
    Map<Resident, Set<String>> seers = new HashMap<>();
    byRoom.keySet().forEach(room -> residents.of(room).forEach(resident -> seers
        .computeIfAbsent(resident, r -> new HashSet<>())
        .add(room)));
    Map<Set<String>, byte[]> frames = new HashMap<>();
    seers.forEach((resident, rooms) -> {
      byte[] frame = frames.computeIfAbsent(rooms, seen -> {
        Map<String, State> states = new LinkedHashMap<>();
        seen.forEach(room -> states.putAll(byRoom.getOrDefault(room, Map.of())));
        return PushJson.encode(new Push.States(states));
      });
      tell(resident, frame);
    });
  }

  private void tell(Resident resident, byte[] frame) {
    signals.tell(frame, resident.sessions(), session -> true);
  }
}
