package dev.hubbub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.Rest;
import dev.hubbub.testing.Stage;
import dev.hubbub.testing.WsClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

/** What a client asks on its WebSocket and what it is told (PROTOCOL.md 3), on the jar with its embedded store. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(60)
class SessionsIT {
  private final HubbubProcess server = Stage.EMBEDDED.one();

  private Rest.User someone() {
    return Stage.EMBEDDED.person("Somebody ").user();
  }

  private WsClient session(Rest.User user) {
    return WsClient.connect(server.port(), user);
  }

  private String room(Rest.User owner) {
    return server.rest().as(owner).newRoom(Stage.name("Room "));
  }

  private static JsonObject frame(String type) {
    return new JsonObject().put("type", type);
  }

  private static List<Long> seqs(JsonArray events) {
    return events.stream().map(event -> ((JsonObject) event).getLong("seq")).toList();
  }

  @Test
  void aJoinTellsTheRoomAndWhatIsSaidThenFollows() {
    Rest.User alice = someone();
    Rest.User bob = someone();
    String room = room(alice);
    try (WsClient a = session(alice);
        WsClient b = session(bob)) {
      JsonObject joined = a.join(room);
      assertEquals("joined", joined.getString("type"));
      assertEquals(room, joined.getString("room"));
      assertEquals(1, joined.getLong("seq"));
      assertEquals("owner", joined.getString("role"));
      assertEquals("public", joined.getString("visibility"));
      assertEquals(1, joined.getInteger("members"));
      assertFalse(joined.getBoolean("recovered"));
      assertFalse(joined.getString("epoch").isEmpty());
      assertEquals("member", b.join(room).getString("role"));
      JsonObject member = a.await("member");
      assertEquals(2, member.getLong("seq"));
      assertEquals("joined", member.getString("change"));
      assertEquals(bob.username(), member.getString("user"));
      JsonObject ack = b.say(room, "k1", "hëllo 👋");
      assertEquals("ack", ack.getString("type"));
      assertEquals(3, ack.getLong("seq"));
      assertEquals("k1", ack.getString("key"));
      assertNull(ack.getBoolean("duplicate"));
      for (WsClient each : List.of(a, b)) {
        JsonObject message = each.await("message");
        assertEquals(3, message.getLong("seq"));
        assertEquals("hëllo 👋", message.getString("text"));
        assertEquals(bob.username(), message.getString("from"));
        assertEquals("k1", message.getString("key"));
        assertEquals(ack.getLong("ts"), message.getLong("ts"));
      }
    }
  }

  @Test
  void theSameKeyIsTheSameMessageAndAnotherTextUnderItAConflict() {
    Rest.User alice = someone();
    String room = room(alice);
    try (WsClient a = session(alice)) {
      assertEquals("joined", a.join(room).getString("type"));
      long seq = a.say(room, "once", "hello").getLong("seq");
      JsonObject again = a.say(room, "once", "hello");
      assertEquals(seq, again.getLong("seq"));
      assertTrue(again.getBoolean("duplicate"));
      assertEquals("conflict", a.say(room, "once", "goodbye").getString("code"));
      a.barrier();
      assertEquals(1, a.events(room).size());
    }
  }

  @Test
  void sendsOfOneConnectionAreNumberedAsSent() {
    Rest.User alice = someone();
    String room = room(alice);
    try (WsClient a = session(alice)) {
      assertEquals("joined", a.join(room).getString("type"));
      IntStream.range(0, 200)
          .forEach(
              i -> a.send(frame("send").put("id", "s" + i).put("room", room).put("text", "m" + i)));
      assertEquals(
          201,
          a.seen(frame -> "m199".equals(frame.getString("text")), "the last").getLong("seq"));
      List<JsonObject> messages = a.events(room);
      assertEquals(
          IntStream.range(0, 200).mapToObj(i -> "m" + i).toList(),
          messages.stream().map(m -> m.getString("text")).toList());
      assertEquals(
          LongStream.range(2, 202).boxed().toList(),
          messages.stream().map(m -> m.getLong("seq")).toList());
    }
  }

  @Test
  void whoComesBackGetsWhatTheyMissedAndNothingTwice() {
    Rest.User alice = someone();
    String room = room(alice);
    try (WsClient a = session(alice)) {
      JsonObject joined = a.join(room);
      for (int i = 0; i < 5; i++) {
        assertEquals("ack", a.say(room, "k" + i, "m" + i).getString("type"));
      }
      try (WsClient back = session(alice)) {
        JsonObject resumed = back.join(room, 3);
        assertTrue(resumed.getBoolean("recovered"));
        assertEquals(List.of(4L, 5L, 6L), seqs(resumed.getJsonArray("events")));
        assertEquals(6, resumed.getLong("seq"));
        assertEquals("ack", a.say(room, "k9", "m9").getString("type"));
        assertEquals(7, back.await("message").getLong("seq"));
      }
      try (WsClient back = session(alice)) {
        JsonObject fresh =
            back.ask(frame("join").put("room", room).put("since", 3).put("epoch", "another"));
        assertFalse(fresh.getBoolean("recovered"));
        assertEquals(joined.getString("epoch"), fresh.getString("epoch"));
        assertFalse(back.join(room, 1_000_000).getBoolean("recovered"));
        assertEquals("bad_request", back.join(room, -1).getString("code"));
      }
      try (WsClient back = WsClient.open(
          server.port(),
          "/api/v1/ws?room=" + room + "&last_received_seq=5&token=" + alice.token(),
          Map.of())) {
        assertEquals("hello", back.next().getString("type"));
        JsonObject resumed = back.next();
        assertEquals("joined", resumed.getString("type"));
        assertEquals(List.of(6L, 7L), seqs(resumed.getJsonArray("events")));
      }
    }
  }

  @Test
  void aJoinOfManyRoomsIsAnsweredRoomByRoom() {
    Rest.User alice = someone();
    String one = room(alice);
    String two = room(alice);
    try (WsClient a = session(alice)) {
      a.send(frame("join")
          .put("id", "all")
          .put(
              "rooms",
              new JsonObject()
                  .put(one, new JsonObject().put("since", 0))
                  .put(two, new JsonObject())
                  .put("no-such-room", new JsonObject())));
      JsonObject answers = new JsonObject();
      for (int i = 0; i < 3; i++) {
        JsonObject answer = a.next();
        assertEquals("all", answer.getString("id"));
        answers.put(answer.getString("room"), answer);
      }
      assertEquals(List.of(1L), seqs(answers.getJsonObject(one).getJsonArray("events")));
      assertEquals("joined", answers.getJsonObject(two).getString("type"));
      assertEquals("not_found", answers.getJsonObject("no-such-room").getString("code"));
    }
  }

  @Test
  void aPrivateRoomIsAnsweredAsOneThatIsNotThere() {
    Rest.User alice = someone();
    String hidden = server
        .rest()
        .as(alice)
        .post("/rooms", new JsonObject().put("name", "Hidden").put("visibility", "private"))
        .expect(201)
        .getString("id");
    try (WsClient b = session(someone())) {
      for (JsonObject asked : List.of(
          frame("join"),
          frame("join").put("since", 0),
          frame("send").put("text", "x"),
          frame("history"))) {
        JsonObject there = b.ask(asked.copy().put("room", hidden));
        JsonObject missing = b.ask(asked.copy().put("room", "x" + hidden.substring(1)));
        assertEquals("not_found", there.getString("code"), asked.encode());
        assertEquals(missing.getString("message"), there.getString("message"));
      }
    }
  }

  @Test
  void aMemberMaySendAndReadWithoutFollowing() {
    Rest.User alice = someone();
    String room = room(alice);
    try (WsClient a = session(alice);
        WsClient b = session(someone())) {
      assertEquals("ack", a.say(room, "k", "unheard").getString("type"));
      assertEquals("forbidden", b.say(room, "k", "not a member").getString("code"));
      assertEquals("not_found", b.join(room, 0).getString("code"));
      JsonObject page = a.ask(frame("history").put("room", room));
      assertEquals(List.of(2L), seqs(page.getJsonArray("events")));
      assertFalse(page.getBoolean("more"));
      a.barrier();
      assertEquals(List.of(), a.events(room));
    }
  }

  @Test
  void historyIsReadInBothDirections() {
    Rest.User alice = someone();
    String room = room(alice);
    try (WsClient a = session(alice)) {
      IntStream.range(0, 9)
          .forEach(i -> assertEquals("ack", a.say(room, "k" + i, "m" + i).getString("type")));
      JsonObject newest = a.ask(frame("history").put("room", room).put("limit", 3));
      assertEquals(List.of(8L, 9L, 10L), seqs(newest.getJsonArray("events")));
      assertTrue(newest.getBoolean("more"));
      JsonObject before =
          a.ask(frame("history").put("room", room).put("before", 4).put("limit", 3));
      assertEquals(List.of(2L, 3L), seqs(before.getJsonArray("events")));
      assertFalse(before.getBoolean("more"));
      JsonObject after =
          a.ask(frame("history").put("room", room).put("after", 4).put("limit", 3));
      assertEquals(List.of(5L, 6L, 7L), seqs(after.getJsonArray("events")));
      assertTrue(after.getBoolean("more"));
      assertEquals(
          "bad_request",
          a.ask(frame("history").put("room", room).put("limit", 201)).getString("code"));
    }
  }

  @Test
  void aLeaveEndsTheViewAndNotTheMembership() {
    Rest.User alice = someone();
    Rest.User bob = someone();
    String room = room(alice);
    try (WsClient a = session(alice);
        WsClient b = session(bob)) {
      assertEquals("joined", b.join(room).getString("type"));
      assertEquals("ok", b.ask(frame("leave").put("room", room)).getString("type"));
      assertEquals("ack", a.say(room, "k", "not for who has left").getString("type"));
      b.barrier();
      assertEquals(List.of(), b.events(room));
      assertEquals("ack", b.say(room, "k", "still a member").getString("type"));
    }
  }

  @Test
  void whoIsAMemberNoMoreSeesThatLastAndNothingAfterIt() {
    Rest.User alice = someone();
    Rest.User bob = someone();
    String room = room(alice);
    try (WsClient a = session(alice);
        WsClient b = session(bob);
        WsClient other = session(bob)) {
      assertEquals("joined", b.join(room).getString("type"));
      assertEquals("joined", other.join(room).getString("type"));
      assertEquals(
          204, server.rest().as(bob).post("/rooms/" + room + "/leave", null).status());
      assertEquals("ack", a.say(room, "k", "after").getString("type"));
      for (WsClient gone : List.of(b, other)) {
        JsonObject left = gone.await(frame -> "left".equals(frame.getString("change")));
        assertEquals(bob.username(), left.getString("user"));
        gone.barrier();
        List<JsonObject> events = gone.events(room);
        assertEquals("left", events.get(events.size() - 1).getString("change"));
        assertEquals("forbidden", gone.ask(frame("history").put("room", room)).getString("code"));
        assertEquals("not_found", gone.join(room, 0).getString("code"));
      }
      assertEquals(1, seqs(b.join(room).getJsonArray("events")).size());
    }
  }

  @Test
  void badFramesAreToldAndTheSessionGoesOn() {
    try (WsClient a = session(someone())) {
      for (String bad : List.of(
          "",
          "null",
          "[]",
          "{",
          "{}",
          "{\"type\":\"ping\"}{\"type\":\"ping\"}",
          "\ufeff{\"type\":\"ping\"}")) {
        a.sendText(bad);
        JsonObject error = a.next();
        assertEquals("error", error.getString("type"), bad);
        assertEquals("bad_request", error.getString("code"), bad);
      }
      assertEquals(
          "too_large",
          a.ask(frame("send").put("room", "general").put("text", "x".repeat(4_001)))
              .getString("code"));
      assertEquals(
          "ack",
          a.ask(frame("send").put("room", "general").put("text", "x".repeat(4_000)))
              .getString("type"));
      assertEquals("pong", a.ask(frame("ping")).getString("type"));
    }
  }

  @Test
  void aSecondInstanceOfAMessageIsNotMadeByAnotherDoor() {
    Rest.User alice = someone();
    String room = room(alice);
    try (WsClient a = session(alice)) {
      long seq = a.say(room, "door", "hello").getLong("seq");
      Rest.Answer again = server
          .rest()
          .as(alice)
          .post(
              "/rooms/" + room + "/messages",
              new JsonObject().put("text", "hello").put("key", "door"));
      assertEquals(seq, again.expect(200).getLong("seq"));
      assertNotEquals(
          seq,
          server
              .rest()
              .as(alice)
              .post(
                  "/rooms/" + room + "/messages",
                  new JsonObject().put("text", "hello").put("key", "other"))
              .expect(201)
              .getLong("seq"));
    }
  }
}
