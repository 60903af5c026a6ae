package dev.hubbub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.testing.Eventually;
import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.Rest;
import dev.hubbub.testing.WsClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Rooms of as many members as see each other come, go and read, and rooms of one more. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class CrowdsIT {
  private static final int CROWD = 3;

  private final HubbubProcess server = HubbubProcess.configured(new JsonObject()
          .put(
              "limits",
              new JsonObject().put("presence_members", CROWD).put("receipt_members", CROWD)))
      .start();

  @AfterAll
  void close() {
    server.close();
  }

  /** A room of so many; the first one owns it. */
  private record Crowd(HubbubProcess server, String room, List<Rest.User> members) {
    static Crowd of(HubbubProcess server, int size) {
      List<Rest.User> members = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        members.add(server.rest().guest("Somebody"));
      }
      String room = server.rest().as(members.get(0)).newRoom("Crowd of " + size);
      for (Rest.User member : members.subList(1, size)) {
        Rest rest = server.rest().as(member);
        assertEquals(200, rest.post("/rooms/" + room + "/join", null).status());
      }
      return new Crowd(server, room, members);
    }

    WsClient session(int member) {
      WsClient session = WsClient.connect(server.port(), members.get(member));
      assertEquals("joined", session.join(room).getString("type"));
      return session;
    }

    Rest as(int member) {
      return server.rest().as(members.get(member));
    }

    JsonObject say(String text) {
      JsonObject said = new JsonObject().put("text", text);
      return as(0).post("/rooms/" + room + "/messages", said).expect(201);
    }

    /** Has the second one read on, and waits until the first one is told so, or of what comes after it. */
    List<JsonObject> receiptsSeenByTheFirst() {
      try (WsClient first = session(0);
          WsClient second = session(1)) {
        JsonObject said = say("read this");
        JsonObject read =
            new JsonObject().put("type", "read").put("room", room).put("seq", said.getLong("seq"));
        assertEquals("ok", second.ask(read).getString("type"));
        JsonObject typing =
            new JsonObject().put("type", "typing").put("room", room).put("on", true);
        assertEquals("ok", second.ask(typing).getString("type"));
        assertEquals("typing", first.await("typing").getString("type"));
        return first.frames().stream()
            .filter(frame -> "receipt".equals(frame.getString("type")))
            .toList();
      }
    }

    JsonObject readers(long seq) {
      return as(0).get("/rooms/" + room + "/messages/" + seq + "/readers").expect(200);
    }
  }

  private static String stateOfSecond(JsonObject who, Crowd crowd) {
    return who.getJsonArray("users").stream()
        .map(JsonObject.class::cast)
        .filter(one -> crowd.members().get(1).username().equals(one.getString("user")))
        .findFirst()
        .orElseThrow()
        .getString("state");
  }

  @Test
  void inARoomOfSoManyReceiptsAreTold() {
    List<JsonObject> told = Crowd.of(server, CROWD).receiptsSeenByTheFirst();
    assertEquals(1, told.size());
  }

  @Test
  void inARoomOfOneMoreNobodyIsToldAndWhoAsksIs() {
    Crowd crowd = Crowd.of(server, CROWD + 1);
    assertEquals(List.of(), crowd.receiptsSeenByTheFirst());
    JsonObject last = crowd.as(0).get("/rooms/" + crowd.room()).expect(200);
    JsonObject readers = crowd.readers(last.getJsonObject("last").getLong("seq"));
    assertEquals(1, readers.getInteger("count"));
    assertEquals(
        new JsonArray().add(crowd.members().get(1).username()), readers.getJsonArray("readers"));
  }

  @Test
  void theMembersOfARoomOfSoManySeeEachOtherComeAndGo() {
    Crowd crowd = Crowd.of(server, CROWD);
    String second = crowd.members().get(1).username();
    try (WsClient first = crowd.session(0)) {
      try (WsClient came = crowd.session(1)) {
        assertTrue(first.seen(frame -> shows(frame, second, "online"), "coming") != null);
        came.barrier();
      }
      assertTrue(first.seen(frame -> shows(frame, second, "offline"), "going") != null);
    }
  }

  @Test
  void inARoomOfOneMoreOnlyWhoAsksIsTold() {
    Crowd crowd = Crowd.of(server, CROWD + 1);
    String second = crowd.members().get(1).username();
    String bystander = crowd.members().get(2).username();
    // Those two share a small room too: what is told there shows that there was time to tell.
    String both = server.rest().as(crowd.members().get(0)).newRoom("Small");
    Rest other = server.rest().as(crowd.members().get(2));
    assertEquals(200, other.post("/rooms/" + both + "/join", null).status());
    try (WsClient first = crowd.session(0);
        WsClient came = crowd.session(1)) {
      came.barrier();
      JsonObject who = new JsonObject().put("type", "who").put("room", crowd.room());
      Eventually.within(Duration.ofSeconds(5), () -> {
        String state = stateOfSecond(first.ask(who), crowd);
        return "online".equals(state) ? null : "is " + state;
      });
      try (WsClient seen = WsClient.connect(server.port(), crowd.members().get(2))) {
        assertTrue(first.seen(frame -> shows(frame, bystander, "online"), "coming") != null);
        seen.barrier();
      }
      assertFalse(first.frames().stream().anyMatch(frame -> shows(frame, second, "online")));
    }
  }

  private static boolean shows(JsonObject frame, String user, String state) {
    if (!"presence".equals(frame.getString("type"))) {
      return false;
    }
    return (user.equals(frame.getString("user")) && state.equals(frame.getString("state")))
        || state.equals(frame.getJsonObject("states", new JsonObject()).getString(user));
  }
}
