package dev.hubbub.redis;

import dev.hubbub.bus.LocalBus;
import dev.hubbub.room.Channels;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Plain channels as other verticles see them: the bridge, over the event bus. Made on the context of the verticle that
 * uses it, which is where its listener is called; it ends with that verticle.
 */
public final class ChannelsClient implements Channels {
  private final LocalBus bus;
  private final String address = "hubbub.redis.channels." + UUID.randomUUID();
  private final MessageConsumer<PlainRelay.Said> consumer;

  /** Makes one that tells {@code listener} what it hears. */
  public ChannelsClient(Vertx vertx, Listener listener) {
    bus = LocalBus.of(vertx);
    consumer = bus.hear(address, said -> listener.heard(said.channel(), said.text()));
  }

  @Override
  public void publish(String channel, String text) {
    bus.send(RedisBridgeVerticle.ADDRESS, new BridgeRequest.Say(channel, text));
  }

  /** {@inheritDoc} In any case within half a second; it never fails. */
  @Override
  public Future<Void> subscribe(String channel) {
    return bus.ask(RedisBridgeVerticle.ADDRESS, new BridgeRequest.Hear(channel, address))
        .timeout(BrokerClient.SUBSCRIBE_MS, TimeUnit.MILLISECONDS)
        .otherwiseEmpty();
  }

  /** Stops telling the listener, where that is to be before its verticle ends. */
  public Future<Void> close() {
    return consumer.unregister();
  }
}
