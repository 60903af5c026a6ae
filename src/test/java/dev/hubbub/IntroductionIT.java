package dev.hubbub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.Rest;
import dev.hubbub.testing.Stage;
import dev.hubbub.testing.WsClient;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

/** How a session says who is there (PROTOCOL.md 3.1), and what follows from it, on the jar with its embedded store. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(60)
class IntroductionIT {
  private final HubbubProcess server = Stage.EMBEDDED.one();

  private Rest.User someone() {
    return Stage.EMBEDDED.person("Somebody ").user();
  }

  private WsClient session(Rest.User user) {
    return WsClient.connect(server.port(), user);
  }

  private static JsonObject frame(String type) {
    return new JsonObject().put("type", type);
  }

  @Test
  void theFirstFrameTellsWhoIsThereAndTheLimits() {
    Rest.User alice = someone();
    try (WsClient client = WsClient.open(
        server.port(), "/api/v1/ws", Map.of("Authorization", "Bearer " + alice.token()))) {
      JsonObject hello = client.expect("hello");
      assertEquals(alice.username(), hello.getString("user"));
      assertFalse(hello.getString("session").isEmpty());
      assertFalse(hello.getString("instance").isEmpty());
      assertEquals(25_000, hello.getInteger("heartbeat_ms"));
      assertEquals(
          new JsonObject().put("text", 4_000).put("frame", 65_536).put("replay", 1_000),
          hello.getJsonObject("limits"));
    }
  }

  @Test
  void aTokenInTheUrlIsTakenInDevelopment() {
    Rest.User alice = someone();
    try (WsClient client =
        WsClient.open(server.port(), "/api/v1/ws?token=" + alice.token(), Map.of())) {
      assertEquals(alice.username(), client.expect("hello").getString("user"));
    }
    assertEquals(401, WsClient.refused(server.port(), "/api/v1/ws?token=x.y.z", Map.of()));
  }

  @Test
  void whatIsAskedBeforeItIsKnownWhoIsThereIsUnauthorized() {
    try (WsClient client = WsClient.open(server.port(), "/api/v1/ws", Map.of())) {
      JsonObject refused = client.ask(frame("ping"));
      assertEquals("unauthorized", refused.getString("code"));
      JsonObject hello = client.ask(frame("auth").put("token", someone().token()));
      assertEquals("hello", hello.getString("type"));
      assertEquals("pong", client.ask(frame("ping")).getString("type"));
    }
  }

  @Test
  void aSecondAuthIsForTheSameUserOnly() {
    Rest.User alice = someone();
    try (WsClient client = session(alice)) {
      assertEquals(
          "hello", client.ask(frame("auth").put("token", alice.token())).getString("type"));
      client.send(frame("auth").put("token", someone().token()));
      assertEquals(4401, client.awaitClose());
    }
  }

  @Test
  void aLogoutClosesItsSessionsAndNoOthers() {
    assertEquals(
        "logs-out", server.rest().register("logs-out", "correct horse battery").username());
    Rest.User first = server.rest().login("logs-out", "correct horse battery");
    Rest.User second = server.rest().login("Logs-Out", "correct horse battery");
    try (WsClient a = session(first);
        WsClient b = session(second)) {
      assertEquals(204, server.rest().as(first).post("/auth/logout", null).status());
      assertEquals(4401, a.awaitClose());
      assertEquals("pong", b.ask(frame("ping")).getString("type"));
      assertEquals(
          401,
          WsClient.refused(
              server.port(), "/api/v1/ws", Map.of("Authorization", "Bearer " + first.token())));
    }
  }
}
