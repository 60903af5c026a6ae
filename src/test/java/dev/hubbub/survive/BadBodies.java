package dev.hubbub.survive;

import static dev.hubbub.survive.BadInput.json;

import dev.hubbub.survive.BadRequest.After;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bodies that routes must not take (PROTOCOL.md 4), each with its problem: the same values as on a session. */
final class BadBodies {
  private static final String MESSAGES = "/rooms/@room/messages";

  /** A route with a body. */
  private record Route(String method, String path, Map<String, Field> fields) {
    static Route of(String method, String path) {
      return new Route(method, path, new LinkedHashMap<>());
    }

    Route with(String name, String good, WrongValues wrong) {
      fields.put(name, new Field(good, wrong, false));
      return this;
    }

    Route maybe(String name, String good, WrongValues wrong) {
      fields.put(name, new Field(good, wrong, true));
      return this;
    }

    /** The body with {@code name} as {@code value} instead, or left out where that is absent. */
    String body(String name, @Nullable String value) {
      List<String> all = new ArrayList<>();
      fields.forEach((field, of) -> {
        String text = field.equals(name) ? value : of.optional() ? null : of.good();
        if (text != null) {
          all.add("'" + field + "':" + text);
        }
      });
      return json("{" + String.join(",", all) + "}");
    }
  }

  private record Field(String good, WrongValues wrong, boolean optional) {}

  private final List<BadInput> table = new ArrayList<>();

  private BadBodies() {}

  static List<BadInput> table() {
    BadBodies bodies = new BadBodies();
    routes().forEach(bodies::fields);
    bodies.accounts();
    bodies.messages();
    bodies.noJson();
    bodies.types();
    return bodies.table;
  }

  private static List<Route> routes() {
    return List.of(
        Route.of("POST", "/auth/register")
            .with("username", "'carol'", WrongValues.STRING)
            .with("password", "'a long enough one'", WrongValues.STRING)
            .maybe("name", "'Carol'", WrongValues.NAME),
        Route.of("POST", "/auth/login")
            .with("username", "'alice'", WrongValues.STRING)
            .with("password", "'XSECRETX'", WrongValues.STRING),
        Route.of("POST", "/auth/guest").maybe("name", "'Guest'", WrongValues.NAME),
        Route.of("POST", "/auth/refresh").with("refresh_token", "'x'", WrongValues.STRING),
        Route.of("PATCH", "/me")
            .maybe("name", "'Alice'", WrongValues.NAME)
            .maybe("receipts", "true", WrongValues.FLAG),
        Route.of("PATCH", "/me")
            .with("password", "'a long enough one'", WrongValues.STRING)
            .with("current_password", "'x'", WrongValues.STRING),
        Route.of("POST", "/rooms")
            .with("name", "'Room'", WrongValues.NAME)
            .with("visibility", "'public'", WrongValues.TEXT)
            .maybe("id", "'room'", WrongValues.STRING)
            .maybe("topic", "''", WrongValues.STRING),
        Route.of("PATCH", "/rooms/@room")
            .maybe("name", "'Room'", WrongValues.NAME)
            .maybe("visibility", "'public'", WrongValues.TEXT)
            .maybe("topic", "''", WrongValues.STRING)
            .maybe("slow_mode_s", "0", WrongValues.SEQ),
        Route.of("PATCH", "/rooms/@room/members/alice").with("role", "'admin'", WrongValues.TEXT),
        Route.of("PUT", "/rooms/@room/mutes/bob").maybe("expires_in", "60", WrongValues.SEQ),
        Route.of("POST", "/rooms/@room/invites")
            .maybe("expires_in", "60", WrongValues.SEQ)
            .maybe("max_uses", "1", WrongValues.SEQ),
        Route.of("POST", "/direct").with("user", "'bob'", WrongValues.STRING),
        Route.of("POST", MESSAGES)
            .with("text", "'x'", WrongValues.TEXT)
            .maybe("key", "'k'", WrongValues.KEY)
            .maybe("reply_to", "1", WrongValues.SEQ),
        Route.of("PATCH", MESSAGES + "/2").with("text", "'x'", WrongValues.TEXT),
        Route.of("PUT", "/rooms/@room/read").with("seq", "1", WrongValues.SEQ));
  }

  private void fields(Route route) {
    route.fields().forEach((name, field) -> {
      String what = route.method() + " " + route.path() + " with " + name + " ";
      if (!field.optional()) {
        add(what + "left out", route.method(), route.path(), route.body(name, null), 400);
      }
      for (String value : field.wrong().all()) {
        add(what + value, route.method(), route.path(), route.body(name, value), 400);
      }
    });
  }

