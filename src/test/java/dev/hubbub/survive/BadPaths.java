package dev.hubbub.survive;

import dev.hubbub.survive.BadRequest.After;
import java.util.ArrayList;
import java.util.List;

/** Paths, parameters and headers that routes must not take, each with its problem; event streams among them. */
final class BadPaths {
  private static final List<String> NO_ROOMS = List.of(
      "A",
      "-a",
      "a_b",
      "%27%20or%201%3D1--",
      "%25",
      "%00",
      "%0a",
      "%F0%9F",
      "..%2f@room",
      "%2e%2e",
      "no-such-room",
      "@hidden",
      "r".repeat(65),
      "%zz");
  private static final List<String> NO_SEQS =
      List.of("-1", "x", "1.5", "1e3", "9223372036854775808", "%00", "", "%EF%BC%91", "0x1");

  private final List<BadInput> table = new ArrayList<>();

  private BadPaths() {}

  static List<BadInput> table() {
    BadPaths paths = new BadPaths();
    paths.rooms();
    paths.messages();
    paths.people();
    paths.parameters();
    paths.streams();
    paths.outside();
    return paths.table;
  }

  private void rooms() {
    for (String room : NO_ROOMS) {
      for (String below : List.of("", "/messages", "/log", "/members", "/bans", "/invites")) {
        refused("GET", "/rooms/" + room + below, 404);
      }
      for (String below : List.of("/join", "/leave")) {
        refused("POST", "/rooms/" + room + below, 404);
      }
    }
  }

  private void messages() {
    String messages = "/rooms/@room/messages/";
    for (String seq :
        List.of("0", "1", "3", "-1", "x", "1.5", "9223372036854775808", "%00", "%31")) {
      refused("DELETE", messages + seq, 404);
      refused("PUT", messages + seq + "/reactions/:ok:", 404);
      refused("GET", messages + seq + "/readers", 404);
    }
    for (String emoji : List.of("x", "%20", "ok", "::", ":" + "o".repeat(31) + ":", "%C2%A0")) {
      refused("PUT", messages + "2/reactions/" + emoji, 400);
    }
    refused("PUT", messages + "2/reactions/%00", 404);
    refused("PUT", messages + "2/reactions/%ff", 404);
  }

  private void people() {
    for (String user : List.of("no-such-user", "a%20b", "%00", "u".repeat(33), "%27or%271", "-")) {
      refused("GET", "/users/" + user, 404);
      refused("DELETE", "/rooms/@room/members/" + user, 404);
      refused("PUT", "/rooms/@room/bans/" + user, 404);
      refused("DELETE", "/auth/sessions/" + user, 404);
      refused("DELETE", "/rooms/@room/invites/" + user, 404);
      refused("GET", "/invites/" + user, 404);
      refused("POST", "/invites/" + user + "/accept", 404);
    }
  }

  private void parameters() {
    for (String seq : NO_SEQS) {
      refused("GET", "/rooms/@room/messages?before=" + seq, 400);
      refused("GET", "/rooms/@room/messages?after=" + seq, 400);
      refused("GET", "/rooms/@room/log?after=" + seq, 400);
      refused("GET", "/search?q=x&before=" + seq, 400);
    }
    for (String limit :
        List.of("0", "-1", "201", "1000000000", "4294967297", "x", "", "1&limit=1")) {
      refused("GET", "/rooms?limit=" + limit, 400);
      refused("GET", "/rooms/@room/messages?limit=" + limit, 400);
      refused("GET", "/rooms/@room/members?limit=" + limit, 400);
      refused("GET", "/search?q=x&limit=" + limit, 400);
    }
    refused("GET", "/rooms/@room/log?limit=1001", 400);
    refused("GET", "/rooms/@room/messages?before=5&after=1", 400);
    for (String cursor :
        List.of("", "x", "%00", "..", "%27", "c".repeat(257), "x&cursor=x", "%zz")) {
      refused("GET", "/rooms?cursor=" + cursor, 400);
      refused("GET", "/rooms?scope=public&cursor=" + cursor, 400);
      refused("GET", "/rooms/@room/members?cursor=" + cursor, 400);
      refused("GET", "/users?q=a&cursor=" + cursor, 400);
      refused("GET", "/search?q=x&cursor=" + cursor, 400);
    }
    for (String text : List.of("%00", "q".repeat(101), "a&q=b", "%zz")) {
      refused("GET", "/rooms?scope=public&q=" + text, 400);
      refused("GET", "/users?q=" + text, 400);
      refused("GET", "/search?q=" + text, 400);
    }
    refused("GET", "/search", 400);
    refused("GET", "/rooms?scope=all", 400);
    refused("GET", "/rooms?scope=%0d%0aX-Injected:%20x", 400);
    for (String key :
        List.of("", " ", "a b", "k".repeat(65), "\u00e9", "a\r\nIdempotency-Key: b")) {
      String name = "Idempotency-Key " + key.replace("\r\n", " ");
      table.add(new BadRequest(
          name,
          BadRequest.asking("POST", "/api/v1/rooms", "{\"name\":\"x\",\"visibility\":\"public\"}")
              .replace("Host: x\r\n", "Host: x\r\nIdempotency-Key: " + key + "\r\n"),
          400,
          "bad_request",
          After.GOES_ON));
    }
  }

