package dev.hubbub.gateway;

import dev.hubbub.config.LimitsConfig;
import dev.hubbub.config.PlainChannel;
import dev.hubbub.ops.LogText;
import dev.hubbub.ops.SecurityEvent;
import dev.hubbub.ops.SessionMeters;
import dev.hubbub.ops.SessionMeters.Kind;
import dev.hubbub.protocol.CloseCode;
import dev.hubbub.room.Channels;
import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions of one event loop on one plain channel (PROTOCOL.md 5): what they say is published as it is, and what is
 * published reaches them as it is. Used by that event loop only.
 */
final class PlainSessions {
  private static final Logger log = LoggerFactory.getLogger(PlainSessions.class);

  private static final long TEND_MS = 1_000;

  private final Vertx vertx;
  private final PlainChannel door;
  private final LimitsConfig limits;
  private final Channels channels;
  private final Flush flush;
  private final SessionRegistry registry;
  private final Runnable limited;
  private final SessionMeters meters;
  private final Set<PlainSession> sessions = new LinkedHashSet<>();
  private @Nullable Promise<Void> emptied;

  PlainSessions(
      Vertx vertx,
      PlainChannel door,
      LimitsConfig limits,
      Channels channels,
      Flush flush,
      Door shared) {
    this.vertx = vertx;
    this.door = door;
    this.limits = limits;
    this.channels = channels;
    this.flush = flush;
    this.registry = shared.registry();
    this.limited = shared.limited();
    this.meters = shared.meters();
  }

  /** Begins to hear the channel. */
  Future<Void> start() {
    vertx.setPeriodic(TEND_MS, timer -> {
      long now = System.nanoTime();
      List.copyOf(sessions).forEach(session -> session.connection.tend(now));
    });
    return channels.subscribe(door.channel());
  }

  /**
   * Takes over an accepted WebSocket.
   *
   * @param name who it is, for a channel of named texts
   * @param address as counted by {@link SessionRegistry#connected}; given back when the session ends
   */
  void open(ServerWebSocket ws, @Nullable String name, String address) {
    sessions.add(new PlainSession(ws, name, address));
    if (name != null) {
      log.info("{} in chat", LogText.of(name));
    }
  }

  /** A text was published. */
  void heard(String channel, String text) {
    if (!channel.equals(door.channel()) || sessions.isEmpty()) {
      return;
    }
    String sender = sender(text);
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    for (PlainSession session : List.copyOf(sessions)) {
      if (door.echo() || sender == null || !sender.equals(session.name)) {
        ByteBuf frame = session.connection.socket().buffer(Socket.frameBytes(payload.length));
        Socket.writeTextFrame(frame, payload);
        session.connection.push(frame);
      }
    }
  }

  /** Closes all of them. */
  Future<Void> leave() {
    Promise<Void> gone = Promise.promise();
    emptied = gone;
    List.copyOf(sessions).forEach(session -> session.connection.close(CloseCode.RESTART));
    if (sessions.isEmpty()) {
      gone.tryComplete();
    }
    return gone.future();
  }

  private @Nullable String sender(String text) {
    int colon = text.indexOf(':');
    return door.format() == PlainChannel.Format.NAMED && colon >= 0
        ? text.substring(0, colon)
        : null;
  }

  /** Somebody at the other end of a plain WebSocket. */
  private final class PlainSession implements Connection.Listener {
    private final @Nullable String name;
    private final String address;
    private final FrameRate rate = new FrameRate(limits.framesPerSecond(), System.nanoTime());
    private final Connection connection;

    PlainSession(ServerWebSocket ws, @Nullable String name, String address) {
      this.name = name;
      this.address = address;
      this.connection = new Connection(vertx, limits, ws, flush, this);
      meters.opened(Kind.PLAIN);
    }

    @Override
    public void message(String text) {
      long now = System.nanoTime();
      if (rate.take(now) == 0) {
        channels.publish(door.channel(), name == null ? text : name + ":" + text);
        return;
      }
      limited.run();
      Incidents.line(SecurityEvent.LIMIT_HIT, null, address)
          .with("action", "frame")
          .write();
      if (rate.floods(now)) {
        connection.close(CloseCode.FLOODING);
      }
    }

    @Override
    public void ended(CloseCode code) {
      sessions.remove(this);
      registry.disconnected(address);
      meters.ended(Kind.PLAIN, code);
      if (name != null) {
        log.info("connection closed by {}", LogText.of(name));
      }
      Promise<Void> waiting = emptied;
      if (waiting != null && sessions.isEmpty()) {
        waiting.tryComplete();
      }
    }
  }
}
