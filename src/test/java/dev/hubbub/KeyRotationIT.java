package dev.hubbub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.hubbub.account.Forge;
import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.Rest;
import dev.hubbub.testing.TestServices;
import dev.hubbub.testing.WsClient;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * The secret that signs is changed as security.md has it, one instance after the other, while people are there: no token
 * is refused before the old secret is taken out, by either door of either instance, and no login ends.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class KeyRotationIT {
  private static final String OLD = "the old secret of the drill, 0123456789";
  private static final String NEW = "the new secret of the drill, 9876543210";
  private static final String PASSWORD = "tea at four, always";

  private final JsonObject shared = new JsonObject()
      .put("drain", new JsonObject().put("seconds", 0))
      .put("database", new JsonObject().put("url", TestServices.postgres()))
      .put("redis", new JsonObject().put("url", TestServices.redis()).put("prefix", "rotation:"));
  private final HubbubProcess a = HubbubProcess.configured(shared);
  private final HubbubProcess b = HubbubProcess.configured(shared);

  @AfterAll
  void close() {
    a.close();
    b.close();
  }

  private static void start(HubbubProcess instance, String secret, String second) {
    if (instance.alive()) {
      instance.stop();
    }
    var unused = instance
        .with("HUBBUB_AUTH_SECRET", secret)
        .with("HUBBUB_AUTH_SECOND_SECRET", second)
        .start();
  }

  private static void assertTaken(HubbubProcess instance, String token) {
    assertEquals(200, instance.rest().withToken(token).get("/rooms").status());
    WsClient.connect(instance.port(), token).close();
    WsClient.connectAndAuth(instance.port(), token).close();
  }

  private static void assertRefused(HubbubProcess instance, String token) {
    assertEquals(401, instance.rest().withToken(token).get("/rooms").status());
    assertEquals(
        401,
        WsClient.refused(
            instance.port(), "/api/v1/ws", Map.of("Authorization", "Bearer " + token)));
    try (WsClient session = WsClient.open(instance.port(), "/api/v1/ws", Map.of())) {
      session.send(new JsonObject().put("type", "auth").put("token", token));
      assertEquals(4401, session.awaitClose());
    }
  }

  private static Rest.Answer refreshed(HubbubProcess instance, String cookie) {
    return instance
        .rest()
        .with("Hubbub-Client", "web")
        .with("Cookie", cookie)
        .post("/auth/refresh", null);
  }

  private static String cookie(Rest.Answer answer) {
    assertFalse(answer.status() >= 300, answer::text);
    return answer.headers().firstValue("Set-Cookie").orElse("").replaceFirst(";.*", "");
  }

  private static String invite(HubbubProcess instance, String token, String room, String key) {
    JsonObject made = instance
        .rest()
        .withToken(token)
        .withKey(key)
        .post("/rooms/" + room + "/invites", new JsonObject())
        .expect(201);
    String code = made.getString("code");
    assertEquals(200, instance.rest().get("/invites/" + code).status());
    return code;
  }

  private static String ownMaking(String token, String secret) {
    String claims = new String(
        Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8);
    return Forge.hs256(Forge.header("HS256"), new JsonObject(claims), secret);
  }

  @Test
  void aSecretIsChangedWhilePeopleAreThereAndNobodyIsLoggedOut() {
    start(a, OLD, "");
    JsonObject account = new JsonObject().put("username", "ann").put("password", PASSWORD);
    Rest.Answer in = a.rest().with("Hubbub-Client", "web").post("/auth/register", account);
    String before = in.expect(201).getString("access_token");
    String room = a.rest().withToken(before).newRoom("Drill");
    String invite = invite(a, before, room, "k1");

    // First the new one proves, on one instance after the other.
    start(b, OLD, NEW);
    assertTaken(b, before);
    assertEquals(invite, invite(b, before, room, "k1"));
    String second = cookie(refreshed(a, cookie(in)));
    assertEquals(second, cookie(refreshed(b, cookie(in))));

    // Then it signs.
    start(a, NEW, OLD);
    String after = a.rest().login("ann", PASSWORD).token();
    for (HubbubProcess instance : new HubbubProcess[] {a, b}) {
      assertTaken(instance, before);
      assertTaken(instance, after);
      assertTaken(instance, ownMaking(after, OLD));
      assertTaken(instance, ownMaking(after, NEW));
      assertEquals(invite, invite(instance, after, room, "k1"));
    }
    String third = cookie(refreshed(a, second));
    assertEquals(third, cookie(refreshed(b, second)), "an answer that was lost on the way");

    // Then the old one proves no more.
    start(b, NEW, "");
    assertTaken(b, after);
    assertRefused(b, before);
    assertRefused(b, ownMaking(after, OLD));
    assertTaken(a, before);
    String fourth = cookie(refreshed(b, third));
    assertEquals(fourth, cookie(refreshed(a, third)));
    assertFalse(fourth.isEmpty());
  }
}
