package dev.hubbub.gateway;

import dev.hubbub.room.Signal;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Who is writing in the rooms that are followed here, until they say otherwise, say something, or are silent for {@value
 * #LASTS_MS} ms; and how often a session may say so. Used by one event loop.
 */
final class Typing {
  /** How long it holds (PROTOCOL.md 3.4). */
  static final long LASTS_MS = 6_000;

  /** A session is heard once in that time and room; what it said last is told when the time is over. */
  static final long ONCE_MS = 1_000;

  private static final long SWEEP_MS = 250;

  private final LongSupplier nanoClock;
  private final BiConsumer<Signal.Typing, String> spread;
  private final Consumer<Signal.Typing> tell;
  private final Map<Typist, Long> until = new HashMap<>();
  private final Map<Typist, Map<String, Said>> said = new HashMap<>();

  private record Typist(String room, String user) {}

  /** What a session said. */
  private static final class Said {
    long at;
    boolean spread;
    boolean wanted;
  }

  /**
   * Nobody is writing.
   *
   * @param spread tells it to all event loops and instances, with the id of the session that says so
   * @param tell tells those who follow the room here
   * @param nanoClock counts nanoseconds from anywhere and never goes back
   */
  Typing(
      BiConsumer<Signal.Typing, String> spread,
      Consumer<Signal.Typing> tell,
      LongSupplier nanoClock) {
    this.spread = spread;
    this.tell = tell;
    this.nanoClock = nanoClock;
  }

  /** Looks after it from now on. */
  void start(Vertx vertx) {
    vertx.setPeriodic(SWEEP_MS, timer -> sweep());
  }

  /** Takes what a session of this event loop says. */
  void says(String session, Signal.Typing typing) {
    long now = nanoClock.getAsLong();
    Said one = said.computeIfAbsent(
            new Typist(typing.room(), typing.user()), typist -> new HashMap<>())
        .computeIfAbsent(session, id -> {
          Said fresh = new Said();
          fresh.at = now - ONCE_MS * 1_000_000;
          return fresh;
        });
    one.wanted = typing.on();
    if (isHeard(one, now)) {
      spread(one, typing, session, now);
    }
  }

  private static boolean isHeard(Said one, long now) {
    return now - one.at >= ONCE_MS * 1_000_000;
  }

  private void spread(Said one, Signal.Typing typing, String session, long now) {
    if (one.wanted || one.spread) {
      one.at = now;
      one.spread = one.wanted;
      spread.accept(typing, session);
    }
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
    Typist typist = new Typist(room, user);
    until.remove(typist);
    said.getOrDefault(typist, Map.of()).values().forEach(one -> {
      one.wanted = false;
      one.spread = false;
    });
  }

  /** Whether somebody writes in a room, as far as is known. */
  boolean isTyping(String room, String user) {
    return until.containsKey(new Typist(room, user));
  }

  /** Tells what has waited, and ends what nobody has renewed. */
  void sweep() {
    long now = nanoClock.getAsLong();
    for (Iterator<Map.Entry<Typist, Map<String, Said>>> all = said.entrySet().iterator();
        all.hasNext(); ) {
      Map.Entry<Typist, Map<String, Said>> of = all.next();
      of.getValue().forEach((session, one) -> {
        if (one.wanted != one.spread && isHeard(one, now)) {
          Typist typist = of.getKey();
          spread(one, new Signal.Typing(typist.room(), typist.user(), one.wanted), session, now);
        }
      });
      of.getValue().values().removeIf(one -> now - one.at > LASTS_MS * 1_000_000);
      if (of.getValue().isEmpty()) {
        all.remove();
      }
    }
    for (Iterator<Map.Entry<Typist, Long>> all = until.entrySet().iterator(); all.hasNext(); ) {
      Map.Entry<Typist, Long> one = all.next();
      if (one.getValue() - now <= 0) {
        all.remove();
        tell.accept(new Signal.Typing(one.getKey().room(), one.getKey().user(), false));
      }
    }
  }
}
