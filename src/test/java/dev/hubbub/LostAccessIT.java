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
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who is removed, banned, logged out, shut out or gone loses sessions, tokens and history on every instance, whether
 * Redis is there or not.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class LostAccessIT {
  private static final String PASSWORD = "a-good-password";

  /** Issue 3 says 2.5 s; the rest is for a busy machine. */
  private static final Duration SOON = Duration.ofSeconds(4);

  private static final AtomicInteger names = new AtomicInteger();

  private final Redis redis = Redis.start();
  private final String database = TestServices.postgres();
  private final HubbubProcess a = HubbubProcess.sharing(database, redis.uri()).start();
  private final HubbubProcess b = HubbubProcess.sharing(database, redis.uri()).start();
  private boolean up = true;

  @AfterAll
  void close() {
    a.close();
    b.close();
    redis.close();
  }

  private void redis(boolean wanted) {
    if (up && !wanted) {
      redis.kill();
    } else if (!up && wanted) {
      redis.restartEmpty();
    }
    up = wanted;
    for (HubbubProcess instance : List.of(a, b)) {
      Eventually.within(Duration.ofSeconds(30), () -> {
        String text = instance.rest().page("/readyz").text();
        return text.contains("degraded") == wanted ? text : null;
      });
    }
  }

  private Rest.User newcomer(String stem) {
    return a.rest().register(stem + names.incrementAndGet(), PASSWORD);
  }

  private static JsonObject said(WsClient session, String room, String key) {
    JsonObject ack = session.say(room, key, "message " + key);
    assertEquals("ack", ack.getString("type"), ack::encode);
    return ack;
  }

  @ParameterizedTest
  @CsvSource({"kicked,true", "banned,true", "kicked,false", "banned,false"})
  void whoIsRemovedIsToldSoLastAndReadsNoMore(String change, boolean redisThere) {
    redis(redisThere);
    Rest.User ann = newcomer("ann");
    Rest.User bob = newcomer("bob");
    Rest owner = a.rest().as(ann);
    String room = owner
        .post("/rooms", new JsonObject().put("name", "Hidden").put("visibility", "private"))
        .expect(201)
        .getString("id");
    String path = "/rooms/" + room;
    String code = owner.post(path + "/invites", new JsonObject()).expect(201).getString("code");
    JsonObject in = b.rest().as(bob).post("/invites/" + code + "/accept", null).expect(200);
    assertEquals(room, in.getString("id"));
    try (WsClient speaker = WsClient.connect(a.port(), ann);
        WsClient here = WsClient.connect(a.port(), bob);
        WsClient there = WsClient.connect(b.port(), bob)) {
      for (WsClient session : List.of(speaker, here, there)) {
        assertEquals("joined", session.join(room).getString("type"));
      }
      JsonObject before = said(speaker, room, "before");
      Rest.Answer removed = change.equals("kicked")
          ? owner.delete(path + "/members/" + bob.username())
          : owner.put(path + "/bans/" + bob.username(), null);
      assertEquals(204, removed.status(), removed::text);
      long end = System.nanoTime() + SOON.toNanos();
      JsonObject after = said(speaker, room, "after");
      for (WsClient session : List.of(here, there)) {
        JsonObject last = session.await("member");
        assertEquals(change, last.getString("change"));
        assertEquals(bob.username(), last.getString("user"));
      }
      assertTrue(System.nanoTime() < end, "told too late");
      for (HubbubProcess instance : List.of(a, b)) {
        for (String list : List.of("", "/messages", "/log", "/members")) {
          assertEquals(404, instance.rest().as(bob).get(path + list).status(), list);
        }
      }
      // What is said now would be there before the answer to what is asked after it.
      Rest.User cid = newcomer("cid");
      JsonObject unused =
          b.rest().as(cid).post("/invites/" + code + "/accept", null).expect(200);
      try (WsClient witness = WsClient.connect(b.port(), cid)) {
        assertEquals("joined", witness.join(room).getString("type"));
        JsonObject more = said(speaker, room, "more");
        JsonObject heard = witness.seen(
            frame -> more.getLong("seq").equals(frame.getLong("seq"))
                && "message".equals(frame.getString("type")),
            "what was said");
        assertEquals("message more", heard.getString("text"));
        assertTrue(after.getLong("seq") < more.getLong("seq"));
      }
      for (WsClient session : List.of(here, there)) {
        session.barrier();
        List<JsonObject> events = session.events(room);
        JsonObject last = events.get(events.size() - 1);
        assertEquals(change, last.getString("change"), events::toString);
        assertEquals(before.getLong("seq") + 1, last.getLong("seq"));
        assertEquals("not_found", said404(session, room));
      }
    }
  }

  private static String said404(WsClient session, String room) {
    JsonObject history = new JsonObject().put("type", "history").put("room", room);
    assertEquals("not_found", session.ask(history).getString("code"));
    assertEquals("not_found", session.join(room, 0).getString("code"));
    return String.valueOf(session.say(room, "again", "still here").getString("code"));
  }

  /** Ends what {@code bob} came in by; the code their sessions are closed with. */
  private int lose(String way, Rest.User bob) {
    Rest his = a.rest().as(bob);
    switch (way) {
      case "logout" -> assertEquals(204, his.post("/auth/logout", null).status());
      case "ended from another login" -> {
        Rest other = a.rest().as(a.rest().login(bob.username(), PASSWORD));
        for (JsonObject login : other.get("/auth/sessions").entries("sessions")) {
          if (!Boolean.TRUE.equals(login.getBoolean("current"))) {
            assertEquals(
                204, other.delete("/auth/sessions/" + login.getString("id")).status());
          }
        }
      }
      case "password changed" -> {
        Rest other = a.rest().as(a.rest().login(bob.username(), PASSWORD));
        JsonObject body = new JsonObject()
            .put("password", "another-good-password")
            .put("current_password", PASSWORD);
        assertEquals(200, other.patch("/me", body).status());
      }
      case "gone" -> assertEquals(
          204, his.delete("/me", new JsonObject().put("password", PASSWORD)).status());
      case "shut out" -> {
        assertEquals(0, a.user("", "disable", bob.username()).status());
        return 4403;
      }
      default -> throw new IllegalArgumentException(way);
    }
    return 4401;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"logout", "ended from another login", "password changed", "gone", "shut out"})
  void whoIsOutLosesSessionsAndTokensEverywhere(String way) {
    losesAll(way, true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"logout", "ended from another login", "password changed", "gone", "shut out"})
  void whoIsOutLosesSessionsAndTokensEverywhereWithoutRedisToo(String way) {
    losesAll(way, false);
  }

  private void losesAll(String way, boolean redisThere) {
    redis(redisThere);
    Rest.User bob = newcomer("bob");
    try (WsClient here = WsClient.connect(a.port(), bob);
        WsClient there = WsClient.connect(b.port(), bob)) {
      for (WsClient session : List.of(here, there)) {
        assertEquals("joined", session.join("general").getString("type"));
      }
      int code = lose(way, bob);
      for (WsClient session : List.of(here, there)) {
        assertEquals(code, session.awaitClose(SOON), way);
      }
    }
    for (HubbubProcess instance : List.of(a, b)) {
      Eventually.within(SOON, () -> {
        int status = instance.rest().as(bob).get("/rooms").status();
        return status == 401 ? null : "answered " + status;
      });
      Map<String, String> header = Map.of("Authorization", "Bearer " + bob.token());
      assertEquals(401, WsClient.refused(instance.port(), "/api/v1/ws", header));
      try (WsClient session = WsClient.open(instance.port(), "/api/v1/ws", Map.of())) {
        session.send(new JsonObject().put("type", "auth").put("token", bob.token()));
        int closed = session.awaitClose();
        assertTrue(closed == 4401, () -> way + ": " + closed);
      }
      JsonObject refresh = new JsonObject().put("refresh_token", bob.refreshToken());
      assertEquals(401, instance.rest().post("/auth/refresh", refresh).status());
    }
  }
}
