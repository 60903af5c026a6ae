package dev.hubbub;

import static dev.hubbub.testing.Problems.assertAlike;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.testing.Cast;
import dev.hubbub.testing.Cast.Kind;
import dev.hubbub.testing.Cast.Part;
import dev.hubbub.testing.Cast.Room;
import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.Redis;
import dev.hubbub.testing.Rest;
import dev.hubbub.testing.TestServices;
import dev.hubbub.testing.WsClient;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every route and every frame, asked by everybody who can stand to a room in a way of their own, of a public, a private
 * and a direct room. What is refused changes nothing, and who may not know of a private room is answered as if it did
 * not exist. Made on one instance and asked on the other.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(240)
class AuthorizationSweepIT {
  private static final String MISSING = "no-such-room-anywhere";
  private static final List<Part> PARTS =
      Arrays.stream(Part.values()).filter(part -> part != Part.MATE).toList();

  /**
   * What each is answered: nobody, a stranger, a former member, a banned one, a member, an admin, the owner, the owner
   * of another room. For direct rooms: nobody, a stranger, one of the two, the owner of another room.
   */
  private static final String ROOM_ROUTES =
      """
      GET    /rooms/{room}                 | 401 200 200 200 200 200 200 200 | 401 404 404 404 200 200 200 404 | 401 404 200 404
      PATCH  /rooms/{room}                 | 401 403 403 403 403 200 200 403 | 401 404 404 404 403 200 200 404 | 401 404 403 404
      DELETE /rooms/{room}                 | 401 403 403 403 403 403 204 403 | 401 404 404 404 403 403 204 404 | 401 404 403 404
      POST   /rooms/{room}/join            | 401 200 200 403 200 200 200 200 | 401 404 404 404 200 200 200 404 | 401 404 200 404
      POST   /rooms/{room}/leave           | 401 403 403 403 204 204 409 403 | 401 404 404 404 204 204 409 404 | 401 404 403 404
      GET    /rooms/{room}/members         | 401 403 403 403 200 200 200 403 | 401 404 404 404 200 200 200 404 | 401 404 200 404
      PATCH  /rooms/{room}/members/{user}  | 401 403 403 403 403 403 200 403 | 401 404 404 404 403 403 200 404 | 401 404 403 404
      DELETE /rooms/{room}/members/{user}  | 401 403 403 403 403 204 204 403 | 401 404 404 404 403 204 204 404 | 401 404 403 404
      GET    /rooms/{room}/messages        | 401 403 403 403 200 200 200 403 | 401 404 404 404 200 200 200 404 | 401 404 200 404
      POST   /rooms/{room}/messages        | 401 403 403 403 201 201 201 403 | 401 404 404 404 201 201 201 404 | 401 404 201 404
      PUT    /rooms/{room}/read            | 401 403 403 403 204 204 204 403 | 401 404 404 404 204 204 204 404 | 401 404 204 404
      PATCH  /rooms/{room}/messages/{seq} | 401 403 403 403 404 404 404 403 | 401 404 404 404 404 404 404 404 | 401 404 404 404
      DELETE /rooms/{room}/messages/{seq} | 401 403 403 403 404 404 404 403 | 401 404 404 404 404 404 404 404 | 401 404 404 404
      GET    /rooms/{room}/messages/{seq}/readers | 401 403 403 403 404 404 404 403 | 401 404 404 404 404 404 404 404 | 401 404 404 404
      PUT    /rooms/{room}/messages/{seq}/reactions/{emoji} | 401 403 403 403 404 404 404 403 | 401 404 404 404 404 404 404 404 | 401 404 404 404
      DELETE /rooms/{room}/messages/{seq}/reactions/{emoji} | 401 403 403 403 404 404 404 403 | 401 404 404 404 404 404 404 404 | 401 404 404 404
      GET    /rooms/{room}/log             | 401 403 403 403 200 200 200 403 | 401 404 404 404 200 200 200 404 | 401 404 200 404
      GET    /rooms/{room}/bans            | 401 403 403 403 403 200 200 403 | 401 404 404 404 403 200 200 404 | 401 404 403 404
      PUT    /rooms/{room}/bans/{user}     | 401 403 403 403 403 204 204 403 | 401 404 404 404 403 204 204 404 | 401 404 403 404
      DELETE /rooms/{room}/bans/{banned}   | 401 403 403 403 403 204 204 403 | 401 404 404 404 403 204 204 404 | 401 404 403 404
      GET    /rooms/{room}/mutes           | 401 403 403 403 403 200 200 403 | 401 404 404 404 403 200 200 404 | 401 404 403 404
      PUT    /rooms/{room}/mutes/{user}    | 401 403 403 403 403 204 204 403 | 401 404 404 404 403 204 204 404 | 401 404 403 404
      DELETE /rooms/{room}/mutes/{user}    | 401 403 403 403 403 204 204 403 | 401 404 404 404 403 204 204 404 | 401 404 403 404
      GET    /rooms/{room}/audit           | 401 403 403 403 403 200 200 403 | 401 404 404 404 403 200 200 404 | 401 404 403 404
      GET    /rooms/{room}/invites         | 401 403 403 403 403 200 200 403 | 401 404 404 404 403 200 200 404 | 401 404 403 404
      POST   /rooms/{room}/invites         | 401 403 403 403 403 201 201 403 | 401 404 404 404 403 201 201 404 | 401 404 403 404
      DELETE /rooms/{room}/invites/{id}    | 401 403 403 403 403 204 204 403 | 401 404 404 404 403 204 204 404 | 401 404 403 404
      GET    /invites/{code}               | 200 200 200 200 200 200 200 200 | 200 200 200 200 200 200 200 200 | 404 404 404 404
      POST   /invites/{code}/accept        | 401 200 200 403 200 200 200 200 | 401 200 200 404 200 200 200 200 | 401 404 404 404
      """;

