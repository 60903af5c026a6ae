package dev.hubbub.gateway;

import static dev.hubbub.gateway.HttpFixture.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The refresh token of browsers, which no script sees. */
class RefreshCookieTest {
  private static final String ALICE = "{\"username\":\"alice\",\"password\":\"correct horse\"}";

  private final HttpFixture http = new HttpFixture();

  @AfterEach
  void close() {
    http.close();
  }

  private HttpRequest.Builder web(String path, String body) {
    return http.request("POST", path, body).header("Hubbub-Client", "web");
  }

  private HttpResponse<String> register() {
    HttpResponse<String> answer = http.send(web("/auth/register", ALICE));
    assertEquals(201, answer.statusCode(), answer::body);
    return answer;
  }

  private HttpResponse<String> refresh(String cookie) {
    return http.send(http.request("POST", "/auth/refresh", null)
        .header("Hubbub-Client", "web")
        .header("Cookie", cookie));
  }

  private static String set(HttpResponse<String> answer) {
    List<String> all = answer.headers().allValues("Set-Cookie");
    assertEquals(1, all.size(), all::toString);
    return all.get(0);
  }

  /** Name and value, as a browser sends them back. */
  private static String kept(HttpResponse<String> answer) {
    String cookie = set(answer).replaceFirst(";.*", "");
    assertTrue(cookie.matches("hubbub_refresh=[A-Za-z0-9_-]{20,}"), cookie);
    return cookie;
  }

  private static Set<String> attributes(HttpResponse<String> answer) {
    List<String> parts = List.of(set(answer).split("; ", -1));
    return new TreeSet<>(parts.subList(1, parts.size()));
  }

  private static void assertCleared(HttpResponse<String> answer) {
    assertTrue(set(answer).startsWith("hubbub_refresh=;"), set(answer));
    assertTrue(
        attributes(answer)
            .containsAll(Set.of("Max-Age=0", "Path=/api/v1/auth", "HTTPOnly", "SameSite=Strict")),
        set(answer));
  }

  @Test
  void everyWayInPutsTheTokenInTheCookieAndInNoBody() {
    for (HttpResponse<String> answer : List.of(
        register(),
        http.send(web("/auth/login", ALICE)),
        http.send(web("/auth/guest", "{}")),
        refresh(kept(http.send(web("/auth/login", ALICE)))))) {
      String token = kept(answer).replaceFirst(".*=", "");
      assertFalse(answer.body().contains(token));
      assertEquals(
          Set.of("user", "access_token", "token_type", "expires_in"),
          new JsonObject(answer.body()).fieldNames());
      Set<String> attributes = attributes(answer);
      assertTrue(attributes.removeIf(attribute -> attribute.startsWith("Expires=")));
      assertEquals(
          Set.of("HTTPOnly", "Max-Age=2592000", "Path=/api/v1/auth", "SameSite=Strict"),
          attributes);
      assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElse(""));
    }
  }

  @Test
  void withoutTheHeaderThereIsNoCookieAndNoneIsRead() {
    HttpResponse<String> first = register();
    for (HttpRequest.Builder request : List.of(
        http.request("POST", "/auth/login", ALICE),
        http.request("POST", "/auth/login", ALICE).header("Hubbub-Client", "other"))) {
      HttpResponse<String> answer = http.send(request);
      assertEquals(200, answer.statusCode());
      assertEquals(List.of(), answer.headers().allValues("Set-Cookie"));
      assertTrue(new JsonObject(answer.body()).containsKey("refresh_token"));
    }
    HttpResponse<String> refused =
        http.send(http.request("POST", "/auth/refresh", null).header("Cookie", kept(first)));
    assertProblem(400, "bad_request", refused);
    assertEquals(200, refresh(kept(first)).statusCode(), "the token was not touched");
  }

  @Test
  void anAnswerThatAPageDidNotWaitForIsGivenAgain() {
    String first = kept(register());
    String second = kept(refresh(first));
    HttpResponse<String> again = refresh(first);
    assertEquals(200, again.statusCode());
    assertEquals(second, kept(again));
    assertEquals(200, refresh(second).statusCode());
  }

  @Test
  void aTokenUsedAgainEndsTheWholeLogin() {
    String first = kept(register());
    HttpResponse<String> second = refresh(first);
    assertEquals(200, second.statusCode());
    assertNotEquals(first, kept(second));
    HttpResponse<String> third = refresh(kept(second));
    assertEquals(200, third.statusCode());
    HttpResponse<String> stolen = refresh(first);
    assertProblem(401, "unauthorized", stolen);
    assertCleared(stolen);
    HttpResponse<String> owner = refresh(kept(third));
    assertProblem(401, "unauthorized", owner);
    assertCleared(owner);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "other=x",
        "hubbub_refresh=",
        "hubbub_refresh=x",
        "hubbub_refresh=\"",
        "=",
        ";;",
        "Hubbub_Refresh=AAAAAAAAAAAAAAAAAAAAAA"
      })
  void aCookieThatIsNoTokenIsTakenAway(String cookie) {
    HttpResponse<String> answer = refresh(cookie);
    assertProblem(401, "unauthorized", answer);
    assertCleared(answer);
  }

  @Test
  void whileNobodyKnowsTheCookieIsKept() {
    String cookie = kept(register());
    http.accounts.away(true);
    HttpResponse<String> answer = refresh(cookie);
    assertProblem(503, "unavailable", answer);
    assertEquals(List.of(), answer.headers().allValues("Set-Cookie"));
    http.accounts.away(false);
    assertEquals(200, refresh(cookie).statusCode());
  }

  @Test
  void loggingOutTakesTheCookieAwayWithTheLogin() {
    HttpResponse<String> in = register();
    String token = new JsonObject(in.body()).getString("access_token");
    HttpResponse<String> out =
        http.send(web("/auth/logout", "{}").header("Authorization", "Bearer " + token));
    assertEquals(204, out.statusCode());
    assertCleared(out);
    assertProblem(401, "unauthorized", refresh(kept(in)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "null",
        "http://127.0.0.1",
        "http://127.0.0.1:1",
        "https://127.0.0.1.evil.example",
        ""
      })
  void aPageOfOthersMayNotUseIt(String origin) {
    HttpResponse<String> in = register();
    String token = new JsonObject(in.body()).getString("access_token");
    for (String path : List.of("/auth/register", "/auth/login", "/auth/guest", "/auth/refresh")) {
      HttpResponse<String> answer =
          http.send(web(path, ALICE).header("Origin", origin).header("Cookie", kept(in)));
      assertProblem(403, "forbidden", answer);
      assertEquals(List.of(), answer.headers().allValues("Set-Cookie"));
    }
    assertProblem(
        403,
        "forbidden",
        http.send(web("/auth/logout", "{}")
            .header("Origin", origin)
            .header("Authorization", "Bearer " + token)));
    assertEquals(200, refresh(kept(in)).statusCode(), "nothing has happened");
  }

  @Test
  void anOwnPageMayAndItsPreflightNeedsNoAnswer() {
    HttpRequest.Builder request = web("/auth/register", ALICE);
    String own = "http://" + request.build().uri().getAuthority();
    assertEquals(201, http.send(request.header("Origin", own)).statusCode());
    HttpResponse<String> preflight = http.send(http.request("OPTIONS", "/auth/login", null)
        .header("Origin", "https://evil.example")
        .header("Access-Control-Request-Headers", "hubbub-client"));
    assertEquals(405, preflight.statusCode());
    assertEquals(List.of(), preflight.headers().allValues("Access-Control-Allow-Origin"));
  }
}
