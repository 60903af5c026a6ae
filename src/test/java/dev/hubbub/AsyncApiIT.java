package dev.hubbub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.testing.DescribedFrames;
import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.Rest;
import dev.hubbub.testing.WsClient;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of the AsyncAPI document, said to a real server: it answers each as the document tells. */
@Timeout(60)
class AsyncApiIT {
  private static final HubbubProcess SERVER = HubbubProcess.configured(new JsonObject());
  private static final Rest.User ALICE = aliceAtHome();

  /** A server as the examples take it to be: rooms {@code general} and {@code dev}, and messages from seq 2 on. */
  private static Rest.User aliceAtHome() {
    Rest rest = SERVER.start().rest();
    Rest.User alice = rest.register("alice", "tea at four");
    JsonObject room =
        new JsonObject().put("name", "dev").put("id", "dev").put("visibility", "public");
    assertEquals(201, rest.as(alice).post("/rooms", room).status());
    for (int i = 2; i <= 5; i++) {
      Rest.Answer sent = rest.as(alice)
          .post("/rooms/general/messages", new JsonObject().put("text", "message " + i));
      assertTrue(sent.expect(201).getLong("seq") >= i);
    }
    return alice;
  }

  @BeforeAll
  static void isReady() {
    assertEquals("alice", ALICE.username());
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  /** An example, and what it is one of. */
  private record Example(JsonObject operation, JsonObject frame) {
    /** How many answers it gets. */
    int answers() {
      JsonObject rooms = frame.getJsonObject("rooms");
      return rooms == null ? 1 : rooms.size();
    }
  }

  static Stream<Named<Example>> examples() {
    return DescribedFrames.operations("receive").stream()
        .flatMap(operation -> DescribedFrames.resolved(operation.getJsonArray("messages")).stream()
            .flatMap(message -> message.getJsonArray("examples").stream())
            .map(each -> ((JsonObject) each).getJsonObject("payload"))
            .map(frame -> Named.of(frame.encode(), new Example(operation, frame))));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void anExampleIsAnsweredAsItsOperationTells(Example example) {
    JsonObject frame = example.frame().copy();
    boolean introduces = frame.containsKey("token");
    if (introduces) {
      frame.put("token", ALICE.token());
    }
    try (WsClient session = introduces
        ? WsClient.open(SERVER.port(), "/api/v1/ws", Map.of())
        : WsClient.connect(SERVER.port(), ALICE)) {
      session.send(frame);
      for (int i = 0; i < example.answers(); i++) {
        JsonObject answer = session.next();
        assertNotEquals("error", answer.getString("type"), answer::encode);
        assertEquals(frame.getString("id"), answer.getString("id"), answer::encode);
        DescribedFrames.checkReply(example.operation(), answer);
      }
      session.assertNothingMore();
    }
  }

  @Test
  void errorsAreAsDescribedToo() {
    try (WsClient session = WsClient.connect(SERVER.port(), ALICE)) {
      for (String frame : List.of(
          "{",
          "[]",
          "{\"type\":\"nothing\",\"id\":\"1\"}",
          "{\"type\":\"send\",\"room\":\"general\"}",
          "{\"type\":\"send\",\"id\":\"2\",\"room\":\"attic\",\"text\":\"hello\"}",
          "{\"type\":\"join\",\"id\":\"3\",\"rooms\":{\"attic\":{},\"No room\":{}}}",
          "{\"type\":\"leave\",\"id\":\"" + "x".repeat(65) + "\",\"room\":\"general\"}")) {
        session.sendText(frame);
        DescribedFrames.checkServer(session.expect("error"));
      }
    }
  }

  @Test
  void whatHappensInARoomIsAsDescribed() {
    try (WsClient session = WsClient.connect(SERVER.port(), ALICE)) {
      assertEquals("joined", session.join("dev").getString("type"));
      Rest rest = SERVER.rest();
      Rest bob = rest.as(rest.register("bob", "milk at five"));
      assertEquals(200, bob.post("/rooms/dev/join", null).status());
      assertEquals(
          201,
          bob.post("/rooms/dev/messages", new JsonObject().put("text", "hello")).status());
      assertEquals(
          200,
          rest.as(ALICE)
              .patch("/rooms/dev", new JsonObject().put("topic", "What is made here"))
              .status());
      for (String type : Set.of("member", "message", "room")) {
        DescribedFrames.checkServer(
            session.seen(frame -> type.equals(frame.getString("type")), type));
      }
    }
  }
}
