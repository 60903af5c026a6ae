package dev.hubbub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.testing.Endpoint;
import dev.hubbub.testing.Eventually;
import dev.hubbub.testing.Frame;
import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.RawWebSocket;
import dev.hubbub.testing.Rest;
import dev.hubbub.testing.WsClient;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bounds on a session (PROTOCOL.md 3.6), at each of them and one past it, on the jar with its embedded store. */
@Timeout(120)
class LimitsIT {
  private static final String LONG = "x".repeat(4_000);

  /** More than the buffers of two sockets hold, in bytes. */
  private static final long MOST_UNREAD = 16_000_000;

  private record At(String host, int port, String token) implements Endpoint {}

  private static HubbubProcess server(JsonObject limits) {
    return HubbubProcess.configured(new JsonObject().put("limits", limits)).start();
  }

  private static JsonObject frame(String type) {
    return new JsonObject().put("type", type);
  }

  private static RawWebSocket raw(HubbubProcess server, Rest.User user) throws IOException {
    return RawWebSocket.open(new At("127.0.0.1", server.port(), user.token()));
  }

  @Test
  void aUsersMessagesAreCountedOverAllSessionsAndReconnects() {
    try (HubbubProcess server =
        server(new JsonObject().put("messages_per_second", 1).put("messages_burst", 5))) {
      Rest.User alice = server.rest().guest("Alice");
      for (int i = 0; i < 5; i++) {
        try (WsClient session = WsClient.connect(server.port(), alice)) {
          assertEquals("ack", session.say("general", "k" + i, "within").getString("type"));
        }
      }
      try (WsClient session = WsClient.connect(server.port(), alice);
          WsClient other = WsClient.connect(server.port(), server.rest().guest("Bob"))) {
        JsonObject refused = session.say("general", "k6", "past it");
        assertEquals("rate_limited", refused.getString("code"));
        assertTrue(refused.getLong("retry_after_ms") > 0);
        Rest.Answer posted = server
            .rest()
            .as(alice)
            .post("/rooms/general/messages", new JsonObject().put("text", "by another door"));
        assertEquals(429, posted.status());
        assertTrue(posted.headers().firstValue("Retry-After").isPresent());
        assertEquals("ack", other.say("general", "k", "not my limit").getString("type"));
      }
    }
  }

  @Test
  void aSessionsFramesAreBoundedAndAFloodIsClosed() {
    try (HubbubProcess server = server(new JsonObject().put("frames_per_second", 5))) {
      Rest.User alice = server.rest().guest("Alice");
      try (WsClient session = WsClient.connect(server.port(), alice);
          WsClient other = WsClient.connect(server.port(), alice)) {
        for (int i = 0; i < 40; i++) {
          session.send(frame("ping").put("id", "p" + i));
        }
        JsonObject refused = session.await("error");
        assertEquals("rate_limited", refused.getString("code"));
        assertNotNull(refused.getString("id"));
        for (int i = 0; i < 100; i++) {
          session.send(frame("ping"));
        }
        assertEquals(4429, session.awaitClose());
        assertEquals("pong", other.ask(frame("ping")).getString("type"));
      }
    }
  }

