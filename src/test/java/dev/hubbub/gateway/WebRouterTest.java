package dev.hubbub.gateway;

import static dev.hubbub.gateway.HttpFixture.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the web client is served, by the files of a small one. */
class WebRouterTest {
  private static final String SCRIPT = "/assets/app-1a2b3c.js";
  private static final String PAGE = "<!doctype html><title>Hubbub</title>\n";

  private final HttpFixture http = new HttpFixture();

  @AfterEach
  void close() {
    http.close();
  }

  private HttpResponse<String> get(String path) {
    return http.send(http.pageRequest("GET", path, null));
  }

  private HttpResponse<String> get(String path, String header, String value) {
    return http.send(http.pageRequest("GET", path, null).header(header, value));
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private String raw(String request) {
    return http.raw(request + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/?from=home", "/i/AAAAAAAAAAAAAAAAAAAAAA", "/r/general", "/r/tea/7"})
  void thePageIsWhereverOneComesIn(String path) {
    HttpResponse<String> answer = get(path);
    assertEquals(200, answer.statusCode());
    assertEquals(PAGE, answer.body());
    assertEquals("text/html; charset=utf-8", header(answer, "Content-Type"));
    assertEquals("no-cache", header(answer, "Cache-Control"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api",
        "/api/",
        "/api/v1",
        "/api/v1/r/general",
        "/api/index.html",
        "/r",
        "/r/",
        "/i/",
        "/metrics",
        "/nothing",
        "/assets/",
        "/assets/app-000000.js",
        "/assets/app-1a2b3c.js.br",
        "/assets/app-1a2b3c.js/",
        "/unlisted.txt",
        "/files.txt",
        "/.env",
        "/.well-known/x",
        "/r/.git",
        "/r/../api",
        "/r/%2e%2e/x",
        "/assets/..%2findex.html",
        "/assets/%2e/app-1a2b3c.js",
        "/./index.html"
      })
  void whatIsNotThereIsNeverThePage(String path) {
    String answer = raw("GET " + path);
    assertTrue(answer.startsWith("HTTP/1.1 404"), answer);
    assertTrue(answer.contains("application/problem+json"), answer);
  }

  @ParameterizedTest
  @CsvSource({
    "/assets/app-1a2b3c.js, text/javascript; charset=utf-8, 'public, max-age=31536000, immutable'",
    "/sw.js, text/javascript; charset=utf-8, no-cache",
    "/manifest.webmanifest, application/manifest+json, no-cache",
    "/icon.png, image/png, no-cache",
    "/index.html, text/html; charset=utf-8, no-cache"
  })
  void filesHaveTheirTypeAndOnlyHashedOnesAreKept(String path, String type, String cached) {
    HttpResponse<String> answer = get(path);
    assertEquals(200, answer.statusCode());
    assertEquals(type, header(answer, "Content-Type"));
    assertEquals(cached, header(answer, "Cache-Control"));
    assertEquals("nosniff", header(answer, "X-Content-Type-Options"));
  }

  @ParameterizedTest
  @CsvSource({
    "'gzip, deflate, br, zstd', br",
    "'br;q=0.5, gzip;q=0.9', gzip",
    "'BR ; Q=1.0', br",
    "gzip, gzip",
    "*, br",
    "'br;q=0, *;q=0.3', gzip",
    "'identity, br;q=0.1', ''",
    "identity, ''",
    "'deflate', ''",
    "'br;q=0', ''",
    "'br;q=much', ''",
    "'*;q=0', ''",
    "'', ''"
  })
  void theShortestFormThatIsLikedBestIsServed(String accepted, String coding) {
    HttpResponse<String> answer = get(SCRIPT, "Accept-Encoding", accepted);
    assertEquals(coding, header(answer, "Content-Encoding"));
    assertEquals("accept-encoding", header(answer, "Vary").toLowerCase(Locale.ROOT));
    String body =
        switch (coding) {
          case "br" -> "script in brotli";
          case "gzip" -> "script in gzip";
          default -> "plain script";
        };
    assertEquals(body, answer.body());
  }

  @Test
  void aFileOfOneFormDoesNotVary() {
    HttpResponse<String> answer = get("/icon.png", "Accept-Encoding", "br, gzip");
    assertEquals("", header(answer, "Content-Encoding"));
    assertEquals("", header(answer, "Vary"));
    assertEquals("page in gzip", get("/", "Accept-Encoding", "br, gzip").body());
  }

  @Test
  void whoHasTheFormIsNotSentItAgain() {
    String plain = header(get(SCRIPT), "ETag");
    String coded = header(get(SCRIPT, "Accept-Encoding", "br"), "ETag");
    assertFalse(plain.equals(coded), "each form has a tag of its own");
    for (String path : List.of("/", "/r/general", SCRIPT, "/sw.js")) {
      String tag = header(get(path), "ETag");
      HttpResponse<String> again = get(path, "If-None-Match", "\"other\", W/" + tag);
      assertEquals(304, again.statusCode());
      assertEquals("", again.body());
      assertEquals(tag, header(again, "ETag"));
      assertEquals(header(get(path), "Cache-Control"), header(again, "Cache-Control"));
      assertEquals(200, get(path, "If-None-Match", "\"other\"").statusCode());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/assets/app-1a2b3c.js"})
  void headTellsAllButTheBody(String path) {
    String answer = raw("HEAD " + path);
    String length = header(get(path), "Content-Length");
    assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
    assertTrue(answer.toLowerCase(Locale.ROOT).contains("content-length: " + length));
    assertTrue(answer.endsWith("\r\n\r\n"), answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/i/AAAAAAAAAAAAAAAAAAAAAA", "/r/general", "/sw.js"})
  void otherMethodsAreRefused(String path) {
    for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS")) {
      HttpResponse<String> answer = http.send(http.pageRequest(method, path, null));
      assertProblem(405, "method_not_allowed", answer);
      assertEquals("GET, HEAD", header(answer, "Allow"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/assets/app-1a2b3c.js", "/sw.js"})
  void nothingOfOthersRunsLoadsOrFramesIt(String path) {
    HttpResponse<String> answer = get(path);
    String policy = header(answer, "Content-Security-Policy");
    String host = answer.uri().getAuthority();
    for (String part : List.of(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;",
        "connect-src 'self' ws://" + host + " wss://" + host + ";",
        "font-src 'self';",
        "object-src 'none';",
        "manifest-src 'self';",
        "worker-src 'self';",
        "base-uri 'none';",
        "form-action 'self';",
        "frame-ancestors 'none';",
        "require-trusted-types-for 'script'; trusted-types hubbub")) {
      assertTrue(policy.contains(part), policy);
    }
    assertFalse(policy.contains("unsafe"), policy);
    assertEquals("no-referrer", header(answer, "Referrer-Policy"));
    assertEquals("DENY", header(answer, "X-Frame-Options"));
    assertEquals("same-origin", header(answer, "Cross-Origin-Opener-Policy"));
    assertEquals("same-origin", header(answer, "Cross-Origin-Resource-Policy"));
    assertTrue(header(answer, "Permissions-Policy").contains("camera=()"));
    assertEquals("0", header(answer, "X-XSS-Protection"));
    assertEquals("", header(answer, "Strict-Transport-Security"), "this one is not under TLS");
  }

  @Test
  void aHostThatIsNoneComesIntoNoHeader() {
    String answer =
        http.raw("GET / HTTP/1.1\r\nHost: x; script-src *\r\nConnection: close\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
    assertFalse(answer.contains("script-src"), answer);
  }
}
