package dev.hubbub.room;

import java.util.Locale;

/** Who can find a room: everybody, those invited, or the two it belongs to. */
public enum Visibility {
  PUBLIC,
  PRIVATE,
  DIRECT;

  private final String wire = name().toLowerCase(Locale.ROOT);

  /** The visibility as PROTOCOL.md spells it. */
  public String wire() {
    return wire;
  }

  /** The visibility so spelled; an {@link IllegalArgumentException} for any other word. */
  public static Visibility of(String wire) {
    return valueOf(wire.toUpperCase(Locale.ROOT));
  }
}
