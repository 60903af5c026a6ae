package dev.hubbub.survive;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.testing.Endpoint;
import dev.hubbub.testing.Frame;
import dev.hubbub.testing.RawHttp;
import dev.hubbub.testing.RawWebSocket;
import dev.hubbub.testing.Spoiled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** Whatever comes in by a door of the jar, the server is there for the next one, and its log tells of no fault. */
class DoorFuzzIT {
  private static final int SILENCE_MS = 300;

  private static final List<String> REQUESTS = List.of(
      """
      GET /api/v1/rooms?limit=5&cursor=x HTTP/1.1\r
      Host: x\r
      Authorization: Bearer @token\r
      \r
      """,
      """
      GET /api/v1/search?q=a&room=@room&from=alice HTTP/1.1\r
      Host: x\r
      Authorization: Bearer @token\r
      \r
      """,
      """
      GET /api/v1/events?rooms=NO HTTP/1.1\r
      Host: x\r
      Last-Event-ID: x\r
      Authorization: Bearer @token\r
      \r
      """,
      """
      POST /api/v1/auth/refresh HTTP/1.1\r
      Host: x\r
      Content-Type: application/json\r
      Content-Length: 21\r
      \r
      {"refresh_token":"x"}""",
      """
      POST /api/v1/auth/refresh HTTP/1.1\r
      Host: x\r
      Content-Type: application/json\r
      Transfer-Encoding: chunked\r
      \r
      15\r
      {"refresh_token":"x"}\r
      0\r
      \r
      """,
      """
      GET /api/v1/ws?room=@room&last_received_seq=1 HTTP/1.1\r
      Host: x\r
      Upgrade: websocket\r
      Connection: Upgrade\r
      Sec-WebSocket-Version: 13\r
      Sec-WebSocket-Key: aHViYnViIGlzIGEgdGVzdA==\r
      \r
      """,
      """
      GET /chat/ann HTTP/1.1\r
      Host: x\r
      Origin: http://x\r
      Upgrade: websocket\r
      Connection: Upgrade\r
      Sec-WebSocket-Version: 13\r
      Sec-WebSocket-Key: aHViYnViIGlzIGEgdGVzdA==\r
      \r
      """,
      """
      GET /i/AAAAAAAAAAAAAAAAAAAAAA HTTP/1.1\r
      Host: x\r
      Accept-Encoding: br;q=0.5, gzip\r
      If-None-Match: "x"\r
      Cookie: a=b; hubbub_refresh=x\r
      \r
      """,
      """
      OPTIONS /readyz HTTP/1.1\r
      Host: x\r
      Expect: 100-continue\r
      X-Forwarded-For: 1.2.3.4\r
      \r
      """);

  private static final List<String> PIECES = List.of(
      "\r\n",
      "\r",
      "\n",
      " ",
      ":",
      "\0",
      "%",
      "%zz",
      "%00",
      "%ff",
      "?",
      "&",
      "=",
      "/",
      "..",
      "\\",
      "http://x/",
      "*",
      "HTTP/1.0",
      "HTTP/2.0",
      "Host: y\r\n",
      "Content-Length: 5\r\n",
      "-1",
      "Transfer-Encoding: chunked\r\n",
      "Transfer-Encoding: x\r\n",
      "Connection: close\r\n",
      "Upgrade: h2c\r\n",
      "Expect: x\r\n",
      "Range: bytes=0-1\r\n",
      "Cookie: \"\r\n",
      "TRACE",
      "CONNECT",
      "Content-Type: text/plain\r\n",
      "Authorization: Basic x\r\n",
      "\u00ff",
      "0\r\n\r\n",
      "{",
      "\"");

  private static final List<String> TEXTS = List.of(
      "{\"type\":\"ping\",\"id\":\"1\"}",
      "{\"type\":\"join\",\"id\":\"2\",\"rooms\":{\"@room\":{\"since\":1},\"NO\":{}}}",
      "{\"type\":\"history\",\"id\":\"3\",\"room\":\"@room\",\"before\":9,\"limit\":2}",
      "{\"type\":\"typing\",\"room\":\"@room\",\"on\":true}",
      "{\"type\":\"who\",\"id\":\"4\",\"room\":\"@room\"}",
      "{\"type\":\"react\",\"id\":\"5\",\"room\":\"@room\",\"target\":99,\"emoji\":\":ok:\",\"on\":true}",
      "{\"type\":\"auth\",\"id\":\"6\",\"token\":\"@token\"}");

