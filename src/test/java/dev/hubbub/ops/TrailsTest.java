package dev.hubbub.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.config.TracingConfig;
import dev.hubbub.room.Appended;
import dev.hubbub.room.Event;
import dev.hubbub.room.Journey;
import dev.hubbub.room.Journey.Hop;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrailsTest {
  private static final long NOW = System.nanoTime();

  private static Event event(String room, long seq) {
    return new Event.Message(room, seq, 1_000, "alice", null, "hello", null);
  }

  private static Trails remembering(int messages) {
    return new Trails("i1", new TracingConfig(messages, null), null);
  }

  private static List<String> places(Optional<Journey> journey) {
    return journey.orElseThrow().hops().stream().map(Hop::place).toList();
  }

  @Test
  void whatWasCommittedHereIsFollowedToItsSessions() {
    Trails trails = remembering(10);
    Event event = event("r", 1);
    trails.committed(Appended.stored(List.of(event), "e1"), NOW);
    Trail trail = trails.of(event);
    trail.published();
    trail.written(3, System.nanoTime());
    Journey journey = trails.journey("r", 1).orElseThrow();
    assertEquals("i1", journey.instance());
    assertEquals(
        List.of("received", "committed", "published", "written"), places(Optional.of(journey)));
    assertEquals(3, journey.hops().get(3).sessions());
    for (int i = 1; i < 4; i++) {
      assertTrue(journey.hops().get(i - 1).at() <= journey.hops().get(i).at());
    }
    assertEquals(NOW, trail.receivedNanos());
  }

  @Test
  void whatIsCommittedASecondTimeIsNoNewWay() {
    Trails trails = remembering(10);
    trails.committed(Appended.known(event("r", 1)), NOW);
    assertEquals(Optional.empty(), trails.journey("r", 1));
  }

  @Test
  void whatWasHeardKeepsItsSourceAndWhatNobodyToldOfComesFromTheStore() {
    Trails trails = remembering(10);
    trails.heard(event("r", 1));
    assertSame(Trail.Source.ELSEWHERE, trails.of(event("r", 1)).source());
    assertSame(Trail.Source.STORE, trails.of(event("r", 2)).source());
    trails.heard(event("r", 2));
    assertEquals(List.of("fetched"), places(trails.journey("r", 2)));
  }

  @Test
  void theOldestIsForgottenPastTheBound() {
    int most = 600;
    Trails trails = remembering(most);
    for (int seq = 1; seq <= most; seq++) {
      trails.heard(event("r", seq));
    }
    assertTrue(trails.journey("r", 1).isPresent());
    trails.heard(event("r", most + 1));
    assertEquals(Optional.empty(), trails.journey("r", 1));
    assertTrue(trails.journey("r", 2).isPresent());
  }

  @Test
  void whereItIsOffNothingIsToldButReceiptsAreKnown() {
    Trails trails = remembering(0);
    Event event = event("r", 1);
    trails.committed(Appended.stored(List.of(event), "e1"), NOW);
    trails.of(event).written(1, System.nanoTime());
    assertEquals(Optional.empty(), trails.journey("r", 1));
    assertEquals(NOW, trails.of(event).receivedNanos());
  }

  @Test
  void theIdOfATraceIsTheSameEverywhereAndAnotherForEveryEvent() {
    String id = TraceId.of(event("r", 1)).hex();
    assertEquals(id, TraceId.of(event("r", 1)).hex());
    assertTrue(id.matches("[0-9a-f]{32}"), id);
    assertNotEquals(id, TraceId.of(event("r", 2)).hex());
    assertNotEquals(id, TraceId.of(event("s", 1)).hex());
    assertNotEquals(
        id,
        TraceId.of(new Event.Message("r", 1, 1_001, "alice", null, "hello", null))
            .hex());
  }
}
