package dev.hubbub.gateway;

import static dev.hubbub.gateway.HttpFixture.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hubbub.room.Event;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.Rooms.Slice;
import dev.hubbub.room.Search;
import dev.hubbub.room.Search.Hit;
import dev.hubbub.room.Search.Range;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SearchRouterTest {
  private final HttpFixture http = new HttpFixture();
  private final String alice = http.guest();
  private final List<Search.Query> asked = new ArrayList<>();

  @AfterEach
  void close() {
    http.close();
  }

  private HttpResponse<String> search(String query) {
    return http.send("GET", "/search" + query, null, alice);
  }

  private void finds(Future<Slice<Hit>> what) {
    http.search = query -> {
      asked.add(query);
      return what;
    };
  }

  @Test
  void aHitHasTheShapeOfTheProtocol() {
    Event.Message message =
        new Event.Message("tea", 3, 17, "bob", "k", "<b>Tea</b> at four", null, List.of(), null);
    finds(Future.succeededFuture(
        new Slice<>(List.of(new Hit(message, List.of(new Range(3, 6), new Range(14, 18)))), "c")));
    HttpResponse<String> answer =
        search("?q=tea&room=tea&from=bob&before=20&after=10&limit=7&cursor=x");
    assertEquals(200, answer.statusCode(), answer::body);
    assertEquals(
        new JsonObject(
            """
            {"hits": [{"room": "tea", "seq": 3, "ranges": [[3, 6], [14, 18]],
              "event": {"type": "message", "room": "tea", "seq": 3, "ts": 17, "from": "bob",
                "key": "k", "text": "<b>Tea</b> at four"}}], "cursor": "c"}
            """),
        new JsonObject(answer.body()));
    Search.Query query = asked.get(0);
    assertEquals(new Search.Query(query.user(), "tea", "tea", "bob", 20L, 10L, "x", 7), query);
  }

  @Test
  void whatIsNotAskedForNarrowsNothing() {
    finds(Future.succeededFuture(new Slice<>(List.of(), null)));
    assertEquals(200, search("?q=").statusCode());
    Search.Query query = asked.get(0);
    assertEquals(new Search.Query(query.user(), "", null, null, null, null, null, 50), query);
  }

  @Test
  void aQueryHasAtMostAHundredCodePoints() {
    finds(Future.succeededFuture(new Slice<>(List.of(), null)));
    String most = "\ud83d\udc4d".repeat(100);
    assertEquals(200, search("?q=" + encoded(most)).statusCode());
    assertEquals(most, asked.get(0).text());
    assertProblem(400, "bad_request", search("?q=" + encoded(most + "a")));
  }

  @Test
  void parametersThatAreNoneAreBad() {
    for (String query : List.of(
        "",
        "?room=tea",
        "?q=a&q=b",
        "?q=%00",
        "?q=a&before=-1",
        "?q=a&after=x",
        "?q=a&limit=0",
        "?q=a&limit=201",
        "?q=a&room=a&room=b")) {
      assertProblem(400, "bad_request", search(query));
    }
  }

  @Test
  void whatTakesTooLongIsUnavailable() {
    finds(Future.failedFuture(Refusal.unavailable()));
    assertProblem(503, "unavailable", search("?q=a"));
    assertEquals(401, http.send("GET", "/search?q=a", null).statusCode());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