  private void accounts() {
    for (String username : List.of(
        "",
        "a",
        "-a",
        "a b",
        "a/b",
        "a\\u0000",
        "\\ud800",
        "\u0430lice",
        "a\\u202eb",
        "%",
        "a:b",
        "u".repeat(33),
        "' or 1=1--")) {
      String named = "{\"username\":\"" + username + "\",\"password\":\"";
      add("register as " + username, "POST", "/auth/register", named + "long enough, no?\"}", 400);
      add("log in as " + username, "POST", "/auth/login", named + "XSECRETX\"}", 401);
      add(
          "direct room with " + username,
          "POST",
          "/direct",
          "{\"user\":\"" + username + "\"}",
          404);
    }
    add(
        "register as one who is there, in another case",
        "POST",
        "/auth/register",
        json("{'username':'ALICE','password':'long enough, no?'}"),
        409);
    for (String password : List.of("", "1234567", "p".repeat(129), "password")) {
      add(
          "register with password " + password,
          "POST",
          "/auth/register",
          json("{'username':'carol','password':'" + password + "'}"),
          400);
    }
    for (String wrong : List.of("", "x", "x".repeat(60_000), "\\u0000", "\\ud800")) {
      String shown = wrong.length() > 20 ? "of " + wrong.length() : wrong;
      add(
          "log in with password " + shown,
          "POST",
          "/auth/login",
          json("{'username':'alice','password':'" + wrong + "'}"),
          401);
      add(
          "refresh with " + shown,
          "POST",
          "/auth/refresh",
          json("{'refresh_token':'" + wrong + "'}"),
          401);
    }
    for (String id : List.of("A", "-a", "a_b", "../a", "a b", "' or 1=1--", "r".repeat(65))) {
      String body = "{\"name\":\"Room\",\"visibility\":\"public\",\"id\":\"" + id + "\"}";
      add("room called " + id, "POST", "/rooms", body, 400);
    }
    add(
        "room called as one that is there",
        "POST",
        "/rooms",
        json("{'name':'Room','visibility':'public','id':'general'}"),
        409);
  }

  private void messages() {
    String text = "{'text':'%s'}";
    add("text of 4001", "POST", MESSAGES, json(text.formatted("x".repeat(4_001))), 413);
    add("text of 4001 emoji", "POST", MESSAGES, json(text.formatted("👍".repeat(4_001))), 413);
    add("text of 60000", "POST", MESSAGES, json(text.formatted("x".repeat(60_000))), 413);
    add("edit of 4001", "PATCH", MESSAGES + "/2", json(text.formatted("x".repeat(4_001))), 413);
    for (String seq : List.of("0", "1", "3", "9223372036854775807")) {
      add("answer to " + seq, "POST", MESSAGES, json("{'text':'x','reply_to':" + seq + "}"), 404);
    }
    add(
        "message to a hidden room",
        "POST",
        "/rooms/@hidden/messages",
        json("{'text':'XSECRETX'}"),
        404);
    add(
        "message that names another room",
        "POST",
        "/rooms/@hidden/messages",
        json("{'text':'XSECRETX','room':'general'}"),
        404);
  }

  private void noJson() {
    for (String body : List.of(
        " ",
        "null",
        "true",
        "5",
        "'XSECRETX'",
        "[]",
        "[{'text':'x'}]",
        "{",
        "{'text':'x'",
        "{'text':'x'}{'text':'x'}",
        "{'text':'x'} x",
        "\ufeff{'text':'x'}",
        "{'text':'x',}",
        "{'text':'x','text':'y'}",
        "{'text':'x','x':{'a':1,'\\u0061':2}}",
        "{'text':'x','x':NaN}",
        "{'text':'x'/**/}",
        "{text:'x'}",
        "{'__proto__':{'text':'x'}}",
        "{'text':'x','x':" + "[".repeat(16) + "]".repeat(16) + "}",
        "{'text':'x','x':" + "[".repeat(10_000) + "]".repeat(10_000) + "}",
        "[".repeat(60_000))) {
      String shown = body.length() > 60 ? body.substring(0, 60) + "…" : body;
      add("body " + shown, "POST", MESSAGES, json(body), 400);
    }
    for (String bytes : List.of("\u00ff", "\u00c0\u00af", "\u00ed\u00a0\u0080", "\u00f0\u009f")) {
      String body = "{\"text\":\"" + bytes + "\"}";
      String request = BadRequest.asking("POST", "/api/v1" + MESSAGES, "_".repeat(body.length()))
          .replace("_".repeat(body.length()), body);
      table.add(
          new BadRequest("body that is no UTF-8", request, 400, "bad_request", After.GOES_ON));
    }
  }

  private void types() {
    String good = BadRequest.asking("POST", "/api/v1" + MESSAGES, json("{'text':'XSECRETX'}"));
    String json = "Content-Type: application/json\r\n";
    for (String type : List.of(
        "",
        "Content-Type: text/plain\r\n",
        "Content-Type: application/x-www-form-urlencoded\r\n",
        "Content-Type: multipart/form-data; boundary=x\r\n",
        "Content-Type: application/json; charset=utf-7\r\n",
        "Content-Type: application/json; charset=utf-16\r\n",
        "Content-Type: application/jsonx\r\n",
        "Content-Type: application/json, text/plain\r\n",
        json + "Content-Type: text/plain\r\n",
        json + "Content-Encoding: gzip\r\n")) {
      table.add(new BadRequest(
          "body with " + (type.isEmpty() ? "no type" : type.replace("\r\n", " ").strip()),
          good.replace(json, type),
          415,
          "unsupported_media_type",
          After.CLOSED));
    }
    table.add(new BadRequest(
        "body above its limit",
        BadRequest.asking("POST", "/api/v1" + MESSAGES, "{\"x\":\"" + "x".repeat(65_530) + "\"}"),
        413,
        "too_large",
        After.CLOSED));
    table.add(new BadRequest(
        "body announced above its limit",
        good.replaceFirst("Content-Length: \\d+", "Content-Length: 9999999999"),
        413,
        "too_large",
        After.CLOSED));
  }

  private void add(String name, String method, String path, String body, int status) {
    String code =
        switch (status) {
          case 400 -> "bad_request";
          case 401 -> "unauthorized";
          case 404 -> "not_found";
          case 409 -> "conflict";
          case 413 -> "too_large";
          default -> throw new IllegalArgumentException("No code for " + status);
        };
    String request = BadRequest.asking(method, "/api/v1" + path, body);
    table.add(new BadRequest(name, request, status, code, After.GOES_ON));
  }
}
