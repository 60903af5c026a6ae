package dev.hubbub.gateway;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.compression.ZlibCodecFactory;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtensionHandler;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateServerExtensionHandshaker;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * permessage-deflate (RFC 7692), with a bound on what a frame may become. Vert.x offers it without one, so that 64 KiB on
 * the wire are 64 MiB in memory before anybody looks at them.
 */
final class Compression {
  private static final int LEVEL = 6;

  /** Netty takes its bound for reached a little before it is; what is just too large is found with the messages. */
  private static final int SLACK = 1_024;

  private Compression() {}

  /**
   * Offers it with a bound on a connection that was just opened, where Vert.x does without.
   *
   * @param mostBytes of a message, all fragments together; 0 for no bound
   */
  static void offer(HttpConnection connection, int mostBytes) {
    ChannelPipeline pipeline =
        ((ConnectionBase) connection).channelHandlerContext().pipeline();
    pipeline.replace(
        WebSocketServerExtensionHandler.class,
        "webSocketExtensionHandler",
        new WebSocketServerExtensionHandler(new PerMessageDeflateServerExtensionHandshaker(
            LEVEL,
            ZlibCodecFactory.isSupportingWindowSizeAndMemLevel(),
            PerMessageDeflateServerExtensionHandshaker.MAX_WINDOW_SIZE,
            false,
            false,
            mostBytes == 0 ? 0 : mostBytes + SLACK)));
  }

  /** Whether a connection broke because a message would have become larger than that. */
  static boolean isTooLarge(Throwable fault) {
    Throwable cause = fault;
    while (cause != null && !(cause instanceof DecompressionException)) {
      cause = cause.getCause();
    }
    return cause != null && String.valueOf(cause.getMessage()).contains("maximum size");
  }
}
