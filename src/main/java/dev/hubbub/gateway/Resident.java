package dev.hubbub.gateway;

import dev.hubbub.room.User;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Somebody with sessions on one event loop, and the rooms they are a member of. Used by that event loop only.
 */
final class Resident {
  private final User user;
  private final Set<Session> sessions = new LinkedHashSet<>();
  private final Set<String> rooms = new HashSet<>();
  /** The rooms so small that their members see each other come and go. */
  private final Set<String> seenIn = new HashSet<>();

  private boolean known;
  private boolean receipts = true;

  Resident(User user) {
    this.user = user;
  }

  User user() {
    return user;
  }

  Set<Session> sessions() {
    return sessions;
  }

  Set<String> rooms() {
    return rooms;
  }

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

  void setReceipts(boolean shown) {
    receipts = shown;
  }

  void setKnown() {
    known = true;
  }
}
