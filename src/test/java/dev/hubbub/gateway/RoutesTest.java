package dev.hubbub.gateway;

import static dev.hubbub.gateway.HttpFixture.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What HTTP itself demands, of every route alike. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoutesTest {
  private static final String CODE = "AAAAAAAAAAAAAAAAAAAAAA";

  /** Each path with its methods; {@code *} stands behind one that takes a body, {@code ○} before one for everybody. */
  private static final String ROUTES =
      """
      /auth/register ○POST*
      /auth/login ○POST*
      /auth/guest ○POST*
      /auth/refresh ○POST*
      /auth/logout POST
      /auth/sessions GET
      /auth/sessions/abc DELETE
      /me GET PATCH* DELETE*
      /users GET
      /users/alice GET
      /rooms GET POST*
      /rooms/general GET PATCH* DELETE
      /rooms/general/join POST
      /rooms/general/leave POST
      /rooms/general/members GET
      /rooms/general/members/alice PATCH* DELETE
      /rooms/general/bans GET
      /rooms/general/bans/alice PUT DELETE
      /rooms/general/mutes GET
      /rooms/general/mutes/alice PUT* DELETE
      /rooms/general/audit GET
      /rooms/general/invites GET POST*
      /rooms/general/invites/abc DELETE
      /rooms/general/messages GET POST*
      /rooms/general/log GET
      /invites/%s ○GET
      /invites/%s/accept POST
      /direct POST*
      /admin/users GET
      /admin/users/alice PATCH* DELETE
      """
          .formatted(CODE, CODE);

  /** After these the token is worth nothing. */
  private static final Set<String> ENDING = Set.of("POST /auth/logout", "DELETE /me");

  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "FOOBAR");

  private final HttpFixture http = new HttpFixture();
  private final String token = http.guest();

  @AfterAll
  void close() {
    http.close();
  }

  private record Route(String path, List<String> allowed, Set<String> withBody, Set<String> open) {}

  private static List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    ROUTES.lines().forEach(line -> {
      String[] words = line.split(" ");
      List<String> allowed = new ArrayList<>();
      Set<String> withBody = new TreeSet<>();
      Set<String> open = new TreeSet<>();
      for (String word : List.of(words).subList(1, words.length)) {
        String method = word.replaceAll("[○*]", "");
        allowed.add(method);
        if (word.endsWith("*")) {
          boolean unused = withBody.add(method);
        }
        if (word.startsWith("○")) {
          boolean unused = open.add(method);
        }
      }
      routes.add(new Route(words[0], allowed, withBody, open));
    });
    return routes;
  }

  private HttpResponse<String> sent(String method, String path, String type, String body) {
    return http.send(http.request(method, path, body)
        .header("Authorization", "Bearer " + token)
        .setHeader("Content-Type", type));
  }

  @Test
  void anotherMethodIsToldWhichAreAllowed() {
    for (Route route : routes()) {
      for (String method : METHODS) {
        if (!route.allowed().contains(method)) {
          HttpResponse<String> answer = http.send(method, route.path(), null);
          assertEquals(405, answer.statusCode(), method + " " + route.path());
          assertEquals(
              String.join(", ", route.allowed()),
              answer.headers().firstValue("Allow").orElse(""),
              route.path());
        }
      }
    }
  }

  @Test
  void withoutATokenNothingIsToldButByTheRoutesForEverybody() {
    for (Route route : routes()) {
      for (String method : route.allowed()) {
        HttpResponse<String> answer = http.send(method, route.path(), null);
        if (route.open().contains(method)) {
          assertNotEquals(401, answer.statusCode(), route.path());
        } else {
          assertProblem(401, "unauthorized", answer);
        }
      }
    }
  }

  @Test
  void aBodyIsOneJsonObjectOfItsTypeAndSize() {
    for (Route route : routes()) {
      for (String method : route.withBody()) {
        String path = route.path();
        for (String type : List.of("text/plain", "application/json; charset=utf-16")) {
          assertProblem(415, "unsupported_media_type", sent(method, path, type, "{}"));
        }
        for (String body : List.of("[]", "{", "{}{}", "null", "{\"a\":1,\"a\":1}", "\"x\"")) {
          assertProblem(400, "bad_request", sent(method, path, "application/json", body));
        }
        String large = "{\"x\":\"" + "x".repeat(HttpFixture.BODY_BYTES) + "\"}";
        assertProblem(413, "too_large", sent(method, path, "application/json", large));
      }
    }
  }

  @Test
  void aBodyThatNobodyNeedsNeedsNoType() {
    for (Route route : routes()) {
      for (String method : route.allowed()) {
        if (ENDING.contains(method + " " + route.path())) {
          continue;
        }
        HttpResponse<String> answer = http.send(method, route.path(), null, token);
        assertNotEquals(415, answer.statusCode(), method + " " + route.path());
        assertEquals(
            "no-store",
            answer.headers().firstValue("Cache-Control").orElse(""),
            method + " " + route.path());
      }
    }
  }
}
