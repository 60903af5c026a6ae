package dev.hubbub.gateway;

import dev.hubbub.room.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Somebody with sessions on one event loop, and the rooms they are a member of. Used by that event loop only.
 *
 * <p>There is one of them for each session of most servers, so that what it holds is copied rather than kept ready to
 * grow.
 */
final class Resident {
  private final User user;
  private List<Session> sessions = List.of();
  private Set<String> rooms = Set.of();
  private Set<String> seenIn = Set.of();
  private boolean known;
  private boolean receipts = true;

  Resident(User user) {
    this.user = user;
  }

  User user() {
    return user;
  }

  List<Session> sessions() {
    return sessions;
  }

  /** When the first of their sessions began, in ms since 1970. */
  long began() {
    return sessions.stream().mapToLong(Session::began).min().orElseThrow();
  }

  void add(Session session) {
    sessions = Stream.concat(sessions.stream(), Stream.of(session)).toList();
  }

  /** Whether it was one of theirs. */
  boolean remove(Session session) {
    List<Session> left = new ArrayList<>(sessions);
    boolean removed = left.remove(session);
    sessions = List.copyOf(left);
    return removed;
  }

  /** The ids of the rooms they are a member of. */
  Set<String> rooms() {
    return rooms;
  }

  /** Those of them that are so small that their members see each other come and go. */
  Set<String> seenIn() {
    return seenIn;
  }

  /** Whether it is known yet which rooms they are a member of. */
  boolean known() {
    return known;
  }

  /** Whether they show how far they have read, and see how far others have. */
  boolean receipts() {
    return receipts;
  }

  /** Takes what is known of them now. */
  void learn(Set<String> memberOf, Set<String> visibleIn, boolean showsReceipts) {
    rooms = Set.copyOf(memberOf);
    seenIn = visibleIn.equals(rooms) ? rooms : Set.copyOf(visibleIn);
    receipts = showsReceipts;
    known = true;
  }

  /** Takes note that they are a member of a room no more. */
  void leave(String room) {
    rooms = without(rooms, room);
    seenIn = without(seenIn, room);
  }

  private static Set<String> without(Set<String> rooms, String left) {
    return rooms.contains(left)
        ? rooms.stream().filter(room -> !room.equals(left)).collect(Collectors.toUnmodifiableSet())
        : rooms;
  }
}
