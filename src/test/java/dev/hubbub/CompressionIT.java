package dev.hubbub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.testing.Endpoint;
import dev.hubbub.testing.Frame;
import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.RawWebSocket;
import dev.hubbub.testing.Rest;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** permessage-deflate (RFC 7692) on a server that offers it: what is too large is so before it is in memory. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class CompressionIT {
  private static final int COMPRESSED = 4;
  private static final int MOST_BYTES = 65_536;

  private final HubbubProcess server = HubbubProcess.configured(new JsonObject()
          .put("http", new JsonObject().put("compression", true))
          .put("limits", new JsonObject().put("sessions_per_user", 0)))
      // Less than one of the messages below would take.
      .with("JAVA_TOOL_OPTIONS", "-XX:MaxDirectMemorySize=32m")
      .start();
  private final Rest.User alice = server.rest().guest("Alice");

  private record At(String host, int port, String token) implements Endpoint {}

  @AfterAll
  void close() {
    server.close();
  }

  private RawWebSocket session() throws IOException {
    RawWebSocket session = RawWebSocket.open(
        new At("127.0.0.1", server.port(), alice.token()),
        RawWebSocket.PATH,
        Map.of("Sec-WebSocket-Extensions", "permessage-deflate"));
    Frame hello = session.read();
    assertNotNull(hello);
    return session;
  }

  private static byte[] deflated(byte[] plain) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    deflater.setInput(plain);
    byte[] out = new byte[plain.length + 64];
    int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
    deflater.end();
    // RFC 7692 section 7.2.1: without the empty block at its end.
    return Arrays.copyOf(out, length - 4);
  }

  private static Frame compressed(byte[] plain) {
    return new Frame(true, COMPRESSED, Frame.TEXT, Buffer.buffer(deflated(plain)));
  }

  /** A protocol {@code ping} of so many bytes. */
  private static byte[] ping(int size) {
    byte[] ping = "{\"type\":\"ping\",\"id\":\"1\"}".getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(ping, size);
    Arrays.fill(padded, ping.length, size, (byte) ' ');
    return padded;
  }

  private static Frame next(RawWebSocket session) throws IOException {
    @Nullable Frame next = session.read();
    while (next != null && next.opcode() == Frame.PING) {
      next = session.read();
    }
    return Objects.requireNonNull(next, "The server ended the connection");
  }

  private static void assertCloses(int code, RawWebSocket session) throws IOException {
    Frame close = next(session);
    assertEquals(Frame.CLOSE, close.opcode());
    assertEquals(code, close.closeCode());
  }

  @Test
  void aCompressedMessageIsReadUpToTheLimitOfItsTextAndNoFurther() throws IOException {
    try (RawWebSocket session = session()) {
      for (int size : new int[] {30, 1_000, MOST_BYTES}) {
        session.send(compressed(ping(size)));
        assertEquals(Frame.TEXT, next(session).opcode());
      }
      session.send(compressed(ping(MOST_BYTES + 1)));
      assertCloses(1009, session);
    }
  }

  @Test
  void aCompressedMessageMayComeInFragments() throws IOException {
    try (RawWebSocket session = session()) {
      byte[] deflated = deflated(ping(1_000));
      session.send(
          new Frame(false, COMPRESSED, Frame.TEXT, Buffer.buffer(Arrays.copyOf(deflated, 10))));
      session.send(Frame.of(Frame.CONTINUATION, Arrays.copyOfRange(deflated, 10, deflated.length)));
      assertEquals(Frame.TEXT, next(session).opcode());
      session.send(Frame.of(Frame.TEXT, ping(30)));
      assertEquals(Frame.TEXT, next(session).opcode());
    }
  }

  /** 64 KiB each that stand for 64 MiB, more of them than the server has memory for. */
  @Test
  void whatWouldBecomeHugeIsRefusedBeforeItDoes() throws IOException {
    byte[] bomb = deflated(new byte[60_000_000]);
    assertTrue(bomb.length < MOST_BYTES, "It is no bomb: " + bomb.length);
    byte[] frame = new Frame(true, COMPRESSED, Frame.TEXT, Buffer.buffer(bomb)).masked();
    List<RawWebSocket> sessions = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      sessions.add(session());
    }
    for (RawWebSocket session : sessions) {
      session.send(frame);
    }
    for (RawWebSocket session : sessions) {
      assertCloses(1009, session);
      session.close();
    }
    assertTrue(server.alive(), server::state);
  }

  @Test
  void whatIsNotCompressedAsItSaysIsRefused() throws IOException {
    byte[] noise = new byte[100];
    Arrays.fill(noise, (byte) 0xFF);
    try (RawWebSocket session = session()) {
      session.send(new Frame(true, COMPRESSED, Frame.TEXT, Buffer.buffer(noise)));
      assertCloses(1002, session);
    }
    try (RawWebSocket session = session()) {
      session.send(compressed(new byte[] {'a', (byte) 0xC0}));
      assertCloses(1007, session);
    }
  }

  @Test
  void onlyTheFirstFrameOfAMessageSaysThatItIsCompressed() throws IOException {
    byte[] deflated = deflated(ping(1_000));
    for (Frame wrong : List.of(
        Frame.ping("p").reserved(COMPRESSED),
        Frame.close(1000, "").reserved(COMPRESSED),
        Frame.of(Frame.TEXT, deflated).reserved(2),
        Frame.of(Frame.TEXT, deflated).reserved(COMPRESSED | 1))) {
      try (RawWebSocket session = session()) {
        session.send(wrong);
        assertCloses(1002, session);
      }
    }
  }
}
