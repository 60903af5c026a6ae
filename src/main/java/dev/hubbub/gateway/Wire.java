package dev.hubbub.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one HTTP connection on their way out: whether its peer takes them, and an end that does not wait for that.
 * Reaches the Netty channel, as {@link Socket} does for WebSockets: Vert.x does not tell the one, and its own close waits
 * for ever for a peer that reads nothing. Used by the connection's event loop.
 */
final class Wire {
  private final Channel channel;
  private @Nullable Object waiting;
  private int left;
  private long takenAt;

  private Wire(Channel channel) {
    this.channel = channel;
  }

  /** That of a connection to this server. */
  static Wire of(HttpConnection connection) {
    return new Wire(((HttpServerConnection) connection).channelHandlerContext().channel());
  }

  /**
   * For how long, in nanoseconds, the peer has taken nothing although something waits for it; 0 where nothing waits. As
   * exact as it is asked often.
   *
   * @param now as {@link System#nanoTime} tells it
   */
  long stalledFor(long now) {
    ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
    Object first = out == null ? null : out.current();
    int bytes = first instanceof ByteBuf buffer ? buffer.readableBytes() : 0;
    if (first == null || first != waiting || bytes != left) {
      waiting = first;
      left = bytes;
      takenAt = now;
      return 0;
    }
    return now - takenAt;
  }

  /** Closes at once; what waits is thrown away. */
  void cut() {
    if (channel.isOpen()) {
      channel.unsafe().close(channel.voidPromise());
    }
  }
}
