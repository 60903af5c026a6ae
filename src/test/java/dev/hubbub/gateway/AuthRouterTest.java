package dev.hubbub.gateway;

import static dev.hubbub.gateway.HttpFixture.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.account.Settings;
import dev.hubbub.config.Profile;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AuthRouterTest {
  private static final String ALICE = "{\"username\":\"alice\",\"password\":\"correct horse\"}";

  private static HttpFixture limited(Profile profile) {
    return new HttpFixture(
        profile, Settings.rates(Map.of("loginsPerMinute", 2, "registrationsPerHour", 3)));
  }

  private static HttpRequest.Builder loginFrom(HttpFixture http, String address, String body) {
    return http.request("POST", "/auth/login", body).header("X-Forwarded-For", address);
  }

  @Test
  void theWholeWayInAndOut() {
    try (HttpFixture http = new HttpFixture()) {
      HttpResponse<String> registered = http.send(
          "POST",
          "/auth/register",
          "{\"username\":\"Alice\",\"password\":\"correct horse\",\"name\":\"Älice\",\"admin\":true}");
      assertEquals(201, registered.statusCode(), registered::body);
      JsonObject grant = new JsonObject(registered.body());
      assertEquals(
          Set.of("user", "access_token", "token_type", "expires_in", "refresh_token"),
          grant.fieldNames());
      assertEquals(
          new JsonObject().put("username", "Alice").put("name", "Älice"),
          grant.getJsonObject("user"));
      assertEquals("Bearer", grant.getString("token_type"));
      assertEquals(900, grant.getInteger("expires_in"));

      JsonObject login = new JsonObject(http.send("POST", "/auth/login", ALICE).body());
      assertEquals("Alice", login.getJsonObject("user").getString("username"));
      String token = login.getString("access_token");
      assertEquals(200, http.send("GET", "/rooms", null, token).statusCode());

      String refresh = new JsonObject()
          .put("refresh_token", login.getString("refresh_token"))
          .encode();
      HttpResponse<String> second = http.send("POST", "/auth/refresh", refresh);
      assertEquals(200, second.statusCode());
      assertNotEquals(
          login.getString("refresh_token"),
          new JsonObject(second.body()).getString("refresh_token"));

      HttpResponse<String> out = http.send("POST", "/auth/logout", null, token);
      assertEquals(204, out.statusCode());
      assertEquals("", out.body());
      assertProblem(401, "unauthorized", http.send("GET", "/rooms", null, token));
      assertProblem(401, "unauthorized", http.send("POST", "/auth/refresh", refresh));
    }
  }

  @Test
  void faultsHaveTheirCodes() {
    try (HttpFixture http = new HttpFixture()) {
      assertEquals(201, http.send("POST", "/auth/register", ALICE).statusCode());
      assertProblem(
          409, "conflict", http.send("POST", "/auth/register", ALICE.replace("alice", "ALICE")));
      assertProblem(
          400, "bad_request", http.send("POST", "/auth/register", "{\"username\":\"bob\"}"));
      assertProblem(
          400,
          "bad_request",
          http.send("POST", "/auth/register", "{\"username\":1,\"password\":\"correct horse\"}"));
      assertProblem(400, "bad_request", http.send("POST", "/auth/register", null));
      assertProblem(400, "bad_request", http.send("POST", "/auth/guest", "{\"name\":null}"));
      assertProblem(400, "bad_request", http.send("POST", "/auth/refresh", "{}"));
      assertProblem(
          401, "unauthorized", http.send("POST", "/auth/refresh", "{\"refresh_token\":\"x\"}"));
      HttpResponse<String> wrong =
          http.send("POST", "/auth/login", ALICE.replace("horse", "house"));
      assertProblem(401, "unauthorized", wrong);
      assertEquals("Bearer", wrong.headers().firstValue("WWW-Authenticate").orElse(""));
      HttpResponse<String> nobody =
          http.send("POST", "/auth/login", ALICE.replace("alice", "nobody"));
      assertEquals(wrong.body(), nobody.body());
      http.accounts.away(true);
      HttpResponse<String> away = http.send("POST", "/auth/login", ALICE);
      assertProblem(503, "unavailable", away);
      assertEquals("1", away.headers().firstValue("Retry-After").orElse(""));
    }
  }

  @Test
  void everyUnprovenRequestIsAnsweredWithOneBody() {
    try (HttpFixture http = new HttpFixture()) {
      String good = http.guest();
      HttpResponse<String> none = http.send("GET", "/rooms", null);
      assertProblem(401, "unauthorized", none);
      for (String header : new String[] {
        "",
        "Bearer",
        "Bearer ",
        "Basic YTpi",
        "Bearer x.y.z",
        good,
        "Bearer " + good + "x",
        "Bearer " + good + ", Bearer " + good
      }) {
        HttpResponse<String> answer =
            http.send(http.request("GET", "/rooms", null).header("Authorization", header));
        assertEquals(401, answer.statusCode(), header);
        assertEquals(none.body(), answer.body());
      }
      HttpResponse<String> two = http.send(http.request("GET", "/rooms", null)
          .header("Authorization", "Bearer " + good)
          .header("Authorization", "Bearer " + good));
      assertEquals(none.body(), two.body());
      assertEquals(
          200,
          http.send(http.request("GET", "/rooms", null).header("Authorization", "bearer " + good))
              .statusCode());
      assertEquals(401, http.send("GET", "/rooms?token=" + good, null).statusCode());
    }
  }

  @Test
  void anAddressMayRegisterSoOftenAndGuestsCount() {
    try (HttpFixture http = limited(Profile.PRODUCTION)) {
      for (int i = 0; i < 3; i++) {
        assertEquals(201, http.send("POST", "/auth/guest", "{}").statusCode());
      }
      HttpResponse<String> fourth = http.send("POST", "/auth/guest", "{}");
      assertProblem(429, "rate_limited", fourth);
      long seconds = Long.parseLong(fourth.headers().firstValue("Retry-After").orElse("0"));
      assertTrue(seconds > 0 && seconds <= 1_200, fourth::body);
      assertProblem(429, "rate_limited", http.send("POST", "/auth/register", ALICE));
      assertEquals(
          201,
          http.send(
                  http.request("POST", "/auth/guest", "{}").header("X-Forwarded-For", "192.0.2.7"))
              .statusCode(),
          "another address behind a trusted proxy");
    }
  }

  @Test
  void whatAClientWritesInFrontOfTheProxyIsNoOtherAddress() {
    try (HttpFixture http = limited(Profile.PRODUCTION)) {
      int last = 0;
      for (int i = 0; i < 4; i++) {
        last = http.send(http.request("POST", "/auth/guest", "{}")
                .header("X-Forwarded-For", "203.0.113." + i + ", 192.0.2.7, 10.1.1." + i))
            .statusCode();
      }
      assertEquals(429, last);
      for (int i = 0; i < 4; i++) {
        last = http.send(http.request("POST", "/auth/guest", "{}")
                .header("X-Forwarded-For", "2001:db8:0:1::" + (i + 1)))
            .statusCode();
      }
      assertEquals(429, last, "a /64 is one address");
    }
  }

  @Test
  void anAddressMayTrySoOftenToLogIn() {
    try (HttpFixture http = limited(Profile.PRODUCTION)) {
      assertEquals(201, http.send("POST", "/auth/register", ALICE).statusCode());
      String body = ALICE.replace("alice", "nobody");
      assertProblem(401, "unauthorized", http.send("POST", "/auth/login", body));
      assertProblem(401, "unauthorized", http.send("POST", "/auth/login", body));
      assertProblem(429, "rate_limited", http.send("POST", "/auth/login", ALICE));
      assertEquals(
          200,
          http.send(
                  http.request("POST", "/auth/login", ALICE).header("X-Forwarded-For", "192.0.2.7"))
              .statusCode());
    }
  }

  @Test
  void anAccountMayBeTriedSoOftenFromEverywhere() {
    try (HttpFixture http = limited(Profile.DEV)) {
      assertEquals(201, http.send("POST", "/auth/register", ALICE).statusCode());
      String body = ALICE.replace("horse", "house");
      assertProblem(401, "unauthorized", http.send("POST", "/auth/login", body));
      assertProblem(401, "unauthorized", http.send("POST", "/auth/login", body));
      assertProblem(429, "rate_limited", http.send("POST", "/auth/login", ALICE));
      for (int i = 1; i <= 2; i++) {
        assertProblem(401, "unauthorized", http.send(loginFrom(http, "192.0.2." + i, body)));
        assertProblem(429, "rate_limited", http.send(loginFrom(http, "192.0.2." + i, body)));
      }
      assertProblem(429, "rate_limited", http.send(loginFrom(http, "192.0.2.3", ALICE)));
    }
  }

  @Test
  void guessersDoNotKeepTheOwnerOutWhoComesFromANewPlace() {
    try (HttpFixture http = limited(Profile.DEV)) {
      assertEquals(201, http.send("POST", "/auth/register", ALICE).statusCode());
      for (int i = 0; i < 20; i++) {
        int guess =
            http.send("POST", "/auth/login", ALICE.replace("horse", "house")).statusCode();
        assertEquals(i < 2 ? 401 : 429, guess);
      }
      assertEquals(200, http.send(loginFrom(http, "192.0.2.7", ALICE)).statusCode());
      assertEquals(200, http.send(loginFrom(http, "192.0.2.7", ALICE)).statusCode());
      assertEquals(429, http.send("POST", "/auth/login", ALICE).statusCode());
    }
  }

  @Test
  void inDevelopmentThisMachineIsFreeOfLimitsPerAddress() {
    try (HttpFixture http = limited(Profile.DEV)) {
      for (int i = 0; i < 10; i++) {
        assertFalse(http.guest().isEmpty());
      }
      int last = 0;
      for (int i = 0; i < 4; i++) {
        last = http.send(
                http.request("POST", "/auth/guest", "{}").header("X-Forwarded-For", "192.0.2.7"))
            .statusCode();
      }
      assertEquals(429, last);
    }
  }
}
