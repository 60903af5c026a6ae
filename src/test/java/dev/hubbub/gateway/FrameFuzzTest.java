package dev.hubbub.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hubbub.protocol.CloseCode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.http.WebSocketFrameType;
import io.vertx.core.http.impl.ws.WebSocketFrameImpl;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** However a message is cut into fragments, what comes of it is what would come of it whole. */
class FrameFuzzTest {
  private static final int MOST = 64;

  /** UTF-8, or nearly. */
  @Provide
  Arbitrary<byte[]> messages() {
    Arbitrary<byte[]> texts = Arbitraries.strings()
        .all()
        .ofMaxLength(MOST / 4)
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
    Arbitrary<byte[]> bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(MOST);
    Arbitrary<byte[]> leads = Arbitraries.of(
            0x41, 0x80, 0xBF, 0xC1, 0xC2, 0xE0, 0xA0, 0xED, 0xEF, 0xF0, 0x90, 0xF4, 0x8F, 0xF5)
        .map(Integer::byteValue)
        .array(byte[].class)
        .ofMaxSize(8);
    // One that is both too long and no UTF-8 may be told either way, so these are UTF-8.
    Arbitrary<byte[]> around = Arbitraries.integers()
        .between(MOST - 3, MOST + 3)
        .map(length -> "x".repeat(length).getBytes(StandardCharsets.UTF_8));
    return Arbitraries.oneOf(texts, bytes, leads, around);
  }

  @Provide
  Arbitrary<List<Integer>> cuts() {
    return Arbitraries.integers().between(0, 2 * MOST).list().ofMaxSize(6);
  }

  @Property
  void fragmentsAreOneMessage(
      @ForAll("messages") byte[] message, @ForAll("cuts") List<Integer> cuts) {
    assertEquals(expected(message), read(message, cuts));
  }

  /** Two messages after one another do not touch each other. */
  @Property
  void messagesAreApart(
      @ForAll("messages") byte[] one,
      @ForAll("messages") byte[] other,
      @ForAll("cuts") List<Integer> cuts) {
    List<String> outcome = new ArrayList<>();
    FrameReader reader = reader(outcome);
    feed(reader, one, cuts, outcome);
    if (outcome.size() == 1 && outcome.get(0).startsWith("text ")) {
      feed(reader, other, cuts, outcome);
      assertEquals(List.of(expected(one), expected(other)), outcome);
    }
  }

  private static String read(byte[] message, List<Integer> cuts) {
    List<String> outcome = new ArrayList<>();
    feed(reader(outcome), message, cuts, outcome);
    assertEquals(1, outcome.size());
    return outcome.get(0);
  }

  private static FrameReader reader(List<String> outcome) {
    return new FrameReader(
        MOST,
        text -> {
          boolean unused = outcome.add("text " + text);
        },
        fault -> {
          boolean unused = outcome.add("fault " + fault);
        });
  }

  /** Nothing is read after a fault. */
  private static void feed(
      FrameReader reader, byte[] message, List<Integer> cuts, List<String> outcome) {
    int[] ends =
        cuts.stream().mapToInt(cut -> Math.min(cut, message.length)).sorted().toArray();
    int from = 0;
    int before = outcome.size();
    for (int i = 0; i <= ends.length && outcome.size() == before; i++) {
      int to = i == ends.length ? message.length : ends[i];
      byte[] payload = Arrays.copyOfRange(message, from, to);
      reader.read(frame(payload, i > 0, i == ends.length));
      from = to;
    }
  }

  private static WebSocketFrame frame(byte[] payload, boolean continuation, boolean last) {
    return continuation
        ? WebSocketFrame.continuationFrame(Buffer.buffer(payload), last)
        : new WebSocketFrameImpl(WebSocketFrameType.TEXT, payload, last);
  }

  private static String expected(byte[] message) {
    if (message.length > MOST) {
      return "fault " + CloseCode.TOO_BIG;
    }
    try {
      return "text " + StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(message));
    } catch (CharacterCodingException e) {
      return "fault " + CloseCode.INVALID_UTF8;
    }
  }
}
