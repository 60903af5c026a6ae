package dev.hubbub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.Rest;
import dev.hubbub.testing.Stage;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every answer of the jar tells a browser, whatever was asked and however it is answered. */
@Timeout(120)
class HeadersIT {
  private static final Map<String, String> ALWAYS = Map.of(
      "X-Content-Type-Options", "nosniff",
      "X-Frame-Options", "DENY",
      "Referrer-Policy", "no-referrer",
      "Cross-Origin-Opener-Policy", "same-origin",
      "Cross-Origin-Resource-Policy", "same-origin");

  private static String header(Rest.Answer answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private static void assertAlways(Rest.Answer answer) {
    ALWAYS.forEach((name, value) -> assertEquals(value, header(answer, name), answer.request()));
    HttpHeaders headers = answer.headers();
    for (String never : List.of("Server", "X-Powered-By", "Via", "Access-Control-Allow-Origin")) {
      assertTrue(headers.firstValue(never).isEmpty(), answer.request() + ": " + never);
    }
    String policy = header(answer, "Content-Security-Policy");
    assertTrue(policy.startsWith("default-src 'none'; "), answer.request() + ": " + policy);
    assertTrue(policy.contains("frame-ancestors 'none'"), policy);
    for (String loose : List.of("unsafe", "*", "http:", "https:", "blob:")) {
      assertTrue(!policy.contains(loose), policy);
    }
  }

  @Test
  void answersForProgramsAreNotKeptFramedOrGuessedAt() {
    Rest nobody = Stage.EMBEDDED.one().rest();
    Rest ann = nobody.as(nobody.guest(Stage.name("ann")));
    Map<Rest.Answer, Integer> answers = new LinkedHashMap<>();
    answers.put(ann.get("/rooms"), 200);
    answers.put(
        ann.post("/rooms", new JsonObject().put("name", "x").put("visibility", "private")), 201);
    answers.put(ann.post("/auth/logout", null), 204);
    answers.put(nobody.post("/auth/login", new JsonObject()), 400);
    answers.put(nobody.get("/rooms"), 401);
    answers.put(nobody.get("/nothing"), 404);
    answers.put(nobody.page("/nothing"), 404);
    answers.put(nobody.page("/.env"), 404);
    answers.put(nobody.get("/auth/login"), 405);
    answers.put(nobody.page("/livez"), 200);
    answers.put(nobody.page("/readyz"), 200);
    answers.put(nobody.page("/version"), 200);
    answers.put(nobody.page("/metrics"), 200);
    answers.forEach((answer, status) -> {
      assertEquals(status, answer.status(), answer.request());
      assertAlways(answer);
      assertEquals("no-store", header(answer, "Cache-Control"), answer.request());
      assertEquals("", header(answer, "Strict-Transport-Security"), "not without TLS");
    });
  }

  @Test
  void pagesAndDocumentsRunNothingOfOthers() {
    Rest nobody = Stage.EMBEDDED.one().rest();
    for (String path :
        List.of("/", "/i/AAAAAAAAAAAAAAAAAAAAAA", "/r/general", "/admin", "/sw.js")) {
      Rest.Answer page = nobody.page(path);
      assertEquals(200, page.status(), path);
      assertAlways(page);
      String policy = header(page, "Content-Security-Policy");
      for (String part : List.of(
          "script-src 'self'; ",
          "style-src 'self'; ",
          "img-src 'self' data:; ",
          "font-src 'self'; ",
          "object-src 'none'; ",
          "base-uri 'none'; ",
          "form-action 'self'; ",
          "require-trusted-types-for 'script'")) {
        assertTrue(policy.contains(part), policy);
      }
      assertEquals("0", header(page, "X-XSS-Protection"), path);
      String permissions = header(page, "Permissions-Policy");
      assertTrue(Pattern.matches("([a-z-]+=\\((self)?\\)(, )?)+", permissions), path + permissions);
      assertTrue(permissions.contains("microphone=()"), permissions);
    }
    for (String path : List.of("/docs", "/api/v1/openapi.json", "/api/v1/asyncapi.json")) {
      Rest.Answer document = nobody.page(path);
      assertEquals(200, document.status(), path);
      assertAlways(document);
    }
  }

  @Test
  void underTlsEveryAnswerSaysToStayThere() {
    JsonObject changes = new JsonObject()
        .put("profile", "production")
        .put("http", new JsonObject().put("public_url", "https://chat.example.org"))
        .put("log", new JsonObject().put("format", "text"))
        .put("management", new JsonObject().put("port", 0));
    try (HubbubProcess server = HubbubProcess.configured(changes)) {
      server.launch();
      int operators =
          Integer.parseInt(server.awaitLine("operators: http://127\\.0\\.0\\.1:(\\d+)/metrics"));
      String listening = server.awaitLine("listens on \\S+");
      assertTrue(!listening.isEmpty());
      for (Rest.Answer answer : List.of(
          server.rest().page("/"),
          server.rest().page("/docs"),
          server.rest().get("/rooms"),
          server.rest().get("/nothing"),
          Rest.at(operators).page("/livez"),
          Rest.at(operators).page("/nothing"))) {
        assertAlways(answer);
        assertEquals(
            "max-age=31536000", header(answer, "Strict-Transport-Security"), answer.request());
      }
    }
  }
}
