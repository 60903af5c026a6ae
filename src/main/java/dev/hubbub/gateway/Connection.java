package dev.hubbub.gateway;

import dev.hubbub.config.LimitsConfig;
import dev.hubbub.protocol.CloseCode;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.http.WebSocketFrameType;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket as RFC 6455 and PROTOCOL.md 3.6 want it, whatever is spoken on it: whole messages in, frames out, a
 * heartbeat, a byte budget, and a close that ends. Belongs to one event loop.
 */
final class Connection {
  private static final Logger log = LoggerFactory.getLogger(Connection.class);

  /** How long a peer may take to answer a close before the socket is destroyed. */
  private static final long CLOSE_GRACE_MS = 1_500;

  /** A client that pings more often than this in one heartbeat is not keeping a link alive. */
  private static final int MOST_PINGS = 100;

  private final Vertx vertx;
  private final LimitsConfig limits;
  private final Socket socket;
  private final Listener listener;
  private final FrameReader reader;

  private long heardAt = System.nanoTime();
  private long pingedAt;
  private int pings;
  private long budget;
  private long taken;
  private long takenAt = heardAt;
  private boolean paused;
  private boolean ended;

  /** Whoever speaks on the connection. Called on its event loop. */
  interface Listener {
    /** A whole text message. */
    void message(String text);

    /** The connection is gone, or about to go; called once, and nothing after it. */
    void ended(CloseCode code);
  }

  /** Takes over an accepted WebSocket. */
  Connection(Vertx vertx, LimitsConfig limits, ServerWebSocket ws, Flush flush, Listener listener) {
    this.vertx = vertx;
    this.limits = limits;
    this.socket = new Socket(ws, flush);
    this.listener = listener;
    this.reader = new FrameReader(limits.frame(), this::heard, this::close);
    this.budget = limits.outboxBytes();
    // Spread, so that sessions that came together are not pinged together.
    this.pingedAt = heardAt - (long) (Math.random() * limits.heartbeatMs() * 1_000_000L / 2);
    ws.frameHandler(this::frame);
    ws.exceptionHandler(this::fault);
    ws.closeHandler(closed -> end(CloseCode.NORMAL));
  }

  Socket socket() {
    return socket;
  }

  /** Whether nothing more is heard or said. */
  boolean isEnded() {
    return ended;
  }

  /**
   * Writes frames that were not asked for, and lets go of them. A peer that has let too many bytes wait is cut.
   *
   * @param frames whole frames
   */
  void push(ByteBuf frames) {
    if (ended) {
      frames.release();
      return;
    }
    long pending = socket.pending();
    if (pending <= limits.outboxBytes()) {
      budget = limits.outboxBytes();
    } else if (limits.outboxBytes() > 0 && pending > budget) {
      frames.release();
      close(CloseCode.TOO_SLOW);
      return;
    }
    socket.write(frames);
  }

  /** Writes a text that the peer asked for: however long it is, it does not count against the budget. */
  void answer(byte[] text) {
    if (ended) {
      return;
    }
    socket.writeText(text);
    budget = Math.max(budget, Math.min(socket.pending(), Integer.MAX_VALUE) + limits.outboxBytes());
    pauseWhileFull();
  }

  /**
   * Says why, and closes. A peer that does not answer within {@value #CLOSE_GRACE_MS} ms is cut; so is one that floods,
   * whose answer is not read.
   */
  void close(CloseCode code) {
    if (ended) {
      return;
    }
    end(code);
    ServerWebSocket ws = socket.ws();
    ws.close((short) code.code(), code.reason())
        .onFailure(e -> log.debug("A close frame could not be written: {}", e.getMessage()));
    // Vert.x writes at the end of a read, and after a fault there is none: it closes the channel
    // first.
    socket.flush();
    vertx.setTimer(CLOSE_GRACE_MS, timer -> socket.destroy());
    if (code == CloseCode.FLOODING) {
      // What it goes on to send would be a load on all others of the event loop.
      socket.afterTurn(ws::pause);
    }
  }

  /** Looks after the connection; to be called about once a second. */
  void tend(long now) {
    if (ended) {
      return;
    }
    long heartbeat = TimeUnit.MILLISECONDS.toNanos(limits.heartbeatMs());
    if (stalled(now)) {
      close(CloseCode.TOO_SLOW);
    } else if (heartbeat > 0 && now - heardAt > 2 * heartbeat) {
      close(CloseCode.SILENT);
    } else if (heartbeat > 0 && now - pingedAt >= heartbeat) {
      pingedAt = now;
      pings = 0;
      socket.ping();
    }
  }

  private boolean stalled(long now) {
    long sofar = socket.taken();
    if (socket.pending() == 0 || sofar > taken) {
      taken = sofar;
      takenAt = now;
      return false;
    }
    return limits.stallSeconds() > 0
        && now - takenAt > TimeUnit.SECONDS.toNanos(limits.stallSeconds());
  }

  private void frame(WebSocketFrame frame) {
    heardAt = System.nanoTime();
    if (ended) {
      return;
    }
    if (frame.isPing()) {
      if (++pings > MOST_PINGS) {
        close(CloseCode.FLOODING);
        return;
      }
      pauseWhileFull();
    } else if (!frame.isClose() && frame.type() != WebSocketFrameType.PONG) {
      reader.read(frame);
    }
  }

  private void heard(String text) {
    listener.message(text);
  }

  /** Reads no more of a peer that does not take what it is told. */
  private void pauseWhileFull() {
    if (paused || socket.writable()) {
      return;
    }
    paused = true;
    // Not here: Vert.x asks for one more frame after each ping it hands out, which undoes a pause
    // made meanwhile.
    socket.afterTurn(() -> {
      if (!ended) {
        socket.ws().pause();
        socket.whenTaken(this::resume);
      }
    });
  }

  private void resume() {
    paused = false;
    if (!ended) {
      socket.ws().resume();
    }
  }

  private void fault(Throwable fault) {
    if (fault instanceof CorruptedWebSocketFrameException corrupted) {
      close(CloseCode.ofFault(corrupted.closeStatus().code()));
    } else if (Compression.isTooLarge(fault)) {
      close(CloseCode.TOO_BIG);
    } else if (fault instanceof DecoderException) {
      close(CloseCode.PROTOCOL_ERROR);
    } else {
      log.debug("A connection broke: {}", fault.toString());
    }
  }

  private void end(CloseCode code) {
    if (!ended) {
      ended = true;
      listener.ended(code);
    }
  }
}
