package dev.hubbub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.testing.EventStream;
import dev.hubbub.testing.Eventually;
import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.Ports;
import dev.hubbub.testing.Rest;
import dev.hubbub.testing.Secrets;
import dev.hubbub.testing.WsClient;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a guard wants to know of, done by every door: each is one line of the log, and nothing else is one. That none holds
 * a secret is seen to by {@link dev.hubbub.testing.SecretsStayUntold}.
 */
@Timeout(120)
class SecurityLogIT {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String PASSWORD = "a long enough password";
  private static final String TYPED_INTO_THE_WRONG_FIELD = "Correct-Horse-Battery";
  private static final Map<String, String> FOREIGN = Map.of("Origin", "https://evil.example");

  private final List<String> expected = new ArrayList<>();

  private static HubbubProcess server(JsonObject limits) {
    return HubbubProcess.configured(new JsonObject()
            .put("log", new JsonObject().put("format", "json"))
            .put("limits", limits))
        .start();
  }

  /** The lines of the security log: the word, and the fields but for the address, which is always the same. */
  private static List<String> told(HubbubProcess server) {
    List<String> told = new ArrayList<>();
    for (String text : server.output().lines().toList()) {
      JsonObject line = text.startsWith("{") ? new JsonObject(text) : new JsonObject();
      if (!"dev.hubbub.security".equals(line.getString("loggerName"))) {
        continue;
      }
      assertEquals("INFO", line.getString("level"));
      StringBuilder one = new StringBuilder(line.getString("formattedMessage"));
      boolean here = false;
      for (int i = 0; i < line.getJsonArray("kvpList").size(); i++) {
        JsonObject field = line.getJsonArray("kvpList").getJsonObject(i);
        if (field.containsKey("address")) {
          here = "127.0.0.1".equals(field.getString("address"));
        } else if (!field.getString("agent", "").startsWith("Java-http-client/")) {
          field.forEach(
              entry -> one.append(' ').append(entry.getKey()).append('=').append(entry.getValue()));
        }
      }
      assertTrue(here, text);
      told.add(one.toString());
    }
    return told;
  }

  /** Waits until what was done last is told as {@code line}, and nothing besides. */
  private void expect(HubbubProcess server, String line) {
    expected.add(line);
    Eventually.within(PATIENCE, () -> {
      List<String> told = told(server);
      return told.size() >= expected.size() ? null : "only " + told;
    });
    assertEquals(expected, told(server));
  }

  /** After the end of the server nothing more can come. */
  private void expectNothingMore(HubbubProcess server) {
    server.stop();
    assertEquals(expected, told(server));
  }

  private static boolean saysHowMany(String line) {
    return line.contains(" left_out=");
  }

  private static JsonObject login(String username, String password) {
    return new JsonObject().put("username", username).put("password", password);
  }

  @Test
  void whoComesInAndWhoDoesNotIsTold() {
    Secrets.ALL.add(TYPED_INTO_THE_WRONG_FIELD);
    Secrets.ALL.add(PASSWORD);
    try (HubbubProcess server = server(new JsonObject())) {
      Rest rest = server.rest();
      Rest.User alice = rest.register("Alice", PASSWORD);
      expect(server, "login user=Alice how=registration");
      Rest.User guest = rest.guest("Somebody");
      expect(server, "login user=" + guest.username() + " how=guest");
      String agent = "A \"B\" ${jndi:ldap://x/a} ";
      Rest.User again =
          rest.with("User-Agent", agent + "long ".repeat(200)).login("alice", PASSWORD);
      String shown = "A 'B' ${jndi:ldap://x/a} " + "long ".repeat(200);
      expect(server, "login user=Alice how=password agent=" + shown.substring(0, 255) + "…");

      assertEquals(
          401, rest.post("/auth/login", login("aLICE", "a wrong password")).status());
      expect(server, "login_failed user=Alice reason=wrong_password");
      assertEquals(
          401,
          rest.post("/auth/login", login(TYPED_INTO_THE_WRONG_FIELD, PASSWORD)).status());
      expect(server, "login_failed reason=no_account");
      assertEquals(
          401, rest.post("/auth/login", login("not a\r\nname", PASSWORD)).status());
      expect(server, "login_failed reason=no_account");
      assertEquals(
          401, rest.post("/auth/login", login(guest.username(), PASSWORD)).status());
      expect(server, "login_failed user=" + guest.username() + " reason=no_password");

      JsonObject old = new JsonObject().put("refresh_token", again.refreshToken());
      assertEquals(200, rest.post("/auth/refresh", old).status());
      assertEquals(401, rest.post("/auth/refresh", old).status());
      expect(server, "token_reused user=Alice");
      assertEquals(401, rest.post("/auth/refresh", old).status());

      Rest.User third = rest.login("alice", PASSWORD);
      expect(server, "login user=Alice how=password");
      assertEquals(204, rest.as(third).post("/auth/logout", null).status());
      expect(server, "logout user=Alice");
      Rest.User fourth = rest.login("alice", PASSWORD);
      expect(server, "login user=Alice how=password");
      String listed = rest.as(fourth).get("/auth/sessions").entries("sessions").stream()
          .filter(one -> !one.getBoolean("current"))
          .findFirst()
          .orElseThrow()
          .getString("id");
      assertEquals(204, rest.as(fourth).delete("/auth/sessions/" + listed).status());
      expect(server, "logout user=Alice");

      JsonObject change =
          new JsonObject().put("password", PASSWORD + "2").put("current_password", "not that one");
      assertEquals(403, rest.as(fourth).patch("/me", change).status());
      expect(server, "denied user=Alice action=PATCH /me");
      change.put("current_password", PASSWORD);
      assertEquals(200, rest.as(fourth).patch("/me", change).status());
      expect(server, "password_changed user=Alice");
      assertEquals(
          204,
          rest.as(fourth)
              .delete("/me", new JsonObject().put("password", PASSWORD + "2"))
              .status());
      expect(server, "account_ended user=Alice");
      assertEquals(401, rest.as(alice).get("/me").status());
      expectNothingMore(server);
    }
  }

