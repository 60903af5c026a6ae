package dev.hubbub.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this instance says about itself in Redis, which forgets it when the instance falls silent. */
final class Lease {
  private static final Logger log = LoggerFactory.getLogger(Lease.class);

  /** How long Redis keeps it (PROTOCOL.md 6). */
  static final int TTL_MS = 30_000;

  /** Between two renewals. */
  static final int RENEWAL_MS = 10_000;

  private final Link link;
  private final String key;
  private final Supplier<InstanceFacts> facts;
  private final RareWarning refused =
      new RareWarning(log, "Redis refuses what this instance says about itself");

  Lease(Link link, String key, Supplier<InstanceFacts> facts) {
    this.link = link;
    this.key = key;
    this.facts = facts;
  }

  /** Says it anew. Fails with {@link RedisRefused} only; where the link is away there is nothing to do. */
  Future<Void> renew() {
    InstanceFacts now = facts.get();
    return all(List.of(
            Request.cmd(Command.HSET)
                .arg(key)
                .arg("address")
                .arg(now.address())
                .arg("version")
                .arg(now.version())
                .arg("sessions")
                .arg(now.sessions())
                .arg("started")
                .arg(now.started()),
            Request.cmd(Command.PEXPIRE).arg(key).arg(TTL_MS)))
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
    return all(List.of(Request.cmd(Command.DEL).arg(key))).otherwiseEmpty();
  }

  private Future<Void> all(List<Request> commands) {
    Connections connections = link.connections();
    return connections == null
        ? Future.succeededFuture()
        : connections.batch(commands).mapEmpty();
  }
}
