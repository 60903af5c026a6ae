package dev.hubbub.gateway;

import static dev.hubbub.gateway.HttpFixture.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.account.Settings;
import dev.hubbub.config.Profile;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Bounds on what is asked over HTTP: at each of them, and one past it. */
class LimitsTest {
  private static final String SAID = "{\"text\":\"hello\"}";

  private static HttpFixture limited(Map<String, Integer> rates) {
    return new HttpFixture(Profile.PRODUCTION, Settings.rates(rates));
  }

  private static HttpResponse<String> say(HttpFixture http, String room, String token) {
    return http.send("POST", "/rooms/" + room + "/messages", SAID, token);
  }

  private static void makeRoom(HttpFixture http, String id, String visibility, String token) {
    String body = new JsonObject()
        .put("name", id)
        .put("id", id)
        .put("visibility", visibility)
        .encode();
    assertEquals(201, http.send("POST", "/rooms", body, token).statusCode());
  }

  private static void assertTooMany(HttpResponse<String> answer) {
    assertProblem(429, "rate_limited", answer);
    long waitMs = new JsonObject(answer.body()).getLong("retry_after_ms");
    assertTrue(waitMs > 0, answer::body);
    assertEquals(
        Long.toString((waitMs + 999) / 1_000),
        answer.headers().firstValue("Retry-After").orElse(""));
  }

  @Test
  void aUserReadsSoManyPagesOfHistoryAndLogTogether() {
    try (HttpFixture http = limited(Map.of("historyPerSecond", 1))) {
      String alice = http.guest();
      for (String page : List.of("messages", "log", "messages?limit=1")) {
        assertEquals(
            200, http.send("GET", "/rooms/general/" + page, null, alice).statusCode());
      }
      assertTooMany(http.send("GET", "/rooms/general/log", null, alice));
      assertTooMany(http.send("GET", "/rooms/general/messages", null, alice));
      assertEquals(
          200, http.send("GET", "/rooms/general/log", null, http.guest()).statusCode());
    }
  }

  @Test
  void aUserSearchesSoOften() {
    try (HttpFixture http = limited(Map.of("searchPerSecond", 1))) {
      String alice = http.guest();
      for (int i = 0; i < 3; i++) {
        assertEquals(200, http.send("GET", "/search?q=tea", null, alice).statusCode());
      }
      assertTooMany(http.send("GET", "/search?q=tea", null, alice));
      assertEquals(200, http.send("GET", "/search?q=tea", null, http.guest()).statusCode());
    }
  }

  @Test
  void aRoomTakesSoManyMessagesFromAllTogether() {
    try (HttpFixture http = limited(Map.of("roomMessagesPerSecond", 1))) {
      String alice = http.guest();
      String bob = http.guest();
      assertEquals(201, say(http, "general", alice).statusCode());
      assertEquals(201, say(http, "general", bob).statusCode());
      assertEquals(201, say(http, "general", alice).statusCode());
      assertTooMany(say(http, "general", bob));
      makeRoom(http, "dev", "public", bob);
      assertEquals(201, say(http, "dev", bob).statusCode());
    }
  }

  @Test
  void whoMayNotSpeakInARoomUsesUpNothingOfIt() {
    try (HttpFixture http = limited(Map.of("roomMessagesPerSecond", 1))) {
      String alice = http.guest();
      makeRoom(http, "dev", "public", alice);
      String stranger = http.guest();
      for (int i = 0; i < 10; i++) {
        assertProblem(403, "forbidden", say(http, "dev", stranger));
      }
      for (int i = 0; i < 3; i++) {
        assertEquals(201, say(http, "dev", alice).statusCode());
      }
      assertTooMany(say(http, "dev", alice));
    }
  }

  @Test
  void thatARoomIsBusyIsNotToldToWhoMayNotKnowOfIt() {
    try (HttpFixture http = limited(Map.of("roomMessagesPerSecond", 1))) {
      String alice = http.guest();
      String body = "{\"name\":\"Hidden\",\"visibility\":\"private\"}";
      String room = new JsonObject(http.send("POST", "/rooms", body, alice).body()).getString("id");
      for (int i = 0; i < 3; i++) {
        assertEquals(201, say(http, room, alice).statusCode());
      }
      assertTooMany(say(http, room, alice));
      String stranger = http.guest();
      HttpResponse<String> hidden = say(http, room, stranger);
      assertProblem(404, "not_found", hidden);
      assertEquals(say(http, "missing", stranger).body(), hidden.body());
    }
  }
}
