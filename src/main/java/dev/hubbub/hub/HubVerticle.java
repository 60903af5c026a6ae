package dev.hubbub.hub;

import dev.hubbub.bus.LocalBus;
import dev.hubbub.config.Config;
import dev.hubbub.ops.Metrics;
import dev.hubbub.ops.Trails;
import dev.hubbub.protocol.BusParser;
import dev.hubbub.protocol.CommandParser;
import dev.hubbub.protocol.EventJson;
import dev.hubbub.room.Appended;
import dev.hubbub.room.Broker;
import dev.hubbub.room.Draft;
import dev.hubbub.room.Event;
import dev.hubbub.room.History;
import dev.hubbub.room.Hub;
import dev.hubbub.room.Signal;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One shard of the hub on its event loop: answers {@link HubClient}, hears the broker, asks the store for heads, and
 * encodes each event once for all sessions of this instance.
 */
public final class HubVerticle extends VerticleBase {
  private static final Logger log = LoggerFactory.getLogger(HubVerticle.class);

  /** An event that nobody announced is found within this time, and the time of a query. */
  private static final long POLL_MS = 1_000;

  private final int index;
  private final History history;
  private final Function<Broker.Listener, Broker> brokers;
  private final Config config;
  private final Trails trails;
  private final Metrics metrics;

  /**
   * The {@code index}-th shard, from 0. Only where {@code config} has verticles of others is anything shown to them.
   *
   * @param brokers connects a broker whose listener is called on the connecting verticle's context
   */
  public HubVerticle(
      int index,
      History history,
      Function<Broker.Listener, Broker> brokers,
      Config config,
      Trails trails,
      Metrics metrics) {
    this.index = index;
    this.history = history;
    this.brokers = brokers;
    this.config = config;
    this.trails = trails;
    this.metrics = metrics;
  }

  static String address(int index) {
    return "hub." + index;
  }

  @Override
  public Future<?> start() {
    LocalBus bus = LocalBus.of(vertx);
    boolean alone = config.verticles().isEmpty();
    Hub hub = new Hub(
        history,
        alone ? history::append : intercepted(),
        brokers,
        new EventLoops(bus, trails, alone ? null : new OpenRooms(vertx)),
        (ms, task) -> vertx.setTimer(ms, timer -> task.run()),
        metrics.hub());
    metrics.loops().measure(vertx, "hub");
    pollLater(hub);
    return bus.serve(address(index), hub).completion();
  }

  private Function<Draft, Future<Appended>> intercepted() {
    Interception interception = new Interception(
        vertx, config.intercept(), new BusParser(new CommandParser(config.limits())));
    return draft -> interception.judged(draft).compose(history::append);
  }

  private void pollLater(Hub hub) {
    long jittered = POLL_MS - ThreadLocalRandom.current().nextLong(POLL_MS / 4);
    vertx.setTimer(jittered, timer -> hub.poll().onComplete(polled -> {
      if (polled.failed()) {
        log.debug("Heads could not be read: {}", polled.cause().getMessage());
      }
      metrics.hub().rooms(index, hub.rooms());
      pollLater(hub);
    }));
  }

  /**
   * The gateway's event loops, which hold the sessions.
   *
   * @param open tells the verticles of others; absent where there are none
   */
  private record EventLoops(LocalBus bus, Trails trails, @Nullable OpenRooms open)
      implements Hub.Audience {
    @Override
    public void tell(Collection<String> followers, String room, List<Event> events) {
      Told told = new Told(
          room,
          List.copyOf(events),
          events.stream().map(EventJson::encode).toList(),
          events.stream().map(trails::of).toList());
      followers.forEach(follower -> bus.send(follower, told));
      if (open != null) {
        for (int i = 0; i < events.size(); i++) {
          open.tell(events.get(i), told.frames().get(i));
        }
      }
    }

    @Override
    public void started(Collection<String> followers, String room, long head) {
      Started started = new Started(room, head);
      followers.forEach(follower -> bus.send(follower, started));
    }

    @Override
    public void overheard(Event event) {
      if (open != null) {
        open.tell(event);
      }
    }

    @Override
    public void signal(Collection<String> followers, Signal signal, @Nullable String origin) {
      Signalled signalled = new Signalled(signal, origin);
      followers.forEach(follower -> bus.send(follower, signalled));
      if (open != null) {
        open.tell(signal);
      }
    }

    @Override
    public void renewed(String user) {
      bus.publish(Renewed.ADDRESS, new Renewed(user));
    }

    @Override
    public void restart(Collection<String> followers, String room) {
      followers.forEach(follower -> bus.send(follower, new Restarted(room)));
      if (open != null) {
        open.restart(room);
      }
    }
  }
}
