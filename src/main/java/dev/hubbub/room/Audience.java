package dev.hubbub.room;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Those on this instance who follow rooms; each follower stands for the sessions of one event loop. */
public interface Audience {
  /** Hands events of a room, ascending and following on what was handed before, to each of {@code followers}. */
  void tell(Collection<String> followers, String room, List<Event> events);

  /** Takes note that {@code followers} are handed what happens in a room from here on. */
  void started(Collection<String> followers, String room);

  /**
   * Hands something live in a room to each of {@code followers}.
   *
   * @param origin the id of the session it comes from; absent where that is elsewhere
   */
  void signal(Collection<String> followers, Signal signal, @Nullable String origin);

  /**
   * An event came by of a room that is not followed here, or not yet: mostly one that was committed here. In no
   * promised order, and perhaps handed to followers later.
   */
  default void overheard(Event event) {}

  /** Somebody became a member of a room: what is known of them is to be asked anew. */
  void renewed(String user);

  /** The room's log went back in time, or is another one now: its sessions start afresh. */
  void restart(Collection<String> followers, String room);
}
