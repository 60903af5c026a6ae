package dev.hubbub;

import static dev.hubbub.testing.Problems.assertAlike;
import static dev.hubbub.testing.Problems.assertDone;
import static dev.hubbub.testing.Problems.assertFields;
import static dev.hubbub.testing.Problems.assertProblem;
import static dev.hubbub.testing.Problems.header;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.testing.Rest;
import dev.hubbub.testing.Stage;
import dev.hubbub.testing.Stage.Person;
import dev.hubbub.testing.WsClient;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rooms over HTTP: made, found, changed, joined, left and ended; what changes is seen on the other instance. */
@Timeout(120)
class RoomRoutesIT {
  private static JsonObject json(String text) {
    return new JsonObject(text);
  }

  private static JsonObject wish(String name, String visibility) {
    return new JsonObject().put("name", name).put("visibility", visibility);
  }

  @ParameterizedTest
  @EnumSource
  void aRoomIsMadeChangedAndEnded(Stage stage) {
    Person ann = stage.person("Ann");
    String id = Stage.name("tea");
    Rest.Answer made =
        ann.here().post("/rooms", wish("Tea ☕", "public").put("id", id).put("topic", "Leaves"));
    JsonObject room = made.expect(201);
    assertEquals("/api/v1/rooms/" + id, header(made, "Location"));
    assertEquals("no-store", header(made, "Cache-Control"));
    assertFields(
        room,
        "id",
        "name",
        "topic",
        "visibility",
        "slow_mode_s",
        "role",
        "members",
        "seq",
        "epoch",
        "created_at",
        "read",
        "unread",
        "mentioned",
        "last");
    assertEquals(room, ann.there().get("/rooms/" + id).expect(200));
    assertEquals(0, room.getInteger("slow_mode_s"));
    assertNull(room.getValue("last"));

    JsonObject changed = ann.there()
        .patch(
            "/rooms/" + id,
            json("{\"name\":\"Mate\",\"topic\":\"\",\"slow_mode_s\":21600,\"new\":1}"))
        .expect(200);
    assertEquals("Mate", changed.getString("name"));
    assertEquals("", changed.getString("topic"));
    assertEquals(21_600, changed.getInteger("slow_mode_s"));
    assertEquals(2, changed.getLong("seq"));
    JsonObject hidden =
        ann.here().patch("/rooms/" + id, json("{\"visibility\":\"private\"}")).expect(200);
    assertEquals("private", hidden.getString("visibility"));
    assertEquals("Mate", hidden.getString("name"));
    JsonObject same =
        ann.here().patch("/rooms/" + id, json("{\"visibility\":\"private\"}")).expect(200);
    assertEquals(3, same.getLong("seq"), "what changes nothing is no event");

    assertDone(ann.here().delete("/rooms/" + id));
    assertProblem(404, "not_found", ann.here().get("/rooms/" + id));
    assertProblem(404, "not_found", ann.there().delete("/rooms/" + id));
    assertProblem(
        409, "conflict", ann.here().post("/rooms", wish("Tea", "public").put("id", id)));
  }

  @ParameterizedTest
  @EnumSource
  void aStrangerSeesOfAPublicRoomWhatItIsButNotWhatIsInIt(Stage stage) {
    Person ann = stage.person("Ann");
    Person bob = stage.person("Bob");
    String room = ann.here().newRoom(Stage.name("Open"));
    JsonObject seen = bob.there().get("/rooms/" + room).expect(200);
    assertTrue(seen.containsKey("role") && seen.getValue("role") == null);
    assertTrue(
        !seen.containsKey("read") && !seen.containsKey("unread") && !seen.containsKey("last"));
    for (String path : List.of("/messages", "/log", "/members", "/bans", "/invites", "/audit")) {
      assertProblem(403, "forbidden", bob.there().get("/rooms/" + room + path));
    }
    assertProblem(403, "forbidden", bob.here().patch("/rooms/" + room, json("{\"name\":\"x\"}")));
    assertProblem(403, "forbidden", bob.here().delete("/rooms/" + room));
    JsonObject unused = bob.here().post("/rooms/" + room + "/join", null).expect(200);
    assertProblem(403, "forbidden", bob.here().patch("/rooms/" + room, json("{\"name\":\"x\"}")));
    assertProblem(403, "forbidden", bob.here().delete("/rooms/" + room));
  }

