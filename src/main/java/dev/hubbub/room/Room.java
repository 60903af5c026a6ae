package dev.hubbub.room;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Puts the events of one room in order, for those who follow it on this instance. The local append, the broker and a
 * fill from the store may all bring the same event, in any order: each comes out once, and with consecutive seq.
 *
 * <p>State of one hub shard; touched by its thread only.
 */
final class Room {
  /** Events that came too early and wait for those before them. One more is forgotten, for the fill brings it again. */
  static final int MOST_HELD = 256;

  private final String id;
  private final String epoch;
  private final TreeMap<Long, Event> held = new TreeMap<>();
  private long next;
  private long head;

  /**
   * A room whose followers have everything up to {@code head}.
   *
   * @param epoch the life of the numbering that is followed
   */
  Room(String id, String epoch, long head) {
    this.id = id;
    this.epoch = epoch;
    this.head = head;
    this.next = head + 1;
  }

  String id() {
    return id;
  }

  String epoch() {
    return epoch;
  }

  /** The seq that comes out next. */
  long next() {
    return next;
  }

  /** The last seq that the log is known to hold. */
  long head() {
    return head;
  }

  /** Whether the log is known to hold events that have not come out. */
  boolean behind() {
    return head >= next;
  }

  /** Takes note of how far the log goes. */
  void learn(long seq) {
    head = Math.max(head, seq);
  }

  /**
   * Takes an event.
   *
   * @return the events that are due now, ascending and consecutive; empty for one that came before, or came too early
   */
  List<Event> deliver(Event event) {
    learn(event.seq());
    if (event.seq() < next) {
      return List.of();
    }
    if (event.seq() > next) {
      hold(event);
      return List.of();
    }
    next++;
    if (held.isEmpty()) {
      return List.of(event);
    }
    List<Event> due = new ArrayList<>();
    due.add(event);
    while (!held.isEmpty() && held.firstKey() <= next) {
      Event waiting = held.pollFirstEntry().getValue();
      if (waiting.seq() == next) {
        due.add(waiting);
        next++;
      }
    }
    return due;
  }

  private void hold(Event event) {
    held.put(event.seq(), event);
    if (held.size() > MOST_HELD) {
      held.pollLastEntry();
    }
  }
}