  @Test
  void oneSessionTooManyClosesTheOldest() {
    try (HubbubProcess server = server(new JsonObject().put("sessions_per_user", 3))) {
      Rest.User alice = server.rest().guest("Alice");
      List<WsClient> sessions = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        sessions.add(WsClient.connect(server.port(), alice));
      }
      sessions.forEach(
          session -> assertEquals("pong", session.ask(frame("ping")).getString("type")));
      sessions.add(WsClient.connect(server.port(), alice));
      assertEquals(4409, sessions.get(0).awaitClose());
      sessions
          .subList(1, 4)
          .forEach(session -> assertEquals("pong", session.ask(frame("ping")).getString("type")));
      sessions.forEach(WsClient::close);
    }
  }

  @Test
  void whoDoesNotSayWhoTheyAreIsClosed() {
    try (HubbubProcess server = server(new JsonObject().put("auth_seconds", 1));
        WsClient session = WsClient.open(server.port(), "/api/v1/ws", Map.of())) {
      assertEquals(4401, session.awaitClose());
    }
  }

  @Test
  void aTokenThatExpiresEndsItsSessionUnlessItIsRenewed() {
    try (HubbubProcess server = HubbubProcess.configured(
            new JsonObject().put("auth", new JsonObject().put("access_seconds", 10)))
        .start()) {
      Rest.User alice = server.rest().guest("Alice");
      try (WsClient renewed = WsClient.connect(server.port(), alice);
          WsClient session = WsClient.connect(server.port(), alice)) {
        assertEquals("unauthorized", session.await("error").getString("code"));
        String refresh = alice.refreshToken();
        int code = 0;
        for (int i = 0; i < 10 && code == 0; i++) {
          JsonObject pair = server
              .rest()
              .post("/auth/refresh", new JsonObject().put("refresh_token", refresh))
              .expect(200);
          refresh = pair.getString("refresh_token");
          JsonObject auth = frame("auth").put("token", pair.getString("access_token"));
          assertEquals("hello", renewed.ask(auth).getString("type"));
          code = closedWithin(session, Duration.ofSeconds(2));
        }
        assertEquals(4401, code);
        assertEquals("pong", renewed.ask(frame("ping")).getString("type"));
      }
    }
  }

  /** The code a session is closed with, or 0 where it stays open for so long. */
  private static int closedWithin(WsClient session, Duration time) {
    try {
      return session.awaitClose(time);
    } catch (AssertionError open) {
      return 0;
    }
  }

  @Test
  void whoIsSilentForTwoHeartbeatsIsClosedAndWhoAnswersPingsIsNot() throws Exception {
    try (HubbubProcess server = server(new JsonObject().put("heartbeat_ms", 1_000))) {
      Rest.User alice = server.rest().guest("Alice");
      try (RawWebSocket silent = raw(server, alice);
          WsClient answering = WsClient.connect(server.port(), alice)) {
        int pings = 0;
        Frame frame = silent.read();
        while (frame != null && frame.opcode() != Frame.CLOSE) {
          pings += frame.opcode() == Frame.PING ? 1 : 0;
          frame = silent.read();
        }
        assertNotNull(frame);
        assertEquals(4408, frame.payload().getUnsignedShort(0));
        assertTrue(pings >= 1);
        assertEquals("pong", answering.ask(frame("ping")).getString("type"));
      }
    }
  }

  /**
   * Says more than a kernel holds for a reader that takes nothing, which is a few megabytes; each time less than an outbox,
   * so that who reads it as it comes is never behind by one. Returns how many messages.
   */
  private static long sayMuch(WsClient client, String room) {
    long said = 0;
    while (said < 4_000) {
      for (int i = 1; i < 10; i++) {
        client.send(frame("send").put("room", room).put("text", LONG));
      }
      said += 10;
      String last = "message-" + said;
      assertEquals("ack", client.say(room, last, LONG).getString("type"));
      var unused = client.await(frame ->
          "message".equals(frame.getString("type")) && last.equals(frame.getString("key")));
    }
    return said;
  }

  @Test
  void whoReadsTooSlowlyIsCutAndOthersAreNot() throws Exception {
    try (HubbubProcess server = server(new JsonObject().put("outbox_bytes", 65_536))) {
      Rest.User alice = server.rest().guest("Alice");
      Rest.User bob = server.rest().guest("Bob");
      String room = server.rest().as(alice).newRoom("Loud");
      try (WsClient a = WsClient.connect(server.port(), alice);
          RawWebSocket stalled = raw(server, bob)) {
        assertEquals("joined", a.join(room).getString("type"));
        stalled.send(Frame.text(frame("join").put("room", room).encode()));
        assertEquals("joined", a.await("member").getString("change"));
        long said = sayMuch(a, room);
        assertEquals(said + 1, a.events(room).size());
        assertTrue(read(stalled) < said, "was told everything");
      }
    }
  }

  @Test
  void aStreamThatIsReadTooSlowlyIsCutAndOthersAreNot() throws Exception {
    try (HubbubProcess server = server(new JsonObject().put("outbox_bytes", 65_536))) {
      Rest.User alice = server.rest().guest("Alice");
      Rest.User bob = server.rest().guest("Bob");
      String room = server.rest().as(alice).newRoom("Loud");
      assertEquals(
          200, server.rest().as(bob).post("/rooms/" + room + "/join", null).status());
      try (WsClient a = WsClient.connect(server.port(), alice);
          Socket stalled = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
        assertEquals("joined", a.join(room).getString("type"));
        stalled
            .getOutputStream()
            .write(("GET /api/v1/events?rooms=" + room + " HTTP/1.1\r\nHost: localhost\r\n"
                    + "Authorization: Bearer " + bob.token() + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        assertEquals('H', stalled.getInputStream().read());
        long said = sayMuch(a, room);
        long bytes = 0;
        try {
          bytes = stalled.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (SocketException cut) {
          // As one is cut who takes nothing.
        }
        assertTrue(bytes < said * LONG.length(), "was told everything");
      }
    }
  }

  @Test
  void longAnswersThatNobodyTakesAreBoundedForTheirUser() throws Exception {
    try (HubbubProcess server =
        server(new JsonObject().put("answer_bytes", 8 << 20).put("stall_seconds", 60))) {
      Rest.User alice = server.rest().guest("Alice");
      Rest.User bob = server.rest().guest("Bob");
      String room = server.rest().as(alice).newRoom("Long");
      assertEquals(
          200, server.rest().as(bob).post("/rooms/" + room + "/join", null).status());
      try (WsClient voice = WsClient.connect(server.port(), alice)) {
        for (int i = 0; i < 600; i++) {
          voice.send(frame("send").put("room", room).put("text", "\uD83C\uDF75".repeat(4_000)));
        }
        voice.barrier();
      }
      String log = "/rooms/" + room + "/log?limit=1000";
      try (Socket stalled = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
        stalled
            .getOutputStream()
            .write(("GET /api/v1" + log + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                    + alice.token() + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        assertEquals('H', stalled.getInputStream().read());
        Rest.Answer refused = server.rest().as(alice).get(log);
        assertEquals(429, refused.status(), refused::text);
        assertTrue(refused.headers().firstValue("Retry-After").isPresent());
        assertEquals(200, server.rest().as(bob).get(log).status());
      }
      Eventually.within(Duration.ofSeconds(15), () -> {
        int status = server.rest().as(alice).get(log).status();
        return status == 200 ? null : "still " + status;
      });
    }
  }

  /** Reads to the end that the server has made; the messages that came before it. */
  private static long read(RawWebSocket stalled) throws IOException {
    long messages = 0;
    try {
      Frame frame = stalled.read();
      while (frame != null) {
        if (frame.opcode() == Frame.CLOSE) {
          assertEquals(4413, frame.payload().getUnsignedShort(0));
        }
        messages += frame.opcode() == Frame.TEXT ? 1 : 0;
        frame = stalled.read();
      }
    } catch (EOFException | SocketException cut) {
      // In the middle of a frame, as one is cut who does not even take the close.
    }
    return messages;
  }

  @Test
  void whoPingsAndNeverReadsCostsNobodyAnything() throws Exception {
    try (HubbubProcess server = server(new JsonObject())) {
      Rest.User alice = server.rest().guest("Alice");
      try (RawWebSocket flooder = raw(server, alice);
          WsClient other = WsClient.connect(server.port(), server.rest().guest("Bob"))) {
        byte[] ping = Frame.ping("x".repeat(125)).masked();
        java.io.IOException cut = null;
        for (int i = 0; i < 2_000_000 && cut == null; i++) {
          try {
            flooder.send(ping);
          } catch (IOException e) {
            cut = e;
          }
        }
        assertNotNull(cut, "the flooder was not cut");
        assertEquals("pong", other.ask(frame("ping")).getString("type"));
      }
    }
  }

  @Test
  void whoFloodsIsToldSoAndReadNoMore() throws Exception {
    byte[] ping = Frame.ping("x".repeat(125)).masked();
    Buffer flood = Buffer.buffer();
    for (int i = 0; i < 10_000; i++) {
      flood.appendBytes(ping);
    }
    try (HubbubProcess server = server(new JsonObject());
        RawWebSocket flooder = raw(server, server.rest().guest("Alice"))) {
      flooder.send(flood.getBytes());
      Frame told = flooder.read();
      while (told != null && told.opcode() != Frame.CLOSE) {
        told = flooder.read();
      }
      assertNotNull(told, "the flooder was told nothing");
      assertEquals(4429, told.payload().getUnsignedShort(0));
      long sent = sentUntilCut(flooder, flood.getBytes());
      assertTrue(sent < MOST_UNREAD, () -> "read on for " + sent + " bytes");
    }
  }

  private static long sentUntilCut(RawWebSocket flooder, byte[] flood) {
    long sent = 0;
    try {
      while (true) {
        flooder.send(flood);
        sent += flood.length;
      }
    } catch (IOException cut) {
      return sent;
    }
  }

  @Test
  void handshakesOfAnAddressAreBoundedWhereThatIsNotOnesOwnDesk() throws Exception {
    try (HubbubProcess server = HubbubProcess.configured(new JsonObject()
            .put("profile", "production")
            .put("limits", new JsonObject().put("handshakes_per_second", 1)))
        .start()) {
      int refused = 0;
      for (int i = 0; i < 6; i++) {
        try (RawWebSocket one = RawWebSocket.connect(new At("127.0.0.1", server.port(), "x.y.z"))) {
          one.send(RawWebSocket.upgrade(
              new At("127.0.0.1", server.port(), "x.y.z"), RawWebSocket.PATH, Map.of()));
          refused += one.readResponse().status() == 429 ? 1 : 0;
        }
      }
      assertEquals(1, refused);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Host: a\r\nHost: b\r\n", "Host: a\r\nTransfer-Encoding: xchunked\r\n"})
  void aRequestThatIsNotFramedAsItHasToBeIsRefusedAndClosed(String headers) throws Exception {
    try (HubbubProcess server = server(new JsonObject());
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout((int) Duration.ofSeconds(15).toMillis());
      socket
          .getOutputStream()
          .write(
              ("GET /livez HTTP/1.1\r\n" + headers + "\r\n").getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
    }
  }

  @Test
  void aRequestThatNeverEndsIsCut() throws Exception {
    try (HubbubProcess server = HubbubProcess.configured(
                new JsonObject().put("http", new JsonObject().put("request_seconds", 1)))
            .start();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout((int) Duration.ofSeconds(15).toMillis());
      socket
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII));
      // The read ends because the server ends the connection; else it times out, which is a
      // failure.
      assertEquals(0, socket.getInputStream().readAllBytes().length);
    }
  }
}
