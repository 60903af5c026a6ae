package dev.hubbub.room;

import java.util.List;

/**
 * The way of one event through one instance, for those who look for where time went. It says nothing of what the event
 * says.
 *
 * @param instance the id of the instance
 * @param trace the id of the event's trace, the same on all instances: 32 hexadecimal digits
 * @param hops ascending
 */
public record Journey(String instance, String trace, List<Hop> hops) {
  /**
   * A place where it came by.
   *
   * @param at microseconds since 1970, UTC, by that instance's clock
   * @param sessions to how many sessions it was written; 0 elsewhere
   */
  public record Hop(String place, long at, int sessions) {}

  /**
   * One instance asks the others about an event.
   *
   * @param id told with the answer
   */
  public record Inquiry(String id, String room, long seq) {}
}
