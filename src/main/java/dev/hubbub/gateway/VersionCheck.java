package dev.hubbub.gateway;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.regex.Pattern;

/**
 * Finds requests of a version that is none of HTTP/1. Vert.x answers them by itself, and in the version they named, with
 * whatever bytes that had. One for all connections; keeps nothing.
 */
@Sharable
final class VersionCheck extends ChannelInboundHandlerAdapter {
  /** RFC 9112 section 2.3. */
  private static final Pattern VERSION = Pattern.compile("HTTP/[0-9]\\.[0-9]");

  private static final VersionCheck SHARED = new VersionCheck();

  private VersionCheck() {}

  /** Looks at the requests of a connection that was just opened. */
  static void watch(HttpConnection connection) {
    ChannelHandlerContext context = ((ConnectionBase) connection).channelHandlerContext();
    context.pipeline().addBefore(context.name(), "version", SHARED);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request && !isSpoken(request.protocolVersion())) {
      request.setDecoderResult(
          DecoderResult.failure(fault(request.protocolVersion().text())));
      request.setProtocolVersion(HttpVersion.HTTP_1_1);
    }
    context.fireChannelRead(message);
  }

  private static Exception fault(String version) {
    boolean isOne = VERSION.matcher(version).matches();
    return isOne ? new UnsupportedVersion() : new IllegalArgumentException("no version of HTTP");
  }

  @SuppressWarnings(
      "ReferenceEquality") // what only equals one of these, as http/1.1 does, Vert.x does not take
  private static boolean isSpoken(HttpVersion version) {
    return version == HttpVersion.HTTP_1_1 || version == HttpVersion.HTTP_1_0;
  }

  /** A version of HTTP, but not one of those that are spoken here. */
  static final class UnsupportedVersion extends Exception {
    private static final long serialVersionUID = 1L;

    private UnsupportedVersion() {
      super("HTTP/1.1 is spoken here", null, false, false);
    }
  }
}
