package dev.hubbub.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.hubbub.testing.RawWebSocket.Response;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * That a running server keeps RFC 6455 and the close codes of PROTOCOL.md 3.6 behind every door. Whoever has a server
 * extends it and says where it is. The server has {@link ConformanceDoor#configuration}.
 */
public abstract class WebSocketConformance {
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private @Nullable ConformanceSuite suite;

  /** The server under test. Asked before every test. */
  protected abstract Endpoint endpoint() throws Exception;

  @AfterEach
  void stopAll() {
    if (suite != null) {
      suite.close();
    }
  }

  @TestFactory
  Stream<DynamicNode> everyCaseEndsAsTheProtocolSays() throws Exception {
    ConformanceSuite started = new ConformanceSuite(endpoint());
    suite = started;
    return Stream.of(ConformanceDoor.values())
        .map(door -> DynamicContainer.dynamicContainer(
            door.name(), started.begin(door).stream().map(WebSocketConformance::awaited)));
  }

  private static DynamicTest awaited(ConformanceSuite.Running running) {
    return DynamicTest.dynamicTest(
        running.told().toString(), () -> running.end().get(LONGEST.toSeconds(), TimeUnit.SECONDS));
  }

  /** The upgrade requests that differ from a good one, and how each is answered, the same behind every door. */
  static Stream<Arguments> upgrades() {
    String key = "Sec-WebSocket-Key";
    String version = "Sec-WebSocket-Version";
    return Stream.of(ConformanceDoor.values())
        .flatMap(door -> Stream.of(
            Arguments.of(door, version, "12", 426),
            Arguments.of(door, version, "14", 426),
            Arguments.of(door, version, "x", 426),
            Arguments.of(door, version, "13, 8", 426),
            Arguments.of(door, version, "", 426),
            Arguments.of(door, "Upgrade", "h2c", 426),
            Arguments.of(door, "Upgrade", "", 426),
            Arguments.of(door, "Connection", "keep-alive", 426),
            Arguments.of(door, "Connection", "", 426),
            Arguments.of(door, key, "", 400),
            Arguments.of(door, key, "x", 400),
            Arguments.of(door, key, "dG9vIHNob3J0", 400),
            Arguments.of(door, key, "aHViYnViIGlzIGEgdGVzdCB0b28gbG9uZw==", 400),
            Arguments.of(door, key, "aHViYnViIGlzIGEgdGVzdA", 400),
            Arguments.of(door, key, "aHViYnViIGlzIGEgdGVzdA== x", 400),
            Arguments.of(door, "Origin", "https://evil.example", 403),
            Arguments.of(door, "Origin", "null", 403),
            Arguments.of(door, "Origin", "http://127.0.0.1.evil.example", 403),
            Arguments.of(door, "Host", "", 400),
            Arguments.of(door, "Host", "a b", 400)));
  }

  @ParameterizedTest
  @MethodSource("upgrades")
  void anUpgradeThatIsNoneIsRefused(ConformanceDoor door, String header, String value, int status)
      throws Exception {
    Response refused = upgraded(door, Map.of(header, value));
    assertEquals(status, refused.status(), refused::toString);
    if (header.equals("Sec-WebSocket-Version")) {
      assertEquals("13", refused.header(header));
    }
    assertNull(refused.header("Sec-WebSocket-Accept"));
  }

  @ParameterizedTest
  @EnumSource
  void aKeyGivenTwiceIsAnswered400(ConformanceDoor door) throws Exception {
    // A name in another case is the same header.
    Response refused = upgraded(door, Map.of("sec-websocket-key", "aHViYnViIGlzIGEgdGVzdA=="));
    assertEquals(400, refused.status());
  }

  @Test
  void aBadTokenIsAnswered401() throws Exception {
    assertEquals(
        401,
        upgraded(ConformanceDoor.SESSION, Map.of("Authorization", "Bearer x")).status());
  }

  /** Compression, in all its spellings, is not offered by default: groups 12 and 13 of Autobahn are for nobody here. */
  @ParameterizedTest
  @EnumSource
  void anUnknownSubprotocolAndExtensionAreNotTakenUp(ConformanceDoor door) throws Exception {
    for (String extensions : List.of(
        "x-made-up",
        "permessage-deflate",
        "permessage-deflate; client_max_window_bits",
        "permessage-deflate; client_no_context_takeover; server_max_window_bits=9",
        "permessage-deflate; server_no_context_takeover, permessage-deflate",
        "x-webkit-deflate-frame, permessage-bzip2",
        ";;=,")) {
      Response response = upgraded(
          door,
          Map.of("Sec-WebSocket-Protocol", "soap, wamp", "Sec-WebSocket-Extensions", extensions));
      assertEquals(101, response.status(), extensions);
      assertNull(response.header("Sec-WebSocket-Protocol"), extensions);
      assertNull(response.header("Sec-WebSocket-Extensions"), extensions);
    }
  }

  /** RFC 6455 section 4.1 has a client wait for the answer; what one that does not says early may be lost. */
  @Test
  void whoDoesNotAwaitTheHandshakeIsHeardAfterIt() throws Exception {
    Endpoint endpoint = endpoint();
    try (RawWebSocket session = RawWebSocket.connect(endpoint)) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.writeBytes(RawWebSocket.upgrade(endpoint, RawWebSocket.PATH, Map.of()));
      all.writeBytes(
          Frame.of(Frame.TEXT, ConformanceDoor.SESSION.says("early").bytes()).masked());
      session.send(all.toByteArray());
      assertEquals(101, session.readResponse().status());
      assertEquals("hello", text(session).getString("type"));
      session.send(Frame.of(Frame.TEXT, ConformanceDoor.SESSION.says("late").bytes()));
      String heard = text(session).getString("id");
      if (heard.equals("early")) {
        heard = text(session).getString("id");
      }
      assertEquals("late", heard);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSecondHandshakeIsNoFrame(ConformanceDoor door) throws Exception {
    Endpoint endpoint = endpoint();
    try (RawWebSocket session = RawWebSocket.open(endpoint, door.path(0), Map.of())) {
      if (door.greets()) {
        assertEquals("hello", text(session).getString("type"));
      }
      session.send(RawWebSocket.upgrade(endpoint, door.path(0), Map.of()));
      assertEquals(1002, next(session).closeCode());
    }
  }

  @Test
  void whoSaysWhoTheyAreInAFrameIsHeardFromThenOn() throws Exception {
    Endpoint endpoint = endpoint();
    try (RawWebSocket session = unknown(endpoint)) {
      session.send(Frame.of(Frame.TEXT, ConformanceDoor.SESSION.says("1").bytes()));
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
      session.send(Frame.of(Frame.TEXT, ConformanceDoor.SESSION.says("3").bytes()));
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

  private Response upgraded(ConformanceDoor door, Map<String, String> changes) throws Exception {
    Endpoint endpoint = endpoint();
    try (RawWebSocket session = RawWebSocket.connect(endpoint)) {
      session.send(RawWebSocket.upgrade(endpoint, door.path(0), changes));
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
