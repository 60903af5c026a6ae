package dev.hubbub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.HubbubProcess.Command;
import dev.hubbub.testing.Rest;
import dev.hubbub.testing.TestServices;
import dev.hubbub.testing.WsClient;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

/** {@code hubbub user …}, the jar beside a running server, without Redis. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(120)
class UserIT {
  private static final String PASSWORD = "correct horse battery";

  /** PROTOCOL.md says 2 s; the rest is for a busy machine. */
  private static final Duration NOTICED = Duration.ofSeconds(5);

  private final HubbubProcess server = HubbubProcess.configured(new JsonObject());

  @BeforeAll
  void start() {
    server.launch();
    server.awaitReady();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private static void done(Command command) {
    assertEquals(0, command.status(), command.output());
  }

  private static String printed(Command command) {
    done(command);
    return command.output();
  }

  private static void refused(int status, String why, Command command) {
    assertEquals(status, command.status(), command.output());
    assertTrue(command.output().contains(why), command.output());
    assertFalse(command.output().contains("Exception"), command.output());
  }

  @Test
  void whoIsAddedLogsInAndIsInTheRoomsForNewcomers() {
    Rest.User ann = server.rest().guest("Ann");
    try (WsClient there = WsClient.connect(server.port(), ann)) {
      assertEquals("joined", there.join("general").getString("type"));
      assertEquals(
          "root was added, an administrator.",
          printed(server.user(PASSWORD, "add", "root", "--admin", "--name", "Ruth O.")));
      JsonObject joined = there.await(frame -> "root".equals(frame.getString("user")));
      assertEquals("joined", joined.getString("change"));
    }
    Rest.User root = server.rest().login("ROOT", PASSWORD);
    assertEquals("root", root.username());
    assertTrue(printed(server.user("", "list")).contains("Ruth O."));
  }

  @Test
  void whatMayNotBeIsRefusedWithOneLineAndStatusOne() {
    done(server.user(PASSWORD, "add", "taken"));
    refused(1, "hubbub: This username is taken.", server.user(PASSWORD, "add", "Taken"));
    refused(1, "hubbub: A username has", server.user(PASSWORD, "add", "no/name"));
    refused(1, "hubbub: A password has", server.user("short", "add", "somebody"));
    refused(1, "hubbub: This password is one of", server.user("password", "reset", "taken"));
    refused(1, "hubbub: There is no password", server.user("", "add", "somebody"));
    refused(1, "hubbub: There is no account", server.user("", "disable", "nobody"));
    String guest = server.rest().guest("Guest").username();
    refused(1, "hubbub: This account has no password", server.user(PASSWORD, "reset", guest));
  }

  @Test
  void whatIsNotUnderstoodIsRefusedWithStatusTwoAndDoesNothing() {
    refused(2, "nothing done", server.user("", "forget", "everybody"));
    refused(2, "data.dri", server.user(PASSWORD, "add", "unmade", "--data.dri", "x"));
    assertFalse(printed(server.user("", "list")).contains("unmade"));
  }

  @Test
  void aPasswordThatIsMadeUpIsPrintedOnceAndLetsIn() {
    String told = printed(server.user("", "add", "made-up", "--generate"));
    String password = told.replaceAll("(?s).*password: (\\S+).*", "$1");
    assertEquals("made-up", server.rest().login("made-up", password).username());
  }

  @Test
  void whoIsDisabledLosesEverySessionWith4403AndComesBackOnceEnabled() {
    Rest.User carol = server.rest().register("carol", PASSWORD);
    String foreign = foreignToken("carol");
    try (WsClient own = WsClient.connect(server.port(), carol);
        WsClient other = WsClient.connect(server.port(), foreign);
        WsClient bystander = WsClient.connect(server.port(), server.rest().guest("Bob"))) {
      done(server.user("", "disable", "Carol"));
      assertEquals(4403, own.awaitClose(NOTICED));
      assertEquals(4403, other.awaitClose(NOTICED));
      bystander.barrier();
    }
    for (String token : new String[] {carol.token(), foreign}) {
      assertEquals(401, server.rest().withToken(token).get("/rooms").status());
      assertEquals(
          401,
          WsClient.refused(
              server.port(), "/api/v1/ws", Map.of("Authorization", "Bearer " + token)));
    }
    JsonObject body = new JsonObject().put("username", "carol").put("password", PASSWORD);
    assertEquals(401, server.rest().post("/auth/login", body).status());
    assertTrue(printed(server.user("", "list")).matches("(?s).*carol +user +disabled .*"));

    done(server.user("", "enable", "carol"));
    Rest.User again = server.rest().login("carol", PASSWORD);
    assertEquals(401, server.rest().as(carol).get("/rooms").status());
    try (WsClient own = WsClient.connect(server.port(), again);
        WsClient other = WsClient.connect(server.port(), foreign)) {
      own.barrier();
      other.barrier();
    }
  }

  @Test
  void aResetPasswordEndsAllLogins() {
    Rest.User dave = server.rest().register("dave", PASSWORD);
    try (WsClient session = WsClient.connect(server.port(), dave)) {
      done(server.user("another horse battery", "reset", "dave"));
      assertEquals(4401, session.awaitClose(NOTICED));
    }
    assertEquals(401, server.rest().as(dave).get("/rooms").status());
    assertEquals("dave", server.rest().login("dave", "another horse battery").username());
  }

  @Test
  void twoInstancesOnOneDatabaseBothTakeNote() {
    JsonObject shared =
        new JsonObject().put("database", new JsonObject().put("url", TestServices.postgres()));
    try (HubbubProcess a = HubbubProcess.configured(shared);
        HubbubProcess b = HubbubProcess.configured(shared)) {
      done(a.user(PASSWORD, "add", "erin"));
      a.launch();
      b.launch();
      a.awaitReady();
      b.awaitReady();
      Rest.User erin = a.rest().login("erin", PASSWORD);
      try (WsClient here = WsClient.connect(a.port(), erin);
          WsClient there = WsClient.connect(b.port(), erin);
          WsClient foreign = WsClient.connect(b.port(), foreignToken("erin"))) {
        done(b.user("", "disable", "erin"));
        assertEquals(4403, here.awaitClose(NOTICED));
        assertEquals(4403, there.awaitClose(NOTICED));
        assertEquals(4403, foreign.awaitClose(NOTICED));
      }
      assertEquals(401, b.rest().as(erin).get("/rooms").status());
    }
  }

  @Test
  void helpShowsHowAndNoServerStarts() {
    String help = printed(server.user("", "--help"));
    assertTrue(help.contains("user reset bob < password.txt"), help);
  }

  /** A token that somebody else made with the secret of these instances: all there is of its login. */
  private static String foreignToken(String username) {
    long now = System.currentTimeMillis() / 1_000;
    String parts = part(new JsonObject().put("alg", "HS256").put("typ", "JWT"))
        + "."
        + part(new JsonObject()
            .put("sub", username)
            .put("iss", "hubbub")
            .put("aud", "hubbub")
            .put("iat", now)
            .put("exp", now + 600)
            .put("jti", UUID.randomUUID().toString()));
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(
          "known-to-all-instances-of-the-tests".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return parts + "." + base64(mac.doFinal(parts.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String part(JsonObject json) {
    return base64(json.encode().getBytes(StandardCharsets.UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
