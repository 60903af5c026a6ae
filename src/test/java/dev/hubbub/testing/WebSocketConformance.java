package dev.hubbub.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.testing.RawWebSocket.Response;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * That a running server keeps RFC 6455 and the close codes of PROTOCOL.md 3.6. Whoever has a server extends it and says
 * where it is. The server has {@code limits.frame} 65,536, takes {@value #AT_ONCE} sessions of the user at once and
 * hundreds a minute from this address, and does not count a session's frames.
 */
public abstract class WebSocketConformance {
  private static final int AT_ONCE = 8;
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private @Nullable ExecutorService pool;

  /** The server under test. Asked before every test. */
  protected abstract Endpoint endpoint() throws Exception;

  @AfterEach
  void stopAll() {
    if (pool != null) {
      pool.shutdownNow();
    }
  }

  @TestFactory
  Stream<DynamicTest> everyCaseEndsAsTheProtocolSays() throws Exception {
    Endpoint endpoint = endpoint();
    ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);
    pool = workers;
    return ConformanceCases.all().stream()
        .map(told -> started(told, endpoint, workers))
        .toList()
        .stream();
  }

  @Test
  void aVersionOtherThan13IsAnswered426() throws Exception {
    for (String version : List.of("12", "14", "x")) {
      Response refused = refused(Map.of("Sec-WebSocket-Version", version));
      assertEquals(426, refused.status(), version);
      assertEquals("13", refused.header("Sec-WebSocket-Version"), version);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "dG9vIHNob3J0", "aHViYnViIGlzIGEgdGVzdCB0b28gbG9uZw=="})
  void aBadKeyIsAnswered400(String key) throws Exception {
    assertEquals(400, refused(Map.of("Sec-WebSocket-Key", key)).status());
  }

  @Test
  void aBadTokenIsAnswered401() throws Exception {
    assertEquals(401, refused(Map.of("Authorization", "Bearer x")).status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example", "null", "http://127.0.0.1.evil.example"})
  void aForeignOriginIsAnswered403(String origin) throws Exception {
    assertEquals(403, refused(Map.of("Origin", origin)).status());
  }

  @Test
  void anUnknownSubprotocolAndExtensionAreNotTakenUp() throws Exception {
    Response response = upgraded(
        Map.of("Sec-WebSocket-Protocol", "soap, wamp", "Sec-WebSocket-Extensions", "x-made-up"));
    assertEquals(101, response.status());
    assertNull(response.header("Sec-WebSocket-Protocol"));
    assertNull(response.header("Sec-WebSocket-Extensions"));
  }

  /** RFC 6455 section 4.1 has a client wait for the answer; what one that does not says early may be lost. */
  @Test
  void whoDoesNotAwaitTheHandshakeIsHeardAfterIt() throws Exception {
    Endpoint endpoint = endpoint();
    try (RawWebSocket session = RawWebSocket.connect(endpoint)) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.writeBytes(RawWebSocket.upgrade(endpoint, RawWebSocket.PATH, Map.of()));
      all.writeBytes(Frame.of(Frame.TEXT, ConformanceCase.pingText("early")).masked());
      session.send(all.toByteArray());
      assertEquals(101, session.readResponse().status());
      assertEquals("hello", text(session).getString("type"));
      session.send(Frame.of(Frame.TEXT, ConformanceCase.pingText("late")));
      String heard = text(session).getString("id");
      if (heard.equals("early")) {
        heard = text(session).getString("id");
      }
      assertEquals("late", heard);
    }
  }

  @Test
  void aSecondHandshakeIsNoFrame() throws Exception {
    Endpoint endpoint = endpoint();
    try (RawWebSocket session = RawWebSocket.open(endpoint)) {
      assertEquals("hello", text(session).getString("type"));
      session.send(RawWebSocket.upgrade(endpoint, RawWebSocket.PATH, Map.of()));
      assertEquals(1002, next(session).closeCode());
    }
  }

  @Test
  void whoSaysWhoTheyAreInAFrameIsHeardFromThenOn() throws Exception {
    Endpoint endpoint = endpoint();
    try (RawWebSocket session = unknown(endpoint)) {
      session.send(Frame.of(Frame.TEXT, ConformanceCase.pingText("1")));
      JsonObject refused = text(session);
      assertEquals("unauthorized", refused.getString("code"));
      assertEquals("1", refused.getString("id"));
      session.send(Frame.text(new JsonObject()
          .put("type", "auth")
          .put("id", "2")
          .put("token", endpoint.token())
          .encode()));
      JsonObject hello = text(session);
      assertEquals("hello", hello.getString("type"));
      assertEquals("2", hello.getString("id"));
      session.send(Frame.of(Frame.TEXT, ConformanceCase.pingText("3")));
      assertEquals("3", text(session).getString("id"));
    }
  }

  @Test
  void aBadTokenInAFrameCloses4401() throws Exception {
    try (RawWebSocket session = unknown(endpoint())) {
      session.send(Frame.text("{\"type\":\"auth\",\"token\":\"x\"}"));
      assertEquals(4401, next(session).closeCode());
    }
  }

  private static DynamicTest started(
      ConformanceCase told, Endpoint endpoint, ExecutorService workers) {
    Callable<Void> run = () -> {
      ConformanceRun.of(told, endpoint);
      return null;
    };
    Future<Void> running = workers.submit(run);
    return DynamicTest.dynamicTest(
        told.name(), () -> running.get(LONGEST.toSeconds(), TimeUnit.SECONDS));
  }

  private Response refused(Map<String, String> changes) throws Exception {
    Response response = upgraded(changes);
    assertTrue(response.status() >= 400, response::toString);
    return response;
  }

  private Response upgraded(Map<String, String> changes) throws Exception {
    Endpoint endpoint = endpoint();
    try (RawWebSocket session = RawWebSocket.connect(endpoint)) {
      session.send(RawWebSocket.upgrade(endpoint, RawWebSocket.PATH, changes));
      return session.readResponse();
    }
  }

  /** A session that has not said who is there. */
  private static RawWebSocket unknown(Endpoint endpoint) throws IOException {
    return RawWebSocket.open(endpoint, RawWebSocket.PATH, Map.of("Authorization", ""));
  }

  private static JsonObject text(RawWebSocket session) throws IOException {
    Frame frame = next(session);
    assertEquals(Frame.TEXT, frame.opcode());
    return new JsonObject(frame.payloadText());
  }

  private static Frame next(RawWebSocket session) throws IOException {
    Frame frame = session.read();
    assertNotNull(frame, "The server ended the connection.");
    return Objects.requireNonNull(frame);
  }
}
