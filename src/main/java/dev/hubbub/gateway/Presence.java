package dev.hubbub.gateway;

import dev.hubbub.room.User;
import java.util.Locale;

/** Who is here now. Any thread may ask. */
interface Presence {
  /** How somebody is there (PROTOCOL.md 3.4). */
  enum State {
    ONLINE,
    OFFLINE;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** The state as PROTOCOL.md spells it. */
    String wire() {
      return wire;
    }
  }

  /** How {@code user} is there, as far as this instance knows. */
  State of(User user);
}
