package dev.hubbub.room;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hubbub.room.Presence.Announcement;
import dev.hubbub.room.Presence.Change;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PresenceTest {
  private static final Set<String> ROOMS = Set.of("general");

  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1);
  private final Presence presence = new Presence(5_000, 20_000, clock::get);

  private static Announcement is(String user, State state) {
    return new Announcement(user, state, ROOMS, Map.of());
  }

  private static Change shown(String user, State state) {
    return new Change(user, state, ROOMS);
  }

  private void pass(long ms) {
    clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(ms));
  }

  @Test
  void whoComesIsShownAtOnce() {
    presence.heard("i1", List.of(is("bob", State.ONLINE)));
    assertEquals(List.of(shown("bob", State.ONLINE)), presence.changes());
    assertEquals(List.of(), presence.changes());
    assertEquals(State.ONLINE, presence.of("bob"));
    assertEquals(Map.of("bob", State.ONLINE), presence.in("general"));
    assertEquals(Map.of(), presence.in("other"));
  }

  @Test
  void theBestOfAllInstancesCounts() {
    presence.heard("i1", List.of(is("bob", State.AWAY)));
    presence.heard("i2", List.of(is("bob", State.ONLINE)));
    assertEquals(List.of(shown("bob", State.ONLINE)), presence.changes());
    presence.heard("i2", List.of(is("bob", State.OFFLINE)));
    assertEquals(List.of(shown("bob", State.AWAY)), presence.changes());
  }

  @Test
  void whoLeavesIsOfflineAfterTheGraceAndNotBefore() {
    presence.heard("i1", List.of(is("bob", State.ONLINE)));
    assertEquals(1, presence.changes().size());
    presence.heard("i1", List.of(is("bob", State.OFFLINE)));
    pass(4_999);
    assertEquals(List.of(), presence.changes());
    assertEquals(State.ONLINE, presence.of("bob"));
    pass(1);
    assertEquals(List.of(shown("bob", State.OFFLINE)), presence.changes());
    assertEquals(Map.of(), presence.in("general"));
    assertEquals(0, presence.size());
  }

  @Test
  void whoLeavesIsSeenInTheirRoomsUntilTheGraceIsOver() {
    presence.heard("i1", List.of(is("bob", State.ONLINE)));
    presence.heard("i1", List.of(is("bob", State.OFFLINE)));
    assertEquals(ROOMS, presence.seenIn("bob"));
    pass(5_000);
    assertEquals(1, presence.changes().size());
    assertEquals(Set.of(), presence.seenIn("bob"));
  }

  @Test
  void whoComesBackWithinTheGraceWasNeverSeenToLeave() {
    presence.heard("i1", List.of(is("bob", State.ONLINE)));
    assertEquals(1, presence.changes().size());
    presence.heard("i1", List.of(is("bob", State.OFFLINE)));
    pass(4_000);
    presence.heard("i2", List.of(is("bob", State.ONLINE)));
    pass(4_000);
    assertEquals(List.of(), presence.changes());
    presence.heard("i2", List.of(is("bob", State.OFFLINE)));
    pass(4_999);
    assertEquals(List.of(), presence.changes());
    pass(1);
    assertEquals(List.of(shown("bob", State.OFFLINE)), presence.changes());
  }

  @Test
  void anInstanceThatIsSilentTooLongTakesItsUsersWithItOnce() {
    presence.heard("i1", List.of(is("bob", State.ONLINE), is("eve", State.ONLINE)));
    presence.heard("i2", List.of(is("eve", State.ONLINE)));
    assertEquals(2, presence.changes().size());
    pass(20_000);
    presence.alive("i2");
    assertEquals(List.of(), presence.changes());
    pass(1);
    assertEquals(List.of(), presence.changes());
    pass(5_000);
    assertEquals(List.of(shown("bob", State.OFFLINE)), presence.changes());
    pass(14_000);
    assertEquals(List.of(), presence.changes());
    assertEquals(State.ONLINE, presence.of("eve"));
  }

  @Test
  void anInstanceThatSaysAllForgetsWhomItDoesNotName() {
    presence.heard("i1", List.of(is("bob", State.ONLINE), is("eve", State.AWAY)));
    assertEquals(2, presence.changes().size());
    presence.heardAll("i1", List.of(is("eve", State.AWAY)));
    pass(5_000);
    assertEquals(List.of(shown("bob", State.OFFLINE)), presence.changes());
    assertEquals(State.AWAY, presence.of("eve"));
  }

  @Test
  void ofOnePersonTheLastStateIsShown() {
    presence.heard("i1", List.of(is("bob", State.ONLINE)));
    presence.heard("i1", List.of(is("bob", State.AWAY)));
    presence.heard("i1", List.of(is("bob", State.ONLINE)));
    presence.heard("i1", List.of(is("bob", State.AWAY)));
    assertEquals(List.of(shown("bob", State.AWAY)), presence.changes());
  }

  @Test
  void whoJoinsARoomIsSeenThereAndWhoLeavesItIsNot() {
    presence.heard("i1", List.of(is("bob", State.ONLINE)));
    presence.heard("i1", List.of(new Announcement("bob", State.ONLINE, Set.of("dev"), Map.of())));
    assertEquals(Map.of(), presence.in("general"));
    assertEquals(Map.of("bob", State.ONLINE), presence.in("dev"));
  }

  private static Announcement has(Map<String, Long> sessions) {
    return new Announcement("bob", State.ONLINE, ROOMS, sessions);
  }

  @Test
  void theOldestSessionsOverAllInstancesAreSurplus() {
    presence.heard("i1", List.of(has(Map.of("a", 1L, "c", 3L))));
    presence.heard("i2", List.of(has(Map.of("b", 2L, "d", 4L))));
    assertEquals(List.of(), presence.surplus("bob", 4));
    assertEquals(List.of("a"), presence.surplus("bob", 3));
    assertEquals(List.of("a", "b"), presence.surplus("bob", 2));
    presence.heard("i2", List.of(has(Map.of("d", 4L))));
    assertEquals(List.of(), presence.surplus("bob", 3));
    assertEquals(List.of(), presence.surplus("nobody", 1));
  }

  @Test
  void ofSessionsThatBeganTogetherEveryInstanceFindsTheSameSurplus() {
    presence.heard("i2", List.of(has(Map.of("b", 1L))));
    presence.heard("i1", List.of(has(Map.of("a", 1L))));
    assertEquals(List.of("a"), presence.surplus("bob", 1));
  }

  @Test
  void anInstanceIsKnownFromWhenItHasSaidAllUntilItIsTakenForDead() {
    presence.heard("i1", List.of(is("bob", State.ONLINE)));
    assertEquals(false, presence.knows("i1"));
    presence.heardAll("i1", List.of());
    assertEquals(true, presence.knows("i1"));
    pass(20_001);
    assertEquals(1, presence.changes().size());
    assertEquals(false, presence.knows("i1"));
    presence.heard("i1", List.of());
    assertEquals(false, presence.knows("i1"));
  }
}
