package dev.hubbub;

import static dev.hubbub.testing.Problems.assertAlike;
import static dev.hubbub.testing.Problems.assertDone;
import static dev.hubbub.testing.Problems.assertFields;
import static dev.hubbub.testing.Problems.assertProblem;
import static dev.hubbub.testing.Problems.header;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.testing.Eventually;
import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.Rest;
import dev.hubbub.testing.Stage;
import dev.hubbub.testing.Stage.Person;
import dev.hubbub.testing.WsClient;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Invitations over HTTP: made, listed, looked at, followed, used up, over. */
@Timeout(120)
class InviteRoutesIT {
  private static final String UNKNOWN = "AAAAAAAAAAAAAAAAAAAAAA";

  private static String hidden(Person owner) {
    return "/rooms/"
        + owner
            .here()
            .post("/rooms", new JsonObject().put("name", "Den").put("visibility", "private"))
            .expect(201)
            .getString("id");
  }

  private static JsonObject invite(Person maker, String room, JsonObject wish) {
    return maker.here().post(room + "/invites", wish).expect(201);
  }

  private static Rest.Answer accept(Rest as, String code) {
    return as.post("/invites/" + code + "/accept", null);
  }

  @ParameterizedTest
  @EnumSource
  void anInvitationLeadsIntoARoom(Stage stage) {
    Person ann = stage.person("Ann");
    Person bob = stage.person("Bob");
    String room = hidden(ann);
    Rest.Answer made = ann.here()
        .post(room + "/invites", new JsonObject().put("expires_in", 60).put("max_uses", 2));
    JsonObject invite = made.expect(201);
    assertFields(
        invite, "id", "created_by", "created_at", "expires_at", "max_uses", "uses", "code", "url");
    String code = invite.getString("code");
    assertTrue(code.matches("[A-Za-z0-9_-]{22}"), "128 bits in base64url");
    assertEquals("/api/v1" + room + "/invites/" + invite.getString("id"), header(made, "Location"));
    assertEquals("http://127.0.0.1:" + stage.one().port() + "/i/" + code, invite.getString("url"));
    assertEquals(ann.name(), invite.getString("created_by"));
    assertEquals(60_000, invite.getLong("expires_at") - invite.getLong("created_at"));

    JsonObject listed = ann.there().get(room + "/invites").entries("invites").get(0);
    JsonObject shown = invite.copy();
    shown.remove("code");
    shown.remove("url");
    assertEquals(shown, listed);

    JsonObject preview = stage.other().rest().get("/invites/" + code).expect(200);
    assertEquals(new JsonObject().put("name", "Den").put("members", 1), preview);
    Rest.Answer page = stage.one().rest().page("/i/" + code);
    assertEquals(200, page.status());
    assertEquals(stage.one().rest().page("/").text(), page.text());
    assertEquals("no-referrer", header(page, "Referrer-Policy"));

    assertProblem(401, "unauthorized", accept(stage.one().rest(), code));
    try (WsClient session = ann.session()) {
      assertEquals("joined", session.join(room.substring(7)).getString("type"));
      JsonObject in = accept(bob.there(), code).expect(200);
      assertEquals("member", in.getString("role"));
      assertEquals(room, "/rooms/" + in.getString("id"));
      JsonObject joined = session.await("member");
      assertEquals(bob.name(), joined.getString("user"));
      assertEquals("joined", joined.getString("change"));
    }
    assertEquals("owner", accept(ann.here(), code).expect(200).getString("role"));
    assertEquals("member", accept(bob.here(), code).expect(200).getString("role"));
    assertEquals(
        1, ann.there().get(room + "/invites").entries("invites").get(0).getInteger("uses"));
    assertProblem(403, "forbidden", bob.here().get(room + "/invites"));
    assertProblem(403, "forbidden", bob.here().post(room + "/invites", null));
    assertProblem(403, "forbidden", bob.here().delete(room + "/invites/" + invite.getString("id")));
  }

