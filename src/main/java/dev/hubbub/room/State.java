package dev.hubbub.room;

import java.util.Locale;

/** Whether somebody is there; of several sessions the one that comes first here counts. */
public enum State {
  ONLINE,
  AWAY,
  OFFLINE;

  private final String wire = name().toLowerCase(Locale.ROOT);

  /** The state as PROTOCOL.md spells it. */
  public String wire() {
    return wire;
  }

  /** The state so spelled; an {@link IllegalArgumentException} for any other word. */
  public static State of(String wire) {
    return valueOf(wire.toUpperCase(Locale.ROOT));
  }
}
