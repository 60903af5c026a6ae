package dev.hubbub.gateway;

import dev.hubbub.protocol.CloseCode;
import io.vertx.core.http.WebSocketFrame;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts the text messages of one WebSocket together from its fragments (RFC 6455 section 5.4), and finds what is wrong
 * with them at the first fragment that is: invalid UTF-8 (section 8.1), binary, too long, endlessly empty. Vert.x's own
 * aggregation replaces invalid bytes and loses messages whose first fragment is empty.
 *
 * <p>Used by one event loop.
 */
final class FrameReader {
  /** PROTOCOL.md 3.6: more empty fragments in a message are 1008. */
  static final int MOST_EMPTY_FRAGMENTS = 128;

  private final int mostBytes;
  private final Consumer<String> messages;
  private final Consumer<CloseCode> faults;

  private @Nullable Fragments fragments;

  /**
   * A reader.
   *
   * @param mostBytes of a message, all fragments together; 0 for no bound
   * @param messages takes each whole message
   * @param faults takes what the connection must be closed with; nothing is to be read after it
   */
  FrameReader(int mostBytes, Consumer<String> messages, Consumer<CloseCode> faults) {
    this.mostBytes = mostBytes;
    this.messages = messages;
    this.faults = faults;
  }

  /** Takes a data frame. Control frames are not for here. */
  void read(WebSocketFrame frame) {
    if (frame.isBinary()) {
      faults.accept(CloseCode.BINARY);
      return;
    }
    byte[] payload = frame.binaryData().getBytes();
    if (fragments == null && frame.isFinal()) {
      whole(payload);
      return;
    }
    if (fragments == null) {
      fragments = new Fragments();
    }
    CloseCode fault = fragments.add(payload, frame.isFinal());
    if (fault != null) {
      fragments = null;
      faults.accept(fault);
    } else if (frame.isFinal()) {
      String text = fragments.text.toString();
      fragments = null;
      messages.accept(text);
    }
  }

  private void whole(byte[] payload) {
    if (mostBytes > 0 && payload.length > mostBytes) {
      faults.accept(CloseCode.TOO_BIG);
      return;
    }
    String text;
    try {
      text = decoder().decode(ByteBuffer.wrap(payload)).toString();
    } catch (CharacterCodingException e) {
      faults.accept(CloseCode.INVALID_UTF8);
      return;
    }
    messages.accept(text);
  }

  private static CharsetDecoder decoder() {
    return StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  /** A message of which the end has not come. */
  private final class Fragments {
    private final StringBuilder text = new StringBuilder();
    private final CharsetDecoder decoder = decoder();
    private byte[] cut = {};
    private int bytes;
    private int empty;

    /** Adds a fragment; the answer is what is wrong with the message so far. */
    @Nullable
    CloseCode add(byte[] payload, boolean last) {
      bytes += payload.length;
      if (mostBytes > 0 && bytes > mostBytes) {
        return CloseCode.TOO_BIG;
      }
      if (payload.length == 0 && ++empty > MOST_EMPTY_FRAGMENTS) {
        return CloseCode.EMPTY_FRAGMENTS;
      }
      ByteBuffer in =
          ByteBuffer.allocate(cut.length + payload.length).put(cut).put(payload).flip();
      CharBuffer out = CharBuffer.allocate(in.remaining() + 1);
      CoderResult result = decoder.decode(in, out, last);
      if (result.isError()) {
        return CloseCode.INVALID_UTF8;
      }
      cut = new byte[in.remaining()];
      in.get(cut);
      text.append(out.flip());
      return null;
    }
  }
}
