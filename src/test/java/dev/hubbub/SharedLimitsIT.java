package dev.hubbub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.testing.Eventually;
import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.Redis;
import dev.hubbub.testing.Rest;
import dev.hubbub.testing.TestServices;
import dev.hubbub.testing.WsClient;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What a user may do is counted over two instances together, whatever the way around might be. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class SharedLimitsIT {
  private static final int BURST = 20;
  private static final int LOGINS = 6;
  private static final int SESSIONS = 3;
  private static final String PASSWORD = "a-good-password";

  /** What may slip through while the instances tell each other. */
  private static final int ON_THE_WAY = 4;

  private final Redis redis = Redis.start();
  private final String database = TestServices.postgres();
  private final HubbubProcess a = instance().start();
  private final HubbubProcess b = instance().start();

  private HubbubProcess instance() {
    return HubbubProcess.configured(new JsonObject()
        .put("database", new JsonObject().put("url", database))
        .put("redis", new JsonObject().put("url", redis.uri()))
        .put(
            "limits",
            new JsonObject()
                .put("sessions_per_user", SESSIONS)
                .put("messages_per_second", 1)
                .put("messages_burst", BURST)
                .put("history_per_second", 1)
                .put("invite_tries_per_minute", LOGINS)
                .put("logins_per_minute", LOGINS)));
  }

  @AfterAll
  void close() {
    a.close();
    b.close();
    redis.close();
  }

  /** How many were let through, of which the bucket held {@code burst} and got one more each second. */
  private static void assertCountedTogether(int burst, long startedAt, int through) {
    long seconds = (System.nanoTime() - startedAt) / 1_000_000_000;
    assertTrue(through >= burst, () -> "only " + through);
    assertTrue(
        through <= burst + seconds + 1 + ON_THE_WAY, () -> through + " in " + seconds + " s");
  }

  private static Rest.Answer post(HubbubProcess instance, Rest.User user, int i) {
    return instance
        .rest()
        .as(user)
        .post("/rooms/general/messages", new JsonObject().put("text", "message " + i));
  }

  @Test
  void aUsersMessagesAreCountedOverInstancesDoorsAndReconnects() {
    Rest.User alice = a.rest().guest("Alice");
    long started = System.nanoTime();
    int through = 0;
    for (int i = 0; i < 2 * BURST; i++) {
      HubbubProcess instance = i % 2 == 0 ? a : b;
      if (i % 4 < 2) {
        try (WsClient session = WsClient.connect(instance.port(), alice)) {
          JsonObject answer = session.say("general", "k" + i, "message");
          if (answer.getString("type").equals("ack")) {
            through++;
          } else {
            assertEquals("rate_limited", answer.getString("code"));
            assertTrue(answer.getLong("retry_after_ms") > 0);
          }
        }
      } else {
        Rest.Answer answer = post(instance, alice, i);
        if (answer.status() == 201) {
          through++;
        } else {
          assertEquals("rate_limited", answer.expect(429).getString("code"));
          assertTrue(answer.headers().firstValue("Retry-After").isPresent());
        }
      }
    }
    assertCountedTogether(BURST, started, through);
    try (WsClient bob = WsClient.connect(b.port(), b.rest().guest("Bob"))) {
      assertEquals("ack", bob.say("general", "k", "not my limit").getString("type"));
    }
  }

  @Test
  void aBurstThroughBothInstancesAtOnceIsPaidBack() {
    Rest.User alice = a.rest().guest("Alice");
    long started = System.nanoTime();
    int through = 0;
    try (WsClient here = WsClient.connect(a.port(), alice);
        WsClient there = WsClient.connect(b.port(), alice)) {
      List<JsonObject> sends = IntStream.range(0, BURST)
          .mapToObj(i -> new JsonObject()
              .put("type", "send")
              .put("id", "s" + i)
              .put("room", "general")
              .put("text", "message " + i))
          .toList();
      sends.forEach(send -> {
        here.send(send);
        there.send(send);
      });
      for (WsClient session : List.of(here, there)) {
        for (int i = 0; i < BURST; i++) {
          String id = "s" + i;
          JsonObject answer = session.seen(frame -> id.equals(frame.getString("id")), id);
          through += answer.getString("type").equals("ack") ? 1 : 0;
        }
      }
      // What was too much is owed: whoever comes next waits for all of it.
      int over = through - BURST;
      JsonObject refused = here.say("general", "next", "too early");
      long seconds = (System.nanoTime() - started) / 1_000_000_000;
      assertEquals("rate_limited", refused.getString("code"));
      long owed = (over - seconds - 1) * 1_000;
      assertTrue(refused.getLong("retry_after_ms") >= owed, () -> owed + " ms owed: " + refused);
    }
  }

  @Test
  void theOldestSessionIsClosedWhereverOneTooManyIsOpened() {
    Rest.User alice = a.rest().guest("Alice");
    List<WsClient> sessions = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      sessions.add(WsClient.connect((i % 2 == 0 ? a : b).port(), alice));
      awaitSessions(alice, i + 1);
    }
    JsonObject ping = new JsonObject().put("type", "ping");
    sessions.forEach(session -> assertEquals("pong", session.ask(ping).getString("type")));
    sessions.add(WsClient.connect(b.port(), alice));
    assertEquals(4409, sessions.get(0).awaitClose());
    awaitSessions(alice, SESSIONS);
    sessions
        .subList(1, SESSIONS + 1)
        .forEach(session -> assertEquals("pong", session.ask(ping).getString("type")));
    sessions.forEach(WsClient::close);
  }

  /** Until Redis shows so many of somebody's sessions: the instances have told each other of them by then. */
  private void awaitSessions(Rest.User user, int count) {
    Eventually.within(Duration.ofSeconds(10), () -> {
      Object found = redis.cli("HLEN", "hubbub:presence:" + user.username());
      return Long.valueOf(count).equals(found) ? null : found + " sessions";
    });
  }

  @Test
  void pagesOfHistoryAreCountedOverInstancesAndDoors() {
    Rest.User alice = a.rest().guest("Alice");
    long started = System.nanoTime();
    int through = 0;
    try (WsClient session = WsClient.connect(b.port(), alice)) {
      for (int i = 0; i < 4; i++) {
        through += a.rest().as(alice).get("/rooms/general/log").status() == 200 ? 1 : 0;
        JsonObject page =
            session.ask(new JsonObject().put("type", "history").put("room", "general"));
        through += page.getString("type").equals("history") ? 1 : 0;
      }
    }
    assertCountedTogether(3, started, through);
  }

  @Test
  void triesOfInvitationsAreCountedOverInstances() {
    Rest.User alice = a.rest().guest("Alice");
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 2 * LOGINS; i++) {
      HubbubProcess instance = i % 2 == 0 ? a : b;
      String path = "/invites/" + "AAAAAAAAAAAAAAAAAAAAA" + i % 10 + "/accept";
      Rest.Answer answer = instance.rest().as(alice).post(path, null);
      statuses.add(answer.status());
      if (answer.status() == 429) {
        assertEquals("rate_limited", answer.body().getString("code"));
        assertTrue(answer.headers().firstValue("Retry-After").isPresent());
      }
    }
    long tries = statuses.stream().filter(status -> status == 404).count();
    assertTrue(tries >= LOGINS && tries <= LOGINS + ON_THE_WAY, statuses::toString);
  }

  @Test
  void guessesAreCountedOverInstancesAndSpellings() {
    Rest.User alice = a.rest().register("Guessed", PASSWORD);
    List<String> spellings = List.of("guessed", "GUESSED", "Guessed", "gUeSsEd");
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 2 * LOGINS; i++) {
      HubbubProcess instance = i % 2 == 0 ? a : b;
      Rest.Answer answer = login(instance, spellings.get(i % 4), "not the password");
      statuses.add(answer.status());
      if (answer.status() == 429) {
        assertEquals("rate_limited", answer.body().getString("code"));
        assertTrue(answer.headers().firstValue("Retry-After").isPresent());
      }
    }
    long guesses = statuses.stream().filter(status -> status == 401).count();
    assertTrue(guesses >= LOGINS && guesses <= LOGINS + 2, statuses::toString);
    assertEquals(429, login(a, alice.username(), PASSWORD).status());
    assertEquals(429, login(b, alice.username(), PASSWORD).status());
  }

  private static Rest.Answer login(HubbubProcess instance, String username, String password) {
    return instance
        .rest()
        .post("/auth/login", new JsonObject().put("username", username).put("password", password));
  }
}
