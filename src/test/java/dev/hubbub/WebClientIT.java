package dev.hubbub;

import static dev.hubbub.testing.Problems.assertDone;
import static dev.hubbub.testing.Problems.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.Rest;
import dev.hubbub.testing.Stage;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The web client in the jar, and how it is logged in. */
@Timeout(120)
class WebClientIT {
  private static final String PASSWORD = "tea at four, always";

  private static String header(Rest.Answer answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private static Rest web(HubbubProcess instance) {
    return instance.rest().with("Hubbub-Client", "web");
  }

  private static JsonObject account(String stem) {
    return new JsonObject().put("username", Stage.name(stem)).put("password", PASSWORD);
  }

  private static String cookie(Rest.Answer answer) {
    return header(answer, "Set-Cookie").replaceFirst(";.*", "");
  }

  private static Rest.Answer refresh(HubbubProcess instance, String cookie) {
    return web(instance).with("Cookie", cookie).post("/auth/refresh", null);
  }

  @Test
  void thePageAndAllItNamesAreInTheJar() {
    Rest rest = Stage.EMBEDDED.one().rest();
    Rest.Answer page = rest.page("/");
    assertEquals(200, page.status());
    assertEquals("text/html; charset=utf-8", header(page, "Content-Type"));
    assertTrue(header(page, "Content-Security-Policy").startsWith("default-src 'none'; "));
    assertFalse(Pattern.compile("<script(?![^>]* src=)|<style| style=| on[a-z]+=")
        .matcher(page.text())
        .find());
    List<String> named = Pattern.compile(" (?:href|src)=\"([^\"]+)\"")
        .matcher(page.text())
        .results()
        .map((MatchResult found) -> found.group(1))
        .toList();
    assertTrue(named.stream().anyMatch(name -> name.endsWith(".js")), named::toString);
    for (String name : named) {
      assertTrue(name.startsWith("/"), "nothing is asked of others: " + name);
      assertEquals(200, rest.page(name).status(), name);
      String caching = header(rest.page(name), "Cache-Control");
      assertEquals(name.startsWith("/assets/"), caching.endsWith("immutable"), name);
      if (name.endsWith(".js")) {
        Rest.Answer packed = rest.with("Accept-Encoding", "gzip, br").page(name);
        assertEquals("br", header(packed, "Content-Encoding"));
      }
    }
    assertProblem(404, "not_found", rest.page("/assets/nothing.js"));
  }

  @ParameterizedTest
  @EnumSource
  void aLoginInACookieGoesOnAtEveryInstance(Stage stage) {
    Rest.Answer in = web(stage.one()).post("/auth/register", account("ann"));
    assertFalse(in.expect(201).containsKey("refresh_token"));
    Rest.Answer second = refresh(stage.other(), cookie(in));
    String token = second.expect(200).getString("access_token");
    Rest.Answer third = refresh(stage.one(), cookie(second));
    assertEquals(200, third.status());
    assertDone(web(stage.other()).withToken(token).post("/auth/logout", null));
    Rest.Answer after = refresh(stage.one(), cookie(third));
    assertProblem(401, "unauthorized", after);
    assertTrue(header(after, "Set-Cookie").startsWith("hubbub_refresh=; Max-Age=0"));
  }

  @ParameterizedTest
  @EnumSource
  void aCopiedCookieEndsTheLogin(Stage stage) {
    Rest.Answer in = web(stage.one()).post("/auth/register", account("bob"));
    Rest.Answer owner = refresh(stage.other(), cookie(in));
    assertEquals(200, owner.status());
    assertEquals(cookie(owner), cookie(refresh(stage.one(), cookie(in))));
    Rest.Answer next = refresh(stage.one(), cookie(owner));
    assertEquals(200, next.status());
    assertProblem(401, "unauthorized", refresh(stage.one(), cookie(in)));
    assertProblem(401, "unauthorized", refresh(stage.other(), cookie(next)));
  }

  @Test
  void underTlsTheCookieIsSecureAndThePageStaysThere() {
    JsonObject changes = new JsonObject()
        .put("profile", "production")
        .put("http", new JsonObject().put("public_url", "https://chat.example.org"));
    try (HubbubProcess server = HubbubProcess.configured(changes).start()) {
      Rest own = web(server).with("Origin", "https://chat.example.org");
      Rest.Answer in = own.post("/auth/register", account("cid"));
      assertEquals(201, in.status());
      assertTrue(header(in, "Set-Cookie").contains("; Secure"), header(in, "Set-Cookie"));
      Rest.Answer page = server.rest().page("/");
      assertEquals("max-age=31536000", header(page, "Strict-Transport-Security"));
      assertTrue(header(page, "Content-Security-Policy")
          .contains("connect-src 'self' wss://chat.example.org;"));
      Rest other = web(server).with("Origin", "http://127.0.0.1:" + server.port());
      assertProblem(403, "forbidden", other.post("/auth/login", account("cid")));
      assertFalse(server.output().contains(cookie(in).substring("hubbub_refresh=".length())));
    }
  }
}
