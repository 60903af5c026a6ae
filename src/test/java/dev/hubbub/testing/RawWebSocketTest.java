package dev.hubbub.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The raw client against a server that echoes texts. */
class RawWebSocketTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static int port;

  private final Endpoint endpoint = new Echo(port);

  /** That server. */
  private record Echo(int port) implements Endpoint {
    @Override
    public String host() {
      return "127.0.0.1";
    }

    @Override
    public String token() {
      return "t";
    }
  }

  @BeforeAll
  static void listen() throws Exception {
    HttpServerOptions options = new HttpServerOptions()
        .setPerMessageWebSocketCompressionSupported(false)
        .setPerFrameWebSocketCompressionSupported(false);
    HttpServer server = VERTX
        .createHttpServer(options)
        .webSocketHandler(RawWebSocketTest::echo)
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
    port = server.actualPort();
  }

  @AfterAll
  static void stop() throws Exception {
    VERTX.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Test
  void aTextComesBack() throws IOException {
    try (RawWebSocket session = RawWebSocket.open(endpoint)) {
      session.send(Frame.text("hé 👍"));
      Frame echo = next(session);
      assertEquals(Frame.text("hé 👍"), echo);
      assertEquals("hé 👍", echo.payloadText());
    }
  }

  @Test
  void everyWidthOfLengthIsWrittenAndRead() throws IOException {
    try (RawWebSocket session = RawWebSocket.open(endpoint)) {
      for (int length : new int[] {0, 125, 126, 65_535, 65_536}) {
        Frame text = Frame.text("x".repeat(length));
        session.send(text);
        assertEquals(text, next(session));
      }
    }
  }

  @Test
  void fragmentsInPiecesAreOneMessageWithAPongBetween() throws IOException {
    try (RawWebSocket session = RawWebSocket.open(endpoint)) {
      session.send(Frame.text("a").unfinished().masked(), 1);
      session.send(Frame.ping("p").masked(), 2);
      assertEquals(Frame.pong("p"), next(session));
      session.send(Frame.of(Frame.CONTINUATION, new byte[] {'b'}).masked(), 1);
      assertEquals(Frame.text("ab"), next(session));
    }
  }

  @Test
  void theCloseCodeIsToldAndThenNothing() throws IOException {
    try (RawWebSocket session = RawWebSocket.open(endpoint)) {
      session.send(Frame.close(4000, "enough"));
      assertEquals(4000, next(session).closeCode());
      assertNull(session.read());
    }
  }

  @Test
  void aRefusedUpgradeIsToldWithItsStatus() throws IOException {
    Map<String, String> change = Map.of("Sec-WebSocket-Version", "12");
    try (RawWebSocket session = RawWebSocket.connect(endpoint)) {
      session.send(RawWebSocket.upgrade(endpoint, RawWebSocket.PATH, change));
      assertEquals(426, session.readResponse().status());
    }
    assertThrows(IOException.class, () -> RawWebSocket.open(endpoint, RawWebSocket.PATH, change)
        .close());
  }

  @Test
  void headersAreReplacedAndLeftOut() {
    String request = new String(
        RawWebSocket.upgrade(endpoint, "/x", Map.of("Authorization", "", "Upgrade", "h2c")),
        StandardCharsets.ISO_8859_1);
    assertEquals(
        "GET /x HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Key: aHViYnViIGlzIGEgdGVzdA==\r\nSec-WebSocket-Version: 13\r\n\r\n",
        request);
  }

  @Test
  void aFrameIsTheBytesOfTheRfc() {
    assertArrayEquals(bytes(0x81, 0x02, 'h', 'i'), Frame.text("hi").unmasked());
    assertArrayEquals(
        bytes(0x81, 0x82, 0xA5, 0x5A, 0xFF, 0x01, 'h' ^ 0xA5, 'i' ^ 0x5A),
        Frame.text("hi").masked());
    assertArrayEquals(
        bytes(0x52, 0xFE, 0x00, 0x05, 0xA5, 0x5A, 0xFF, 0x01),
        Frame.of(Frame.BINARY, new byte[0]).reserved(5).unfinished().announcing(5, 2));
    assertArrayEquals(
        bytes(0x89, 0xFF, 0, 0, 0, 1, 0, 0, 0, 0, 0xA5, 0x5A, 0xFF, 0x01),
        Frame.ping("").announcing(1L << 32, 8));
    assertEquals(1005, Frame.of(Frame.CLOSE, new byte[0]).closeCode());
    assertEquals(65_535, Frame.close(65_535, "").closeCode());
  }

  private static void echo(ServerWebSocket session) {
    session.textMessageHandler(
        text -> session.writeTextMessage(text).onFailure(Throwable::printStackTrace));
  }

  private static Frame next(RawWebSocket session) throws IOException {
    Frame frame = session.read();
    assertNotNull(frame);
    return Objects.requireNonNull(frame);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
