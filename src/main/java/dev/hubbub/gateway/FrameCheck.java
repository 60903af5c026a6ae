package dev.hubbub.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Finds in frames what Netty lets pass and Vert.x then answers by itself: close frames with a code that is none or a
 * reason that is no UTF-8, and reserved bits that nobody agreed on. One for all connections; keeps nothing.
 */
@Sharable
final class FrameCheck extends ChannelInboundHandlerAdapter {
  /** The one there is. */
  static final FrameCheck SHARED = new FrameCheck();

  /** RFC 6455 section 7.4.2: codes end before it. */
  private static final int CODES = 5_000;

  private static final int CODE_BYTES = 2;

  private FrameCheck() {}

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    WebSocketCloseStatus fault = message instanceof WebSocketFrame frame ? fault(frame) : null;
    if (fault == null) {
      context.fireChannelRead(message);
    } else {
      ReferenceCountUtil.release(message);
      context.fireExceptionCaught(
          new CorruptedWebSocketFrameException(fault, fault.reasonText(), null));
    }
  }

  private static @Nullable WebSocketCloseStatus fault(WebSocketFrame frame) {
    // What compression means by its bit, its decoder has taken away.
    if (frame.rsv() != 0) {
      return WebSocketCloseStatus.PROTOCOL_ERROR;
    }
    ByteBuf content = frame.content();
    if (!(frame instanceof CloseWebSocketFrame) || content.readableBytes() < CODE_BYTES) {
      return null;
    }
    int start = content.readerIndex();
    if (content.getUnsignedShort(start) >= CODES) {
      return WebSocketCloseStatus.PROTOCOL_ERROR;
    }
    byte[] reason = new byte[content.readableBytes() - CODE_BYTES];
    content.getBytes(start + CODE_BYTES, reason);
    return isUtf8(reason) ? null : WebSocketCloseStatus.INVALID_PAYLOAD_DATA;
  }

  private static boolean isUtf8(byte[] text) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)) != null;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