  /** What nobody and what somebody who looks after no server is answered where no room is concerned. */
  private static final String OTHER_ROUTES =
      """
      POST   /auth/register        400 400
      POST   /auth/login           400 400
      POST   /auth/guest           201 201
      POST   /auth/refresh         400 400
      POST   /auth/logout          401 204
      GET    /auth/sessions        401 200
      DELETE /auth/sessions/{id}   401 404
      GET    /me                   401 200
      PATCH  /me                   401 400
      DELETE /me                   401 400
      GET    /users                401 200
      GET    /users/{username}     401 200
      POST   /direct               401 400
      GET    /rooms                401 200
      POST   /rooms                401 400
      GET    /admin/instances      401 403
      GET    /admin/rooms          401 403
      GET    /admin/users          401 403
      PATCH  /admin/users/{username} 401 403
      GET    /admin/messages/{room}/{seq}/trace 401 403
      DELETE /admin/users/{username} 401 403
      GET    /openapi.json         200 200
      GET    /asyncapi.json        200 200
      GET    /events               401 400
      GET    /search               401 400
      """;

  /** The type of the answer, or the code of the error, in the same order; nobody is told to say who they are. */
  private static final String FRAMES =
      """
      join    | joined joined forbidden joined joined joined joined                     | not_found not_found not_found joined joined joined not_found  | not_found joined not_found
      resume  | not_found not_found forbidden joined joined joined not_found            | not_found not_found not_found joined joined joined not_found  | not_found joined not_found
      send    | forbidden forbidden forbidden ack ack ack forbidden                     | not_found not_found not_found ack ack ack not_found           | not_found ack not_found
      history | forbidden forbidden forbidden history history history forbidden         | not_found not_found not_found history history history not_found | not_found history not_found
      leave   | ok ok ok ok ok ok ok                                                    | ok ok ok ok ok ok ok                                          | ok ok ok
      who     | forbidden forbidden forbidden who who who forbidden | not_found not_found not_found who who who not_found | not_found who not_found
      read    | forbidden forbidden forbidden ok ok ok forbidden | not_found not_found not_found ok ok ok not_found | not_found ok not_found
      typing  | forbidden forbidden forbidden ok ok ok forbidden | not_found not_found not_found ok ok ok not_found | not_found ok not_found
      edit    | forbidden forbidden forbidden not_found not_found not_found forbidden | not_found not_found not_found not_found not_found not_found not_found | not_found not_found not_found
      delete  | forbidden forbidden forbidden not_found not_found not_found forbidden | not_found not_found not_found not_found not_found not_found not_found | not_found not_found not_found
      react   | forbidden forbidden forbidden not_found not_found not_found forbidden | not_found not_found not_found not_found not_found not_found not_found | not_found not_found not_found
      """;

  private static final Set<String> CHANGE_NOTHING = Set.of("forbidden", "not_found", "ok");

  private static final Map<String, String> BODIES = Map.of(
      "PATCH /rooms/{room}/messages/{seq}", "{\"text\":\"hello\"}",
      "PATCH /rooms/{room}", "{\"topic\":\"another\"}",
      "PATCH /rooms/{room}/members/{user}", "{\"role\":\"admin\"}",
      "POST /rooms/{room}/messages", "{\"text\":\"hello\"}",
      "PUT /rooms/{room}/mutes/{user}", "{\"expires_in\":60}",
      "PUT /rooms/{room}/read", "{\"seq\":1}",
      "POST /rooms/{room}/invites", "{}");

  private final Redis redis = Redis.start();
  private final String database = TestServices.postgres();
  private final HubbubProcess here = instance().start();
  private final HubbubProcess there = instance().start();
  private final Cast cast = new Cast(here);

