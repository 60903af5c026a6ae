package dev.hubbub.redis;

import dev.hubbub.ops.InstanceFacts;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this instance says about itself in Redis, which forgets it when the instance falls silent, and what others say so.
 * Their ids are kept in a set beside it: nobody has to look through all keys.
 */
final class Lease {
  private static final Logger log = LoggerFactory.getLogger(Lease.class);

  /** How long Redis keeps it (PROTOCOL.md 6). */
  static final int TTL_MS = 30_000;

  /** Between two renewals: as often as somebody who watches wants to see rates change. */
  static final int RENEWAL_MS = 2_000;

  /** After which a silent instance's id goes; much longer than clocks of instances may differ. */
  private static final long FORGOTTEN_MS = TimeUnit.HOURS.toMillis(1);

  /** Instances that are told of; more are left out. */
  private static final int MOST = 256;

  private final Link link;
  private final Keys keys;
  private final String id;
  private final Supplier<InstanceFacts> facts;
  private final RareWarning refused =
      new RareWarning(log, "Redis refuses what this instance says about itself");

  Lease(Link link, Keys keys, String id, Supplier<InstanceFacts> facts) {
    this.link = link;
    this.keys = keys;
    this.id = id;
    this.facts = facts;
  }

  /** Says it anew. Fails with {@link RedisRefused} only; where the link is away there is nothing to do. */
  Future<Void> renew() {
    InstanceFacts now = facts.get();
    String key = keys.instance(id);
    return send(List.of(
            LeaseHash.write(key, now),
            Request.cmd(Command.PEXPIRE).arg(key).arg(TTL_MS),
            Request.cmd(Command.ZADD).arg(keys.instances()).arg(now.at()).arg(id),
            Request.cmd(Command.ZREMRANGEBYSCORE)
                .arg(keys.instances())
                .arg("-inf")
                .arg(now.at() - FORGOTTEN_MS),
            Request.cmd(Command.PEXPIRE).arg(keys.instances()).arg(TTL_MS)))
        .recover(cause -> {
          if (cause instanceof RedisRefused) {
            refused.of(String.valueOf(cause.getMessage()));
            return Future.failedFuture(cause);
          }
          return Future.succeededFuture();
        });
  }

  /** Takes it back. Never fails. */
  Future<Void> release() {
    return send(List.of(
            Request.cmd(Command.DEL).arg(keys.instance(id)),
            Request.cmd(Command.ZREM).arg(keys.instances()).arg(id)))
        .otherwiseEmpty();
  }

  /** What is said by all that are not silent, by their ids; nothing where the link is away. */
  Future<List<InstanceFacts>> all() {
    Connections connections = link.connections();
    if (connections == null) {
      return Future.succeededFuture(List.of());
    }
    return connections
        .send(Request.cmd(Command.ZRANGE).arg(keys.instances()).arg(0).arg(MOST - 1))
        .compose(found -> {
          List<String> ids = found.stream().map(Response::toString).sorted().toList();
          return ids.isEmpty() ? Future.succeededFuture(List.of()) : read(connections, ids);
        });
  }

  private Future<List<InstanceFacts>> read(Connections connections, List<String> ids) {
    List<Request> asked = ids.stream()
        .map(one -> Request.cmd(Command.HGETALL).arg(keys.instance(one)))
        .toList();
    return connections.batch(asked).map(hashes -> {
      List<InstanceFacts> said = new ArrayList<>(ids.size());
      for (int i = 0; i < ids.size(); i++) {
        Optional<InstanceFacts> one = LeaseHash.read(ids.get(i), hashes.get(i));
        one.ifPresent(said::add);
      }
      return List.copyOf(said);
    });
  }

  private Future<Void> send(List<Request> commands) {
    Connections connections = link.connections();
    return connections == null
        ? Future.succeededFuture()
        : connections.batch(commands).mapEmpty();
  }
}
