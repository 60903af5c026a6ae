package dev.hubbub.redis;

import dev.hubbub.bus.LocalBus;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/**
 * How the link to Redis is.
 *
 * @param up whether it carries; else the instance is degraded: it works through the store, and slower
 * @param since from when it is so: milliseconds since 1970, UTC, by this machine's clock
 */
public record RedisHealth(boolean up, long since) {
  /** Asks the bridge of {@code vertx}. */
  public static Future<RedisHealth> ask(Vertx vertx) {
    return LocalBus.of(vertx).ask(RedisBridgeVerticle.ADDRESS, new BridgeRequest.Health());
  }
}
