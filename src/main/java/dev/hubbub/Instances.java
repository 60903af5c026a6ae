package dev.hubbub;

import dev.hubbub.config.Build;
import dev.hubbub.config.Config;
import dev.hubbub.gateway.Gateway;
import dev.hubbub.ops.InstanceFacts;
import dev.hubbub.ops.Metrics;
import dev.hubbub.redis.Leases;
import dev.hubbub.redis.RedisHealth;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** This instance, and those beside it, as they tell of themselves. Thread-safe. */
final class Instances {
  private final Vertx vertx;
  private final Config config;
  private final Metrics metrics;
  private final long started = System.currentTimeMillis();
  private volatile @Nullable Gateway door;
  private volatile int port;

  Instances(Vertx vertx, Config config, Metrics metrics) {
    this.vertx = vertx;
    this.config = config;
    this.metrics = metrics;
    this.port = config.http().port();
  }

  /** This is how people will come in. */
  void opening(Gateway gateway) {
    door = gateway;
  }

  /** It is open, at that port. */
  void open(int listening) {
    port = listening;
  }

  /** How people come in; absent as long as the start has not come that far. */
  @Nullable
  Gateway door() {
    return door;
  }

  /** What this instance tells the others: where they can read it, its link to Redis carries. */
  InstanceFacts own() {
    return own(config.redis() == null ? null : true);
  }

  /**
   * What all tell, by their ids: this instance as it is now, the others as they were some seconds ago. Alone without
   * Redis, and while that is away or refuses to tell. Never fails.
   */
  Future<List<InstanceFacts>> all() {
    if (config.redis() == null) {
      return Future.succeededFuture(List.of(own()));
    }
    return RedisHealth.ask(vertx)
        .map(RedisHealth::up)
        .otherwise(false)
        .compose(up -> Leases.ask(vertx).otherwise(List.of()).map(told -> among(told, own(up))));
  }

  private static List<InstanceFacts> among(List<InstanceFacts> told, InstanceFacts own) {
    List<InstanceFacts> all = new ArrayList<>(told);
    all.removeIf(one -> one.id().equals(own.id()));
    all.add(own);
    all.sort(Comparator.comparing(InstanceFacts::id));
    return List.copyOf(all);
  }

  private InstanceFacts own(@Nullable Boolean redisUp) {
    Gateway open = door;
    return new InstanceFacts(
        config.instanceId(),
        config.http().host() + ":" + port,
        Build.version(),
        started,
        System.currentTimeMillis(),
        open == null ? 0 : open.sessions(),
        redisUp,
        metrics.tally());
  }
}
