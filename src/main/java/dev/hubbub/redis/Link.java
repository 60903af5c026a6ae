package dev.hubbub.redis;

import dev.hubbub.config.RedisConfig;
import dev.hubbub.ops.RedisMeters;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps connections to Redis alive, because its client does not: when they end, or do not bring back in time what was
 * published through them, it makes new ones, after a pause that grows with the failures in a row, and subscribes on them
 * to all that is to be heard. For the context that made it only.
 */
final class Link implements Connections.Listener {
  private static final Logger log = LoggerFactory.getLogger(Link.class);

  /** Longest wait for a probe to come back. */
  static final int PROBE_BACK_MS = 3_000;

  /** The pause before the first new try is anywhere below this; each failure doubles it, up to the longest. */
  private static final int FIRST_PAUSE_MS = 100;

  private static final int LONGEST_PAUSE_MS = 2_000;

  /** A link that held for less did not mend anything: the pauses go on growing. */
  private static final long STEADY_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Vertx vertx;
  private final RedisConfig config;
  private final Redis client;
  private final String probeChannel;
  private final List<String> always;
  private final RedisMeters meters;
  private final Listener listener;
  private final Set<String> channels = new LinkedHashSet<>();
  private final RareWarning refusedChannels =
      new RareWarning(log, "Redis refuses a channel, which only this instance speaks on now");

  private final RareWarning refusedLink = new RareWarning(log, "Redis refuses this instance");

  private @Nullable Connections connections;
  private boolean up;
  private long since = System.currentTimeMillis();
  private long upNanos;
  private boolean stopped;
  private int failures;
  private long timer = -1;
  private long probes;
  private @Nullable Promise<Void> probeBack;

  /**
   * A link that is not there yet.
   *
   * @param probeChannel this instance's own
   * @param always heard without being asked for
   */
  Link(
      Vertx vertx,
      RedisConfig config,
      RedisOptions options,
      String probeChannel,
      List<String> always,
      RedisMeters meters,
      Listener listener) {
    this.vertx = vertx;
    this.config = config;
    // One for all times: Vert.x keeps every client it ever made until the verticle ends, closed or
    // not.
    this.client = Redis.createClient(vertx, options);
    this.probeChannel = probeChannel;
    this.always = always;
    this.meters = meters;
    this.listener = listener;
  }

  /** Who is told how the link is and what it brings. */
  interface Listener {
    /** The link is up: what is subscribed is heard from now on, and was perhaps not heard before. */
    void joined();

    /** The link is down; it was up. */
    void lost();

    /** A message on a subscribed channel. */
    void heard(String channel, byte[] message);
  }

  /**
   * Makes the link for the first time. Succeeds once it is up, or once it is clear that it is not, after which it goes on
   * trying; fails with {@link RedisRefused} where the credentials are wrong.
   */
  Future<Void> start() {
    return join().transform(joined -> {
      if (joined.succeeded()) {
        return Future.succeededFuture();
      }
      RedisRefused refusal = RedisRefused.in(joined.cause());
      if (refusal != null && refusal.forCredentials()) {
        return stop().transform(end -> Future.failedFuture(refusal));
      }
      if (refusal == null) {
        log.warn(
            "Redis is not there; this instance works through the store and goes on trying: {}",
            joined.cause().toString());
      }
      return Future.succeededFuture();
    });
  }

  /** Ends the link for good. */
  Future<Void> stop() {
    stopped = true;
    vertx.cancelTimer(timer);
    if (connections != null) {
      connections.end();
    }
    return client.close();
  }

  /** The connections, while they carry. */
  @Nullable
  Connections connections() {
    return up ? connections : null;
  }

  /** Starts hearing a channel, now and after every interruption; succeeds once it is heard or the link is away. */
  Future<Void> subscribe(String channel) {
    channels.add(channel);
    return connections == null
        ? Future.succeededFuture()
        : connections.subscribe(List.of(channel)).recover(this::unheard);
  }