  @Test
  void aPageOfAnotherServerIsTold() {
    try (HubbubProcess server = server(new JsonObject())) {
      assertEquals(403, WsClient.refused(server.port(), "/api/v1/ws", FOREIGN));
      expect(server, "origin_refused action=handshake origin=https://evil.example");
      assertEquals(403, WsClient.refused(server.port(), "/ws", FOREIGN));
      expect(server, "origin_refused action=handshake origin=https://evil.example");
      Rest page = server.rest().with("Hubbub-Client", "web").with("Origin", "https://evil.example");
      assertEquals(403, page.post("/auth/login", login("alice", PASSWORD)).status());
      expect(server, "origin_refused action=POST /auth/login origin=https://evil.example");
      expectNothingMore(server);
    }
  }

  @Test
  void whatSomebodyMayNotDoIsToldByEveryDoor() {
    try (HubbubProcess server = server(new JsonObject())) {
      Rest.User alice = server.rest().guest("Alice");
      expect(server, "login user=" + alice.username() + " how=guest");
      Rest.User bob = server.rest().guest("Bob");
      expect(server, "login user=" + bob.username() + " how=guest");
      Rest asBob = server.rest().as(bob);
      String open = server.rest().as(alice).newRoom("Open");
      String closed = server
          .rest()
          .as(alice)
          .post("/rooms", new JsonObject().put("name", "Closed").put("visibility", "private"))
          .expect(201)
          .getString("id");
      String denied = "denied user=" + bob.username() + " action=";

      JsonObject text = new JsonObject().put("text", "let me say something");
      assertEquals(403, asBob.post("/rooms/" + open + "/messages", text).status());
      expect(server, denied + "POST /rooms/:room/messages room=" + open);
      assertEquals(404, asBob.get("/rooms/" + closed).status());
      expect(server, denied + "GET /rooms/:room room=" + closed);
      assertEquals(404, asBob.get("/rooms/there-is-no-such-room").status());
      assertEquals(403, asBob.get("/admin/users").status());
      expect(server, denied + "GET /admin/users");
      try (EventStream stream = EventStream.open(server.port(), bob.token(), open, null)) {
        assertEquals(404, stream.status());
        expect(server, denied + "GET /events");
      }
      try (WsClient session = WsClient.connect(server.port(), bob)) {
        assertEquals("forbidden", session.say(open, "k", "me too").getString("code"));
        expect(server, denied + "send room=" + open);
        assertEquals("not_found", session.join(closed).getString("code"));
        expect(server, denied + "join room=" + closed);
        assertEquals("not_found", session.join("no-such-room").getString("code"));
        for (String frame : List.of("who", "history")) {
          JsonObject asked = new JsonObject().put("type", frame).put("room", closed);
          assertEquals("not_found", session.ask(asked).getString("code"));
          expect(server, denied + frame + " room=" + closed);
        }
      }
      expectNothingMore(server);
    }
  }

  @Test
  void whoKnocksAtTheDoorOfOperatorsIsTold() {
    int port = Ports.free();
    try (HubbubProcess server = HubbubProcess.configured(new JsonObject()
        .put("log", new JsonObject().put("format", "json"))
        .put("management", new JsonObject().put("port", port)))) {
      server.launch();
      assertFalse(server.awaitLine("listens on (\\S+)").isEmpty());
      Rest.User bob = server.rest().guest("Bob");
      expect(server, "login user=" + bob.username() + " how=guest");
      assertEquals(403, Rest.at(port).as(bob).get("/admin/rooms").status());
      expect(server, "denied user=" + bob.username() + " action=GET /admin/rooms");
      expectNothingMore(server);
    }
  }

