package dev.hubbub.gateway;

import static dev.hubbub.gateway.HttpFixture.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.account.Settings;
import dev.hubbub.config.Profile;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MessagesRouterTest {
  private static final String PATH = "/rooms/general/messages";

  private final HttpFixture http = new HttpFixture();
  private final String alice = http.guest();

  @AfterEach
  void close() {
    http.close();
  }

  private HttpResponse<String> say(String text) {
    return http.send("POST", PATH, new JsonObject().put("text", text).encode(), alice);
  }

  private JsonObject get(String path) {
    HttpResponse<String> answer = http.send("GET", path, null, alice);
    assertEquals(200, answer.statusCode(), answer::body);
    return new JsonObject(answer.body());
  }

  @Test
  void aMessageIsAnsweredAsItsEvent() {
    String text = "héllo 😀 \u202e \"quoted\"";
    HttpResponse<String> answer = say(text);
    assertEquals(201, answer.statusCode(), answer::body);
    JsonObject event = new JsonObject(answer.body());
    assertEquals("message", event.getString("type"));
    assertEquals("general", event.getString("room"));
    assertEquals(text, event.getString("text"));
    assertTrue(event.getLong("seq") > 0);
    assertTrue(event.containsKey("ts") && event.containsKey("from"));
    assertFalse(event.containsKey("key") || event.containsKey("reply_to"));
    assertEquals(event, get(PATH).getJsonArray("events").getJsonObject(0));
  }

  @Test
  void aKnownKeyAnswersTheSameEventAndOtherTextIsAConflict() {
    String body = "{\"text\":\"hi\",\"key\":\"k1\"}";
    HttpResponse<String> first = http.send("POST", PATH, body, alice);
    HttpResponse<String> second = http.send("POST", PATH, body, alice);
    HttpResponse<String> third = http.send(http.request("POST", PATH, "{\"text\":\"hi\"}")
        .header("Authorization", "Bearer " + alice)
        .header("Idempotency-Key", "k1"));
    assertEquals(201, first.statusCode());
    assertEquals(200, second.statusCode());
    assertEquals(200, third.statusCode());
    assertEquals(first.body(), second.body());
    assertEquals(first.body(), third.body());
    assertProblem(409, "conflict", http.send("POST", PATH, body.replace("hi", "ho"), alice));
  }

  @Test
  void theKeyInTheBodyGoesBeforeTheHeader() {
    HttpResponse<String> answer =
        http.send(http.request("POST", PATH, "{\"text\":\"hi\",\"key\":\"b\"}")
            .header("Authorization", "Bearer " + alice)
            .header("Idempotency-Key", "h"));
    assertEquals("b", new JsonObject(answer.body()).getString("key"));
  }

  @Test
  void textsAreTakenUpToTheLimit() {
    assertEquals(201, say("😀".repeat(4_000)).statusCode());
    assertProblem(413, "too_large", say("😀".repeat(4_001)));
    assertProblem(400, "bad_request", say(""));
    assertProblem(400, "bad_request", say(" \n\u200b"));
    assertProblem(400, "bad_request", say("a\u0000b"));
    assertProblem(400, "bad_request", http.send("POST", PATH, "{\"text\":\"\\ud800\"}", alice));
    assertProblem(400, "bad_request", http.send("POST", PATH, "{\"text\":[\"x\"]}", alice));
    assertProblem(
        400, "bad_request", http.send("POST", PATH, "{\"text\":\"x\",\"key\":\"a b\"}", alice));
    assertProblem(
        400, "bad_request", http.send("POST", PATH, "{\"text\":\"x\",\"reply_to\":\"1\"}", alice));
    assertProblem(
        400, "bad_request", http.send("POST", PATH, "{\"text\":\"x\",\"reply_to\":1.5}", alice));
  }

  @Test
  void pagesGoBothWaysAndSayWhetherThereIsMore() {
    for (int i = 0; i < 5; i++) {
      assertEquals(201, say("m" + i).statusCode());
    }
    JsonObject newest = get(PATH + "?limit=2");
    assertEquals(2, newest.getJsonArray("events").size());
    assertTrue(newest.getBoolean("more"));
    long first = newest.getJsonArray("events").getJsonObject(0).getLong("seq");
    JsonObject older = get(PATH + "?before=" + first);
    assertEquals(3, older.getJsonArray("events").size());
    assertFalse(older.getBoolean("more"));
    JsonObject log = get("/rooms/general/log?after=1&limit=2");
    assertEquals(2, log.getJsonArray("events").size());
    assertEquals(2, log.getJsonArray("events").getJsonObject(0).getLong("seq"));
    assertTrue(log.getBoolean("more"));
    long head = log.getLong("seq");
    assertFalse(get("/rooms/general/log?after=" + head).getBoolean("more"));
    assertEquals(
        head, get("/rooms/general/log?limit=1000").getJsonArray("events").size());
  }

  @Test
  void parametersThatCannotBeAreBadRequests() {
    for (String query :
        new String[] {"before=1&after=2", "before=-1", "after=x", "limit=0", "limit=201"}) {
      assertProblem(400, "bad_request", http.send("GET", PATH + "?" + query, null, alice));
    }
    for (String query : new String[] {"after=-1", "limit=0", "limit=1001"}) {
      assertProblem(
          400, "bad_request", http.send("GET", "/rooms/general/log?" + query, null, alice));
    }
  }

  @Test
  void whoIsNoMemberReadsAndSaysNothing() {
    assertEquals(
        201,
        http.send(
                "POST",
                "/rooms",
                "{\"name\":\"Dev\",\"id\":\"dev\",\"visibility\":\"public\"}",
                alice)
            .statusCode());
    String bob = http.guest();
    assertProblem(403, "forbidden", http.send("GET", "/rooms/dev/messages", null, bob));
    assertProblem(403, "forbidden", http.send("GET", "/rooms/dev/log", null, bob));
    assertProblem(
        403, "forbidden", http.send("POST", "/rooms/dev/messages", "{\"text\":\"x\"}", bob));
    for (String room :
        new String[] {"missing", "MISSING", "a_b", "%27%20or%201=1--", "a".repeat(65)}) {
      assertProblem(404, "not_found", http.send("GET", "/rooms/" + room + "/messages", null, bob));
      assertProblem(404, "not_found", http.send("GET", "/rooms/" + room, null, bob));
    }
  }

  @Test
  void aUserMaySaySoMuch() {
    try (HttpFixture slow = new HttpFixture(
        Profile.DEV, Settings.rates(Map.of("messagesPerSecond", 1, "messagesBurst", 2)))) {
      String bob = slow.guest();
      String carol = slow.guest();
      assertEquals(201, slow.send("POST", PATH, "{\"text\":\"1\"}", bob).statusCode());
      assertEquals(201, slow.send("POST", PATH, "{\"text\":\"2\"}", bob).statusCode());
      HttpResponse<String> third = slow.send("POST", PATH, "{\"text\":\"3\"}", bob);
      assertProblem(429, "rate_limited", third);
      assertEquals("1", third.headers().firstValue("Retry-After").orElse(""));
      assertEquals(201, slow.send("POST", PATH, "{\"text\":\"1\"}", carol).statusCode());
    }
  }
}
