package dev.hubbub.redis;

import dev.hubbub.bus.LocalBus;
import dev.hubbub.config.RedisConfig;
import dev.hubbub.config.TracingConfig;
import dev.hubbub.ops.InstanceFacts;
import dev.hubbub.ops.RedisMeters;
import dev.hubbub.ops.Tally;
import dev.hubbub.ops.Trails;
import dev.hubbub.room.Broker;
import dev.hubbub.room.Channels;
import dev.hubbub.testing.Loops;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** A Hubbub of which only the bridge is there. */
final class Instance implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(15);

  final String id = "i-" + UUID.randomUUID();
  final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));

  private Instance() {}

  /** An instance that has started. */
  static Instance start(RedisConfig config) {
    Instance instance = new Instance();
    try {
      LocalBus.install(instance.vertx);
      Object unused = Loops.await(
          instance.vertx.deployVerticle(new RedisBridgeVerticle(
              config,
              instance.id,
              () -> facts(instance.id),
              new Trails(instance.id, new TracingConfig(0, null), null),
              RedisMeters.unseen())),
          SOON);
      return instance;
    } catch (RuntimeException e) {
      instance.close();
      throw e;
    }
  }

  /** What an instance of that id says about itself. */
  static InstanceFacts facts(String id) {
    List<Long> deliveries = new ArrayList<>(Collections.nCopies(Tally.boundsUs().size(), 1L));
    deliveries.add(2L);
    return new InstanceFacts(
        id,
        "127.0.0.1:80",
        "1.0",
        42,
        System.currentTimeMillis(),
        7,
        true,
        new Tally(3, 9, 250, false, deliveries));
  }

  /** How a test configures a bridge: impatient, so that it need not wait long. */
  static RedisConfig config(String url, String prefix) {
    return new RedisConfig(url, prefix, null, 1_000, 200);
  }

  BrokerClient broker(Broker.Listener listener) {
    return onContext(() -> new BrokerClient(vertx, listener));
  }

  ChannelsClient channels(Channels.Listener listener) {
    return onContext(() -> new ChannelsClient(vertx, listener));
  }

  RedisHealth health() {
    return Loops.await(RedisHealth.ask(vertx), SOON);
  }

  /** Waits until the link is up, or down. */
  void awaitUp(boolean up) {
    Waiting.until("the link is " + (up ? "up" : "down"), () -> health().up() == up);
  }

  /** Ends it in an orderly way. */
  @Override
  public void close() {
    var unused = Loops.await(vertx.close().map("closed"), SOON);
  }

  private <T> T onContext(Supplier<T> make) {
    return Loops.await(
        Future.<T>future(
            made -> vertx.getOrCreateContext().runOnContext(now -> made.complete(make.get()))),
        SOON);
  }
}
