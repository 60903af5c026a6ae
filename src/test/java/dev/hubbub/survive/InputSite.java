package dev.hubbub.survive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.Rest;
import dev.hubbub.testing.WsClient;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A server with two people on it, a room of the first and one that only the second is in; and what of it must be as
 * before after any bad input. One thread.
 */
final class InputSite implements AutoCloseable {
  /** Stands in bad input where something secret may stand, and must not be found again. */
  static final String MARK = "XSECRETX";

  /** Whose password {@link #MARK} is in. */
  static final String PASSWORD = "correct horse " + MARK;

  /** What a stack trace has in each of its lines, and what else is logged of a fault of the server. */
  private static final Pattern FAULT =
      Pattern.compile("(?m)^\\s+at \\S+\\(.*\\)$|Exception|\"level\":\"ERROR\"| ERROR ");

  /** A client looks through all it has heard, which takes longer with each case. */
  private static final int CASES_OF_A_SESSION = 50;

  private final HubbubProcess server;
  private final Rest.User alice;
  private final Rest.User bob;
  private final String room;
  private final String hidden;
  private final long head;
  private WsClient session;
  private int cases;

  /** Starts a server with {@code changes} to its configuration, and takes it over. */
  InputSite(JsonObject changes) {
    server = HubbubProcess.configured(new JsonObject()
            .put(
                "limits",
                new JsonObject()
                    .put("logins_per_minute", 0)
                    .put("sessions_per_user", 0)
                    .put("handshakes_per_second", 0)
                    .put("registrations_per_hour", 0)
                    .put("invite_tries_per_minute", 0))
            .mergeIn(changes, true))
        .start();
    alice = server.rest().register("alice", PASSWORD);
    bob = server.rest().guest("Bob");
    room = server.rest().as(alice).newRoom("Good");
    hidden = server
        .rest()
        .as(bob)
        .post("/rooms", new JsonObject().put("name", "Hidden").put("visibility", "private"))
        .expect(201)
        .getString("id");
    JsonObject said = new JsonObject().put("text", "said before");
    head = server
        .rest()
        .as(alice)
        .post("/rooms/" + room + "/messages", said)
        .expect(201)
        .getLong("seq");
    session = WsClient.connect(server.port(), alice);
  }

  int port() {
    return server.port();
  }

  /** The server as the first one asks it. */
  Rest rest() {
    return server.rest().as(alice);
  }

  String token() {
    return alice.token();
  }

  /** A session of the first one. */
  WsClient session() {
    return session;
  }

  /** {@code text} with the rooms put in: {@code @room} and {@code @hidden}. */
  String filled(String text) {
    return text.replace("@room", room).replace("@hidden", hidden);
  }

  /** Asserts that nothing was stored, and that the session goes on. */
  void assertUnharmed() {
    session.assertNothingMore();
    if (++cases % CASES_OF_A_SESSION == 0) {
      session.close();
      session = WsClient.connect(server.port(), alice);
    }
    assertEquals(head, rest().get("/rooms/" + room).expect(200).getLong("seq"));
  }

  /** Asserts that the log holds no secret, and nothing of a fault. */
  void assertLogTellsNothing() {
    String log = server.output();
    for (String secret : List.of(MARK, alice.token(), alice.refreshToken(), bob.token())) {
      assertFalse(log.contains(secret), "The log holds a secret:\n" + log);
    }
    assertFalse(FAULT.matcher(log).find(), "The log tells of a fault:\n" + log);
  }

  /** Waits until {@code word} is logged, and asserts that it begins no line and that nothing steers a terminal. */
  void assertOnlyPlainLines(String word) {
    String unused = server.awaitLine(word);
    for (String line : server.output().split("[\\n\\r\\u0085\\u2028]", -1)) {
      assertFalse(line.startsWith(word), line);
      assertFalse(line.codePoints().anyMatch(InputSite::steers), line);
    }
  }

  /** Control characters, and marks that turn the direction of reading. */
  private static boolean steers(int c) {
    return Character.isISOControl(c)
        || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069);
  }

  @Override
  public void close() {
    session.close();
    server.close();
  }
}
