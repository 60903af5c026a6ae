package dev.hubbub.survive;

import dev.hubbub.survive.BadRequest.After;
import java.util.ArrayList;
import java.util.List;

/**
 * Requests that are not framed as RFC 9112 has it, so that what follows them may be anything; requests that are too
 * large, and methods that are for nothing.
 */
final class BadFramings {
  private static final String GET = "GET /livez HTTP/1.1\r\nHost: x\r\n";
  private static final String LOGIN = "POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\n";
  private static final String JSON = "Content-Type: application/json\r\n";

  private final List<BadInput> table = new ArrayList<>();

  private BadFramings() {}

  static List<BadInput> table() {
    BadFramings framings = new BadFramings();
    framings.lengths();
    framings.codings();
    framings.chunks();
    framings.headers();
    framings.hosts();
    framings.lines();
    framings.sizes();
    framings.methods();
    framings.upgrades();
    return framings.table;
  }

  private void lengths() {
    for (String length :
        List.of("+5", "-1", "0x5", "5 5", "5,6", "5,5", "5;", "", "a", "99999999999999999999")) {
      malformed(
          "Content-Length " + length, LOGIN + JSON + "Content-Length: " + length + "\r\n\r\n{}");
    }
    malformed(
        "two Content-Length", LOGIN + JSON + "Content-Length: 2\r\nContent-Length: 40\r\n\r\n{}");
    malformed(
        "the same Content-Length twice",
        LOGIN + JSON + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}");
    malformed(
        "Content-Length and chunks",
        LOGIN + JSON
            + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n");
    malformed(
        "chunks and Content-Length",
        LOGIN + JSON
            + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n2\r\n{}\r\n0\r\n\r\n");
    malformed(
        "Content-Length and chunks of a GET",
        GET + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
  }

  private void codings() {
    for (String coding : List.of(
        "xchunked",
        "chunked, xchunked",
        "xchunked, chunked",
        "chunked, chunked",
        "chunked, identity",
        "identity",
        "gzip",
        "x",
        "\u000bchunked",
        "chunked\u0000",
        "chunked;q=1")) {
      String line = "Transfer-Encoding: " + coding + "\r\n\r\n";
      malformed("Transfer-Encoding " + coding, LOGIN + JSON + line + "2\r\n{}\r\n0\r\n\r\n");
    }
    malformed(
        "Transfer-Encoding with a space before its colon",
        LOGIN + JSON + "Transfer-Encoding : chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n");
    malformed(
        "Transfer-Encoding twice",
        LOGIN + JSON
            + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n2\r\n{}\r\n0\r\n\r\n");
    malformed(
        "chunks in HTTP/1.0",
        LOGIN.replace("1.1", "1.0") + JSON
            + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n");
  }

  private void chunks() {
    for (String size : List.of(
        "FFFFFFFFFFFFFFFF",
        "80000000",
        "7FFFFFFFFFFFFFFF",
        "-1",
        "x",
        "0x2",
        "",
        "2;" + "e".repeat(20_000),
        "2\u0000")) {
      String shown = size.length() > 60 ? "with a long extension" : size;
      malformed(
          "chunk size " + shown,
          LOGIN + JSON + "Transfer-Encoding: chunked\r\n\r\n" + size + "\r\n{}\r\n0\r\n\r\n");
    }
    malformed(
        "chunk that is longer than told",
        LOGIN + JSON + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}{}\r\n0\r\n\r\n");
  }

  private void headers() {
    malformed("NUL in a header", GET + "X: a\0b\r\n\r\n");
    malformed("NUL in a name", GET + "X\0Y: a\r\n\r\n");
    malformed("space before a colon", GET + "X : a\r\n\r\n");
    malformed("space in a name", GET + "X Y: a\r\n\r\n");
    malformed("header without name", GET + ": a\r\n\r\n");
    malformed("header without colon", GET + "XY\r\n\r\n");
    malformed("carriage return in a header", GET + "X: a\rX-Injected: b\r\n\r\n");
    malformed("vertical tab in a header", GET + "X: a\u000bb\r\n\r\n");
    malformed("escape in a name", GET + "X\u001b[31m: a\r\n\r\n");
    malformed("fold before the first header", "GET /livez HTTP/1.1\r\n Host: x\r\nHost: x\r\n\r\n");
  }

  private void hosts() {
    malformed("no Host", "GET /livez HTTP/1.1\r\n\r\n");
    malformed("two Host", GET + "Host: y\r\n\r\n");
    malformed("the same Host twice", GET + "Host: x\r\n\r\n");
    for (String host : List.of(
        "", "a b", "a/b", "a@b", "a,b", "x; script-src *", "[::1", "a:b:c", "a:99999", "\u00e9")) {
      malformed("Host " + host, "GET /livez HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    }
    for (String target : List.of(
        "http://evil.example/livez",
        "https://evil.example/",
        "http://evil.example",
        "http://x@evil.example/livez",
        "http://evil.example:80/api/v1/ws",
        "ftp://x/livez",
        "http:///livez",
        "http://",
        "x://x/livez")) {
      malformed("target " + target, "GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n");
    }
  }

  private void lines() {
    String rest = "\r\nHost: x\r\n\r\n";
    for (String line : List.of(
        "GET",
        "GET /livez",
        "GET  /livez HTTP/1.1 x",
        "GET /li vez HTTP/1.1",
        "GET /livez HTTP/1.1 x",
        "G\0T /livez HTTP/1.1",
        "GET /\0 HTTP/1.1",
        "GET /livez HTTP/1.1\0",
        "GET livez HTTP/1.1",
        "GET ?livez HTTP/1.1",
        "GET * HTTP/1.1",
        "CONNECT evil.example:443 HTTP/1.1",
        "OPTIONS * HTTP/1.1",
        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003")) {
      malformed("line " + line, line + rest);
    }
    for (String version : List.of("HTTP/9.9", "HTTP/2.0", "HTTP/3.0", "http/1.1")) {
      add("version " + version, "GET /livez " + version + rest, 505, "bad_request", After.CLOSED);
    }
    for (String version : List.of("HTTQ/1.1", "\u00ffHTTP/1.1", "HTTP/1.10", "HTTP/11.1")) {
      malformed("version " + version, "GET /livez " + version + rest);
    }
    malformed(
        "upgrade of a version that is none",
        """
        GET /ws \u00ffHTTP/1.1\r
        Host: x\r
        Upgrade: websocket\r
        Connection: Upgrade\r
        Sec-WebSocket-Version: 13\r
        Sec-WebSocket-Key: aHViYnViIGlzIGEgdGVzdA==\r
        \r
        """);
  }

  private void sizes() {
    add(
        "header of 9 KB",
        GET + "X: " + "x".repeat(9_216) + "\r\n\r\n",
        431,
        "bad_request",
        After.CLOSED);
    add(
        "1000 headers",
        GET + "X: some text\r\n".repeat(1_000) + "\r\n",
        431,
        "bad_request",
        After.CLOSED);
    add(
        "1000 hops in X-Forwarded-For",
        GET + "X-Forwarded-For: " + "1.2.3.4, ".repeat(1_000) + "1.2.3.4\r\n\r\n",
        431,
        "bad_request",
        After.CLOSED);
    add(
        "target of 5 KB",
        "GET /" + "x".repeat(5_120) + " HTTP/1.1\r\nHost: x\r\n\r\n",
        414,
        "bad_request",
        After.CLOSED);
    add(
        "target of 5 KB without end",
        "GET /" + "x".repeat(100_000),
        414,
        "bad_request",
        After.CLOSED);
  }

  private void methods() {
    for (String path : List.of("/", "/livez", "/readyz", "/metrics", "/version", "/docs")) {
      for (String method : List.of("POST", "DELETE", "TRACE", "FOOBAR", "OPTIONS")) {
        add(
            method + " " + path,
            method + " " + path + " HTTP/1.1\r\nHost: x\r\n\r\n",
            405,
            "method_not_allowed",
            After.GOES_ON);
      }
    }
    for (String path : List.of("/api/v1/rooms", "/api/v1/auth/login", "/api/v1/me")) {
      for (String method : List.of("PUT", "TRACE", "FOOBAR", "OPTIONS", "PROPFIND", "get")) {
        add(
            method + " " + path,
            method + " " + path + " HTTP/1.1\r\nHost: x\r\n\r\n",
            405,
            "method_not_allowed",
            After.GOES_ON);
      }
    }
  }

  private void upgrades() {
    add(
        "h2c",
        GET
            + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n",
        200,
        "",
        After.GOES_ON);
    add("GET of a session", GET.replace("/livez", "/api/v1/ws") + "\r\n", 426, "", After.GOES_ON);
    for (String method : List.of("POST", "PUT", "OPTIONS", "FOOBAR")) {
      add(
          method + " of a session",
          method + " /api/v1/ws HTTP/1.1\r\nHost: x\r\n\r\n",
          405,
          "method_not_allowed",
          After.GOES_ON);
    }
    String upgrade =
        """
        Upgrade: websocket\r
        Connection: Upgrade\r
        Sec-WebSocket-Version: 13\r
        Sec-WebSocket-Key: aHViYnViIGlzIGEgdGVzdA==\r
        \r
        """;
    for (String query :
        List.of("token=%zz", "room=%zz", "room=a&token=%", "last_received_seq=%f")) {
      add(
          "session with " + query,
          GET.replace("/livez", "/api/v1/ws?" + query) + upgrade,
          400,
          "bad_request",
          After.CLOSED);
    }
    add(
        "session with a bad token in its URL",
        GET.replace("/livez", "/api/v1/ws?token=XSECRETX") + upgrade,
        401,
        "",
        After.GOES_ON);
    for (String user :
        List.of("", "a:b", "a%3Ab", "a/b", "%zz", "%", "%ff", "%c0%af", "%ed%a0%80")) {
      add(
          "plain channel as " + user,
          GET.replace("/livez", "/chat/" + user) + upgrade,
          404,
          "not_found",
          After.GOES_ON);
    }
  }

  private void malformed(String name, String bytes) {
    add(name, bytes, 400, "bad_request", After.CLOSED);
  }

  private void add(String name, String bytes, int status, String code, After after) {
    String shown = name.replaceAll("[\\x00-\\x1f\\x7f]", "?");
    table.add(new BadRequest(shown, bytes, status, code, after));
  }
}