  /** Stops hearing a channel. */
  void unsubscribe(String channel) {
    if (channels.remove(channel) && connections != null) {
      connections.unsubscribe(channel);
    }
  }

  /** Whether what is published on a channel from now on is heard here. */
  boolean carries(String channel) {
    return up && connections != null && connections.carries(channel);
  }

  RedisHealth health() {
    return new RedisHealth(up, since);
  }

  @Override
  public void heard(String channel, byte[] message) {
    if (!channel.equals(probeChannel)) {
      listener.heard(channel, message);
    } else if (probeBack != null && new String(message, StandardCharsets.UTF_8).equals(nonce())) {
      probeBack.tryComplete();
    }
  }

  @Override
  public void ended(Connections ended) {
    if (ended != connections) {
      return;
    }
    connections = null;
    if (!up) {
      return;
    }
    up = false;
    meters.lost();
    since = System.currentTimeMillis();
    // Of the next probe, which would take the place of the one that the next connections are tried
    // with.
    vertx.cancelTimer(timer);
    if (System.nanoTime() - upNanos > STEADY_NANOS) {
      failures = 0;
    }
    if (!stopped) {
      log.warn(
          "The link to Redis is lost; this instance works through the store until it is back.");
      later();
    }
    listener.lost();
  }

  private Future<Void> join() {
    return Connections.open(client, config.commandMs(), this)
        .compose(this::subscribeAll)
        .timeout(2L * config.commandMs() + PROBE_BACK_MS, TimeUnit.MILLISECONDS)
        .onSuccess(done -> joined())
        .onFailure(this::notJoined);
  }

  private Future<Void> subscribeAll(Connections opened) {
    connections = opened;
    if (stopped) {
      opened.end();
    }
    Future<Void> needed = opened.subscribe(always);
    Future<Void> wanted = opened.subscribe(channels).recover(this::unheard);
    return needed.compose(heard -> wanted).compose(heard -> probe(opened));
  }

  private void joined() {
    if (connections == null) {
      // Ended between the last answer and now.
      later();
      return;
    }
    up = true;
    meters.joined();
    since = System.currentTimeMillis();
    upNanos = System.nanoTime();
    log.info("The link to Redis is up.");
    probeLater();
    listener.joined();
  }

  private void notJoined(Throwable cause) {
    if (connections != null) {
      connections.end();
      connections = null;
    }
    if (log.isDebugEnabled()) {
      log.debug("No link to Redis: {}", cause.toString());
    }
    RedisRefused refusal = RedisRefused.in(cause);
    if (refusal != null && !stopped) {
      refusedLink.of(String.valueOf(refusal.getMessage()));
    }
    later();
  }

  private void later() {
    if (stopped) {
      return;
    }
    int most = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS << Math.min(failures, 10));
    failures++;
    timer = vertx.setTimer(
        1 + ThreadLocalRandom.current().nextInt(most), now -> join().onComplete(done -> {}));
  }

  private void probeLater() {
    timer = vertx.setTimer(config.probeMs(), now -> {
      Connections probed = connections;
      if (probed != null) {
        probe(probed).onSuccess(back -> probeLater()).onFailure(silent -> probed.end());
      }
    });
  }

  /** Publishes on the instance's own channel; succeeds once that came back. */
  private Future<Void> probe(Connections through) {
    probes++;
    Promise<Void> back = Promise.promise();
    probeBack = back;
    long began = System.nanoTime();
    return through
        .send(Request.cmd(Command.PUBLISH, probeChannel, nonce()))
        .compose(sent -> back.future())
        .timeout(PROBE_BACK_MS, TimeUnit.MILLISECONDS)
        .onSuccess(heard -> meters.probed(System.nanoTime() - began));
  }

  private String nonce() {
    return Long.toString(probes);
  }

  private Future<Void> unheard(Throwable cause) {
    if (cause instanceof RedisRefused) {
      refusedChannels.of(String.valueOf(cause.getMessage()));
    }
    return Future.succeededFuture();
  }
}