  private void streams() {
    refused("GET", "/events", 400);
    refused("GET", "/events?rooms=", 400);
    refused("GET", "/events?rooms=@room&rooms=@room", 400);
    refused("GET", "/events?rooms=%zz", 400);
    refused("GET", "/events?rooms=r" + manyRooms(), 400);
    for (String rooms : List.of(
        "A", "@room,", ",@room", "@room,@hidden", "@room,no-such-room", "%00", "..%2f", "a%20b")) {
      refused("GET", "/events?rooms=" + rooms, 404);
    }
    for (String last : List.of("x", "%", "_", "bm90IGEgcG9zaXRpb24", "\u00ff", "a".repeat(7_000))) {
      table.add(new BadRequest(
          "GET /events with Last-Event-ID " + (last.length() > 60 ? "of 7000" : last),
          BadRequest.asking("GET", "/api/v1/events?rooms=@room", "")
              .replace("Host: x\r\n", "Host: x\r\nLast-Event-ID: " + last + "\r\n"),
          400,
          "bad_request",
          After.GOES_ON));
    }
    for (String method : List.of("POST", "PUT", "OPTIONS", "TRACE", "FOOBAR")) {
      table.add(new BadRequest(
          method + " /events",
          BadRequest.asking(method, "/api/v1/events?rooms=@room", ""),
          405,
          "method_not_allowed",
          After.GOES_ON));
    }
  }

  private static String manyRooms() {
    StringBuilder rooms = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      rooms.append(",s").append(i);
    }
    return rooms.toString();
  }

  /** What no page and no file may be found under. */
  private void outside() {
    for (String path : List.of(
        "/api",
        "/api/",
        "/api/v2/rooms",
        "/api/v1/nothing",
        "/..%2f..%2fetc/passwd",
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/%252e%252e%252fetc/passwd",
        "/%c0%ae%c0%ae/etc/passwd",
        "/\\..\\..\\etc\\passwd",
        "/..%5c..%5cetc%5cpasswd",
        "/%00",
        "/assets/app.js%00.png",
        "/.env",
        "/.git/config",
        "/.well-known/../.env",
        "/assets/.htaccess",
        "/assets/bar%2F..%2Fx.js",
        "/assets/x.js",
        "/assets/",
        "//etc/passwd",
        "/%0d%0aX-Injected:%20x",
        "/i/%0d%0aX-Injected:%20x",
        "/META-INF/MANIFEST.MF",
        "/web/index.html",
        "/conf/production.json")) {
      table.add(new BadRequest(
          "GET " + path,
          "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n",
          404,
          "not_found",
          After.GOES_ON));
    }
  }

  private void refused(String method, String path, int status) {
    String code =
        switch (status) {
          case 400 -> "bad_request";
          case 404 -> "not_found";
          default -> "";
        };
    String name = method + " " + path;
    table.add(new BadRequest(
        name.length() > 100 ? name.substring(0, 100) + "…" : name,
        BadRequest.asking(method, "/api/v1" + path, ""),
        status,
        code,
        // Parameters that cannot be read make the whole request unreadable.
        path.matches(".*\\?.*%zz") ? After.CLOSED : After.GOES_ON));
  }
}
