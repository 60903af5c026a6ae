package dev.hubbub.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket of a client, as little as a load needs: text frames in and out, pings answered. It reads frames where
 * they lie, so that a thousand sockets cost little more than their system calls. Of its event loop only.
 */
final class Socket extends ChannelInboundHandlerAdapter {
  /** What a socket closes with when the connection just breaks. */
  static final int BROKEN = 1006;

  private static final String ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int MOST_HANDSHAKE_BYTES = 16_384;
  private static final int CONTINUATION = 0;
  private static final int TEXT = 1;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;

  private final URI url;
  private final String token;
  private final Ear ear;
  private final String key;
  private @Nullable Channel channel;
  private @Nullable ByteBuf rest;
  private @Nullable ByteBuf fragments;
  private boolean open;
  private boolean told;
  private int closeCode = BROKEN;
  private String refusal = "the connection could not be opened";

  /** Who hears what comes. */
  interface Ear {
    /** A whole text; {@code nanos} is when the bytes were read. The array is used again afterwards. */
    void heard(byte[] text, int length, long nanos);

    /**
     * It is over; told once.
     *
     * @param code with what it was closed
     * @param why what was wrong, where it never opened
     */
    void closed(int code, @Nullable String why);
  }

  private Socket(URI url, String token, Ear ear) {
    this.url = url;
    this.token = token;
    this.ear = ear;
    byte[] nonce = new byte[16];
    ThreadLocalRandom.current().nextBytes(nonce);
    this.key = Base64.getEncoder().encodeToString(nonce);
  }

  /**
   * Opens a socket.
   *
   * @param tls for addresses that begin with {@code https}
   */
  static Socket open(
      Bootstrap bootstrap, @Nullable SslContext tls, URI url, String token, Ear ear) {
    Socket socket = new Socket(url, token, ear);
    boolean secure = "https".equals(url.getScheme());
    int port = url.getPort() > 0 ? url.getPort() : secure ? 443 : 80;
    bootstrap
        .clone()
        .handler(new io.netty.channel.ChannelInitializer<Channel>() {
          @Override
          protected void initChannel(Channel fresh) {
            if (secure && tls != null) {
              fresh.pipeline().addLast(tls.newHandler(fresh.alloc(), url.getHost(), port));
            }
            fresh.pipeline().addLast(socket);
          }
        })
        .connect(url.getHost(), port)
        .addListener(connected -> {
          if (!connected.isSuccess()) {
            socket.end("cannot connect: " + connected.cause().getMessage());
          }
        });
    return socket;
  }

  /** Sends a text of ASCII characters. */
  void send(CharSequence text) {
    Channel to = channel;
    if (to != null && open) {
      ByteBuf frame = to.alloc().buffer(text.length() + 14);
      int start = head(frame, TEXT, text.length());
      frame.writeCharSequence(text, StandardCharsets.US_ASCII);
      mask(frame, start);
      write(to, frame);
    }
  }

  /** Closes it as one who leaves. */
  void leave() {
    Channel to = channel;
    if (to != null) {
      ByteBuf frame = to.alloc().buffer(16);
      int start = head(frame, CLOSE, 2);
      frame.writeShort(1000);
      mask(frame, start);
      to.writeAndFlush(frame).addListener(ChannelFutureListener.CLOSE);
    }
  }

