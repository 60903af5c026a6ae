package dev.hubbub.testing;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One frame of RFC 6455 section 5.2, right or wrong: nothing is checked.
 *
 * <pre>
 *  FIN RSV opcode | MASK length | longer length | masking key | payload
 *   1   3    4    |  1     7    |   0, 16, 64   |    0, 32    |
 * </pre>
 *
 * @param rsv the three reserved bits as a number, RSV1 being 4
 */
public record Frame(boolean fin, int rsv, int opcode, Buffer payload) {
  public static final int CONTINUATION = 0x0;
  public static final int TEXT = 0x1;
  public static final int BINARY = 0x2;
  public static final int CLOSE = 0x8;
  public static final int PING = 0x9;
  public static final int PONG = 0xA;

  private static final byte[] KEY = {(byte) 0xA5, 0x5A, (byte) 0xFF, 0x01};

  /** A whole frame without reserved bits. */
  public static Frame of(int opcode, byte[] payload) {
    return new Frame(true, 0, opcode, Buffer.buffer(payload));
  }

  public static Frame text(String text) {
    return of(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  public static Frame ping(String payload) {
    return of(PING, payload.getBytes(StandardCharsets.ISO_8859_1));
  }

  public static Frame pong(String payload) {
    return of(PONG, payload.getBytes(StandardCharsets.ISO_8859_1));
  }

  public static Frame close(int code, String reason) {
    return close(code, reason.getBytes(StandardCharsets.UTF_8));
  }

  public static Frame close(int code, byte[] reason) {
    ByteBuffer payload = ByteBuffer.allocate(2 + reason.length);
    payload.putShort((short) code).put(reason);
    return of(CLOSE, payload.array());
  }

  /** The same frame with more of its message to come. */
  public Frame unfinished() {
    return new Frame(false, rsv, opcode, payload);
  }

  /** The same frame with these reserved bits. */
  public Frame reserved(int bits) {
    return new Frame(fin, bits, opcode, payload);
  }

  /** As a client sends it. */
  public byte[] masked() {
    ByteArrayOutputStream to = new ByteArrayOutputStream();
    to.writeBytes(header(true, payload.length(), shortest(payload.length())));
    to.writeBytes(KEY);
    for (int i = 0; i < payload.length(); i++) {
      to.write(payload.getByte(i) ^ KEY[i % KEY.length]);
    }
    return to.toByteArray();
  }

  /** As a server sends it. */
  public byte[] unmasked() {
    ByteArrayOutputStream to = new ByteArrayOutputStream();
    to.writeBytes(header(false, payload.length(), shortest(payload.length())));
    to.writeBytes(payload.getBytes());
    return to.toByteArray();
  }

  /**
   * A client's header and masking key that announce a payload of {@code length} bytes, without it.
   *
   * @param lengthBytes 0, 2 or 8: how many further bytes the length takes
   */
  public byte[] announcing(long length, int lengthBytes) {
    ByteArrayOutputStream to = new ByteArrayOutputStream();
    to.writeBytes(header(true, length, lengthBytes));
    to.writeBytes(KEY);
    return to.toByteArray();
  }

  /** The code of a close frame; 1005 where it tells none. */
  public int closeCode() {
    return payload.length() < 2 ? 1005 : payload.getUnsignedShort(0);
  }

  public String payloadText() {
    return payload.toString(StandardCharsets.UTF_8);
  }

  private byte[] header(boolean mask, long length, int lengthBytes) {
    ByteBuffer header = ByteBuffer.allocate(2 + lengthBytes);
    header.put((byte) ((fin ? 0x80 : 0) | rsv << 4 | opcode));
    int maskBit = mask ? 0x80 : 0;
    switch (lengthBytes) {
      case 0 -> header.put((byte) (maskBit | length));
      case 2 -> header.put((byte) (maskBit | 126)).putShort((short) length);
      case 8 -> header.put((byte) (maskBit | 127)).putLong(length);
      default -> throw new IllegalArgumentException("A length takes 0, 2 or 8 further bytes.");
    }
    return header.array();
  }

  private static int shortest(int length) {
    if (length < 126) {
      return 0;
    }
    return length < 0x10000 ? 2 : 8;
  }
}
