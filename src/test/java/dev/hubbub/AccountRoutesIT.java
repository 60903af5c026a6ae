package dev.hubbub;

import static dev.hubbub.testing.Problems.assertDone;
import static dev.hubbub.testing.Problems.assertFields;
import static dev.hubbub.testing.Problems.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.testing.Eventually;
import dev.hubbub.testing.Rest;
import dev.hubbub.testing.Stage;
import dev.hubbub.testing.Stage.Person;
import dev.hubbub.testing.WsClient;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Accounts over HTTP: one's own, others', and all of them for who looks after the server. */
@Timeout(120)
class AccountRoutesIT {
  private static final String PASSWORD = "tea at four, always";
  private static final String OTHER_PASSWORD = "coffee at five, never";

  private static JsonObject json(String text) {
    return new JsonObject(text);
  }

  private static JsonObject password(String password) {
    return new JsonObject().put("password", password);
  }

  private static JsonObject newPassword(String current, String fresh) {
    return password(fresh).put("current_password", current);
  }

  @ParameterizedTest
  @EnumSource
  void oneSeesAndRenamesOneself(Stage stage) {
    Person ann = stage.person("Ann", PASSWORD);
    JsonObject me = ann.here().get("/me").expect(200);
    assertFields(me, "username", "name", "guest", "administrator", "receipts", "created_at");
    assertEquals(ann.name(), me.getString("username"));
    assertFalse(me.getBoolean("guest") || me.getBoolean("administrator"));
    assertTrue(stage.person("Guest").here().get("/me").expect(200).getBoolean("guest"));

    JsonObject renamed = ann.here().patch("/me", json("{\"name\":\"Ann Ω\"}")).expect(200);
    assertEquals("Ann Ω", renamed.getString("name"));
    assertEquals(renamed, ann.there().get("/me").expect(200));
    for (String bad : List.of(
        "{}",
        "{\"name\":null}",
        "{\"name\":\" \"}",
        "{\"name\":\"" + "n".repeat(65) + "\"}",
        "{\"current_password\":\"x\"}",
        "{\"password\":\"long enough a one\"}",
        "{\"password\":\"short\",\"current_password\":\"" + PASSWORD + "\"}",
        "{\"password\":null,\"current_password\":\"" + PASSWORD + "\"}")) {
      assertProblem(400, "bad_request", ann.here().patch("/me", json(bad)));
    }
    JsonObject longest =
        ann.here().patch("/me", new JsonObject().put("name", "n".repeat(64))).expect(200);
    assertEquals(64, longest.getString("name").length());
  }

  @ParameterizedTest
  @EnumSource
  void aNewPasswordEndsTheOtherLoginsAndNotThisOne(Stage stage) {
    Person ann = stage.person("Ann", PASSWORD);
    Rest.User other = stage.other().rest().login(ann.name(), PASSWORD);
    try (WsClient session = WsClient.connect(stage.other().port(), other)) {
      assertProblem(
          403, "forbidden", ann.here().patch("/me", newPassword("wrong one", OTHER_PASSWORD)));
      session.barrier();
      JsonObject both = ann.here()
          .patch("/me", newPassword(PASSWORD, OTHER_PASSWORD).put("name", "Anew"))
          .expect(200);
      assertEquals("Anew", both.getString("name"));
      assertEquals(4401, session.awaitClose());
    }
    JsonObject refresh = new JsonObject().put("refresh_token", other.refreshToken());
    assertProblem(401, "unauthorized", stage.one().rest().post("/auth/refresh", refresh));
    Eventually.within(WsClient.PATIENCE, () -> {
      int status = stage.other().rest().as(other).get("/me").status();
      return status == 401 ? null : "answered " + status;
    });
    assertEquals("Anew", ann.there().get("/me").expect(200).getString("name"));
    assertProblem(
        401,
        "unauthorized",
        stage.one().rest().post("/auth/login", password(PASSWORD).put("username", ann.name())));
    Rest.User again = stage.one().rest().login(ann.name(), OTHER_PASSWORD);
    assertEquals(ann.name(), again.username());
  }

