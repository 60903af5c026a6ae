package dev.hubbub.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hubbub.protocol.CloseCode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
  private static final int MOST = 64;

  private final List<String> messages = new ArrayList<>();
  private final List<CloseCode> faults = new ArrayList<>();
  private final FrameReader reader = new FrameReader(MOST, messages::add, faults::add);

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void text(byte[] payload, boolean last) {
    reader.read(frame(payload, false, last));
  }

  private void more(byte[] payload, boolean last) {
    reader.read(frame(payload, true, last));
  }

  @Test
  void aWholeFrameIsAMessage() {
    text(utf8("héllo"), true);
    assertEquals(List.of("héllo"), messages);
  }

  @Test
  void fragmentsMayCutACodePointAnywhere() {
    byte[] bytes = utf8("a😀é");
    for (int cut = 0; cut <= bytes.length; cut++) {
      text(java.util.Arrays.copyOfRange(bytes, 0, cut), false);
      more(java.util.Arrays.copyOfRange(bytes, cut, bytes.length), true);
    }
    assertEquals(List.of(), faults);
    assertEquals(bytes.length + 1, messages.size());
    messages.forEach(message -> assertEquals("a😀é", message));
  }

  @Test
  void aMessageWhoseFirstFragmentIsEmptyIsNotLost() {
    text(utf8(""), false);
    more(utf8("late"), false);
    more(utf8(""), true);
    assertEquals(List.of("late"), messages);
  }

  @Test
  void invalidUtf8IsFoundAtTheFirstBadFragment() {
    text(new byte[] {'a', (byte) 0xc0}, false);
    assertEquals(List.of(CloseCode.INVALID_UTF8), faults);
  }

  @Test
  void aCodePointThatNeverEndsIsInvalid() {
    text(new byte[] {(byte) 0xf0, (byte) 0x9f}, false);
    assertEquals(List.of(), faults);
    more(new byte[] {}, true);
    assertEquals(List.of(CloseCode.INVALID_UTF8), faults);
  }

  @Test
  void aSurrogateInUtf8IsInvalid() {
    text(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}, true);
    assertEquals(List.of(CloseCode.INVALID_UTF8), faults);
  }

  @Test
  void aMessageMayBeAsLongAsTheBoundAndNoLonger() {
    text(utf8("x".repeat(MOST)), true);
    assertEquals(1, messages.size());
    text(utf8("x".repeat(MOST + 1)), true);
    assertEquals(List.of(CloseCode.TOO_BIG), faults);
  }

  @Test
  void theBoundIsForAllFragmentsTogether() {
    text(utf8("x".repeat(MOST)), false);
    more(utf8(""), false);
    assertEquals(List.of(), faults);
    more(utf8("x"), false);
    assertEquals(List.of(CloseCode.TOO_BIG), faults);
  }

  @Test
  void emptyFragmentsAreBounded() {
    text(utf8(""), false);
    for (int i = 1; i < FrameReader.MOST_EMPTY_FRAGMENTS; i++) {
      more(utf8(""), false);
    }
    assertEquals(List.of(), faults);
    more(utf8(""), false);
    assertEquals(List.of(CloseCode.EMPTY_FRAGMENTS), faults);
  }

  @Test
  void binaryIsRefused() {
    reader.read(WebSocketFrame.binaryFrame(Buffer.buffer("x"), true));
    assertEquals(List.of(CloseCode.BINARY), faults);
  }

  private static WebSocketFrame frame(byte[] payload, boolean continuation, boolean last) {
    Buffer buffer = Buffer.buffer(payload);
    return continuation
        ? WebSocketFrame.continuationFrame(buffer, last)
        : new io.vertx.core.http.impl.ws.WebSocketFrameImpl(
            io.vertx.core.http.WebSocketFrameType.TEXT, payload, last);
  }
}
