package dev.hubbub.gateway;

import static dev.hubbub.gateway.HttpFixture.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApiRouterTest {
  private final HttpFixture http = new HttpFixture();

  @AfterEach
  void close() {
    http.close();
  }

  private HttpResponse<String> guest(String body, String contentType) {
    return http.send(
        http.request("POST", "/auth/guest", body).setHeader("Content-Type", contentType));
  }

  @Test
  void answersAreNotKeptFramedOrSniffedAndNameNoServer() {
    for (HttpResponse<String> answer :
        List.of(http.send("POST", "/auth/guest", null), http.send("GET", "/nothing", null))) {
      HttpHeaders headers = answer.headers();
      assertEquals("no-store", headers.firstValue("Cache-Control").orElse(""));
      assertEquals("nosniff", headers.firstValue("X-Content-Type-Options").orElse(""));
      assertEquals("no-referrer", headers.firstValue("Referrer-Policy").orElse(""));
      assertEquals("DENY", headers.firstValue("X-Frame-Options").orElse(""));
      assertTrue(headers.firstValue("Content-Security-Policy").isPresent());
      assertTrue(headers.firstValue("Server").isEmpty());
      assertTrue(headers.firstValue("X-Powered-By").isEmpty());
    }
  }

  @Test
  void anotherMethodIsToldWhichAreAllowed() {
    for (String method :
        new String[] {"GET", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "FOOBAR"}) {
      HttpResponse<String> answer = http.send(method, "/auth/login", null);
      assertEquals(405, answer.statusCode(), method);
      assertEquals("POST", answer.headers().firstValue("Allow").orElse(""), method);
    }
    assertProblem(405, "method_not_allowed", http.send("GET", "/auth/login", null));
    assertEquals(
        "GET, POST",
        http.send("DELETE", "/rooms", null).headers().firstValue("Allow").orElse(""));
    assertTrue(http.raw("TRACE /api/v1/rooms HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        .startsWith("HTTP/1.1 405"));
  }

  @Test
  void unknownAndCrookedPathsAreNotFound() {
    for (String path :
        new String[] {"", "/", "/nothing", "/rooms/general/nothing", "/auth", "/v1"}) {
      assertProblem(404, "not_found", http.send("GET", path, null));
    }
    for (String path : new String[] {
      "/api",
      "/api/",
      "/api/v2/rooms",
      "/api/v1/../v1/rooms",
      "/api/v1/./rooms",
      "/api/v1/%2e%2e/v1/rooms",
      "/api/v1/%252e%252e/rooms",
      "/api/v1/rooms%2fgeneral",
      "/api/v1/rooms%5cgeneral",
      "/api/v1/.env",
      "/api/v1/rooms/.git",
      "/api/v1/rooms/%2egit",
      "/api/v1/rooms/a%00b",
      "/api/v1/rooms\\general",
      "/api/v1/rooms/%zz",
      "/api/v1/rooms/%ff",
      "/api/.."
    }) {
      String answer = http.raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      assertTrue(
          answer.startsWith("HTTP/1.1 404") || answer.startsWith("HTTP/1.1 400"),
          path + " " + answer);
      assertFalse(answer.contains("at dev.hubbub") || answer.contains("Exception"), answer);
    }
  }

  @Test
  void onlyJsonInUtf8IsABody() {
    for (String good : new String[] {
      "application/json", "application/json; charset=utf-8", "Application/JSON;charset=\"UTF-8\""
    }) {
      assertEquals(201, guest("{}", good).statusCode(), good);
    }
    for (String bad : new String[] {
      "text/plain",
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x",
      "application/json; charset=utf-7",
      "application/jsonx",
      "application/problem+json",
      "*/*"
    }) {
      assertProblem(415, "unsupported_media_type", guest("{}", bad));
    }
    String without =
        http.raw("POST /api/v1/auth/guest HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}");
    assertTrue(without.startsWith("HTTP/1.1 415"), without);
    HttpRequest.Builder zipped =
        http.request("POST", "/auth/guest", "{}").header("Content-Encoding", "gzip");
    assertProblem(415, "unsupported_media_type", http.send(zipped));
  }

  @Test
  void aBodyIsOneObjectByTheRulesForFrames() {
    for (String bad : new String[] {
      "x",
      "null",
      "[]",
      "1",
      "\"x\"",
      "{",
      "{}{}",
      "{} x",
      "\ufeff{}",
      "{\"a\":1,}",
      "{\"a\":1,\"a\":2}",
      "{\"x\":{\"a\":1,\"a\":2}}",
      "{\"name\":NaN}",
      "{'a':1}",
      "{\"a\":" + "[".repeat(16) + "]".repeat(16) + "}",
      "{\"a\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}",
      " "
    }) {
      assertProblem(400, "bad_request", http.send("POST", "/auth/guest", bad));
    }
    String deep = "{\"a\":" + "[".repeat(15) + "]".repeat(15) + "}";
    assertEquals(201, http.send("POST", "/auth/guest", deep).statusCode());
    String invalid = "POST /api/v1/auth/guest HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
        + "Content-Type: application/json\r\nContent-Length: 12\r\n\r\n{\"name\":\"\u00ff\"}";
    assertTrue(http.raw(invalid).startsWith("HTTP/1.1 400"));
  }

  @Test
  void aBodyIsTakenUpToItsLimitAndNoFurther() {
    String filler = "{\"a\":\"" + "x".repeat(HttpFixture.BODY_BYTES - 8) + "\"}";
    assertEquals(HttpFixture.BODY_BYTES, filler.length());
    assertEquals(201, http.send("POST", "/auth/guest", filler).statusCode());
    assertProblem(413, "too_large", http.send("POST", "/auth/guest", filler + " "));
    String announced = http.raw("POST /api/v1/auth/guest HTTP/1.1\r\nHost: x\r\n"
        + "Content-Type: application/json\r\nContent-Length: 999999999\r\n\r\n{");
    assertTrue(announced.startsWith("HTTP/1.1 413"), announced);
    String chunk = "8000\r\n" + " ".repeat(0x8000) + "\r\n";
    String chunked = http.raw("POST /api/v1/auth/guest HTTP/1.1\r\nHost: x\r\n"
        + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk);
    assertTrue(chunked.startsWith("HTTP/1.1 413"), chunked);
  }

  @Test
  void aBodyThatDoesNotComeEndsTheConnection() {
    assertEquals(
        "",
        http.raw("POST /api/v1/auth/guest HTTP/1.1\r\nHost: x\r\n"
            + "Content-Type: application/json\r\nContent-Length: 10\r\n\r\n{"));
  }

  @Test
  void aConnectionServesManyRequestsOneAfterTheOther() {
    String token = http.guest();
    String get = "GET /api/v1/rooms HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token + "\r\n";
    String post =
        "POST /api/v1/rooms/general/messages HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token
            + "\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n{\"text\":\"x\"}";
    String answers =
        http.raw(get + "\r\n" + post + post + get + "\r\n" + get + "Connection: close\r\n\r\n");
    assertEquals(3, answers.split("HTTP/1.1 200", -1).length - 1, answers);
    assertEquals(2, answers.split("HTTP/1.1 201", -1).length - 1, answers);
  }

  @Test
  void whatWasSentIsNotEchoed() {
    String answer = http.send("POST", "/auth/login", "{\"username\":\"sEcReT1\",\"password\":7}")
        .body();
    assertFalse(answer.contains("sEcReT1"), answer);
    assertFalse(http.send("GET", "/sEcReT1?x=sEcReT2", null).body().contains("sEcReT"));
  }
}
