package dev.hubbub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.testing.Eventually;
import dev.hubbub.testing.Stage;
import dev.hubbub.testing.Stage.Person;
import dev.hubbub.testing.WsClient;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is alive in rooms, seen from a session on the other instance: typing, receipts, inbox, presence. */
@Timeout(120)
class LiveIT {
  private static final Stage STAGE = Stage.SHARED;

  private Person alice;
  private Person bob;
  private String room;

  @BeforeEach
  void people() {
    alice = STAGE.person("alice");
    bob = STAGE.person("bob");
    room = alice.here().newRoom(Stage.name("Live "));
    JsonObject unused = bob.here().post("/rooms/" + room + "/join", null).expect(200);
  }

  /** A session on the one instance. */
  private static WsClient here(Person person) {
    return WsClient.connect(STAGE.one().port(), person.user());
  }

  /** A session on the other. */
  private static WsClient there(Person person) {
    return WsClient.connect(STAGE.other().port(), person.user());
  }

  private static void follow(WsClient session, String room) {
    assertEquals("joined", session.join(room).getString("type"));
  }

  private static boolean is(JsonObject frame, String type) {
    return type.equals(frame.getString("type"));
  }

  private JsonObject typing(boolean on) {
    return new JsonObject().put("type", "typing").put("room", room).put("on", on);
  }

  private static JsonObject typed(WsClient session, Person by, boolean on) {
    return session.seen(
        frame -> is(frame, "typing")
            && by.name().equals(frame.getString("user"))
            && frame.getBoolean("on") == on,
        "typing " + on);
  }

  private static long count(WsClient session, String type) {
    return session.frames().stream().filter(frame -> is(frame, type)).count();
  }

  @Test
  void typingIsSeenByOthersAndEndsByItself() {
    try (WsClient a = here(alice);
        WsClient alsoA = there(alice);
        WsClient b = there(bob)) {
      List.of(a, alsoA, b).forEach(session -> follow(session, room));
      long began = System.nanoTime();
      assertEquals("ok", a.ask(typing(true)).getString("type"));
      assertEquals(room, typed(b, alice, true).getString("room"));
      JsonObject over = typed(b, alice, false);
      assertFalse(over.getBoolean("on"));
      assertTrue(System.nanoTime() - began >= Duration.ofMillis(5_500).toNanos());
      a.barrier();
      alsoA.barrier();
      assertEquals(0, count(a, "typing"));
      assertEquals(0, count(alsoA, "typing"));
    }
  }

  @Test
  void aMessageEndsTypingWithoutAFrameAndHastyTypingIsToldOnce() {
    try (WsClient a = here(alice);
        WsClient b = there(bob)) {
      List.of(a, b).forEach(session -> follow(session, room));
      for (int i = 0; i < 10; i++) {
        assertEquals("ok", a.ask(typing(true)).getString("type"));
      }
      JsonObject unused = typed(b, alice, true);
      assertEquals("ack", a.say(room, "k", "said").getString("type"));
      JsonObject message = b.await("message");
      assertEquals("said", message.getString("text"));
      // A later signal of somebody else passes the same way: nothing was between.
      try (WsClient alsoA = there(alice)) {
        follow(alsoA, room);
        assertEquals("ok", b.ask(typing(true)).getString("type"));
        JsonObject seen = typed(alsoA, bob, true);
        assertEquals(room, seen.getString("room"));
      }
      b.barrier();
      assertEquals(1, count(b, "typing"));
    }
  }

  @Test
  void whoIsNoMemberTypesToNobody() {
    Person eve = STAGE.person("eve");
    try (WsClient e = here(eve)) {
      assertEquals("error", e.ask(typing(true)).getString("type"));
    }
  }

