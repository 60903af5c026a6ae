package dev.hubbub;

import static dev.hubbub.testing.Problems.assertDone;
import static dev.hubbub.testing.Problems.assertFields;
import static dev.hubbub.testing.Problems.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.testing.Eventually;
import dev.hubbub.testing.Rest;
import dev.hubbub.testing.Stage;
import dev.hubbub.testing.Stage.Person;
import dev.hubbub.testing.WsClient;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is in a room and as what, over HTTP; whoever follows it on the other instance learns it in order. */
@Timeout(120)
class MemberRoutesIT {
  private static JsonObject role(String role) {
    return new JsonObject().put("role", role);
  }

  /** A public room of {@code owner} that {@code others} are members of. */
  private static String room(Person owner, Person... others) {
    String room = owner.here().newRoom(Stage.name("Room"));
    for (Person other : others) {
      JsonObject unused = other.here().post("/rooms/" + room + "/join", null).expect(200);
    }
    return "/rooms/" + room;
  }

  private static String id(String path) {
    return path.substring("/rooms/".length());
  }

  private static List<String> users(List<JsonObject> entries) {
    return entries.stream().map(entry -> entry.getString("user")).toList();
  }

  private static JsonObject of(Person person, List<JsonObject> entries) {
    return entries.get(users(entries).indexOf(person.name()));
  }

  private static List<String> sorted(Person... people) {
    return Stream.of(people).map(Person::name).sorted().toList();
  }

  @ParameterizedTest
  @EnumSource
  void membersAreListedWithRoleStateAndMark(Stage stage) {
    Person ann = stage.person("Ann");
    Person bob = stage.person("Bob");
    Person cid = stage.person("Cid");
    String room = room(ann, bob, cid);
    try (WsClient here = WsClient.connect(stage.one().port(), bob.user())) {
      here.barrier();
      Eventually.within(Duration.ofSeconds(5), () -> {
        List<JsonObject> now = cid.here().get(room + "/members").entries("members");
        return "online".equals(of(bob, now).getString("state")) ? null : "not online";
      });
      List<JsonObject> members = cid.here().get(room + "/members").entries("members");
      assertEquals(sorted(ann, bob, cid), users(members));
      members.forEach(member -> assertFields(member, "user", "name", "role", "state", "read"));
      assertEquals("owner", of(ann, members).getString("role"));
      assertEquals("member", of(bob, members).getString("role"));
      assertEquals("online", of(bob, members).getString("state"));
      assertEquals("offline", of(cid, members).getString("state"));
      assertEquals(3, of(cid, members).getLong("read"));
      assertEquals(users(members), users(ann.there().oneByOne(room + "/members", "members")));
    }
    assertProblem(400, "bad_request", ann.here().get(room + "/members?limit=201"));
    assertProblem(400, "bad_request", ann.here().get(room + "/members?cursor=%21"));
  }

  @ParameterizedTest
  @EnumSource
  void theOwnerGivesRolesAndHandsTheRoomOn(Stage stage) {
    Person ann = stage.person("Ann");
    Person bob = stage.person("Bob");
    Person cid = stage.person("Cid");
    Person eve = stage.person("Eve");
    String room = room(ann, bob, cid);
    try (WsClient session = cid.session()) {
      assertEquals("joined", session.join(id(room)).getString("type"));
      JsonObject admin =
          ann.here().patch(room + "/members/" + bob.name(), role("admin")).expect(200);
      assertFields(admin, "user", "name", "role", "state", "read");
      assertEquals(bob.name(), admin.getString("user"));
      assertEquals("admin", admin.getString("role"));
      assertRole(session.await("member"), 4, bob, "admin");
      assertEquals(
          "admin",
          ann.there()
              .patch(room + "/members/" + bob.name(), role("admin"))
              .expect(200)
              .getString("role"));

      assertProblem(
          403, "forbidden", bob.here().patch(room + "/members/" + cid.name(), role("admin")));
      assertProblem(
          403, "forbidden", cid.here().patch(room + "/members/" + cid.name(), role("owner")));
      assertProblem(
          404, "not_found", ann.here().patch(room + "/members/" + eve.name(), role("admin")));
      assertProblem(404, "not_found", ann.here().patch(room + "/members/a%20b", role("admin")));
      for (JsonObject bad : List.of(
          new JsonObject(), role("king"), role("Admin"), new JsonObject().putNull("role"))) {
        assertProblem(400, "bad_request", ann.here().patch(room + "/members/" + bob.name(), bad));
      }

      assertEquals(
          "owner",
          ann.there()
              .patch(room + "/members/" + bob.name(), role("owner"))
              .expect(200)
              .getString("role"));
      JsonObject first = session.await("member");
      JsonObject second = session.await("member");
      assertEquals(List.of(5L, 6L), List.of(first.getLong("seq"), second.getLong("seq")));
      assertEquals("admin", ann.here().get(room).expect(200).getString("role"));
      assertEquals("owner", bob.here().get(room).expect(200).getString("role"));
      assertDone(ann.here().post(room + "/leave", null));
      assertProblem(409, "conflict", bob.here().post(room + "/leave", null));
      JsonObject left = session.await(frame -> "left".equals(frame.getString("change")));
      assertEquals(ann.name(), left.getString("user"));
      session.assertNothingMore();
    }
  }

