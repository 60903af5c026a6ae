package dev.hubbub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.testing.EventStream;
import dev.hubbub.testing.EventStream.Received;
import dev.hubbub.testing.Rest;
import dev.hubbub.testing.Stage;
import dev.hubbub.testing.Stage.Person;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rooms as a stream of Server-Sent Events, under the promises of a joined session. */
class EventStreamIT {
  private static EventStream open(Person who, String rooms, @Nullable String last) {
    return EventStream.open(who.stage().one().port(), who.user().token(), rooms, last);
  }

  private static EventStream openThere(Person who, String rooms, @Nullable String last) {
    return EventStream.open(who.stage().other().port(), who.user().token(), rooms, last);
  }

  private static void say(Rest as, String room, String text) {
    assertEquals(
        201,
        as.post("/rooms/" + room + "/messages", new JsonObject().put("text", text))
            .status());
  }

  private static String room(Person owner, Person... members) {
    String room = owner.here().newRoom(Stage.name("Stream"));
    for (Person member : members) {
      assertEquals(200, member.here().post("/rooms/" + room + "/join", null).status());
    }
    return room;
  }

  @ParameterizedTest
  @EnumSource
  void whatIsSaidOnTheOtherInstanceComesAsItsFrame(Stage stage) {
    Person ann = stage.person("Ann");
    Person bob = stage.person("Bob");
    String room = room(ann, bob);
    say(ann.here(), room, "before");
    try (EventStream stream = open(bob, room, null)) {
      assertEquals(200, stream.status());
      assertEquals("text/event-stream", stream.contentType());
      say(ann.there(), room, "hé 👍\nsecond line");
      Received said = stream.next("message");
      assertEquals("hé 👍\nsecond line", said.data().getString("text"));
      assertEquals(4, said.data().getLong("seq"));
      assertEquals(room, said.data().getString("room"));
      assertEquals(ann.name(), said.data().getString("from"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aStreamGoesOnWhereAnotherEndedOnWhicheverInstance(Stage stage) {
    Person ann = stage.person("Ann");
    Person bob = stage.person("Bob");
    String one = room(ann, bob);
    String two = room(ann, bob);
    String last;
    try (EventStream stream = open(bob, one + "," + two, null)) {
      say(ann.there(), one, "first");
      assertEquals(3, stream.next("message").data().getLong("seq"));
      say(ann.here(), two, "second");
      assertEquals(3, stream.next("message").data().getLong("seq"));
      last = stream.lastId();
    }
    List<String> missed = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      say(ann.here(), one, "one " + i);
      say(ann.there(), two, "two " + i);
    }
    try (EventStream stream = openThere(bob, one + "," + two, last)) {
      for (int i = 0; i < 10; i++) {
        missed.add(stream.next("message").data().getString("text"));
      }
      say(ann.here(), one, "live");
      assertEquals("live", stream.next("message").data().getString("text"));
    }
    for (int i = 0; i < 5; i++) {
      assertTrue(missed.indexOf("one " + i) >= 0 && missed.indexOf("two " + i) >= 0);
      assertTrue(i == 0 || missed.indexOf("one " + i) > missed.indexOf("one " + (i - 1)));
    }
  }

  @Test
  void aStreamThatMissedTooMuchIsToldToStartAfresh() {
    Person ann = Stage.EMBEDDED.person("Ann");
    Person bob = Stage.EMBEDDED.person("Bob");
    String room = room(ann, bob);
    String last;
    try (EventStream stream = open(bob, room, null)) {
      say(ann.here(), room, "first");
      assertEquals("first", stream.next("message").data().getString("text"));
      last = stream.lastId();
    }
    // The default configuration repairs a session with 1,000 events.
    for (int i = 0; i < 1_001; i++) {
      assertEquals(
          200,
          ann.here()
              .patch("/rooms/" + room, new JsonObject().put("topic", "topic " + i))
              .status());
    }
    try (EventStream stream = open(bob, room, last)) {
      Received joined = stream.next();
      assertEquals("joined", joined.event());
      assertEquals(false, joined.data().getBoolean("recovered"));
      assertEquals(1_004, joined.data().getLong("seq"));
      say(ann.here(), room, "after");
      assertEquals(1_005, stream.next("message").data().getLong("seq"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "%20", "bm90IGEgcG9zaXRpb24", "_", "Z2VuZXJhbCAtMSBh"})
  void aPositionThatWasNotHandedOutIsABadRequest(String last) {
    Person ann = Stage.EMBEDDED.person("Ann");
    try (EventStream stream = open(ann, room(ann), last)) {
      assertEquals(400, stream.status());
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoIsNoMemberIsToldOfNothing(Stage stage) {
    Person ann = stage.person("Ann");
    Person bob = stage.person("Bob");
    String open = room(ann);
    String banned = room(ann, bob);
    assertEquals(
        204, ann.here().put("/rooms/" + banned + "/bans/" + bob.name(), null).status());
    String hidden = ann.here()
        .post("/rooms", new JsonObject().put("name", "Hidden").put("visibility", "private"))
        .expect(201)
        .getString("id");
    String mine = room(bob);
    for (String rooms : List.of(
        open, banned, hidden, Stage.name("missing"), "NO", mine + "," + hidden, mine + ",")) {
      try (EventStream stream = open(bob, rooms, null)) {
        assertEquals(404, stream.status(), rooms);
      }
    }
    try (EventStream stream = EventStream.open(stage.one().port(), null, open, null)) {
      assertEquals(401, stream.status());
    }
    try (EventStream stream = open(bob, "", null)) {
      assertEquals(400, stream.status());
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoIsRemovedSeesThatLastOfTheRoomAndTheOtherRoomsGoOn(Stage stage) {
    Person ann = stage.person("Ann");
    Person bob = stage.person("Bob");
    String one = room(ann, bob);
    String two = room(ann, bob);
    try (EventStream stream = open(bob, one + "," + two, null)) {
      assertEquals(
          204, ann.there().delete("/rooms/" + one + "/members/" + bob.name()).status());
      say(ann.there(), one, "not for bob");
      Received kicked = stream.next("member");
      assertEquals("kicked", kicked.data().getString("change"));
      say(ann.there(), two, "for bob");
      assertEquals("for bob", stream.next("message").data().getString("text"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aStreamEndsWithItsLoginOnEveryInstance(Stage stage) {
    Person bob = stage.person("Bob");
    String room = room(bob);
    try (EventStream here = open(bob, room, null);
        EventStream there = openThere(bob, room, null)) {
      assertEquals(204, bob.here().post("/auth/logout", null).status());
      assertEquals(
          List.of(),
          here.untilEnd().stream().filter(e -> e.event().equals("message")).toList());
      assertEquals(
          List.of(),
          there.untilEnd().stream().filter(e -> e.event().equals("message")).toList());
    }
  }

  @Test
  void aStreamCountsAmongTheSessionsOfItsUser() {
    Person bob = Stage.EMBEDDED.person("Bob");
    String room = room(bob);
    try (EventStream oldest = open(bob, room, null)) {
      List<EventStream> others = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        others.add(open(bob, room, null));
      }
      assertTrue(oldest.untilEnd().size() < 100);
      others.forEach(EventStream::close);
    }
  }
}
