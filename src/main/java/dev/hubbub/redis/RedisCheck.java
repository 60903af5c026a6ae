package dev.hubbub.redis;

import dev.hubbub.config.RedisConfig;
import dev.hubbub.config.StartFailure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Tries whether the Redis that is configured can be used, and changes nothing. */
public final class RedisCheck {
  private RedisCheck() {}

  /**
   * Tries once.
   *
   * @return a line for a person; fails with {@link StartFailure}
   */
  public static Future<String> attempt(Vertx vertx, RedisConfig config) {
    Redis client = Redis.createClient(vertx, Endpoint.options(config));
    return client
        .connect()
        .timeout(config.commandMs(), TimeUnit.MILLISECONDS)
        .map(connected -> "it answers, and takes the name and the password")
        .recover(cause -> Future.failedFuture(failure(config, cause)))
        .eventually(client::close);
  }

  /** What a person is told of a Redis that cannot be used. */
  public static StartFailure failure(RedisConfig config, Throwable cause) {
    @Nullable RedisRefused refused = RedisRefused.in(cause);
    String where = StartFailure.masked(config.url());
    return new StartFailure(
        "redis.url",
        refused != null
            ? where + " refuses the name, the password or the rights in it (" + refused.getMessage()
                + ")."
            : where + " cannot be reached; is Redis there, and is the address right?");
  }
}
