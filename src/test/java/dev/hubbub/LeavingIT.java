package dev.hubbub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.Postgres;
import dev.hubbub.testing.Redis;
import dev.hubbub.testing.Rest;
import dev.hubbub.testing.TcpProxy;
import dev.hubbub.testing.WsClient;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An instance that is asked to end lets go of its users in order, and loses nothing it has said yes to. */
@Timeout(120)
class LeavingIT {
  private static final Duration END = Duration.ofSeconds(30);

  private static final int USERS = 10;
  private static final int SENDS = 50;
  private static final int MANY = 1_000;

  @Test
  void sendsUnderwayAreAckedAndEverySessionIsToldWhenToComeBack() {
    try (HubbubProcess instance = HubbubProcess.configured(
            new JsonObject().put("drain", new JsonObject().put("seconds", 25)))
        .start()) {
      Rest.User owner = instance.rest().guest("Owner");
      String room = instance.rest().as(owner).newRoom("Leaving");
      List<WsClient> sessions = new ArrayList<>();
      for (int i = 0; i < USERS; i++) {
        WsClient session = WsClient.connect(instance.port(), instance.rest().guest("Guest " + i));
        assertEquals("joined", session.join(room).getString("type"));
        sessions.add(session);
      }
      for (int i = 0; i < SENDS; i++) {
        for (WsClient session : sessions) {
          session.send(new JsonObject()
              .put("type", "send")
              .put("id", "s" + i)
              .put("room", room)
              .put("key", "k" + i)
              .put("text", "message " + i));
        }
      }
      instance.sigterm();

      for (WsClient session : sessions) {
        JsonObject bye = session.await("bye");
        assertEquals(1012, bye.getInteger("code"));
        long reconnect = bye.getLong("reconnect_ms");
        // Others are shown that somebody left after 4.5 s.
        assertTrue(reconnect >= 0 && reconnect <= 1_000, bye::encode);
        assertEquals(1012, session.awaitClose());
      }
      assertEquals(0, instance.exitCode(END));
      assertLine(instance, "exit signalled");
      assertLine(instance, "application shut down");

      Map<String, Long> acked = new HashMap<>();
      for (int i = 0; i < USERS; i++) {
        List<JsonObject> frames = sessions.get(i).frames();
        assertAnsweredWithoutHoles(frames);
        for (JsonObject frame : frames) {
          if ("ack".equals(frame.getString("type"))) {
            acked.put(i + " " + frame.getString("key"), frame.getLong("seq"));
          }
        }
      }
      var unused = instance.start();
      List<JsonObject> log = instance.rest().as(owner).log(room);
      acked.forEach((key, seq) -> {
        JsonObject event = log.get((int) (seq - 1));
        assertEquals(key.split(" ", 2)[1], event.getString("key"));
      });
    }
  }

