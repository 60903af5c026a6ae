package dev.hubbub.room;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a {@link Draft} that the store took. The events are durable.
 *
 * @param events the events of it that are in the log, ascending and consecutive; empty only where nothing changed and
 *     there is no earlier event to name, as when a member joins
 * @param epoch the life of the room's numbering that they are of; absent where they were there before
 */
public record Appended(List<Event> events, @Nullable String epoch) {
  /** Where nothing changed. */
  public static final Appended NOTHING = new Appended(List.of(), null);

  /** Events that are in the log from now on. */
  public static Appended stored(List<Event> events, String epoch) {
    return new Appended(List.copyOf(events), epoch);
  }

  /** An event that was there before. */
  public static Appended known(Event event) {
    return new Appended(List.of(event), null);
  }

  /**
   * Whether they were there before: then they were told to everybody by the attempt that stored them, or, where that one
   * never heard of its commit, are found by whoever follows the room.
   */
  public boolean duplicate() {
    return epoch == null;
  }

  /** The one event of a draft that always has one, such as a message. */
  public Event event() {
    return events.get(0);
  }
}