  private static final Set<Integer> CODES = Set.of(1000, 1002, 1003, 1005, 1007, 1008, 1009, 4401);

  private static final Frame GOODBYE = Frame.close(1000, "");

  private static @Nullable InputSite started;

  private record At(String host, int port, String token) implements Endpoint {}

  private static InputSite site() {
    InputSite site = started;
    if (site == null) {
      throw new IllegalStateException("not started");
    }
    return site;
  }

  @BeforeContainer
  static void start() {
    started = new InputSite(new JsonObject());
  }

  @AfterContainer
  static void stop() {
    try (InputSite site = site()) {
      site.assertUnharmed();
      site.assertLogTellsNothing();
    }
  }

  private static String filled(String text) {
    return site().filled(text).replace("@token", site().token());
  }

  @Provide
  Arbitrary<String> requests() {
    return Spoiled.of(REQUESTS, PIECES);
  }

  @Property(tries = 500)
  void anyRequestIsAnsweredOrEnded(@ForAll("requests") String request) throws IOException {
    byte[] bytes = (filled(request)
            + "\r\n\r\nGET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        .getBytes(StandardCharsets.UTF_8);
    for (RawHttp.Answer answer : RawHttp.untilSilence(site().port(), bytes, SILENCE_MS)) {
      assertNotEquals(500, answer.status(), answer::toString);
      assertFalse(answer.body().contains("Exception"), answer::toString);
      if (answer.status() == 101) {
        return;
      }
    }
  }

  /** What a client may send on a session: frames of all kinds, mostly texts, some of them not whole. */
  @Provide
  Arbitrary<List<Frame>> frames() {
    Arbitrary<Buffer> texts = Spoiled.of(
            TEXTS, List.of("\"", "{", "}", "\\ud800", ",", "null", "1e400", "\"id\":\"7\","))
        .map(Buffer::buffer);
    Arbitrary<Buffer> bytes =
        Arbitraries.bytes().array(byte[].class).ofMaxSize(130).map(Buffer::buffer);
    Arbitrary<Integer> opcodes = Arbitraries.frequencyOf(
        Tuple.of(12, Arbitraries.just(Frame.TEXT)),
        Tuple.of(4, Arbitraries.of(Frame.CONTINUATION, Frame.PING, Frame.PONG)),
        Tuple.of(1, Arbitraries.integers().between(0, 15)));
    Arbitrary<Boolean> mostly = Arbitraries.frequency(Tuple.of(9, true), Tuple.of(1, false));
    Arbitrary<Integer> reserved = Arbitraries.frequencyOf(
        Tuple.of(30, Arbitraries.just(0)), Tuple.of(1, Arbitraries.integers().between(1, 7)));
    return Combinators.combine(
            mostly,
            reserved,
            opcodes,
            Arbitraries.frequencyOf(Tuple.of(6, texts), Tuple.of(1, bytes)))
        .as(Frame::new)
        .list()
        .ofMaxSize(6);
  }

  @Property(tries = 500)
  void anyFramesAreAnsweredOrClosedWithACodeOfTheProtocol(@ForAll("frames") List<Frame> frames)
      throws IOException {
    try (RawWebSocket session = RawWebSocket.open(
        new At("127.0.0.1", site().port(), site().token()), RawWebSocket.PATH, Map.of())) {
      try {
        for (Frame frame : frames) {
          Buffer payload = frame.opcode() == Frame.TEXT
              ? Buffer.buffer(filled(frame.payload().toString()))
              : frame.payload();
          session.send(new Frame(frame.fin(), frame.rsv(), frame.opcode(), payload));
        }
        session.send(GOODBYE);
      } catch (IOException gone) {
        // It need not listen to all of them.
      }
      assertTrue(CODES.contains(closed(session)), "A close code of no meaning");
    }
  }

  private static int closed(RawWebSocket session) throws IOException {
    Frame next = session.read();
    while (next != null && next.opcode() != Frame.CLOSE) {
      next = session.read();
    }
    if (next == null) {
      throw new EOFException("The server ended the connection without a close frame.");
    }
    return next.closeCode();
  }
}