  @Test
  void manyAreSentAwayOneAfterTheOtherAndGoOnUntilTheirTurn() {
    try (HubbubProcess instance = HubbubProcess.configured(
            new JsonObject().put("limits", new JsonObject().put("sessions_per_user", 0)))
        .start()) {
      Rest.User user = instance.rest().guest("Many");
      List<WsClient> sessions = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        sessions.add(WsClient.connect(instance.port(), user));
      }
      WsClient last = sessions.get(MANY - 1);
      assertEquals("joined", last.join("general").getString("type"));
      instance.sigterm();
      assertEquals(1012, sessions.get(0).await("bye").getInteger("code"));
      JsonObject ack = last.ask(new JsonObject()
          .put("type", "send")
          .put("room", "general")
          .put("key", "k")
          .put("text", "said while others have been sent away"));
      assertEquals("ack", ack.getString("type"), ack::encode);
      assertEquals(0, byes(last));
      for (WsClient session : sessions) {
        assertEquals(1012, session.awaitClose());
        assertEquals(1, byes(session));
      }
      assertEquals(0, instance.exitCode(END));
    }
  }

  @Test
  void anInstanceThatLeavesIsNotReadyAtOnceTakesNobodyInAndAcksWhatIsUnderway() {
    try (Postgres postgres = Postgres.start();
        TcpProxy link = TcpProxy.to(postgres.port());
        HubbubProcess instance = leaving(25, patient(postgres, link)).start()) {
      Rest.User ann = instance.rest().guest("Ann");
      WsClient session = WsClient.connect(instance.port(), ann);
      assertEquals("joined", session.join("general").getString("type"));
      assertEquals(200, instance.rest().page("/readyz").status());
      link.hold(TcpProxy.Direction.TO_CLIENT);
      session.send(new JsonObject()
          .put("type", "send")
          .put("id", "last")
          .put("room", "general")
          .put("key", "last")
          .put("text", "underway while the instance leaves"));
      session.barrier();
      instance.sigterm();
      assertLine(instance, "exit signalled");
      Rest.Answer ready = instance.rest().page("/readyz");
      assertEquals(503, ready.status());
      assertEquals("draining", ready.body().getJsonObject("checks").getString("drain"));
      assertNotLetIn(instance, ann);
      link.pass();
      JsonObject answer = session.seen(frame -> "last".equals(frame.getString("id")), "an answer");
      assertEquals("ack", answer.getString("type"), answer::encode);
      assertEquals(1012, session.awaitClose());
      assertEquals(0, instance.exitCode(END));
    }
  }

  @Test
  void anInstanceLeavesWellThoughRedisStandsStill() {
    try (Redis redis = Redis.start();
        HubbubProcess instance = HubbubProcess.configured(
                new JsonObject().put("redis", new JsonObject().put("url", redis.uri())))
            .start()) {
      redis.pause();
      instance.sigterm();
      assertEquals(0, instance.exitCode(END));
    }
  }

  @Test
  void anInstanceThatHadToWaitForItsStoreLeavesWell() {
    try (Postgres postgres = Postgres.start();
        TcpProxy link = TcpProxy.to(postgres.port());
        HubbubProcess instance = leaving(
            1,
            database(postgres.uri(postgres.newDatabase(), link.port())).put("statement_ms", 500))) {
      link.hold(TcpProxy.Direction.TO_CLIENT);
      instance.launch();
      String unused = instance.awaitLine("waiting for the store");
      link.cut();
      link.pass();
      instance.awaitReady();
      instance.sigterm();
      assertEquals(0, instance.exitCode(END));
    }
  }

  @Test
  void aSecondSignalEndsItNow() {
    try (Postgres postgres = Postgres.start();
        HubbubProcess instance =
            leaving(25, database(postgres.uri(postgres.newDatabase()))).start()) {
      WsClient session = WsClient.connect(instance.port(), instance.rest().guest("Ann"));
      assertEquals("joined", session.join("general").getString("type"));
      postgres.pause();
      session.send(new JsonObject()
          .put("type", "send")
          .put("room", "general")
          .put("key", "held")
          .put("text", "held up in the store"));
      instance.sigterm();
      assertLine(instance, "exit signalled");
      instance.sigterm();
      int unused = instance.exitCode(Duration.ofSeconds(10));
      int closed = session.awaitClose();
      assertTrue(closed == 1012 || closed == 1006, "closed with " + closed);
    }
  }

  private static void assertLine(HubbubProcess instance, String line) {
    assertEquals(line, instance.awaitLine(line));
  }

  private static JsonObject database(String url) {
    return new JsonObject().put("url", url);
  }

  /** A store behind a link, whose silence is borne for longer than the test takes. */
  private static JsonObject patient(Postgres postgres, TcpProxy link) {
    return database(postgres.uri(postgres.newDatabase(), link.port())).put("statement_ms", 60_000);
  }

  private static HubbubProcess leaving(int drainSeconds, JsonObject database) {
    return HubbubProcess.configured(new JsonObject()
        .put("database", database)
        .put("drain", new JsonObject().put("seconds", drainSeconds)));
  }

  /** Refused over HTTP, or the door is shut already. */
  private static long byes(WsClient session) {
    return session.frames().stream()
        .filter(frame -> "bye".equals(frame.getString("type")))
        .count();
  }

  private static void assertNotLetIn(HubbubProcess instance, Rest.User user) {
    try {
      int refused = WsClient.refused(
          instance.port(), "/api/v1/ws", Map.of("Authorization", "Bearer " + user.token()));
      assertEquals(503, refused);
    } catch (IllegalStateException | HttpClosedException shut) {
      assertTrue(shut.getCause() == null || shut.getCause() instanceof IOException, shut::toString);
    }
  }

  /** What arrived before the {@code bye} was answered before it, and nothing else was taken: a prefix has answers. */
  private static void assertAnsweredWithoutHoles(List<JsonObject> frames) {
    List<String> answered = frames.stream()
        .takeWhile(frame -> !"bye".equals(frame.getString("type")))
        .map(frame -> frame.getString("id", ""))
        .filter(id -> id.matches("s\\d+"))
        .toList();
    for (int i = 0; i < answered.size(); i++) {
      assertEquals("s" + i, answered.get(i));
    }
    long acks =
        frames.stream().filter(frame -> "ack".equals(frame.getString("type"))).count();
    assertEquals(answered.size(), acks, "acks after the bye, or errors before it");
  }
}
