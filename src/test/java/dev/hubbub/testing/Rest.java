package dev.hubbub.testing;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP side of one instance, from the user's chair. Paths are under {@code /api/v1}; immutable, any thread may use
 * it. A connection that fails is an {@link UncheckedIOException}, an exchange that is not as the OpenAPI document says an
 * {@link AssertionError}.
 */
public final class Rest {
  private static final String API = "/api/v1";
  private static final int PAGE = 1_000;
  private static final Duration ANSWER = Duration.ofSeconds(15);
  private static final HttpClient CLIENT = HttpClient.newBuilder()
      .version(HttpClient.Version.HTTP_1_1)
      .connectTimeout(Duration.ofSeconds(5))
      .build();

  private final int port;
  private final @Nullable String token;
  private final Map<String, String> headers;

  private Rest(int port, @Nullable String token, Map<String, String> headers) {
    this.port = port;
    this.token = token;
    this.headers = headers;
  }

  /** The instance on that port of 127.0.0.1, asked by nobody in particular. */
  public static Rest at(int port) {
    return new Rest(port, null, Map.of());
  }

  /** The same instance, asked by {@code user}. */
  public Rest as(User user) {
    return withToken(user.token());
  }

  /** The same instance, asked with that access token. */
  public Rest withToken(String accessToken) {
    return new Rest(port, accessToken, headers);
  }

  /** The same, with a header on every request. */
  public Rest with(String header, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(header, value);
    return new Rest(port, token, Map.copyOf(more));
  }

  /** The same, with that {@code Idempotency-Key}. */
  public Rest withKey(String key) {
    return with("Idempotency-Key", key);
  }

  /** Makes an account. */
  public User register(String username, String password) {
    JsonObject body = new JsonObject().put("username", username).put("password", password);
    return User.from(post("/auth/register", body).expect(201));
  }

  /** Opens another login of an account. */
  public User login(String username, String password) {
    JsonObject body = new JsonObject().put("username", username).put("password", password);
    return User.from(post("/auth/login", body).expect(200));
  }

  /** Makes a throw-away account. */
  public User guest(String name) {
    return User.from(post("/auth/guest", new JsonObject().put("name", name)).expect(201));
  }

  /** Makes a public room, and hands out its id. */
  public String newRoom(String name) {
    return post("/rooms", new JsonObject().put("name", name).put("visibility", "public"))
        .expect(201)
        .getString("id");
  }

  /** All events of a room, page by page. */
  public List<JsonObject> log(String room) {
    List<JsonObject> events = new ArrayList<>();
    JsonObject page;
    do {
      long after = events.isEmpty() ? 0 : events.get(events.size() - 1).getLong("seq");
      page = get("/rooms/" + room + "/log?after=" + after + "&limit=" + PAGE).expect(200);
      JsonArray found = page.getJsonArray("events");
      for (int i = 0; i < found.size(); i++) {
        events.add(found.getJsonObject(i));
      }
      if (found.isEmpty() && page.getBoolean("more")) {
        throw new AssertionError("An empty page that says there is more: " + page);
      }
    } while (page.getBoolean("more"));
    return events;
  }

  public Answer get(String path) {
    return ask("GET", path, null);
  }

  public Answer post(String path, @Nullable JsonObject body) {
    return ask("POST", path, body);
  }

  public Answer put(String path, @Nullable JsonObject body) {
    return ask("PUT", path, body);
  }

  public Answer patch(String path, JsonObject body) {
    return ask("PATCH", path, body);
  }

  public Answer delete(String path) {
    return delete(path, null);
  }

  public Answer delete(String path, @Nullable JsonObject body) {
    return ask("DELETE", path, body);
  }

  /** Reads a list page by page, one entry each, and checks that the pages are as long as asked. */
  public List<JsonObject> oneByOne(String path, String plural) {
    List<JsonObject> all = new ArrayList<>();
    String first = path + (path.contains("?") ? "&" : "?") + "limit=1";
    String next = first;
    while (next != null) {
      JsonObject page = get(next).expect(200);
      JsonArray found = page.getJsonArray(plural);
      if (found.size() > 1 || !page.containsKey("cursor")) {
        throw new AssertionError("No page of one: " + page);
      }
      found.forEach(entry -> all.add((JsonObject) entry));
      String cursor = page.getString("cursor");
      next = cursor == null ? null : first + "&cursor=" + cursor;
    }
    return all;
  }

  /** Any method on a path. */
  public Answer ask(String method, String path, @Nullable JsonObject body) {
    return request(method, API + path, body);
  }

  /** A path outside of {@code /api/v1}, such as {@code /readyz}. */
  public Answer page(String path) {
    return request("GET", path, null);
  }

  private Answer request(String method, String path, @Nullable JsonObject body) {
    HttpRequest.Builder request = HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + port + path))
        .timeout(ANSWER)
        .method(
            method,
            body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body.encode()));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    headers.forEach(request::header);
    noteSecrets(body, token);
    try {
      HttpResponse<String> response =
          CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
      Answer answer = new Answer(
          method + " " + path, response.statusCode(), response.body(), response.headers());
      Secrets.ALL.addThoseOf(answer.body());
      response.headers().allValues("Set-Cookie").forEach(Rest::noteCookie);
      DescribedRoutes.check(method, path, body, answer);
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void noteSecrets(@Nullable JsonObject body, @Nullable String token) {
    Secrets.ALL.add(token);
    if (body != null) {
      Secrets.ALL.addThoseOf(body);
    }
  }

  private static void noteCookie(String cookie) {
    Secrets.ALL.add(cookie.replaceFirst("^[^=]*=", "").replaceFirst(";.*", ""));
  }

  /**
   * What came back.
   *
   * @param request for messages
   */
  public record Answer(String request, int status, String text, HttpHeaders headers) {
    /** The body as JSON; empty where it is none. */
    public JsonObject body() {
      try {
        return text.isEmpty() ? new JsonObject() : new JsonObject(text);
      } catch (DecodeException notJson) {
        return new JsonObject();
      }
    }

    /** The body, where the status is that one; an assertion error else. */
    public JsonObject expect(int wanted) {
      if (status != wanted) {
        throw new AssertionError(
            request + " was answered " + status + " instead of " + wanted + ": " + text);
      }
      return body();
    }

    /** The entries of the list that the body is. */
    public List<JsonObject> entries(String plural) {
      return expect(200).getJsonArray(plural).stream()
          .map(JsonObject.class::cast)
          .toList();
    }
  }

  /** Somebody who is logged in. */
  public record User(String username, String token, String refreshToken) {
    static User from(JsonObject answer) {
      return new User(
          answer.getJsonObject("user").getString("username"),
          answer.getString("access_token"),
          answer.getString("refresh_token"));
    }
  }
}
