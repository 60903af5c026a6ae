package dev.hubbub.ops;

import dev.hubbub.protocol.CloseCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;

/** Who is here, what they follow, and why they went. Any thread. */
public final class SessionMeters {
  private final MeterRegistry registry;
  private final Map<Kind, LongAdder> open = new EnumMap<>(Kind.class);
  private final Map<CloseCode, Counter> closes = new EnumMap<>(CloseCode.class);
  private final LongAdder subscriptions = new LongAdder();

  /** What a session is made of. */
  public enum Kind {
    WEBSOCKET,
    PLAIN,
    SSE
  }

  SessionMeters(MeterRegistry registry) {
    this.registry = registry;
    for (Kind kind : Kind.values()) {
      LongAdder count = new LongAdder();
      open.put(kind, count);
      Gauge.builder("hubbub.sessions", count, LongAdder::sum)
          .description("Open sessions")
          .tag("kind", kind.name().toLowerCase(Locale.ROOT))
          .strongReference(true)
          .register(registry);
    }
    for (CloseCode code : CloseCode.values()) {
      closes.put(
          code,
          Counter.builder("hubbub.closes")
              .description("Sessions that ended, by the close code of PROTOCOL.md 3.6")
              .tag("code", Integer.toString(code.code()))
              .register(registry));
    }
    Gauge.builder("hubbub.subscriptions", subscriptions, LongAdder::sum)
        .description("Rooms that sessions follow, each counted once per session")
        .strongReference(true)
        .register(registry);
  }

  /** Has the number of users who are here asked for; to be called once. */
  public void users(IntSupplier here) {
    Gauge.builder("hubbub.users", here::getAsInt)
        .description("Users who have sessions")
        .register(registry);
  }

  /** A session began. */
  public void opened(Kind kind) {
    open(kind).increment();
  }

  /** A session ended. */
  public void ended(Kind kind, CloseCode code) {
    open(kind).decrement();
    Counter count = closes.get(code);
    if (count != null) {
      count.increment();
    }
  }

  /** Sessions follow so many rooms more; fewer where it is below 0. */
  public void follow(int rooms) {
    subscriptions.add(rooms);
  }

  private LongAdder open(Kind kind) {
    LongAdder count = open.get(kind);
    if (count == null) {
      throw new IllegalArgumentException(kind.name());
    }
    return count;
  }
}