  private HubbubProcess instance() {
    return HubbubProcess.configured(new JsonObject()
        .put("database", new JsonObject().put("url", database))
        .put("redis", new JsonObject().put("url", redis.uri()))
        .put("limits", new JsonObject().put("invite_tries_per_minute", 0)));
  }

  @AfterAll
  void close() {
    here.close();
    there.close();
    redis.close();
  }

  /** One row of a table. */
  record Row(String action, List<List<String>> expected) {
    static Stream<Row> of(String table) {
      return table.lines().map(line -> {
        List<String> columns =
            Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
        return new Row(
            columns.get(0).replaceAll(" +", " "),
            columns.subList(1, columns.size()).stream()
                .map(cells -> List.of(cells.split(" +", -1)))
                .toList());
      });
    }

    /** What who plays {@code part} is answered; {@code parts} have a cell each. */
    String of(Kind kind, Part part, List<Part> parts) {
      List<Part> playing = parts.stream().filter(each -> Cast.plays(each, kind)).toList();
      List<String> cells = expected.get(List.of(Kind.values()).indexOf(kind));
      assertEquals(playing.size(), cells.size(), action);
      return cells.get(playing.indexOf(part));
    }

    @Override
    public String toString() {
      return action;
    }
  }

  static Stream<Row> roomRoutes() {
    return Row.of(ROOM_ROUTES);
  }

  private Rest.Answer ask(Part part, String action, String room, Room made) {
    String[] words = action.split(" ", -1);
    String path = words[1]
        .replace("{room}", room)
        .replace("{user}", cast.user(Part.MATE).username())
        .replace("{banned}", cast.user(Part.BANNED).username())
        .replace("{seq}", "1") // which is no message
        .replace("{emoji}", ":tea:")
        .replace("{id}", made.invite())
        .replace("{code}", made.code());
    String body = BODIES.get(action);
    Rest asker = part == Part.NOBODY ? there.rest() : there.rest().as(cast.user(part));
    return asker.ask(words[0], path, body == null ? null : new JsonObject(body));
  }

  /** All that can be known of a room, but for who is there. */
  private List<String> state(Room room) {
    Part knows = room.kind() == Kind.DIRECT ? Part.MEMBER : Part.OWNER;
    return Stream.of("", "/members", "/log", "/bans", "/mutes", "/invites")
        .map(list -> cast.as(knows).get("/rooms/" + room.id() + list).text())
        .map(text -> text.replaceAll(",\"(state|last_seen)\":[^,}]*", ""))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("roomRoutes")
  void everyoneIsAnsweredAsTheyStandToTheRoom(Row row) {
    List<String> wrong = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      Room still = cast.room(kind);
      List<String> before = state(still);
      List<Part> playing = PARTS.stream().filter(part -> Cast.plays(part, kind)).toList();
      for (Part part : playing) {
        String expected = row.of(kind, part, PARTS);
        if (expected.startsWith("4")) {
          Rest.Answer answer = ask(part, row.action(), still.id(), still);
          tell(wrong, kind, part, expected, answer);
          if (kind == Kind.PRIVATE && answer.status() == 404) {
            assertAlike(ask(part, row.action(), MISSING, still), answer);
          }
        }
      }
      assertEquals(before, state(still), "what is refused changes nothing");
      for (Part part : playing) {
        String expected = row.of(kind, part, PARTS);
        if (expected.startsWith("2")) {
          Room room = row.action().startsWith("GET") ? still : cast.room(kind);
          tell(wrong, kind, part, expected, ask(part, row.action(), room.id(), room));
        }
      }
    }
    assertTrue(wrong.isEmpty(), () -> row + ":\n" + String.join("\n", wrong));
  }

  private static void tell(
      List<String> wrong, Kind kind, Part part, String expected, Rest.Answer answer) {
    if (answer.status() != Integer.parseInt(expected)) {
      wrong.add(kind + " " + part + ": " + answer.status() + ", not " + expected);
    }
  }

  @Test
  void everyRouteHasARow() {
    Set<String> rows = new TreeSet<>();
    Row.of(ROOM_ROUTES).forEach(row -> rows.add(shape(row.action())));
    OTHER_ROUTES.lines().forEach(row -> rows.add(shape(row)));
    Set<String> routes = new TreeSet<>();
    JsonObject paths = there.rest().get("/openapi.json").expect(200).getJsonObject("paths");
    for (String path : paths.fieldNames()) {
      for (String method : paths.getJsonObject(path).fieldNames()) {
        if (path.startsWith("/api/v1/") && !method.equals("parameters")) {
          routes.add(
              shape(method.toUpperCase(Locale.ROOT) + " " + path.substring("/api/v1".length())));
        }
      }
    }
    assertEquals(routes, rows);
  }

