package dev.hubbub.redis;

import dev.hubbub.bus.LocalBus;
import dev.hubbub.config.RedisConfig;
import dev.hubbub.ops.InstanceFacts;
import dev.hubbub.ops.RedisMeters;
import dev.hubbub.ops.Trails;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one place of an instance that speaks with Redis; {@link BrokerClient}, {@link ChannelsClient} and {@link
 * RedisHealth} ask it over the event bus. One per instance, on an event loop.
 *
 * <p>It starts whether or not Redis is there, and joins it when it comes. It does not start with credentials that Redis
 * refuses: then the deployment fails with {@link RedisRefused}. With a URL, a CA file or a certificate that cannot work it
 * is degraded, and the log tells why.
 *
 * <p>All that an ACL user needs, with the default prefix and both plain channels of the tutorials:
 *
 * <pre>{@code
 * ACL SETUSER hubbub on >password resetkeys ~hubbub:* resetchannels &hubbub:* &chats &chat_channel -@all
 *   +publish +subscribe +unsubscribe +eval +get +set +pexpire +zadd +zrange +zrangebyscore +zrem
 *   +zremrangebyscore +zremrangebyrank +hset +hdel +hgetall
 *   +del
 * }</pre>
 *
 * <p>and {@code +select} where the URL names a database.
 */
public final class RedisBridgeVerticle extends VerticleBase {
  static final String ADDRESS = "hubbub.redis";

  private final Setting setting;
  private @Nullable Served served;

  /**
   * A bridge to be deployed.
   *
   * @param facts asked now and then on the verticle's context; answers at once
   */
  public RedisBridgeVerticle(
      RedisConfig config,
      String instanceId,
      Supplier<InstanceFacts> facts,
      Trails trails,
      RedisMeters meters) {
    setting = new Setting(config, instanceId, facts, trails, meters);
  }

  /** What the bridge is told at its making. */
  record Setting(
      RedisConfig config,
      String instanceId,
      Supplier<InstanceFacts> facts,
      Trails trails,
      RedisMeters meters) {}

  /** What is to be ended with the verticle. */
  private record Served(Bridge bridge, MessageConsumer<?> requests, long renewal) {}

  @Override
  public Future<?> start() {
    Bridge bridge = new Bridge(vertx, context, setting, Endpoint.options(setting.config()));
    return bridge
        .start()
        .onSuccess(started -> served = new Served(
            bridge,
            LocalBus.of(vertx).serve(ADDRESS, bridge),
            vertx.setPeriodic(Lease.RENEWAL_MS, now -> bridge.renewLease())));
  }

  @Override
  public Future<?> stop() {
    Served ending = Objects.requireNonNull(served);
    vertx.cancelTimer(ending.renewal());
    return ending
        .requests()
        .unregister()
        .compose(deaf -> ending.bridge().stop())
        .timeout(2L * setting.config().commandMs(), TimeUnit.MILLISECONDS)
        .otherwiseEmpty();
  }
}
