package dev.hubbub.gateway;

import static dev.hubbub.gateway.HttpFixture.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoomsRouterTest {
  private final HttpFixture http = new HttpFixture();
  private final String alice = http.guest();
  private final String bob = http.guest();

  @AfterEach
  void close() {
    http.close();
  }

  private JsonObject make(String body) {
    HttpResponse<String> answer = http.send("POST", "/rooms", body, alice);
    assertEquals(201, answer.statusCode(), answer::body);
    JsonObject room = new JsonObject(answer.body());
    assertEquals(
        "/api/v1/rooms/" + room.getString("id"),
        answer.headers().firstValue("Location").orElse(""));
    return room;
  }

  private JsonArray rooms(String path, String token) {
    HttpResponse<String> answer = http.send("GET", path, null, token);
    assertEquals(200, answer.statusCode(), answer::body);
    return new JsonObject(answer.body()).getJsonArray("rooms");
  }

  @Test
  void aRoomHasTheShapeOfTheProtocolForItsMembersAndForOthers() {
    JsonObject room =
        make("{\"name\":\"Dev ☂\",\"id\":\"dev\",\"topic\":\"t\",\"visibility\":\"public\"}");
    assertEquals("dev", room.getString("id"));
    assertEquals("Dev ☂", room.getString("name"));
    assertEquals("t", room.getString("topic"));
    assertEquals("public", room.getString("visibility"));
    assertEquals("owner", room.getString("role"));
    assertEquals(1, room.getInteger("members"));
    assertEquals(1, room.getInteger("seq"));
    assertEquals("epoch", room.getString("epoch"));
    assertTrue(room.getLong("created_at") > 0);
    assertTrue(room.containsKey("read") && room.containsKey("unread") && room.containsKey("last"));
    assertNull(room.getValue("last"));

    JsonObject seen = new JsonObject(http.send("GET", "/rooms/dev", null, bob).body());
    assertTrue(seen.containsKey("role"));
    assertNull(seen.getValue("role"));
    assertFalse(seen.containsKey("unread") || seen.containsKey("read") || seen.containsKey("last"));
  }

  @Test
  void aPrivateRoomHasARandomIdAndIsNothingToStrangers() {
    JsonObject room = make("{\"name\":\"x\",\"id\":\"chosen\",\"visibility\":\"private\"}");
    String id = room.getString("id");
    assertNotEquals("chosen", id);
    HttpResponse<String> hidden = http.send("GET", "/rooms/" + id, null, bob);
    HttpResponse<String> missing = http.send("GET", "/rooms/missing", null, bob);
    assertProblem(404, "not_found", hidden);
    assertEquals(missing.body(), hidden.body());
    for (String get : new String[] {"/messages", "/log"}) {
      assertEquals(
          missing.body(), http.send("GET", "/rooms/" + id + get, null, bob).body());
    }
    for (String post : new String[] {"/join", "/leave"}) {
      assertEquals(
          missing.body(), http.send("POST", "/rooms/" + id + post, null, bob).body());
    }
  }

  @Test
  void aRoomThatCannotBeIsABadRequest() {
    for (String body : new String[] {
      "{\"visibility\":\"public\"}",
      "{\"name\":\"x\"}",
      "{\"name\":\"\",\"visibility\":\"public\"}",
      "{\"name\":\"a\\nb\",\"visibility\":\"public\"}",
      "{\"name\":\"x\",\"visibility\":\"direct\"}",
      "{\"name\":\"x\",\"visibility\":\"PUBLIC\"}",
      "{\"name\":\"x\",\"visibility\":\"public\",\"id\":\"A\"}",
      "{\"name\":\"x\",\"visibility\":\"public\",\"id\":null}",
      "{\"name\":\"x\",\"visibility\":\"public\",\"topic\":\"" + "t".repeat(251) + "\"}",
      "{\"name\":\"" + "n".repeat(65) + "\",\"visibility\":\"public\"}"
    }) {
      assertProblem(400, "bad_request", http.send("POST", "/rooms", body, alice));
    }
    assertProblem(
        409,
        "conflict",
        http.send(
            "POST",
            "/rooms",
            "{\"name\":\"x\",\"id\":\"general\",\"visibility\":\"public\"}",
            alice));
  }

  @Test
  void joiningAnswersTheRoomAndLeavingNothing() {
    var unused = make("{\"name\":\"Dev\",\"id\":\"dev\",\"visibility\":\"public\"}");
    for (int i = 0; i < 2; i++) {
      HttpResponse<String> joined = http.send("POST", "/rooms/dev/join", null, bob);
      assertEquals(200, joined.statusCode(), joined::body);
      assertEquals("member", new JsonObject(joined.body()).getString("role"));
      assertEquals(2, new JsonObject(joined.body()).getInteger("members"));
    }
    assertEquals(204, http.send("POST", "/rooms/dev/leave", "{}", bob).statusCode());
    assertProblem(403, "forbidden", http.send("POST", "/rooms/dev/leave", null, bob));
    assertEquals(200, http.send("POST", "/rooms/dev/join", null, bob).statusCode());
    assertProblem(409, "conflict", http.send("POST", "/rooms/dev/leave", null, alice));
  }

  @Test
  void listsComeInPages() {
    for (String id : new String[] {"a1", "a2", "a3"}) {
      var unused = make("{\"name\":\"x\",\"id\":\"" + id + "\",\"visibility\":\"public\"}");
    }
    assertEquals(4, rooms("/rooms", alice).size());
    assertEquals(1, rooms("/rooms", bob).size());
    assertEquals(3, rooms("/rooms?scope=public&q=a", bob).size() - 1, "general has an a as well");
    JsonObject first =
        new JsonObject(http.send("GET", "/rooms?limit=3", null, alice).body());
    assertEquals(3, first.getJsonArray("rooms").size());
    String cursor = first.getString("cursor");
    JsonObject rest = new JsonObject(
        http.send("GET", "/rooms?limit=3&cursor=" + cursor, null, alice).body());
    assertEquals(1, rest.getJsonArray("rooms").size());
    assertTrue(rest.containsKey("cursor"));
    assertNull(rest.getValue("cursor"));
  }

  @Test
  void parametersThatCannotBeAreBadRequests() {
    for (String query : new String[] {
      "limit=0",
      "limit=201",
      "limit=-1",
      "limit=x",
      "limit=",
      "limit=1&limit=2",
      "limit=1e2",
      "limit=99999999999999999999",
      "scope=private",
      "cursor=",
      "cursor=" + "c".repeat(257),
      "scope=public&q=" + "q".repeat(101),
      "scope=public&q=%00"
    }) {
      assertProblem(400, "bad_request", http.send("GET", "/rooms?" + query, null, alice));
    }
    assertEquals(200, http.send("GET", "/rooms?limit=1", null, alice).statusCode());
    assertEquals(200, http.send("GET", "/rooms?limit=200&other=1", null, alice).statusCode());
  }

  @Test
  void aStoreThatIsAwayIsToldAsSuch() {
    http.rooms.away(true);
    assertProblem(503, "unavailable", http.send("GET", "/rooms", null, alice));
    assertProblem(503, "unavailable", http.send("POST", "/rooms/general/join", null, alice));
  }
}