  @Test
  void aReceiptIsToldToOthersAndToTheReadersOtherSessions() {
    long seq = say("one");
    try (WsClient a = there(alice);
        WsClient b = here(bob);
        WsClient alsoB = there(bob)) {
      List.of(a, b, alsoB).forEach(session -> follow(session, room));
      JsonObject read =
          new JsonObject().put("type", "read").put("room", room).put("seq", seq + 1_000);
      assertEquals("ok", b.ask(read).getString("type"));
      for (WsClient session : List.of(a, alsoB)) {
        JsonObject receipt = session.seen(frame -> is(frame, "receipt"), "a receipt");
        assertEquals(
            List.of(room, bob.name(), seq),
            List.of(receipt.getString("room"), receipt.getString("user"), receipt.getLong("seq")));
      }
      assertEquals("ok", b.ask(read.copy().put("seq", 1)).getString("type"));
      assertEquals(204, bob.there().put(path("/read"), seqBody(seq)).status());
      long next = say("two");
      assertEquals(204, bob.there().put(path("/read"), seqBody(next)).status());
      for (WsClient session : List.of(a, b)) {
        JsonObject receipt = session.seen(
            frame -> is(frame, "receipt") && frame.getLong("seq") == next, "what REST has read");
        assertEquals(bob.name(), receipt.getString("user"));
      }
      assertEquals(2, count(a, "receipt"));
      assertEquals(1, count(b, "receipt"));
      JsonObject readers =
          alice.there().get(path("/messages/" + next + "/readers")).expect(200);
      assertEquals(1, readers.getInteger("count"));
      assertEquals(bob.name(), readers.getJsonArray("readers").getString(0));
    }
  }

  @Test
  void marksThatAreKeptPrivateAreToldToNobodyAndNoneAreSeen() {
    JsonObject me =
        bob.there().patch("/me", new JsonObject().put("receipts", false)).expect(200);
    assertFalse(me.getBoolean("receipts"));
    long seq = say("one");
    try (WsClient a = there(alice);
        WsClient b = here(bob);
        WsClient alsoB = there(bob)) {
      List.of(a, b, alsoB).forEach(session -> follow(session, room));
      assertEquals(204, bob.here().put(path("/read"), seqBody(seq)).status());
      JsonObject own = alsoB.seen(frame -> is(frame, "receipt"), "the own mark");
      assertEquals(bob.name(), own.getString("user"));
      assertEquals(204, alice.here().put(path("/read"), seqBody(seq + 9)).status());
      long next = bobSays("two");
      assertEquals(204, alice.here().put(path("/read"), seqBody(next)).status());
      JsonObject hers = a.seen(frame -> is(frame, "receipt"), "her own mark");
      assertEquals(alice.name(), hers.getString("user"));
      assertEquals(1, count(a, "receipt"));
      alsoB.barrier();
      assertTrue(
          alsoB.frames().stream().filter(frame -> is(frame, "receipt")).allMatch(frame -> bob.name()
              .equals(frame.getString("user"))));
      assertFalse(member(alice, bob).containsKey("read"));
      assertFalse(member(bob, alice).containsKey("read"));
      assertTrue(member(bob, bob).containsKey("read"));
    }
  }

  @Test
  void theInboxTellsOfRoomsThatAreNotFollowed() {
    try (WsClient b = there(bob)) {
      // Whoever is online has their rooms known.
      awaitState(alice, bob, "online");
      long seq = say("hello @" + bob.name());
      JsonObject news = inbox(b, 1);
      assertEquals(
          List.of(1, 1, seq),
          List.of(news.getInteger("unread"), news.getInteger("mentioned"), news.getLong("seq")));
      assertEquals(204, bob.here().put(path("/read"), seqBody(seq)).status());
      JsonObject none = inbox(b, 0);
      assertEquals(0, none.getInteger("mentioned"));
      for (int i = 0; i < 20; i++) {
        long unused = say("more");
      }
      JsonObject all = inbox(b, 20);
      assertEquals(0, all.getInteger("mentioned"));
      assertTrue(count(b, "inbox") <= 6, () -> "too many: " + b.frames());
    }
  }

  @Test
  void theInboxTellsOfWhatIsSaidAsSoonAsASessionIsThere() {
    try (WsClient a = there(alice)) {
      follow(a, room);
      for (int said = 1; said <= 20; said++) {
        try (WsClient b = there(bob)) {
          for (int turn = 0; turn < said / 2; turn++) {
            b.barrier(); // a little later each time: who is there becomes known in steps
          }
          long seq = a.say(room, "k" + said, "news").getLong("seq");
          assertEquals(seq, inbox(b, said).getLong("seq"));
        }
      }
    }
  }