  /** A method and a path without the names of what is variable in it. */
  private static String shape(String row) {
    String[] words = row.split(" +", -1);
    return words[0] + " " + words[1].replaceAll("\\{[a-z]+}", "{}");
  }

  @Test
  void nobodyGetsNothingButTheWayIn() {
    for (String line : OTHER_ROUTES.lines().toList()) {
      String[] words = line.split(" +", -1);
      Rest.User somebody =
          here.rest().register("somebody" + System.nanoTime() % 1_000_000_000, "a-good-password");
      String path = words[1]
          .replace("{username}", somebody.username())
          .replace("{id}", "none")
          .replace("{room}", "general")
          .replace("{seq}", "1");
      JsonObject needed = new JsonObject(path.startsWith("/admin/") ? "{\"disabled\":true}" : "{}");
      JsonObject body = words[0].equals("GET") || (words[0].equals("DELETE") && !path.equals("/me"))
          ? null
          : needed;
      assertEquals(words[2], "" + there.rest().ask(words[0], path, body).status(), line);
      assertEquals(
          words[3], "" + there.rest().as(somebody).ask(words[0], path, body).status(), line);
    }
  }

  static Stream<Row> frames() {
    return Row.of(FRAMES);
  }

  private static JsonObject frame(String action, String room) {
    JsonObject frame =
        new JsonObject().put("type", action.equals("resume") ? "join" : action).put("room", room);
    if (action.equals("resume")) {
      frame.put("since", 0);
    }
    // The event 1 is no message.
    return switch (action) {
      case "send" -> frame.put("text", "hello");
      case "read" -> frame.put("seq", 1);
      case "typing" -> frame.put("on", true);
      case "edit" -> frame.put("target", 1).put("text", "hello");
      case "delete" -> frame.put("target", 1);
      case "react" -> frame.put("target", 1).put("emoji", ":tea:").put("on", true);
      default -> frame;
    };
  }

  private static String told(JsonObject answer) {
    String type = answer.getString("type");
    return type.equals("error") ? answer.getString("code") : type;
  }

  @ParameterizedTest
  @MethodSource("frames")
  void everySessionIsAnsweredAsItsUserStandsToTheRoom(Row row) {
    List<Part> parts = PARTS.subList(1, PARTS.size());
    List<String> wrong = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      Room still = cast.room(kind);
      List<String> before = state(still);
      List<Part> playing = parts.stream().filter(part -> Cast.plays(part, kind)).toList();
      for (Part part : playing) {
        String expected = row.of(kind, part, parts);
        if (CHANGE_NOTHING.contains(expected)) {
          wrong.addAll(told(row, part, expected, still));
        }
      }
      assertEquals(before, state(still), "what is refused changes nothing");
      for (Part part : playing) {
        String expected = row.of(kind, part, parts);
        if (!CHANGE_NOTHING.contains(expected)) {
          wrong.addAll(told(row, part, expected, cast.room(kind)));
        }
      }
    }
    assertTrue(wrong.isEmpty(), () -> row + ":\n" + String.join("\n", wrong));
  }

  /** What is wrong with what a session of {@code part} is told. */
  private List<String> told(Row row, Part part, String expected, Room room) {
    try (WsClient session = WsClient.connect(there.port(), cast.user(part))) {
      JsonObject answer = session.ask(frame(row.action(), room.id()));
      if (expected.equals("not_found") && room.kind() == Kind.PRIVATE) {
        JsonObject none = session.ask(frame(row.action(), MISSING));
        assertEquals(anonymous(none), anonymous(answer));
      }
      session.barrier();
      if (CHANGE_NOTHING.contains(expected)) {
        assertTrue(session.events(room.id()).isEmpty(), "events without authority");
      }
      return told(answer).equals(expected)
          ? List.of()
          : List.of(room.kind() + " " + part + ": " + told(answer) + ", not " + expected);
    }
  }

  private static String anonymous(JsonObject answer) {
    return answer.copy().put("id", "").put("room", "").encode();
  }

  @ParameterizedTest
  @EnumSource
  void whoHasNotSaidWhoTheyAreIsAnsweredNothingElse(Kind kind) {
    Room room = cast.room(kind);
    List<String> before = state(room);
    try (WsClient session = WsClient.open(there.port(), "/api/v1/ws", Map.of())) {
      frames().forEach(row -> {
        JsonObject answer = session.ask(frame(row.action(), room.id()));
        assertEquals("unauthorized", told(answer), row.action());
        JsonObject none = session.ask(frame(row.action(), MISSING));
        assertEquals(anonymous(none), anonymous(answer));
      });
    }
    assertEquals(before, state(room));
  }
}
