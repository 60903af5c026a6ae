package dev.hubbub.redis;

import dev.hubbub.ops.RedisMeters;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits to be published, in order. All that comes in one turn of the event loop, or while a batch is under way, goes
 * out in one batch; each is sent once at most. While the link is away it waits, and the oldest makes room for the newest:
 * it is only a hint, and who missed it asks the store. For the context that made it only.
 */
final class Outbox {
  private static final Logger log = LoggerFactory.getLogger(Outbox.class);

  /** Bytes that may wait. */
  static final int WAITING_BYTES = 8 << 20;

  /** Publishes in one batch, well below what the client lets wait for an answer. */
  private static final int BATCH = 500;

  private final Context context;
  private final Keys keys;
  private final Link link;
  private final int waitingBytes;
  private final RedisMeters meters;
  private final Deque<Outgoing> waiting = new ArrayDeque<>();
  private final RareWarning dropped =
      new RareWarning(log, "Publishes are dropped, others learn of them from the store");
  private final RareWarning refused = new RareWarning(log, "Redis refuses a command");
  private final List<Promise<Void>> drained = new ArrayList<>();
  private int bytes;
  private boolean flushing;

  /**
   * An empty one.
   *
   * @param waitingBytes how much may wait
   */
  Outbox(Context context, Keys keys, Link link, int waitingBytes, RedisMeters meters) {
    this.context = context;
    this.keys = keys;
    this.link = link;
    this.waitingBytes = waitingBytes;
    this.meters = meters;
  }

  /** Publishes it as soon as may be. */
  void add(Outgoing one) {
    waiting.add(one);
    bytes += one.weight();
    while (bytes > waitingBytes) {
      bytes -= waiting.remove().weight();
      meters.dropped();
      dropped.of("link " + (link.connections() == null ? "away" : "slow"));
    }
    flush();
  }

  /** Sends what waits, once the turn is over. */
  void flush() {
    if (!flushing && link.connections() != null && !waiting.isEmpty()) {
      flushing = true;
      context.runOnContext(turn -> send());
    }
  }

  /** Forgets the plain texts that wait: who said them is told otherwise. */
  void dropTexts() {
    boolean unused = waiting.removeIf(one -> one instanceof Outgoing.Text);
    bytes = waiting.stream().mapToInt(Outgoing::weight).sum();
  }

  /** Succeeds once all is sent and answered, or cannot be. */
  Future<Void> drained() {
    if (!flushing && (waiting.isEmpty() || link.connections() == null)) {
      return Future.succeededFuture();
    }
    Promise<Void> end = Promise.promise();
    drained.add(end);
    flush();
    return end.future();
  }

  private void send() {
    Connections connections = link.connections();
    if (connections == null || waiting.isEmpty()) {
      sent(null);
    } else {
      long began = System.nanoTime();
      connections.batch(batch()).onComplete(answer -> {
        meters.answered(System.nanoTime() - began);
        sent(answer.cause());
      });
    }
  }

  private List<Request> batch() {
    List<Request> batch = new ArrayList<>(Math.min(waiting.size(), BATCH) + 8);
    Map<String, RoomMemory> rooms = new LinkedHashMap<>();
    boolean presence = false;
    for (int n = 0; n < BATCH && !waiting.isEmpty(); n++) {
      Outgoing one = waiting.remove();
      bytes -= one.weight();
      if (one instanceof Outgoing.Published published) {
        batch.add(Request.cmd(Command.PUBLISH).arg(published.channel()).arg(published.payload()));
      }
      if (one instanceof Outgoing.Keep keep) {
        batch.addAll(PresenceKeys.commands(keys, keep.person(), System.currentTimeMillis()));
        presence = true;
      }
      if (one instanceof Outgoing.RoomEvent event) {
        rooms.computeIfAbsent(event.room(), RoomMemory::new).add(event);
      } else if (one instanceof Outgoing.Forget forget) {
        rooms.computeIfAbsent(forget.room(), RoomMemory::new).forget(forget.user());
      }
    }
    if (presence) {
      batch.add(PresenceKeys.forgetExpired(keys, System.currentTimeMillis()));
    }
    rooms.values().forEach(room -> batch.addAll(room.commands(keys)));
    return batch;
  }

  private void sent(@Nullable Throwable failure) {
    flushing = false;
    if (failure instanceof RedisRefused refusal) {
      refused.of(String.valueOf(refusal.getMessage()));
    }
    flush();
    if (!flushing) {
      List<Promise<Void>> ends = List.copyOf(drained);
      drained.clear();
      ends.forEach(Promise::complete);
    }
  }
}