  @ParameterizedTest
  @EnumSource
  void aPrivateRoomIsToStrangersAsAMissingOneOnEveryRoute(Stage stage) {
    Person ann = stage.person("Ann");
    Person bob = stage.person("Bob");
    String hidden =
        ann.here().post("/rooms", wish("Hidden", "private")).expect(201).getString("id");
    String missing = Stage.name("missing");
    for (String user : List.of(ann.name(), bob.name(), Stage.name("nobody"), "no%20name", "-")) {
      for (String[] route : new String[][] {
        {"GET", ""},
        {"PATCH", "", "{\"name\":\"x\"}"},
        {"DELETE", ""},
        {"POST", "/join"},
        {"POST", "/leave"},
        {"GET", "/messages"},
        {"POST", "/messages", "{\"text\":\"x\"}"},
        {"PUT", "/read", "{\"seq\":1}"},
        {"GET", "/log"},
        {"GET", "/members"},
        {"PATCH", "/members/" + user, "{\"role\":\"admin\"}"},
        {"DELETE", "/members/" + user},
        {"GET", "/bans"},
        {"PUT", "/bans/" + user},
        {"DELETE", "/bans/" + user},
        {"GET", "/mutes"},
        {"PUT", "/mutes/" + user, "{}"},
        {"DELETE", "/mutes/" + user},
        {"GET", "/audit"},
        {"GET", "/invites"},
        {"POST", "/invites", "{}"},
        {"DELETE", "/invites/" + user}
      }) {
        JsonObject body = route.length < 3 ? null : json(route[2]);
        Rest.Answer none = bob.here().ask(route[0], "/rooms/" + missing + route[1], body);
        assertProblem(404, "not_found", none);
        assertAlike(none, bob.here().ask(route[0], "/rooms/" + hidden + route[1], body));
      }
    }
    assertEquals(1, ann.here().get("/rooms/" + hidden).expect(200).getLong("seq"));
  }