  /** Breaks it, as a network does that is gone. */
  void cut() {
    Channel to = channel;
    if (to != null) {
      boolean unused = to.config().setOption(ChannelOption.SO_LINGER, 0);
      var unusedToo = to.close();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    channel = context.channel();
    String request = "GET /api/v1/ws HTTP/1.1\r\nHost: " + url.getRawAuthority()
        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: " + key
        + "\r\nSec-WebSocket-Version: 13\r\nAuthorization: Bearer " + token + "\r\n\r\n";
    write(context.channel(), ByteBufUtil.writeAscii(context.alloc(), request));
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    long now = System.nanoTime();
    ByteBuf in = (ByteBuf) message;
    ByteBuf before = rest;
    if (before != null) {
      before.writeBytes(in);
      in.release();
      in = before;
      rest = null;
    }
    try {
      if ((open || shakesHands(in)) && !reads(in, now)) {
        var unused = context.close();
      } else if (in.isReadable()) {
        rest = context.alloc().buffer(in.readableBytes() * 2).writeBytes(in);
      }
    } finally {
      in.release();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    ReferenceCountUtil.release(rest);
    ReferenceCountUtil.release(fragments);
    rest = null;
    fragments = null;
    end(open ? null : refusal);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    refusal = String.valueOf(cause.getMessage());
    var unused = context.close();
  }

  private void end(@Nullable String why) {
    if (!told) {
      told = true;
      open = false;
      ear.closed(closeCode, why);
    }
  }

  /** Reads the answer to the handshake, once it is whole; says whether the socket is open. */
  private boolean shakesHands(ByteBuf in) {
    String head = in.toString(
        in.readerIndex(),
        Math.min(in.readableBytes(), MOST_HANDSHAKE_BYTES),
        StandardCharsets.US_ASCII);
    int end = head.indexOf("\r\n\r\n");
    Channel to = channel;
    if (end < 0 || to == null) {
      if (in.readableBytes() >= MOST_HANDSHAKE_BYTES && to != null) {
        var unused = to.close();
      }
      return false;
    }
    if (!head.startsWith("HTTP/1.1 101") || !head.contains(accepted())) {
      refusal = "the server answered " + head.lines().findFirst().orElse("nothing");
      in.skipBytes(in.readableBytes());
      var unused = to.close();
      return false;
    }
    in.skipBytes(end + 4);
    open = true;
    return true;
  }

  private String accepted() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-1")
          .digest((key + ACCEPT_SUFFIX).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Takes all whole frames; says whether the socket goes on. */
  private boolean reads(ByteBuf in, long now) {
    while (in.readableBytes() >= 2) {
      int at = in.readerIndex();
      int first = in.getUnsignedByte(at);
      int short7 = in.getUnsignedByte(at + 1);
      int head = short7 == 126 ? 4 : short7 == 127 ? 10 : 2;
      if (in.readableBytes() < head) {
        return true;
      }
      long length =
          short7 == 126 ? in.getUnsignedShort(at + 2) : short7 == 127 ? in.getLong(at + 2) : short7;
      if (short7 > 127 || (first & 0x70) != 0 || length < 0 || length > Integer.MAX_VALUE / 4) {
        return false;
      }
      if (in.readableBytes() - head < length) {
        return true;
      }
      in.skipBytes(head);
      if (!takes(first, in, (int) length, now)) {
        return false;
      }
    }
    return true;
  }

  private boolean takes(int first, ByteBuf in, int length, long now) {
    boolean last = (first & 0x80) != 0;
    switch (first & 0x0f) {
      case TEXT, CONTINUATION -> {
        if (last && fragments == null) {
          hear(in, length, now);
        } else {
          fragment(in, length, last, now);
        }
      }
      case PING -> pong(in, length);
      case PONG -> in.skipBytes(length);
      case CLOSE -> {
        closeCode = length >= 2 ? in.getUnsignedShort(in.readerIndex()) : 1005;
        in.skipBytes(length);
        leave();
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void hear(ByteBuf in, int length, long now) {
    byte[] text = Scratch.of(length);
    in.readBytes(text, 0, length);
    ear.heard(text, length, now);
  }

  private void fragment(ByteBuf in, int length, boolean last, long now) {
    ByteBuf so = fragments;
    if (so == null) {
      so = in.alloc().buffer(length * 2);
      fragments = so;
    }
    so.writeBytes(in, length);
    if (last) {
      fragments = null;
      hear(so, so.readableBytes(), now);
      so.release();
    }
  }

  private void pong(ByteBuf in, int length) {
    Channel to = channel;
    if (to != null) {
      ByteBuf frame = to.alloc().buffer(length + 14);
      int start = head(frame, PONG, length);
      frame.writeBytes(in, length);
      mask(frame, start);
      write(to, frame);
    }
  }

  private static void write(Channel to, ByteBuf bytes) {
    var unused = to.writeAndFlush(bytes, to.voidPromise());
  }

  /** Writes what a frame begins with, but for the mask; tells where that goes. */
  private static int head(ByteBuf frame, int opcode, int length) {
    frame.writeByte(0x80 | opcode);
    if (length < 126) {
      frame.writeByte(0x80 | length);
    } else if (length < 65_536) {
      frame.writeByte(0x80 | 126).writeShort(length);
    } else {
      frame.writeByte(0x80 | 127).writeLong(length);
    }
    int start = frame.writerIndex();
    frame.writeInt(ThreadLocalRandom.current().nextInt());
    return start;
  }

  private static void mask(ByteBuf frame, int start) {
    int mask = frame.getInt(start);
    int end = frame.writerIndex();
    int at = start + 4;
    for (; at + 4 <= end; at += 4) {
      frame.setInt(at, frame.getInt(at) ^ mask);
    }
    for (int shift = 24; at < end; at++, shift -= 8) {
      frame.setByte(at, frame.getByte(at) ^ (mask >>> shift));
    }
  }

  /** The bytes of the text that is being heard; one event loop hears one text at a time. */
  private static final class Scratch {
    private static final ThreadLocal<byte[]> BYTES =
        ThreadLocal.withInitial(() -> new byte[65_536]);

    private static byte[] of(int length) {
      byte[] bytes = BYTES.get();
      if (bytes.length < length) {
        bytes = new byte[length * 2];
        BYTES.set(bytes);
      }
      return bytes;
    }
  }
}