  @ParameterizedTest
  @EnumSource
  void loginsAreListedAndEndedOneByOne(Stage stage) {
    Person ann = stage.person("Ann", PASSWORD);
    Person bob = stage.person("Bob");
    Rest.User other =
        stage.other().rest().with("User-Agent", "Teapot/1.0").login(ann.name(), PASSWORD);
    List<JsonObject> sessions = ann.here().get("/auth/sessions").entries("sessions");
    assertEquals(2, sessions.size());
    sessions.forEach(
        entry -> assertFields(entry, "id", "created_at", "seen_at", "agent", "current"));
    assertEquals("Teapot/1.0", sessions.get(0).getString("agent"));
    assertFalse(sessions.get(0).getBoolean("current"));
    assertTrue(sessions.get(1).getBoolean("current"));
    assertEquals(sessions, ann.there().oneByOne("/auth/sessions", "sessions"));

    String id = sessions.get(0).getString("id");
    assertProblem(404, "not_found", bob.here().delete("/auth/sessions/" + id));
    assertProblem(404, "not_found", ann.here().delete("/auth/sessions/unknown"));
    assertProblem(404, "not_found", ann.here().delete("/auth/sessions/" + "x".repeat(100)));
    try (WsClient session = WsClient.connect(stage.other().port(), other)) {
      assertDone(ann.here().delete("/auth/sessions/" + id));
      assertEquals(4401, session.awaitClose());
    }
    assertProblem(404, "not_found", ann.here().delete("/auth/sessions/" + id));
    assertEquals(1, ann.here().get("/auth/sessions").entries("sessions").size());
    assertProblem(401, "unauthorized", stage.other().rest().as(other).get("/auth/sessions"));
    assertProblem(400, "bad_request", ann.here().get("/auth/sessions?cursor=%21"));
  }

  @ParameterizedTest
  @EnumSource
  void peopleAreFoundByUsernameAndName(Stage stage) {
    String stem = Stage.name("finder");
    Person ann = stage.person(stem + "a");
    Person bob = stage.person(stem + "b");
    JsonObject unused =
        bob.here().patch("/me", new JsonObject().put("name", "Bob " + stem)).expect(200);
    JsonObject found =
        ann.there().get("/users/" + bob.name().toUpperCase(Locale.ROOT)).expect(200);
    // They share the room that newcomers are in.
    assertFields(found, "username", "name", "state");
    assertEquals("offline", found.remove("state"));
    assertEquals(bob.name(), found.getString("username"));
    for (String nobody : List.of(Stage.name("nobody"), "a%20b", "-", "x".repeat(33))) {
      assertProblem(404, "not_found", ann.here().get("/users/" + nobody));
    }
    List<JsonObject> listed =
        ann.here().oneByOne("/users?q=" + stem.toUpperCase(Locale.ROOT), "users");
    assertTrue(listed.contains(found), listed::toString);
    assertEquals(listed, ann.there().get("/users?q=" + stem).entries("users"));
    assertEquals(List.of(), ann.here().get("/users?q=%25" + stem).entries("users"));
    assertProblem(400, "bad_request", ann.here().get("/users?q=" + "q".repeat(101)));
    assertProblem(400, "bad_request", ann.here().get("/users?limit=0"));
    assertProblem(401, "unauthorized", stage.one().rest().get("/users"));
  }

