package dev.hubbub.redis;

import dev.hubbub.config.RedisConfig;
import dev.hubbub.config.StartFailure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What Redis keeps of rooms for inspection, taken away from outside of the servers. Servers do without it and fill it
 * again. Fails with {@link StartFailure} where Redis does not do it.
 */
public final class RoomMemories {
  private final Vertx vertx;
  private final RedisConfig config;
  private final Keys keys;

  /** Nothing is connected before it is needed. */
  public RoomMemories(Vertx vertx, RedisConfig config) {
    this.vertx = vertx;
    this.config = config;
    this.keys = new Keys(config.prefix());
  }

  /** Forgets the heads and the last messages of rooms. */
  public Future<Void> forget(Collection<String> rooms) {
    List<Request> commands = new ArrayList<>();
    // A key each: those of two rooms may be on two nodes.
    for (String room : rooms) {
      commands.add(Request.cmd(Command.DEL).arg(keys.seq(room)));
      commands.add(Request.cmd(Command.DEL).arg(keys.recent(room)));
    }
    return send(commands);
  }

  /** Forgets what somebody said in a room. */
  public Future<Void> forget(String room, String user) {
    RoomMemory memory = new RoomMemory(room);
    memory.forget(user);
    return send(memory.commands(keys));
  }

  private Future<Void> send(List<Request> commands) {
    if (commands.isEmpty()) {
      return Future.succeededFuture();
    }
    Redis client = Redis.createClient(vertx, Endpoint.options(config));
    return client
        .connect()
        .compose(connection -> connection.batch(commands))
        .timeout(config.commandMs(), TimeUnit.MILLISECONDS)
        .<Void>mapEmpty()
        .recover(cause -> Future.failedFuture(RedisCheck.failure(config, cause)))
        .eventually(client::close);
  }
}
