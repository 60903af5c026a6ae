package dev.hubbub.testing;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpHeaders;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether what holds the server against the documents sees where they differ. */
class DescribedTest {
  private static final JsonObject MESSAGE = new JsonObject("{\"type\":\"message\",\"room\":\"tea\","
      + "\"seq\":3,\"ts\":1795345829271,\"from\":\"alice\",\"text\":\"hello\"}");
  private static final JsonObject SENT = new JsonObject("{\"text\":\"hello\",\"key\":\"k1\"}");

  private static Rest.Answer answer(int status, String text, String... headers) {
    Map<String, List<String>> all = new HashMap<>();
    for (int i = 0; i < headers.length; i += 2) {
      List<String> unused = all.put(headers[i], List.of(headers[i + 1]));
    }
    return new Rest.Answer("a request", status, text, HttpHeaders.of(all, (name, value) -> true));
  }

  private static Rest.Answer json(int status, JsonObject body) {
    return answer(status, body.encode(), "Content-Type", "application/json");
  }

  private static void sends(String path, JsonObject body, Rest.Answer answer) {
    DescribedRoutes.check("POST", path, body, answer);
  }

  private static void refuses(String path, JsonObject body, Rest.Answer answer) {
    assertThrows(AssertionError.class, () -> sends(path, body, answer));
  }

  @Test
  void anExchangeAsDescribedIsLetThrough() {
    assertDoesNotThrow(() -> sends("/api/v1/rooms/tea/messages", SENT, json(201, MESSAGE)));
    assertDoesNotThrow(() ->
        sends("/api/v1/rooms/tea/messages", SENT.copy().put("unknown", 1), json(200, MESSAGE)));
  }

  @Test
  void whatTheServerAnswersMustBeDescribed() {
    String path = "/api/v1/rooms/tea/messages";
    refuses(path, SENT, json(202, MESSAGE));
    refuses(path, SENT, json(201, MESSAGE.copy().put("secret", "x")));
    refuses(path, SENT, json(201, MESSAGE.copy().put("seq", "3")));
    JsonObject without = MESSAGE.copy();
    assertTrue(without.remove("seq") != null);
    refuses(path, SENT, json(201, without));
    refuses(path, SENT, answer(201, MESSAGE.encode(), "Content-Type", "text/plain"));
    refuses(path, SENT, answer(500, "{}", "Content-Type", "application/problem+json"));
    refuses(path, SENT, answer(429, "{}", "Content-Type", "application/problem+json"));
    refuses("/api/v1/rooms/tea/leave", SENT, answer(204, "x"));
    refuses("/api/v1/no/such/path", SENT, json(200, MESSAGE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"text\":1}",
        "{\"text\":\"\"}",
        "{\"text\":\"x\",\"key\":\"a b\"}",
        "{\"text\":\"x\",\"reply_to\":-1}"
      })
  void whatTheServerAcceptsMustBeAllowed(String body) {
    refuses("/api/v1/rooms/tea/messages", new JsonObject(body), json(201, MESSAGE));
  }

  @Test
  void whatTheServerRefusesMayBeAnything() {
    JsonObject problem = new JsonObject("{\"type\":\"about:blank\",\"title\":\"Bad Request\","
        + "\"status\":400,\"code\":\"bad_request\",\"detail\":\"No.\"}");
    Rest.Answer refused = answer(400, problem.encode(), "Content-Type", "application/problem+json");
    assertDoesNotThrow(() -> sends("/api/v1/rooms/tea/messages", new JsonObject(), refused));
    Rest.Answer chatty =
        answer(400, problem.put("trace", "x").encode(), "Content-Type", "application/problem+json");
    refuses("/api/v1/rooms/tea/messages", new JsonObject(), chatty);
  }

  @ParameterizedTest
  @CsvSource({"?limit=200,true", "?limit=201,false", "?limit=0,false", "?other=x,true"})
  void parametersThatTheServerAcceptsMustBeAllowed(String query, boolean allowed) {
    Rest.Answer answer = json(200, new JsonObject("{\"rooms\":[],\"cursor\":null}"));
    if (allowed) {
      DescribedRoutes.check("GET", "/api/v1/rooms" + query, null, answer);
    } else {
      assertThrows(
          AssertionError.class,
          () -> DescribedRoutes.check("GET", "/api/v1/rooms" + query, null, answer));
    }
  }

  @Test
  void otherMethodsMustBeRefusedWithThoseDescribed() {
    DescribedRoutes.check("PUT", "/api/v1/rooms", null, answer(405, "{}", "Allow", "GET, POST"));
    for (String allow : List.of("GET", "GET, POST, PUT", "")) {
      assertThrows(
          AssertionError.class,
          () -> DescribedRoutes.check(
              "PUT", "/api/v1/rooms", null, answer(405, "{}", "Allow", allow)));
    }
  }

  @Test
  void framesMustBeDescribed() {
    DescribedFrames.checkServer(MESSAGE);
    DescribedFrames.checkServer(new JsonObject("{\"type\":\"pong\",\"ts\":1}"));
    for (String frame : List.of(
        "{\"type\":\"pong\"}",
        "{\"type\":\"pong\",\"ts\":1,\"more\":1}",
        "{\"type\":\"nothing\"}",
        "{}",
        MESSAGE.copy().put("origin", "i1").encode())) {
      assertThrows(
          AssertionError.class, () -> DescribedFrames.checkServer(new JsonObject(frame)), frame);
    }
    DescribedFrames.checkClient(new JsonObject("{\"type\":\"ping\",\"more\":1}"));
    assertThrows(
        AssertionError.class,
        () -> DescribedFrames.checkClient(
            new JsonObject("{\"type\":\"join\",\"room\":\"tea\",\"limit\":201}")));
  }
}