  @Test
  void whatIsDoneToMembersAndAccountsIsTold() {
    try (HubbubProcess server = server(new JsonObject())) {
      assertEquals(0, server.user(PASSWORD, "add", "root", "--admin").status());
      Rest asRoot = server.rest().as(server.rest().login("root", PASSWORD));
      expect(server, "login user=root how=password");
      Rest.User bob = server.rest().guest("Bob");
      String user = bob.username();
      expect(server, "login user=" + user + " how=guest");
      String room = asRoot.newRoom("Room");
      String at = " user=root room=" + room + " target=" + user;
      String member = "/rooms/" + room + "/members/" + user;

      assertEquals(
          200, server.rest().as(bob).post("/rooms/" + room + "/join", null).status());
      assertEquals(
          200, asRoot.patch(member, new JsonObject().put("role", "admin")).status());
      expect(server, "role" + at + " role=admin");
      assertEquals(
          200, asRoot.patch(member, new JsonObject().put("role", "admin")).status());
      assertEquals(
          204, asRoot.put("/rooms/" + room + "/mutes/" + user, new JsonObject()).status());
      expect(server, "mute" + at);
      assertEquals(204, asRoot.delete("/rooms/" + room + "/mutes/" + user).status());
      expect(server, "unmute" + at);
      assertEquals(204, asRoot.delete(member).status());
      expect(server, "kick" + at);
      assertEquals(404, asRoot.delete(member).status());
      assertEquals(204, asRoot.put("/rooms/" + room + "/bans/" + user, null).status());
      expect(server, "ban" + at);
      assertEquals(204, asRoot.delete("/rooms/" + room + "/bans/" + user).status());
      expect(server, "unban" + at);

      String account = "/admin/users/" + user;
      assertEquals(
          200, asRoot.patch(account, new JsonObject().put("disabled", true)).status());
      expect(server, "account_disabled user=root target=" + user);
      assertEquals(
          200, asRoot.patch(account, new JsonObject().put("disabled", false)).status());
      expect(server, "account_enabled user=root target=" + user);
      assertEquals(204, asRoot.delete(account).status());
      expect(server, "account_ended user=root target=" + user);
      expectNothingMore(server);
    }
  }

  @Test
  void whoAsksTooMuchIsToldByEveryDoor() {
    try (HubbubProcess server = server(new JsonObject()
        .put("messages_per_second", 1)
        .put("messages_burst", 1)
        .put("frames_per_second", 1)
        .put("sessions_per_address", 0))) {
      Rest.User alice = server.rest().guest("Alice");
      expect(server, "login user=" + alice.username() + " how=guest");
      String hit = "limit_hit user=" + alice.username() + " action=";
      Rest as = server.rest().as(alice);
      JsonObject text = new JsonObject().put("text", "again and again");
      while (as.post("/rooms/general/messages", text).status() != 429) {
        // the one that is allowed
      }
      expect(server, hit + "POST /rooms/:room/messages room=general");
      try (WsClient session = WsClient.connect(server.port(), alice)) {
        while (!"error"
            .equals(session.ask(new JsonObject().put("type", "ping")).getString("type"))) {
          // the three that are allowed
        }
        expect(server, hit + "frame");
      }
      try (WsClient plain = WsClient.open(server.port(), "/ws", Map.of())) {
        Eventually.within(PATIENCE, () -> {
          plain.sendText("again");
          return told(server).contains("limit_hit action=frame") ? null : "nothing of it";
        });
      }
    }
  }

  @Test
  void whoOpensTooManyFromOneAddressIsTold() {
    try (HubbubProcess server = HubbubProcess.configured(new JsonObject()
            .put("profile", "production")
            .put("log", new JsonObject().put("format", "json"))
            .put("limits", new JsonObject().put("handshakes_per_second", 1)))
        .start()) {
      UpgradeRejectedException refused = assertThrows(UpgradeRejectedException.class, () -> {
        while (true) {
          WsClient.open(server.port(), "/api/v1/ws", Map.of()).close();
        }
      });
      assertEquals(429, refused.getStatus());
      expect(server, "limit_hit action=handshake");
      expectNothingMore(server);
    }
  }

  @Test
  void aFloodLeavesFewLinesThatSayHowManyThereWere() {
    try (HubbubProcess server = server(new JsonObject())) {
      AtomicInteger flood = new AtomicInteger();
      Eventually.within(PATIENCE, () -> {
        for (int i = 0; i < 100; i++) {
          assertEquals(403, WsClient.refused(server.port(), "/api/v1/ws", FOREIGN));
        }
        return flood.addAndGet(100) > 300
                && told(server).stream().anyMatch(SecurityLogIT::saysHowMany)
            ? null
            : "none was left out";
      });
      server.stop();
      List<String> told = told(server);
      int leftOut = told.stream()
          .filter(SecurityLogIT::saysHowMany)
          .mapToInt(line -> Integer.parseInt(line.substring(line.lastIndexOf('=') + 1)))
          .sum();
      String counts = told.size() + " lines, " + leftOut + " left out, of " + flood;
      assertTrue(told.size() >= 50 && told.size() < flood.get(), counts);
      assertTrue(leftOut > 0 && told.size() + leftOut <= flood.get(), counts);
    }
  }
}
