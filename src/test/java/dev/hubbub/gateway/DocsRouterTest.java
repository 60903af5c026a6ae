package dev.hubbub.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.testing.Described;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DocsRouterTest {
  private static final List<String> PATHS =
      List.of("/api/v1/openapi.json", "/api/v1/asyncapi.json", "/docs", "/docs/style.css");

  private final HttpFixture http = new HttpFixture();

  @AfterEach
  void close() {
    http.close();
  }

  private HttpResponse<String> get(String path) {
    return http.send(http.pageRequest("GET", path, null));
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private static List<String> found(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(result -> result.group(1))
        .toList();
  }

  @Test
  void everybodyGetsTheDocumentsWithTheVersionOfTheProgram() {
    HttpResponse<String> answer = get("/api/v1/openapi.json");
    assertEquals(200, answer.statusCode());
    assertEquals("application/json", header(answer, "Content-Type"));
    JsonObject shipped = Described.HTTP.document().copy();
    assertEquals("v1", shipped.getJsonObject("info").getString("version"));
    var unused = shipped.getJsonObject("info").put("version", "v1+test");
    assertEquals(shipped, new JsonObject(answer.body()));
    JsonObject socket = new JsonObject(get("/api/v1/asyncapi.json").body());
    assertEquals("v1+test", socket.getJsonObject("info").getString("version"));
  }

  @Test
  void whoHasTheEditionIsNotSentItAgain() {
    for (String path : PATHS) {
      HttpResponse<String> answer = get(path);
      assertEquals("no-cache", header(answer, "Cache-Control"), path);
      String tag = header(answer, "ETag");
      assertTrue(tag.matches("\"[0-9a-f]{24}\""), tag);
      for (String known : List.of(tag, "W/" + tag, "\"x\", " + tag, "*")) {
        HttpResponse<String> again =
            http.send(http.pageRequest("GET", path, null).header("If-None-Match", known));
        assertEquals(304, again.statusCode(), known);
        assertEquals("", again.body());
        assertEquals(tag, header(again, "ETag"));
      }
      assertEquals(
          200,
          http.send(http.pageRequest("GET", path, null).header("If-None-Match", "\"x\""))
              .statusCode());
    }
  }

  @Test
  void theStyleSheetIsKeptUnderTheNameOfItsEdition() {
    String style =
        found("<link rel=\"stylesheet\" href=\"([^\"]+)\"", get("/docs").body()).get(0);
    HttpResponse<String> answer = get(style);
    assertEquals("text/css; charset=utf-8", header(answer, "Content-Type"));
    assertEquals("public, max-age=31536000, immutable", header(answer, "Cache-Control"));
    assertEquals("no-cache", header(get("/docs/style.css?v=old"), "Cache-Control"));
    assertFalse(answer.body().contains("url(") || answer.body().contains("@import"));
  }

  @Test
  void thePageAllowsNothingButItsStyleSheet() {
    HttpResponse<String> answer = get("/docs");
    assertEquals("text/html; charset=utf-8", header(answer, "Content-Type"));
    String policy = header(answer, "Content-Security-Policy");
    assertTrue(policy.startsWith("default-src 'none'; style-src 'self'; img-src 'self';"), policy);
    assertFalse(policy.contains("unsafe") || policy.contains("script"), policy);
    assertEquals("nosniff", header(answer, "X-Content-Type-Options"));
    assertEquals("no-referrer", header(answer, "Referrer-Policy"));
    String page = answer.body();
    assertFalse(Pattern.compile("<script|<style|<img|<iframe| style=| on[a-z]+=|javascript:")
        .matcher(page)
        .find());
    assertEquals(
        List.of(), found(" (?:href|src)=\"((?:https?:)?//[^\"]*)\"", page), "asked of others");
  }

  @Test
  void everyLinkOfThePageLeadsSomewhereAndEveryAnchorIsOne() {
    String page = get("/docs").body();
    List<String> anchors = found(" id=\"([^\"]+)\"", page);
    Set<String> known = new HashSet<>(anchors);
    assertEquals(anchors.size(), known.size());
    List<String> links = found(" href=\"([^\"]+)\"", page);
    assertTrue(links.size() > 100);
    for (String link : links) {
      if (link.startsWith("#")) {
        assertTrue(known.contains(link.substring(1)), link);
      } else {
        assertEquals(200, get(link).statusCode(), link);
      }
    }
  }

  @Test
  void thePageIsWellFormedAndShowsEveryRouteAndFrame() {
    String page = get("/docs").body();
    List<String> open = new ArrayList<>();
    Pattern.compile("<(/?)([a-z0-9]+)[^<>]*>")
        .matcher(page)
        .results()
        .forEach(tag -> check(open, tag));
    assertEquals(List.of(), open);
    for (String path : Described.HTTP.document().getJsonObject("paths").fieldNames()) {
      assertTrue(page.contains("<code>" + path + "</code>"), path);
    }
    for (String frame : Described.SOCKET
        .document()
        .getJsonObject("components")
        .getJsonObject("messages")
        .fieldNames()) {
      assertTrue(page.contains("id=\"ws-message-" + frame + "\""), frame);
    }
  }

  private static void check(List<String> open, MatchResult tag) {
    String name = tag.group(2);
    if (tag.group(1).isEmpty()) {
      if (!Set.of("meta", "link").contains(name)) {
        open.add(name);
      }
    } else {
      assertEquals(open.remove(open.size() - 1), name, "at " + tag.start());
    }
  }

  @Test
  void otherMethodsAndCrookedPathsAreRefused() {
    for (String path : PATHS) {
      HttpResponse<String> answer = http.send(http.pageRequest("POST", path, "{}"));
      assertEquals(405, answer.statusCode(), path);
      assertEquals("GET", header(answer, "Allow"));
    }
    for (String path : List.of("/docs/nothing", "/docs/../docs", "/docs/.style.css")) {
      String answer = http.raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      assertTrue(answer.startsWith("HTTP/1.1 404"), path + " " + answer);
    }
    assertNotEquals("", header(get("/docs/nothing"), "Content-Security-Policy"));
  }
}
