package dev.hubbub.room;

import java.util.Locale;

/** What a member may do in a room; each role may do all that the ones after it may. */
public enum Role {
  OWNER,
  ADMIN,
  MEMBER;

  private final String wire = name().toLowerCase(Locale.ROOT);

  /** The role as PROTOCOL.md spells it. */
  public String wire() {
    return wire;
  }

  /** The role so spelled; an {@link IllegalArgumentException} for any other word. */
  public static Role of(String wire) {
    return valueOf(wire.toUpperCase(Locale.ROOT));
  }
}
