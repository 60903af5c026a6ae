package dev.hubbub.ops;

import dev.hubbub.room.Appended;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.HubObserver;
import dev.hubbub.room.Refusal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.AsyncResult;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is said, and what it takes to have it whole and in order. Any thread. */
public final class HubMeters implements HubObserver {
  private final Map<Integer, Integer> roomsByShard = new ConcurrentHashMap<>();
  private final Counter committed;
  private final Counter repeated;
  private final Counter refused;
  private final Counter unavailable;
  private final Counter duplicates;
  private final Counter fills;
  private final Counter filled;
  private final Counter behind;
  private final Counter restarts;

  HubMeters(MeterRegistry registry) {
    committed = in(registry, "committed");
    repeated = in(registry, "duplicate");
    refused = in(registry, "refused");
    unavailable = in(registry, "unavailable");
    duplicates = Counter.builder("hubbub.duplicates")
        .description("Events that came a second time and were dropped")
        .register(registry);
    fills = Counter.builder("hubbub.gap.fills")
        .description("Times the store was asked for events that nobody had told of")
        .register(registry);
    filled = Counter.builder("hubbub.gap.events")
        .description("Events that came from the store so")
        .register(registry);
    behind = Counter.builder("hubbub.heads.behind")
        .description("Rooms found to be behind the store's head")
        .register(registry);
    restarts = Counter.builder("hubbub.restarts")
        .description("Rooms whose log turned out to be another one")
        .register(registry);
    Gauge.builder(
            "hubbub.rooms",
            () -> roomsByShard.values().stream().mapToInt(Integer::intValue).sum())
        .description("Rooms that somebody here follows")
        .register(registry);
  }

  private static Counter in(MeterRegistry registry, String outcome) {
    return Counter.builder("hubbub.messages.in")
        .description("What was asked to be said or done in rooms, and what became of it")
        .tag("outcome", outcome)
        .register(registry);
  }

  /** One shard has so many rooms. */
  public void rooms(int shard, int rooms) {
    roomsByShard.put(shard, rooms);
  }

  /** What was committed here since the start. */
  long messagesIn() {
    return (long) committed.count();
  }

  /** What became of something that was to be said or done. */
  public void answered(AsyncResult<Appended> answer) {
    if (answer.succeeded()) {
      (answer.result().duplicate() ? repeated : committed).increment();
    } else {
      boolean away =
          !(answer.cause() instanceof Refusal refusal) || refusal.code() == ErrorCode.UNAVAILABLE;
      (away ? unavailable : refused).increment();
    }
  }

  @Override
  public void duplicate() {
    duplicates.increment();
  }

  @Override
  public void filled(int events) {
    fills.increment();
    filled.increment(events);
  }

  @Override
  public void behind() {
    behind.increment();
  }

  @Override
  public void restarted() {
    restarts.increment();
  }
}
