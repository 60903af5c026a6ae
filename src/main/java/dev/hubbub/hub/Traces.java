package dev.hubbub.hub;

import dev.hubbub.ops.Trails;
import dev.hubbub.room.Broker;
import dev.hubbub.room.Journey;
import dev.hubbub.room.Journey.Inquiry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The ways of recent events through all instances: each answers for itself, from what it still remembers. Thread-safe. */
public final class Traces implements Broker.Listener {
  /** Within which other instances answer; who is later is left out. */
  static final long WITHIN_MS = 300;

  /** Answers to one question; more are left out. */
  private static final int MOST = 256;

  private final Vertx vertx;
  private final Trails trails;
  private final boolean alone;
  private final Broker broker;
  private final Map<String, Queue<Journey>> asked = new ConcurrentHashMap<>();

  /**
   * Answers for this instance.
   *
   * @param alone whether there are no others to ask
   * @param brokers connects the broker that this listens to
   */
  public Traces(
      Vertx vertx, Trails trails, boolean alone, Function<Broker.Listener, Broker> brokers) {
    this.vertx = vertx;
    this.trails = trails;
    this.alone = alone;
    this.broker = brokers.apply(this);
  }

  /**
   * The way of an event, as far as it is remembered anywhere: this instance first, then the others by their ids. Never
   * fails; empty where it is unknown.
   */
  public Future<List<Journey>> of(String room, long seq) {
    List<Journey> all = new ArrayList<>(1);
    trails.journey(room, seq).ifPresent(all::add);
    if (alone) {
      return Future.succeededFuture(all);
    }
    Inquiry inquiry = new Inquiry(UUID.randomUUID().toString(), room, seq);
    Queue<Journey> others = new ConcurrentLinkedQueue<>();
    asked.put(inquiry.id(), others);
    broker.inquire(inquiry);
    return vertx.timer(WITHIN_MS, TimeUnit.MILLISECONDS).map(over -> {
      asked.remove(inquiry.id());
      all.addAll(sorted(others));
      return all;
    });
  }

  private static List<Journey> sorted(Collection<Journey> journeys) {
    return journeys.stream()
        .sorted(Comparator.comparing(Journey::instance))
        .limit(MOST)
        .toList();
  }

  @Override
  public void inquired(Inquiry inquiry) {
    trails
        .journey(inquiry.room(), inquiry.seq())
        .ifPresent(journey -> broker.answer(inquiry.id(), journey));
  }

  @Override
  public void answered(String inquiry, Journey journey) {
    Queue<Journey> waiting = asked.get(inquiry);
    if (waiting != null && waiting.size() < MOST) {
      waiting.add(journey);
    }
  }
}