  private static void assertRole(JsonObject event, long seq, Person user, String role) {
    assertEquals(seq, event.getLong("seq"));
    assertEquals("role", event.getString("change"));
    assertEquals(user.name(), event.getString("user"));
    assertEquals(role, event.getString("role"));
  }

  @ParameterizedTest
  @EnumSource
  void whoIsKickedSeesThatAsTheLastEventAndMayComeBack(Stage stage) {
    Person ann = stage.person("Ann");
    Person bob = stage.person("Bob");
    Person cid = stage.person("Cid");
    String room = room(ann, bob, cid);
    try (WsClient kicked = bob.session();
        WsClient witness = cid.session()) {
      assertEquals("joined", kicked.join(id(room)).getString("type"));
      assertEquals("joined", witness.join(id(room)).getString("type"));
      assertProblem(403, "forbidden", bob.here().delete(room + "/members/" + cid.name()));
      assertDone(ann.here().delete(room + "/members/" + bob.name()));
      JsonObject sent = ann.here()
          .post(room + "/messages", new JsonObject().put("text", "he is gone"))
          .expect(201);
      assertEquals(sent.getLong("seq"), witness.await("message").getLong("seq"));
      JsonObject last = kicked.await("member");
      assertEquals("kicked", last.getString("change"));
      assertEquals(bob.name(), last.getString("user"));
      assertEquals(ann.name(), last.getString("from"));
      assertEquals(sent.getLong("seq") - 1, last.getLong("seq"));
      kicked.assertNothingMore();
    }
    assertProblem(403, "forbidden", bob.there().get(room + "/messages"));
    assertProblem(404, "not_found", ann.there().delete(room + "/members/" + bob.name()));
    assertProblem(403, "forbidden", ann.there().delete(room + "/members/" + ann.name()));
    JsonObject back = bob.there().post(room + "/join", null).expect(200);
    assertEquals("member", back.getString("role"));
    assertEquals(1, bob.here().get(room + "/messages").entries("events").size());
  }

  @ParameterizedTest
  @EnumSource
  void whoIsBannedIsKeptOutUntilItIsUndone(Stage stage) {
    Person ann = stage.person("Ann");
    Person bob = stage.person("Bob");
    Person eve = stage.person("Eve");
    String room = room(ann, bob);
    try (WsClient banned = bob.session()) {
      assertEquals("joined", banned.join(id(room)).getString("type"));
      assertDone(ann.here().put(room + "/bans/" + bob.name(), null));
      JsonObject last = banned.await("member");
      assertEquals("banned", last.getString("change"));
      assertEquals(bob.name(), last.getString("user"));
      banned.assertNothingMore();
      assertEquals("forbidden", banned.join(id(room)).getString("code"));
    }
    assertProblem(403, "forbidden", bob.there().post(room + "/join", null));
    assertDone(ann.there().put(room + "/bans/" + eve.name(), new JsonObject()));
    long seq = ann.here().get(room).body().getLong("seq");
    assertDone(ann.there().put(room + "/bans/" + eve.name(), null));
    assertEquals(seq, ann.here().get(room).body().getLong("seq"), "no event for what is so");
    assertProblem(403, "forbidden", eve.here().post(room + "/join", null));
    assertProblem(404, "not_found", ann.here().put(room + "/bans/" + Stage.name("nobody"), null));
    assertProblem(403, "forbidden", ann.here().put(room + "/bans/" + ann.name(), null));

    List<JsonObject> bans = ann.here().get(room + "/bans").entries("bans");
    assertEquals(sorted(bob, eve), users(bans));
    bans.forEach(ban -> assertFields(ban, "user", "name", "by", "at"));
    assertEquals(ann.name(), bans.get(0).getString("by"));
    assertEquals(users(bans), users(ann.there().oneByOne(room + "/bans", "bans")));

    assertDone(ann.there().delete(room + "/bans/" + bob.name()));
    assertProblem(404, "not_found", ann.there().delete(room + "/bans/" + bob.name()));
    assertEquals("member", bob.there().post(room + "/join", null).expect(200).getString("role"));
    assertProblem(403, "forbidden", bob.here().get(room + "/bans"));
    assertProblem(403, "forbidden", bob.here().delete(room + "/bans/" + eve.name()));
  }

