package dev.hubbub.room;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Events of a room, ascending, that several are handed alike, as after an instance has gone: what they are on the wire is
 * made once for all of them. Any thread.
 */
public final class SharedEvents {
  /** No events. */
  public static final SharedEvents NONE = new SharedEvents(List.of());

  private final List<Event> list;
  private volatile byte @Nullable [] encoded;

  /** The given events, which nobody changes any more. */
  public SharedEvents(List<Event> list) {
    this.list = list;
  }

  /** The events. */
  public List<Event> list() {
    return list;
  }

  /** What {@code encoding} makes of them; everybody who asks has the same, which nobody changes. */
  public byte[] encoded(Function<List<Event>, byte[]> encoding) {
    byte[] made = encoded;
    if (made == null) {
      made = encoding.apply(list);
      encoded = made;
    }
    return made;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SharedEvents events && events.list.equals(list);
  }

  @Override
  public int hashCode() {
    return list.hashCode();
  }

  @Override
  public String toString() {
    return list.toString();
  }
}