  @ParameterizedTest
  @EnumSource
  void usedUpExpiredRevokedAndUnknownAreAlike(Stage stage) {
    Person ann = stage.person("Ann");
    Person bob = stage.person("Bob");
    Person cid = stage.person("Cid");
    String room = hidden(ann);
    JsonObject once = invite(ann, room, new JsonObject().put("max_uses", 1));
    JsonObject brief = invite(ann, room, new JsonObject().put("expires_in", 1));
    JsonObject revoked = invite(ann, room, new JsonObject());
    JsonObject usable = invite(ann, room, new JsonObject());
    JsonObject unused = accept(bob.here(), once.getString("code")).expect(200);
    assertDone(ann.there().delete(room + "/invites/" + revoked.getString("id")));
    assertProblem(
        404, "not_found", ann.there().delete(room + "/invites/" + revoked.getString("id")));
    Eventually.within(WsClient.PATIENCE, () -> {
      int status =
          stage.other().rest().get("/invites/" + brief.getString("code")).status();
      return status == 404 ? null : "answered " + status;
    });
    Rest.Answer unknown = stage.one().rest().get("/invites/" + UNKNOWN);
    assertProblem(404, "not_found", unknown);
    Rest.Answer nothing = accept(cid.here(), UNKNOWN);
    assertProblem(404, "not_found", nothing);
    for (String code : List.of(
        once.getString("code"),
        brief.getString("code"),
        revoked.getString("code"),
        usable.getString("code").substring(1),
        usable.getString("code") + "A",
        usable.getString("id"),
        "a%20b")) {
      assertAlike(unknown, stage.other().rest().get("/invites/" + code));
      assertAlike(nothing, accept(cid.there(), code));
    }
    assertProblem(404, "not_found", cid.here().get(room));
    assertEquals(
        List.of(usable.getString("id")),
        ann.here().get(room + "/invites").entries("invites").stream()
            .map(entry -> entry.getString("id"))
            .toList());
  }

  @ParameterizedTest
  @EnumSource
  void whatAnInvitationCannotBeIsABadRequestAndItsEdgesAreNot(Stage stage) {
    Person ann = stage.person("Ann");
    String room = hidden(ann);
    for (String bad : List.of(
        "{\"expires_in\":0}",
        "{\"expires_in\":31536001}",
        "{\"expires_in\":null}",
        "{\"expires_in\":\"60\"}",
        "{\"expires_in\":1.5}",
        "{\"max_uses\":0}",
        "{\"max_uses\":1000001}",
        "{\"max_uses\":-1}",
        "{\"max_uses\":null}")) {
      assertProblem(400, "bad_request", ann.here().post(room + "/invites", new JsonObject(bad)));
    }
    for (String good : List.of(
        "{}",
        "{\"expires_in\":1}",
        "{\"expires_in\":31536000}",
        "{\"max_uses\":1}",
        "{\"max_uses\":1000000,\"other\":null}")) {
      JsonObject made = invite(ann, room, new JsonObject(good));
      assertEquals(0, made.getInteger("uses"));
    }
    JsonObject bare = ann.here().post(room + "/invites", null).expect(201);
    assertTrue(bare.containsKey("expires_at") && bare.getValue("expires_at") == null);
    assertTrue(bare.containsKey("max_uses") && bare.getValue("max_uses") == null);
    List<JsonObject> paged = ann.there().oneByOne(room + "/invites", "invites");
    assertEquals(bare.getString("id"), paged.get(0).getString("id"), "the newest first");
    assertTrue(paged.size() >= 5, paged::toString);
  }

  @ParameterizedTest
  @EnumSource
  void aWishRepeatedWithItsKeyYieldsTheSameCodeOnEveryInstance(Stage stage) {
    Person ann = stage.person("Ann");
    String room = hidden(ann);
    JsonObject wish = new JsonObject().put("max_uses", 5);
    Rest.Answer first = ann.here().withKey("k1").post(room + "/invites", wish);
    Rest.Answer again = ann.there().withKey("k1").post(room + "/invites", wish);
    assertEquals(first.expect(201).getString("id"), again.expect(201).getString("id"));
    assertEquals(first.body().getString("code"), again.body().getString("code"));
    assertEquals(header(first, "Location"), header(again, "Location"));
    assertEquals(1, ann.here().get(room + "/invites").entries("invites").size());
    assertProblem(
        409, "conflict", ann.there().withKey("k1").post(room + "/invites", new JsonObject()));
    String code = first.body().getString("code");
    assertNotEquals(
        code, ann.here().withKey("k2").post(room + "/invites", wish).expect(201).getString("code"));
    String elsewhere = hidden(ann);
    assertNotEquals(
        code, ann.here().withKey("k1").post(elsewhere + "/invites", wish).body().getString("code"));
    assertEquals(200, stage.other().rest().get("/invites/" + code).status());
    assertProblem(400, "bad_request", ann.here().withKey("a b").post(room + "/invites", wish));
  }