  @ParameterizedTest
  @EnumSource
  void whoIsMutedReadsButSaysNothing(Stage stage) {
    Person ann = stage.person("Ann");
    Person bob = stage.person("Bob");
    String room = room(ann, bob);
    JsonObject text = new JsonObject().put("text", "hm");
    String mute = room + "/mutes/" + bob.name();
    for (Object bad : new Object[] {0, 31_536_001, -1, "5", 1.5, true}) {
      assertProblem(
          400, "bad_request", ann.here().put(mute, new JsonObject().put("expires_in", bad)));
    }
    assertProblem(400, "bad_request", ann.here().put(mute, new JsonObject().putNull("expires_in")));
    assertProblem(403, "forbidden", bob.here().put(room + "/mutes/" + ann.name(), null));
    assertProblem(404, "not_found", ann.here().put(room + "/mutes/" + Stage.name("no"), null));

    assertDone(ann.here().put(mute, null));
    assertProblem(403, "forbidden", bob.there().post(room + "/messages", text));
    assertEquals(List.of(), bob.there().get(room + "/messages").entries("events"));
    List<JsonObject> mutes = ann.there().oneByOne(room + "/mutes", "mutes");
    assertEquals(List.of(bob.name()), users(mutes));
    assertFields(mutes.get(0), "user", "name", "by", "at", "expires_at");
    assertEquals(null, mutes.get(0).getValue("expires_at"));

    assertDone(ann.here().put(mute, new JsonObject().put("expires_in", 31_536_000)));
    JsonObject now = ann.there().get(room + "/mutes").entries("mutes").get(0);
    assertEquals(31_536_000_000L, now.getLong("expires_at") - now.getLong("at"));
    assertProblem(403, "forbidden", bob.there().get(room + "/mutes"));
    assertDone(ann.there().delete(mute));
    assertProblem(404, "not_found", ann.there().delete(mute));
    JsonObject said = bob.here().post(room + "/messages", text).expect(201);
    assertEquals(3, said.getLong("seq"), "mutes are no events");

    assertDone(ann.here().put(mute, new JsonObject().put("expires_in", 1)));
    Eventually.within(WsClient.PATIENCE, () -> {
      Rest.Answer answer = bob.there().post(room + "/messages", text);
      return answer.status() == 201 ? null : "muted: " + answer.text();
    });
    assertEquals(List.of(), ann.here().get(room + "/mutes").entries("mutes"));
  }

  @ParameterizedTest
  @EnumSource
  void inSlowModeMembersWaitBetweenMessagesAndThoseAboveDoNot(Stage stage) {
    Person ann = stage.person("Ann");
    Person bob = stage.person("Bob");
    String room = room(ann, bob);
    JsonObject slow =
        ann.here().patch(room, new JsonObject().put("slow_mode_s", 60)).expect(200);
    assertEquals(60, slow.getInteger("slow_mode_s"));
    JsonObject text = new JsonObject().put("text", "hm");
    JsonObject unused = bob.here().post(room + "/messages", text).expect(201);
    Rest.Answer refused = bob.there().post(room + "/messages", text);
    assertProblem(429, "rate_limited", refused);
    long waitMs = refused.body().getLong("retry_after_ms");
    assertTrue(waitMs > 0 && waitMs <= 60_000, () -> "wait " + waitMs);
    assertTrue(refused.headers().firstValue("Retry-After").isPresent());
    for (int i = 0; i < 2; i++) {
      JsonObject said = ann.here().post(room + "/messages", text).expect(201);
      assertEquals(5 + i, said.getLong("seq"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatWasDoneIsListedForThoseWithARole(Stage stage) {
    Person ann = stage.person("Ann");
    Person bob = stage.person("Bob");
    Person cid = stage.person("Cid");
    String room = room(ann, bob, cid);
    JsonObject unused =
        ann.here().patch(room + "/members/" + bob.name(), role("admin")).expect(200);
    assertDone(bob.here().put(room + "/mutes/" + cid.name(), null));
    assertDone(bob.there().delete(room + "/mutes/" + cid.name()));
    assertDone(bob.here().delete(room + "/members/" + cid.name()));
    assertDone(bob.there().put(room + "/bans/" + cid.name(), null));
    assertDone(ann.here().delete(room + "/bans/" + cid.name()));
    JsonObject changed =
        ann.here().patch(room, new JsonObject().put("topic", "x")).expect(200);
    assertEquals("x", changed.getString("topic"));
    JsonObject invite = ann.here().post(room + "/invites", null).expect(201);
    assertDone(ann.there().delete(room + "/invites/" + invite.getString("id")));

    List<JsonObject> all = bob.there().get(room + "/audit").entries("audit");
    assertEquals(
        List.of("revoke", "invite", "change", "unban", "ban", "kick", "unmute", "mute", "role"),
        all.stream().map(entry -> entry.getString("action")).toList());
    JsonObject kick = all.get(5);
    assertEquals(bob.name(), kick.getString("by"));
    assertEquals(cid.name(), kick.getString("user"));
    all.forEach(entry -> {
      assertTrue(entry.getLong("id") > 0 && entry.getLong("at") > 0, entry::encode);
      assertTrue(!entry.encode().contains(invite.getString("code")), entry::encode);
    });
    assertEquals(all, ann.here().oneByOne(room + "/audit", "audit"));
    JsonObject back = cid.here().post(room + "/join", null).expect(200);
    assertEquals("member", back.getString("role"));
    assertProblem(403, "forbidden", cid.here().get(room + "/audit"));
  }
}
