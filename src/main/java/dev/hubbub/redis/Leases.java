package dev.hubbub.redis;

import dev.hubbub.bus.LocalBus;
import dev.hubbub.ops.InstanceFacts;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;

/** What all instances say about themselves. */
public final class Leases {
  private Leases() {}

  /**
   * Asks the bridge of {@code vertx}.
   *
   * @return by their ids, at most 256; empty where the link to Redis does not carry. Fails where Redis does not allow it
   */
  public static Future<List<InstanceFacts>> ask(Vertx vertx) {
    return LocalBus.of(vertx).ask(RedisBridgeVerticle.ADDRESS, new BridgeRequest.Instances());
  }
}