  @ParameterizedTest
  @EnumSource
  void anAccountThatEndsLeavesTombstonesAndItsRoomsToOthers(Stage stage) {
    Person ann = stage.person("Ann", PASSWORD);
    Person bob = stage.person("Bob");
    Person cid = stage.person("Cid");
    String room = "/rooms/" + ann.here().newRoom(Stage.name("Left"));
    for (Person other : List.of(bob, cid)) {
      JsonObject in = other.here().post(room + "/join", null).expect(200);
      assertEquals("member", in.getString("role"));
    }
    JsonObject said = ann.here()
        .post(room + "/messages", new JsonObject().put("text", "soon forgotten"))
        .expect(201);
    JsonObject admin = ann.here()
        .patch(room + "/members/" + cid.name(), new JsonObject().put("role", "admin"))
        .expect(200);
    assertEquals("admin", admin.getString("role"));
    assertProblem(
        400, "bad_request", ann.here().delete("/me", new JsonObject().putNull("password")));
    assertProblem(403, "forbidden", ann.here().delete("/me", password("not this one")));

    try (WsClient here = WsClient.connect(stage.one().port(), ann.user());
        WsClient there = ann.session();
        WsClient witness = bob.session()) {
      assertEquals("joined", witness.join(room.substring(7)).getString("type"));
      assertDone(ann.here().delete("/me", password(PASSWORD)));
      assertEquals(4401, here.awaitClose());
      assertEquals(4401, there.awaitClose());
      JsonObject event = witness.await("member");
      JsonObject next = witness.await("member");
      List<String> changes = List.of(event.getString("change"), next.getString("change")).stream()
          .sorted()
          .toList();
      assertEquals(List.of("left", "role"), changes);
    }
    assertEquals("owner", cid.there().get(room).expect(200).getString("role"));
    Eventually.within(WsClient.PATIENCE, () -> {
      JsonObject left = bob.there().get(room + "/messages").entries("events").get(0);
      return left.getBoolean("deleted", false) ? null : left.encode();
    });
    JsonObject tombstone = bob.here().get(room + "/messages").entries("events").get(0);
    assertEquals(said.getLong("seq"), tombstone.getLong("seq"));
    assertNull(tombstone.getValue("text"));
    assertProblem(404, "not_found", bob.there().get("/users/" + ann.name()));
    assertEquals(List.of(), bob.here().get("/users?q=" + ann.name()).entries("users"));
    assertProblem(
        404, "not_found", bob.here().post("/direct", new JsonObject().put("user", ann.name())));
    assertProblem(404, "not_found", cid.here().put(room + "/bans/" + ann.name(), null));
    JsonObject same = password(PASSWORD).put("username", ann.name().toLowerCase(Locale.ROOT));
    assertProblem(409, "conflict", stage.other().rest().post("/auth/register", same));
    assertProblem(401, "unauthorized", stage.other().rest().post("/auth/login", same));
    assertProblem(401, "unauthorized", ann.here().get("/me"));
  }

  @ParameterizedTest
  @EnumSource
  void whoLooksAfterTheServerShutsAccountsOutAndLetsThemIn(Stage stage) {
    Person ann = stage.person("Ann", PASSWORD);
    Person bob = stage.person("Bob", PASSWORD);
    assertProblem(403, "forbidden", ann.here().get("/admin/users"));
    JsonObject disable = new JsonObject().put("disabled", true);
    assertProblem(403, "forbidden", ann.here().patch("/admin/users/" + bob.name(), disable));
    assertEquals(0, stage.one().user("", "role", ann.name(), "admin").status());
    assertTrue(ann.there().get("/me").expect(200).getBoolean("administrator"));

    List<JsonObject> all = ann.here().get("/admin/users?q=" + bob.name()).entries("users");
    assertFields(
        all.get(0),
        "username",
        "name",
        "guest",
        "administrator",
        "receipts",
        "created_at",
        "disabled");
    assertEquals(
        2, ann.there().get("/admin/users?limit=2").entries("users").size(), "one page of all");
    try (WsClient session = bob.session()) {
      JsonObject shut = ann.here().patch("/admin/users/" + bob.name(), disable).expect(200);
      assertTrue(shut.getBoolean("disabled"));
      assertEquals(4403, session.awaitClose());
    }
    Eventually.within(WsClient.PATIENCE, () -> {
      int status = bob.there().get("/me").status();
      return status == 401 ? null : "answered " + status;
    });
    JsonObject login = password(PASSWORD).put("username", bob.name());
    assertProblem(401, "unauthorized", stage.other().rest().post("/auth/login", login));
    JsonObject in = ann.there()
        .patch("/admin/users/" + bob.name(), new JsonObject().put("disabled", false))
        .expect(200);
    assertFalse(in.getBoolean("disabled"));
    assertEquals(bob.name(), stage.other().rest().login(bob.name(), PASSWORD).username());

    for (String bad : List.of("{}", "{\"disabled\":null}", "{\"disabled\":\"true\"}")) {
      assertProblem(400, "bad_request", ann.here().patch("/admin/users/" + bob.name(), json(bad)));
    }
    assertProblem(404, "not_found", ann.here().patch("/admin/users/a%20b", disable));
    assertProblem(404, "not_found", ann.here().patch("/admin/users/" + Stage.name("no"), disable));
    String room = "/rooms/"
        + bob.stage()
            .one()
            .rest()
            .as(stage.one().rest().login(bob.name(), PASSWORD))
            .newRoom(Stage.name("Bobs"));
    assertDone(ann.here().delete(room));
    assertProblem(409, "conflict", ann.here().delete("/rooms/general"));
  }
}