  @ParameterizedTest
  @EnumSource
  void whatOneHasReadIsReadOnEveryInstanceAndNotReadAgain(Stage stage) {
    Person ann = stage.person("Ann");
    Person bob = stage.person("Bob");
    String room = ann.here().newRoom(Stage.name("Read"));
    JsonObject joined = bob.here().post("/rooms/" + room + "/join", null).expect(200);
    assertEquals(2, joined.getLong("read"));
    JsonObject hello = json("{\"text\":\"hello\"}");
    for (int i = 0; i < 3; i++) {
      assertEquals(201, ann.here().post("/rooms/" + room + "/messages", hello).status());
    }
    String read = "/rooms/" + room + "/read";
    assertEquals(204, bob.here().put(read, json("{\"seq\":4}")).status());
    assertEquals(1, bob.there().get("/rooms/" + room).expect(200).getLong("unread"));
    assertEquals(204, bob.there().put(read, json("{\"seq\":3}")).status());
    assertEquals(4, bob.here().get("/rooms/" + room).expect(200).getLong("read"));
    assertEquals(204, bob.there().put(read, json("{\"seq\":9000}")).status());
    JsonObject now = bob.here().get("/rooms/" + room).expect(200);
    assertEquals(5, now.getLong("read"));
    assertEquals(0, now.getLong("unread"));
    for (String bad : List.of("{}", "{\"seq\":-1}", "{\"seq\":\"4\"}", "{\"seq\":null}")) {
      assertProblem(400, "bad_request", bob.here().put(read, json(bad)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatARoomCannotBeIsABadRequestAndItsEdgesAreNot(Stage stage) {
    Person ann = stage.person("Ann");
    String room = ann.here().newRoom(Stage.name("Edges"));
    for (String bad : List.of(
        "{}",
        "{\"unknown\":1}",
        "{\"name\":null}",
        "{\"name\":\"\"}",
        "{\"name\":\"" + "n".repeat(65) + "\"}",
        "{\"name\":7}",
        "{\"name\":\"a\\u0000b\"}",
        "{\"name\":\"a\\u202eb\"}",
        "{\"topic\":null}",
        "{\"topic\":\"" + "t".repeat(251) + "\"}",
        "{\"visibility\":\"direct\"}",
        "{\"visibility\":\"Public\"}",
        "{\"visibility\":null}",
        "{\"slow_mode_s\":-1}",
        "{\"slow_mode_s\":21601}",
        "{\"slow_mode_s\":1.5}",
        "{\"slow_mode_s\":\"5\"}",
        "{\"slow_mode_s\":null}",
        "{\"slow_mode_s\":9223372036854775808}",
        "{\"name\":\"good\",\"topic\":5}")) {
      assertProblem(400, "bad_request", ann.here().patch("/rooms/" + room, json(bad)));
    }
    for (String good : List.of(
        "{\"name\":\"" + "𝄞".repeat(64) + "\"}",
        "{\"topic\":\"" + "𝄞".repeat(250) + "\"}",
        "{\"slow_mode_s\":0}",
        "{\"slow_mode_s\":21600}",
        "{\"visibility\":\"public\"}")) {
      JsonObject unused = ann.here().patch("/rooms/" + room, json(good)).expect(200);
    }
    assertEquals("𝄞".repeat(64), ann.there().get("/rooms/" + room).body().getString("name"));
  }

  @ParameterizedTest
  @EnumSource
  void aWishRepeatedWithItsKeyMakesNothingNew(Stage stage) {
    Person ann = stage.person("Ann");
    Person bob = stage.person("Bob");
    String key = Stage.name("key:");
    JsonObject wish = wish(Stage.name("Once "), "private");
    Rest.Answer first = ann.here().withKey(key).post("/rooms", wish);
    Rest.Answer again = ann.there().withKey(key).post("/rooms", wish);
    assertEquals(first.expect(201), again.expect(201));
    assertEquals(header(first, "Location"), header(again, "Location"));
    assertProblem(
        409,
        "conflict",
        ann.there().withKey(key).post("/rooms", wish.copy().put("topic", "another")));
    JsonObject his = bob.here().withKey(key).post("/rooms", wish).expect(201);
    assertNotEquals(first.body().getString("id"), his.getString("id"));
    for (String bad : List.of("k".repeat(65), "with space", "é")) {
      assertProblem(400, "bad_request", ann.here().withKey(bad).post("/rooms", wish));
    }
    JsonObject longest = ann.here().withKey("k".repeat(64)).post("/rooms", wish).expect(201);
    assertNotEquals(first.body().getString("id"), longest.getString("id"));
  }

  @ParameterizedTest
  @EnumSource
  void listsOfRoomsComeInPages(Stage stage) {
    Person ann = stage.person("Ann");
    Person bob = stage.person("Bob");
    String word = Stage.name("paged");
    for (int i = 0; i < 3; i++) {
      String unused = ann.here().newRoom("The " + word + " one " + i);
    }
    JsonObject hidden =
        ann.here().post("/rooms", wish(word + " hidden", "private")).expect(201);
    List<String> mine = ids(ann.here().oneByOne("/rooms", "rooms"));
    assertEquals(mine, ids(ann.here().get("/rooms").entries("rooms")));
    assertTrue(mine.contains(hidden.getString("id")));
    List<String> found = ids(
        bob.there().oneByOne("/rooms?scope=public&q=" + word.toUpperCase(Locale.ROOT), "rooms"));
    assertEquals(3, found.size());
    assertTrue(mine.containsAll(found));
    assertEquals(List.of(), bob.here().get("/rooms?scope=public&q=%25").entries("rooms"));
    assertProblem(400, "bad_request", bob.here().get("/rooms?limit=0"));
    assertProblem(400, "bad_request", bob.here().get("/rooms?limit=201"));
    assertProblem(400, "bad_request", bob.here().get("/rooms?cursor=%21"));
    JsonObject most = bob.here().get("/rooms?limit=200").expect(200);
    assertNull(most.getValue("cursor"));
  }

  private static List<String> ids(List<JsonObject> rooms) {
    return rooms.stream().map(room -> room.getString("id")).toList();
  }

  @ParameterizedTest
  @EnumSource
  void whoFollowsARoomElsewhereSeesItChangeAndEndInOrder(Stage stage) {
    Person ann = stage.person("Ann");
    Person bob = stage.person("Bob");
    String room = ann.here().newRoom(Stage.name("Seen"));
    try (WsClient session = bob.session();
        WsClient other = ann.session()) {
      assertEquals("joined", session.join(room).getString("type"));
      assertEquals("joined", other.join(room).getString("type"));
      JsonObject unused = ann.here()
          .patch("/rooms/" + room, json("{\"name\":\"Other\",\"slow_mode_s\":3}"))
          .expect(200);
      JsonObject event = session.await("room");
      assertEquals(3, event.getLong("seq"));
      assertEquals(ann.name(), event.getString("from"));
      assertEquals("Other", event.getString("name"));
      assertEquals("", event.getString("topic"));
      assertEquals("public", event.getString("visibility"));
      assertEquals(3, event.getInteger("slow_mode_s"));

      assertDone(ann.here().delete("/rooms/" + room));
      for (WsClient each : List.of(session, other)) {
        JsonObject last = each.await(
            frame -> "room".equals(frame.getString("type")) && frame.getLong("seq") == 4);
        assertTrue(last.getBoolean("deleted"));
        each.assertNothingMore();
        assertEquals("not_found", each.say(room, "k", "anybody?").getString("code"));
      }
      assertProblem(404, "not_found", bob.there().get("/rooms/" + room + "/log"));
      assertEquals(
          List.of(),
          ids(bob.there().get("/rooms").entries("rooms")).stream()
              .filter(room::equals)
              .toList());
    }
  }

  @ParameterizedTest
  @EnumSource
  void joiningAndLeavingAreSeenElsewhereAndTheLastOneOutEndsTheRoom(Stage stage) {
    Person ann = stage.person("Ann");
    Person bob = stage.person("Bob");
    String room = ann.here().newRoom(Stage.name("Door"));
    try (WsClient session = ann.session()) {
      assertEquals("joined", session.join(room).getString("type"));
      assertEquals(
          2, bob.here().post("/rooms/" + room + "/join", null).expect(200).getInteger("members"));
      JsonObject joined = session.await("member");
      assertEquals(bob.name(), joined.getString("user"));
      assertEquals("joined", joined.getString("change"));
      assertEquals("member", joined.getString("role"));
      assertDone(bob.here().post("/rooms/" + room + "/leave", null));
      JsonObject left = session.await("member");
      assertEquals("left", left.getString("change"));
      assertEquals(joined.getLong("seq") + 1, left.getLong("seq"));
      assertProblem(403, "forbidden", bob.there().post("/rooms/" + room + "/leave", null));
      assertDone(ann.here().post("/rooms/" + room + "/leave", null));
      assertProblem(404, "not_found", bob.there().get("/rooms/" + room));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDirectRoomIsOneForBothAndNobodyElses(Stage stage) {
    Person ann = stage.person("Ann");
    Person bob = stage.person("Bob");
    Person eve = stage.person("Eve");
    Rest.Answer made = ann.here()
        .post("/direct", new JsonObject().put("user", bob.name().toUpperCase(Locale.ROOT)));
    JsonObject room = made.expect(201);
    String id = room.getString("id");
    assertEquals("/api/v1/rooms/" + id, header(made, "Location"));
    assertEquals(bob.name(), room.getString("with"));
    assertEquals("Bob", room.getString("name").substring(0, 3));
    assertEquals("direct", room.getString("visibility"));
    assertEquals("member", room.getString("role"));
    assertEquals(2, room.getInteger("members"));
    assertEquals(2, room.getLong("seq"));

    JsonObject his =
        bob.there().post("/direct", new JsonObject().put("user", ann.name())).expect(200);
    assertEquals(id, his.getString("id"));
    assertEquals(ann.name(), his.getString("with"));
    assertEquals(
        id,
        ann.there()
            .post("/direct", new JsonObject().put("user", bob.name()))
            .expect(200)
            .getString("id"));
    assertProblem(404, "not_found", eve.here().get("/rooms/" + id));
    assertProblem(403, "forbidden", ann.here().post("/rooms/" + id + "/leave", null));
    assertProblem(403, "forbidden", ann.here().post("/rooms/" + id + "/invites", null));
    assertProblem(403, "forbidden", ann.here().delete("/rooms/" + id));
    assertProblem(403, "forbidden", ann.here().delete("/rooms/" + id + "/members/" + bob.name()));
    assertProblem(403, "forbidden", ann.here().put("/rooms/" + id + "/bans/" + bob.name(), null));

    assertProblem(
        400,
        "bad_request",
        ann.here()
            .post("/direct", new JsonObject().put("user", ann.name().toLowerCase(Locale.ROOT))));
    for (String nobody : List.of(Stage.name("nobody"), "", "a b", "x".repeat(33))) {
      assertProblem(
          404, "not_found", ann.here().post("/direct", new JsonObject().put("user", nobody)));
    }
    assertProblem(400, "bad_request", ann.here().post("/direct", null));
    assertProblem(400, "bad_request", ann.here().post("/direct", new JsonObject().putNull("user")));
  }
}
