package dev.hubbub.room;

import java.util.List;

/**
 * What became of a {@link Draft} that the store took. The events are durable.
 *
 * @param events the events of it that are in the log, ascending and consecutive; empty only where nothing changed and
 *     there is no earlier event to name, as when a member joins
 * @param duplicate whether they were there before: then they were told to everybody by the attempt that stored them, or,
 *     where that one never heard of its commit, are found by whoever follows the room
 */
public record Appended(List<Event> events, boolean duplicate) {
  /** Where nothing changed. */
  public static final Appended NOTHING = new Appended(List.of(), true);

  /** One event. */
  public static Appended one(Event event, boolean duplicate) {
    return new Appended(List.of(event), duplicate);
  }

  /** The one event of a draft that always has one, such as a message. */
  public Event event() {
    return events.get(0);
  }
}
