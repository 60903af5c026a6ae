package dev.hubbub.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.http.WebSocketInternal;
import io.vertx.core.net.impl.ConnectionBase;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of one WebSocket on their way out. The one class that reaches through Vert.x to the Netty channel, for three
 * things that its public interface cannot do: write a frame that was encoded once for many, see how many bytes wait,
 * and close a socket whose peer reads nothing.
 *
 * <p>Used by the socket's event loop only.
 */
final class Socket {
  private static final byte[] PING = {(byte) 0x89, 0};

  private final ServerWebSocket ws;
  private final ChannelHandlerContext context;
  private final Flush flush;
  private long written;
  private boolean dirty;

  Socket(ServerWebSocket ws, Flush flush) {
    this.ws = ws;
    this.context = ((WebSocketInternal) ws).channelHandlerContext();
    context.pipeline().addBefore(context.name(), "frames", FrameCheck.SHARED);
    this.flush = flush;
  }

  /**
   * A text frame of {@code payload}, unmasked and final (RFC 6455 section 5.2), appended to {@code out}.
   *
   * @param payload UTF-8
   */
  static void writeTextFrame(ByteBuf out, byte[] payload) {
    out.writeByte(0x81);
    if (payload.length < 126) {
      out.writeByte(payload.length);
    } else if (payload.length < 65_536) {
      out.writeByte(126).writeShort(payload.length);
    } else {
      out.writeByte(127).writeLong(payload.length);
    }
    out.writeBytes(payload);
  }

  /** The bytes that {@link #writeTextFrame} takes at the most for a payload of that length. */
  static int frameBytes(int payload) {
    return payload + 10;
  }

  /** Writes whole frames and lets go of {@code frames}. They leave at the end of this turn of the event loop. */
  @SuppressWarnings("FutureReturnValueIgnored") // it is void, and a failed write closes the channel
  void write(ByteBuf frames) {
    written += frames.readableBytes();
    context.write(frames, context.voidPromise());
    if (!dirty) {
      dirty = true;
      flush.atEndOfTurn(this);
    }
  }

  /** Writes one text frame. */
  void writeText(byte[] payload) {
    ByteBuf frame = context.alloc().directBuffer(frameBytes(payload.length));
    writeTextFrame(frame, payload);
    write(frame);
  }

  /** Writes one text frame. */
  void writeText(String payload) {
    writeText(payload.getBytes(StandardCharsets.UTF_8));
  }

  /** Pings. */
  void ping() {
    write(Unpooled.wrappedBuffer(PING));
  }

  /** A buffer from the allocator that writes without copying. */
  ByteBuf buffer(int bytes) {
    return context.alloc().directBuffer(bytes);
  }

  /** The bytes that wait because the peer has not taken them; 0 on a closed socket. */
  long pending() {
    ChannelOutboundBuffer out = context.channel().unsafe().outboundBuffer();
    return out == null ? 0 : out.totalPendingWriteBytes();
  }

  /** Whether so few bytes wait that it is worth writing more. */
  boolean writable() {
    return context.channel().isWritable();
  }

  /** The bytes that the peer's side of the system has taken, about; grows whenever it takes any. */
  long taken() {
    return written - pending();
  }

  /** Calls back once all that was written so far has left. Never for a socket that closes first. */
  @SuppressWarnings("FutureReturnValueIgnored") // addListener returns the future it is called on
  void whenTaken(Runnable then) {
    context.write(Unpooled.EMPTY_BUFFER).addListener(taken -> {
      if (taken.isSuccess()) {
        then.run();
      }
    });
    context.flush();
  }

  void flush() {
    dirty = false;
    context.flush();
  }

  /** Sends what was written: an answer to a request that breaks off would be lost with the connection. */
  static void flush(HttpConnection connection) {
    ((ConnectionBase) connection).channelHandlerContext().flush();
  }

  /** Runs {@code task} after what the event loop has to do in this turn. */
  void afterTurn(Runnable task) {
    context.channel().eventLoop().execute(task);
  }

  /**
   * Closes at once, without a word. A graceful close never ends while the peer reads nothing; of the ways to end it,
   * this is the one that frees the socket and has Vert.x tell of it.
   */
  void destroy() {
    Channel channel = context.channel();
    if (channel.isOpen()) {
      channel.unsafe().close(channel.voidPromise());
    }
  }

  ServerWebSocket ws() {
    return ws;
  }
}