  @ParameterizedTest
  @EnumSource
  void ofTwoWhoRaceForTheLastUseOneWins(Stage stage) {
    Person ann = stage.person("Ann");
    String room = hidden(ann);
    for (int i = 0; i < 10; i++) {
      String code = invite(ann, room, new JsonObject().put("max_uses", 1)).getString("code");
      Person bob = stage.person("Bob");
      Person cid = stage.person("Cid");
      List<Integer> answers = Stream.of(bob.here(), cid.there())
          .map(each -> CompletableFuture.supplyAsync(() -> accept(each, code).status()))
          .toList()
          .stream()
          .map(CompletableFuture::join)
          .sorted()
          .toList();
      assertEquals(List.of(200, 404), answers);
    }
    assertEquals(11, ann.there().get(room).expect(200).getInteger("members"));
  }

  @ParameterizedTest
  @EnumSource
  void anInvitationDiesWithItsMakersRightToInvite(Stage stage) {
    Person ann = stage.person("Ann");
    Person bob = stage.person("Bob");
    Person eve = stage.person("Eve");
    String room = hidden(ann);
    JsonObject in = accept(bob.here(), invite(ann, room, new JsonObject()).getString("code"))
        .expect(200);
    assertEquals("member", in.getString("role"));
    JsonObject unused = ann.here()
        .patch(room + "/members/" + bob.name(), new JsonObject().put("role", "admin"))
        .expect(200);
    String his = bob.here().post(room + "/invites", null).expect(201).getString("code");
    assertEquals(200, stage.other().rest().get("/invites/" + his).status());
    JsonObject demoted = ann.there()
        .patch(room + "/members/" + bob.name(), new JsonObject().put("role", "member"))
        .expect(200);
    assertEquals("member", demoted.getString("role"));
    assertProblem(404, "not_found", stage.one().rest().get("/invites/" + his));
    assertProblem(404, "not_found", accept(eve.there(), his));
  }

  @ParameterizedTest
  @EnumSource
  void whoIsBannedCannotFollowAnInvitation(Stage stage) {
    Person ann = stage.person("Ann");
    Person bob = stage.person("Bob");
    String room = hidden(ann);
    String code = invite(ann, room, new JsonObject()).getString("code");
    assertDone(ann.here().put(room + "/bans/" + bob.name(), null));
    assertProblem(404, "not_found", accept(bob.there(), code));
    assertEquals(0, ann.here().get(room + "/invites").entries("invites").get(0).getInteger("uses"));
  }

  @Test
  void wrongCodesAreBoundedPerAddressAndPerUserAndUrlsAreOfThePublicOrigin() {
    JsonObject changes = new JsonObject()
        .put("profile", "production")
        .put("http", new JsonObject().put("public_url", "https://chat.example.org"))
        .put(
            "limits",
            new JsonObject().put("invite_tries_per_minute", 3).put("registrations_per_hour", 0));
    try (HubbubProcess server = HubbubProcess.configured(changes).start()) {
      Rest.User ann = server.rest().register("ann", "not a common one");
      String room = server.rest().as(ann).newRoom("Open");
      JsonObject invite =
          server.rest().as(ann).post("/rooms/" + room + "/invites", null).expect(201);
      String code = invite.getString("code");
      assertEquals("https://chat.example.org/i/" + code, invite.getString("url"));
      for (int i = 0; i < 3; i++) {
        assertProblem(404, "not_found", server.rest().get("/invites/" + UNKNOWN));
      }
      Rest.Answer refused = server.rest().get("/invites/" + UNKNOWN);
      assertProblem(429, "rate_limited", refused);
      assertFalse(header(refused, "Retry-After").isEmpty());
      assertProblem(429, "rate_limited", accept(server.rest().as(ann), UNKNOWN));
      assertFalse(server.output().contains(code) || server.output().contains(UNKNOWN));
    }
    JsonObject perUser =
        new JsonObject().put("limits", new JsonObject().put("invite_tries_per_minute", 3));
    try (HubbubProcess server = HubbubProcess.configured(perUser).start()) {
      Rest bob = server.rest().as(server.rest().guest("Bob"));
      for (int i = 0; i < 3; i++) {
        assertProblem(404, "not_found", accept(bob, UNKNOWN));
      }
      assertProblem(429, "rate_limited", accept(bob, UNKNOWN));
      Rest cid = server.rest().as(server.rest().guest("Cid"));
      assertProblem(404, "not_found", accept(cid, UNKNOWN));
    }
  }
}
