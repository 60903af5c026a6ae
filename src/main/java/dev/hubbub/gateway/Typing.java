package dev.hubbub.gateway;

import dev.hubbub.room.Signal;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Who is writing in the rooms that are followed here, until they say otherwise, say something, or are silent for {@value
 * #LASTS_MS} ms; and how often a session may say so. Used by one event loop.
 */
final class Typing {
  /** How long it holds (PROTOCOL.md 3.4). */
  static final long LASTS_MS = 6_000;

  /** A session says so once in that time and room; what it says besides is passed over. */
  static final long ONCE_MS = 1_000;

  private static final long SWEEP_MS = 500;

  private final LongSupplier nanoClock;
  private final Consumer<Signal.Typing> tell;
  private final Map<Typist, Long> until = new HashMap<>();
  private final Map<Said, Long> saidAt = new HashMap<>();

  private record Typist(String room, String user) {}

  private record Said(String session, String room) {}

  /**
   * Nobody is writing.
   *
   * @param tell tells those who follow the room
   * @param nanoClock counts nanoseconds from anywhere and never goes back
   */
  Typing(Consumer<Signal.Typing> tell, LongSupplier nanoClock) {
    this.tell = tell;
    this.nanoClock = nanoClock;
  }

  /** Looks after it from now on. */
  void start(Vertx vertx) {
    vertx.setPeriodic(SWEEP_MS, timer -> sweep());
  }

  /** Whether a session may say so now. That it ceases may always be said, once. */
  boolean mayTell(Session session, String room, boolean on) {
    long now = nanoClock.getAsLong();
    Said said = new Said(session.id(), room);
    if (!on) {
      return saidAt.remove(said) != null;
    }
    Long before = saidAt.get(said);
    if (before != null && now - before < ONCE_MS * 1_000_000) {
      return false;
    }
    saidAt.put(said, now);
    return true;
  }

  /** Takes what is said somewhere, and tells it where it is news. */
  void heard(Signal.Typing typing) {
    Typist typist = new Typist(typing.room(), typing.user());
    if (typing.on()) {
      until.put(typist, nanoClock.getAsLong() + LASTS_MS * 1_000_000);
      tell.accept(typing);
    } else if (until.remove(typist) != null) {
      tell.accept(typing);
    }
  }

  /** Takes note that somebody said what they wrote: everybody sees that it is over. */
  void said(String room, String user) {
    until.remove(new Typist(room, user));
  }

  /** Ends what nobody has renewed. */
  void sweep() {
    long now = nanoClock.getAsLong();
    for (Iterator<Map.Entry<Typist, Long>> all = until.entrySet().iterator(); all.hasNext(); ) {
      Map.Entry<Typist, Long> one = all.next();
      if (one.getValue() - now <= 0) {
        all.remove();
        tell.accept(new Signal.Typing(one.getKey().room(), one.getKey().user(), false));
      }
    }
    saidAt.values().removeIf(at -> now - at > LASTS_MS * 1_000_000);
  }
}
