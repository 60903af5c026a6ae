package dev.hubbub.redis;

import dev.hubbub.bus.LocalBus;
import dev.hubbub.room.Attending;
import dev.hubbub.room.Broker;
import dev.hubbub.room.Ended;
import dev.hubbub.room.Event;
import dev.hubbub.room.Journey;
import dev.hubbub.room.Signal;
import dev.hubbub.room.Spent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * The broker as other verticles see it: the bridge, over the event bus. Made on the context of the verticle that uses it,
 * which is where its listener is called; it ends with that verticle.
 */
public final class BrokerClient implements Broker {
  /** Longest wait for a subscription ({@link Broker#subscribe}). */
  static final int SUBSCRIBE_MS = 500;

  private final LocalBus bus;
  private final String address = "hubbub.redis.broker." + UUID.randomUUID();
  private final List<MessageConsumer<Notice>> consumers;

  /** Makes one that tells {@code listener} what it hears. */
  public BrokerClient(Vertx vertx, Listener listener) {
    bus = LocalBus.of(vertx);
    consumers = List.of(
        bus.<Notice>hear(address, notice -> notice.tell(listener)),
        bus.<Notice>hear(Notice.ADDRESS, notice -> notice.tell(listener)));
  }

  @Override
  public void publish(Event event, String epoch) {
    bus.send(RedisBridgeVerticle.ADDRESS, new BridgeRequest.Publish(event, epoch));
  }

  @Override
  public void publish(Signal signal) {
    bus.send(RedisBridgeVerticle.ADDRESS, new BridgeRequest.PublishSignal(signal));
  }

  @Override
  public Future<Void> subscribe(String room) {
    return bus.ask(RedisBridgeVerticle.ADDRESS, new BridgeRequest.Subscribe(room, address))
        .timeout(SUBSCRIBE_MS, TimeUnit.MILLISECONDS)
        .otherwiseEmpty();
  }

  @Override
  public void unsubscribe(String room) {
    bus.send(RedisBridgeVerticle.ADDRESS, new BridgeRequest.Unsubscribe(room, address));
  }

  @Override
  public void announceEnded(Ended ended) {
    bus.send(RedisBridgeVerticle.ADDRESS, new BridgeRequest.AnnounceEnded(ended));
  }

  @Override
  public void announceSpent(Collection<Spent> spent) {
    bus.send(RedisBridgeVerticle.ADDRESS, new BridgeRequest.AnnounceSpent(List.copyOf(spent)));
  }

  @Override
  public void announce(Attending attending) {
    bus.send(RedisBridgeVerticle.ADDRESS, new BridgeRequest.Announce(attending));
  }

  @Override
  public void announceRenewed(String user) {
    bus.send(RedisBridgeVerticle.ADDRESS, new BridgeRequest.AnnounceRenewed(user));
  }

  @Override
  public void keep(Collection<Attendance> people) {
    bus.send(RedisBridgeVerticle.ADDRESS, new BridgeRequest.Keep(List.copyOf(people)));
  }

  @Override
  public void forget(String room, String user) {
    bus.send(RedisBridgeVerticle.ADDRESS, new BridgeRequest.Forget(room, user));
  }

  @Override
  public void inquire(Journey.Inquiry inquiry) {
    bus.send(RedisBridgeVerticle.ADDRESS, new BridgeRequest.Inquire(inquiry));
  }

  @Override
  public void answer(String inquiry, Journey journey) {
    bus.send(RedisBridgeVerticle.ADDRESS, new BridgeRequest.Answer(inquiry, journey));
  }

  /** Stops telling the listener, where that is to be before its verticle ends. */
  public Future<Void> close() {
    return Future.join(consumers.stream().map(MessageConsumer::unregister).toList())
        .mapEmpty();
  }
}