  @Test
  void theInboxTellsOfARoomThatIsJoinedLaterElsewhere() {
    try (WsClient b = there(bob)) {
      awaitState(alice, bob, "online");
      String later = alice.here().newRoom(Stage.name("Later "));
      JsonObject joined = bob.here().post("/rooms/" + later + "/join", null).expect(200);
      assertEquals(later, joined.getString("id"));
      JsonObject first = b.seen(
          frame -> is(frame, "inbox") && later.equals(frame.getString("room")), "the new room");
      assertEquals(0, first.getInteger("unread"));
      JsonObject said = alice
          .here()
          .post("/rooms/" + later + "/messages", new JsonObject().put("text", "hello"))
          .expect(201);
      JsonObject news = b.seen(
          frame -> is(frame, "inbox")
              && later.equals(frame.getString("room"))
              && frame.getInteger("unread") == 1,
          "news in it");
      assertEquals(said.getLong("seq"), news.getLong("seq"));
    }
  }

  @Test
  void whoIsThereIsSeenOnTheOtherInstance() {
    try (WsClient a = there(alice)) {
      follow(a, room);
      try (WsClient b = here(bob)) {
        JsonObject came = presence(a, bob, "online");
        assertFalse(came.containsKey("last_seen"));
        JsonObject away = new JsonObject().put("type", "presence").put("state", "away");
        assertEquals("ok", b.ask(away).getString("type"));
        JsonObject went = presence(a, bob, "away");
        assertTrue(is(went, "presence"));
        try (WsClient alsoB = there(bob)) {
          follow(alsoB, room);
          Eventually.within(
              Duration.ofSeconds(5),
              () -> "online".equals(member(alice, bob).getString("state")) ? null : "not online");
          JsonObject states =
              alsoB.seen(frame -> is(frame, "presence") && frame.containsKey("states"), "states");
          assertEquals("online", states.getJsonObject("states").getString(alice.name()));
        }
        awaitState(alice, bob, "away");
      }
      JsonObject offline = presence(a, bob, "offline");
      assertTrue(offline.getLong("last_seen") > 0);
      Eventually.within(Duration.ofSeconds(5), () -> {
        JsonObject seen = member(alice, bob);
        return seen.containsKey("last_seen") ? null : "no last_seen: " + seen;
      });
      JsonObject user = alice.here().get("/users/" + bob.name()).expect(200);
      assertEquals("offline", user.getString("state"));
    }
  }

  @Test
  void aReconnectionIsNotSeen() {
    try (WsClient a = there(alice)) {
      follow(a, room);
      WsClient before = here(bob);
      JsonObject came = presence(a, bob, "online");
      assertTrue(is(came, "presence"));
      before.close();
      try (WsClient b = there(bob)) {
        JsonObject away = new JsonObject().put("type", "presence").put("state", "away");
        assertEquals("ok", b.ask(away).getString("type"));
        JsonObject went = presence(a, bob, "away");
        assertTrue(is(went, "presence"));
        assertTrue(a.frames().stream()
            .noneMatch(frame -> is(frame, "presence")
                && bob.name().equals(frame.getString("user"))
                && "offline".equals(frame.getString("state"))));
      }
    }
  }

  private JsonObject presence(WsClient session, Person of, String state) {
    return session.seen(
        frame -> is(frame, "presence")
            && ((of.name().equals(frame.getString("user"))
                    && state.equals(frame.getString("state")))
                || (frame.containsKey("states")
                    && state.equals(frame.getJsonObject("states").getString(of.name())))),
        of.name() + " " + state);
  }

  private void awaitState(Person asker, Person of, String state) {
    Eventually.within(Duration.ofSeconds(10), () -> {
      String shown = member(asker, of).getString("state");
      return state.equals(shown) ? null : "is " + shown;
    });
  }

  private JsonObject member(Person asker, Person of) {
    return asker.here().get(path("/members")).expect(200).getJsonArray("members").stream()
        .map(JsonObject.class::cast)
        .filter(member -> of.name().equals(member.getString("user")))
        .findFirst()
        .orElseThrow();
  }

  private JsonObject inbox(WsClient session, int unread) {
    return session.seen(
        frame -> is(frame, "inbox")
            && room.equals(frame.getString("room"))
            && frame.getInteger("unread") == unread,
        unread + " unread");
  }

  private long say(String text) {
    return alice
        .here()
        .post(path("/messages"), new JsonObject().put("text", text))
        .expect(201)
        .getLong("seq");
  }

  private long bobSays(String text) {
    return bob.here()
        .post(path("/messages"), new JsonObject().put("text", text))
        .expect(201)
        .getLong("seq");
  }

  private String path(String rest) {
    return "/rooms/" + room + rest;
  }

  private static JsonObject seqBody(long seq) {
    return new JsonObject().put("seq", seq);
  }
}
