package dev.hubbub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.testing.EventStream;
import dev.hubbub.testing.Eventually;
import dev.hubbub.testing.Rest;
import dev.hubbub.testing.Stage;
import dev.hubbub.testing.Stage.Person;
import dev.hubbub.testing.WsClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages that change: who was away knows in the end what who stayed knows. */
@Timeout(180)
class ChangesIT {
  private static final int MESSAGES = 500;
  private static final int EDITS = 40;
  private static final int DELETES = 20;
  private static final int REACTIONS = 60;

  @ParameterizedTest
  @EnumSource(Stage.class)
  void whoWasAwayKnowsWhatWhoStayedKnows(Stage stage) {
    Person alice = stage.person("alice");
    Person bob = stage.person("bob");
    Person carol = stage.person("carol");
    String room = alice.here().newRoom(Stage.name("Change "));
    for (Person person : List.of(bob, carol)) {
      assertEquals(200, person.here().post("/rooms/" + room + "/join", null).status());
    }
    try (WsClient stayed = bob.session();
        EventStream stayedToo = stream(bob, room, null)) {
      JsonObject joined = stayed.join(room);
      assertEquals("joined", joined.getString("type"));
      long since;
      String position;
      Picture heard = new Picture();
      try (EventStream before = stream(carol, room, null)) {
        since = alice
            .here()
            .post("/rooms/" + room + "/messages", new JsonObject().put("text", "now"))
            .expect(201)
            .getLong("seq");
        heard.take(before.next("message").data());
        position = before.lastId();
      }
      long head = muchHappens(stage, alice, room);
      Picture seen = new Picture();
      Eventually.within(Duration.ofSeconds(30), () -> {
        List<JsonObject> events = stayed.events(room);
        return !events.isEmpty() && events.get(events.size() - 1).getLong("seq") == head
            ? null
            : "not all is here";
      });
      stayed.events(room).forEach(seen::take);
      Picture streamed = new Picture();
      streamed.takeTo(head, stayedToo);
      assertEquals(seen.messages(), streamed.messages());
      assertEquals(seen.members, streamed.members);

      try (EventStream back = stream(carol, room, position)) {
        heard.takeTo(head, back);
        assertEquals(seen.messages(), heard.messages());
        assertEquals(seen.members, heard.members);
      }
      try (WsClient away = carol.session()) {
        JsonObject back = away.join(room, since - 1);
        assertTrue(back.getBoolean("recovered"));
        Picture repaired = new Picture();
        repaired.takeAll(back);
        assertEquals(seen.messages(), repaired.messages());
        assertEquals(seen.members, repaired.members);
        assertEquals(head, back.getLong("seq"));

        JsonObject afresh = away.ask(new JsonObject()
            .put("type", "join")
            .put("room", room)
            .put("since", since)
            .put("epoch", "another"));
        assertFalse(afresh.getBoolean("recovered"));
        Picture last = new Picture();
        last.takeAll(afresh);
        assertEquals(seen.lastMessages(50), last.messages());
      }
      Picture history = new Picture();
      for (JsonObject message : history(carol.there(), room)) {
        history.take(message);
      }
      assertEquals(seen.messages(), history.messages());

      tooMuchHappens(alice, room, since);
      try (WsClient away = carol.session();
          EventStream back = stream(carol, room, position)) {
        for (JsonObject tooLate :
            List.of(away.join(room, since), back.next("joined").data())) {
          assertFalse(tooLate.getBoolean("recovered"));
          Picture last = new Picture();
          last.takeAll(tooLate);
          assertEquals(seen.lastMessages(50), last.messages());
        }
      }
    }
  }

  private static EventStream stream(Person reader, String room, @Nullable String position) {
    return EventStream.open(reader.stage().other().port(), reader.user().token(), room, position);
  }

  /** So many events that the default configuration repairs nobody who has missed them; none is or changes a message. */
  private static void tooMuchHappens(Person alice, String room, long since) {
    long head = 0;
    for (int i = 0; head <= since + 1_000; i++) {
      JsonObject topic = new JsonObject().put("topic", "topic " + i);
      head = alice.here().patch("/rooms/" + room, topic).expect(200).getLong("seq");
    }
  }

  /** 500 messages, 40 edits, 20 deletes, 60 reactions and 5 changes of memberships, mixed; the head after them. */
  private static long muchHappens(Stage stage, Person alice, String room) {
    Random random = new Random(4);
    List<Long> said = new ArrayList<>();
    List<String> deeds = new ArrayList<>();
    deeds.addAll(Collections.nCopies(EDITS, "edit"));
    deeds.addAll(Collections.nCopies(DELETES, "delete"));
    deeds.addAll(Collections.nCopies(REACTIONS, "react"));
    deeds.addAll(Collections.nCopies(MESSAGES - 20, "send"));
    Collections.shuffle(deeds, random);
    long head = 0;
    try (WsClient session = WsClient.connect(stage.one().port(), alice.user())) {
      for (int i = 0; i < 20; i++) {
        said.add(done(session, frame("send", room).put("text", "first " + i)));
      }
      int n = 0;
      for (String deed : deeds) {
        JsonObject frame = frame(deed, room);
        long target = said.get(random.nextInt(said.size()));
        switch (deed) {
          case "send" -> frame.put("text", "message " + n);
          case "edit" -> frame.put("target", target).put("text", "edited " + n);
          case "delete" -> {
            frame.put("target", target);
            said.remove(target);
          }
          default -> frame.put("target", target).put("emoji", ":e" + n + ":").put("on", true);
        }
        head = done(session, frame);
        if (deed.equals("send")) {
          said.add(head);
        }
        n++;
      }
    }
    for (int i = 0; i < 5; i++) {
      Person other = stage.person("other");
      assertEquals(200, other.there().post("/rooms/" + room + "/join", null).status());
      if (i % 2 == 1) {
        assertEquals(204, other.there().post("/rooms/" + room + "/leave", null).status());
      }
    }
    return alice.here().get("/rooms/" + room).expect(200).getLong("seq");
  }

  private static JsonObject frame(String type, String room) {
    return new JsonObject().put("type", type).put("room", room);
  }

  private static long done(WsClient session, JsonObject frame) {
    JsonObject ack = session.ask(frame);
    assertEquals("ack", ack.getString("type"), ack::encode);
    assertFalse(ack.containsKey("duplicate"));
    return ack.getLong("seq");
  }

  private static List<JsonObject> history(Rest rest, String room) {
    List<JsonObject> all = new ArrayList<>();
    JsonObject page;
    long after = 0;
    do {
      page = rest.get("/rooms/" + room + "/messages?limit=200&after=" + after).expect(200);
      for (Object event : page.getJsonArray("events")) {
        all.add((JsonObject) event);
        after = ((JsonObject) event).getLong("seq");
      }
    } while (page.getBoolean("more"));
    return all;
  }

  @ParameterizedTest
  @EnumSource(Stage.class)
  void theSameIsDoneOverHttp(Stage stage) {
    Person alice = stage.person("alice");
    Person bob = stage.person("bob");
    String room = alice.here().newRoom(Stage.name("Change "));
    assertEquals(200, bob.here().post("/rooms/" + room + "/join", null).status());
    try (WsClient b = bob.session()) {
      assertEquals("joined", b.join(room).getString("type"));
      String messages = "/rooms/" + room + "/messages";
      JsonObject text = new JsonObject().put("text", "@" + bob.name() + " helo");
      JsonObject said = alice.here().post(messages, text).expect(201);
      assertEquals(new JsonArray().add(bob.name()), said.getJsonArray("mentions"));
      String path = messages + "/" + said.getLong("seq");
      JsonObject better = new JsonObject().put("text", "hello");
      JsonObject edit = alice.here().patch(path, better).expect(200);
      assertEquals(edit, b.await("edit"));
      assertEquals(edit, alice.there().patch(path, better).expect(200));
      assertEquals(403, bob.here().patch(path, better).status());
      JsonObject on = bob.there().put(path + "/reactions/%F0%9F%91%8D", null).expect(200);
      assertEquals("👍", on.getString("emoji"));
      assertEquals(on, b.await("reaction"));
      JsonObject now =
          alice.there().get(messages).expect(200).getJsonArray("events").getJsonObject(0);
      assertEquals(edit.getLong("seq"), now.getLong("edited"));
      assertEquals(
          new JsonObject().put("👍", new JsonArray().add(bob.name())),
          now.getJsonObject("reactions"));
      JsonObject off = bob.there().delete(path + "/reactions/%F0%9F%91%8D").expect(200);
      assertFalse(off.getBoolean("on"));
      assertEquals(400, bob.there().put(path + "/reactions/nonsense", null).status());
      assertEquals(403, bob.there().delete(path).status());
      JsonObject delete = alice.there().delete(path).expect(200);
      assertEquals(delete, b.await("delete"));
      assertEquals(delete, alice.here().delete(path).expect(200));
      assertEquals(404, alice.here().patch(path, better).status());
      assertEquals(404, alice.here().get(path + "/readers").status());
    }
  }

  @Test
  void onBothInstancesADeletedTextIsNowhere() {
    Person alice = Stage.SHARED.person("alice");
    String room = alice.here().newRoom(Stage.name("Gone "));
    String messages = "/rooms/" + room + "/messages";
    long seq = alice
        .here()
        .post(messages, new JsonObject().put("text", "mistake"))
        .expect(201)
        .getLong("seq");
    assertEquals(200, alice.there().delete(messages + "/" + seq).status());
    for (Rest rest : List.of(alice.here(), alice.there())) {
      for (String path : List.of(messages, "/rooms/" + room + "/log", "/rooms")) {
        assertFalse(rest.get(path).text().contains("mistake"), path);
      }
    }
  }

  /** What a client knows of a room, from events in their order. */
  private static final class Picture {
    final Map<Long, JsonObject> messages = new TreeMap<>();
    final Map<String, String> members = new TreeMap<>();

    /** Takes what a {@code joined} brings. */
    void takeAll(JsonObject joined) {
      joined.getJsonArray("events").forEach(event -> take((JsonObject) event));
    }

    /** Takes what a stream brings, up to an event. */
    void takeTo(long seq, EventStream stream) {
      JsonObject event;
      do {
        event = stream.next().data();
        if (event.containsKey("seq")) {
          take(event);
        }
      } while (event.getLong("seq", 0L) < seq);
    }

    void take(JsonObject event) {
      switch (event.getString("type")) {
        case "message" -> messages.put(event.getLong("seq"), normal(event));
        case "edit" -> {
          if (event.containsKey("text")) {
            target(event).put("text", event.getString("text"));
          }
        }
        case "delete" -> {
          JsonObject message = target(event);
          message.remove("text");
          message.remove("reactions");
          message.put("deleted", true);
        }
        case "reaction" -> react(target(event), event);
        case "member" -> members.put(event.getString("user"), event.getString("change"));
        default -> throw new AssertionError(event.encode());
      }
    }

    private static JsonObject normal(JsonObject message) {
      JsonObject normal = new JsonObject();
      for (String field : List.of("seq", "from", "text", "deleted")) {
        if (message.containsKey(field)) {
          normal.put(field, message.getValue(field));
        }
      }
      JsonObject reactions = message.getJsonObject("reactions");
      if (reactions != null) {
        normal.put("reactions", reactions);
      }
      return normal;
    }

    private JsonObject target(JsonObject event) {
      return messages.getOrDefault(event.getLong("target"), new JsonObject());
    }

    private static void react(JsonObject message, JsonObject event) {
      if (message.containsKey("deleted")) {
        return;
      }
      JsonObject reactions = message.getJsonObject("reactions", new JsonObject());
      reactions.put(event.getString("emoji"), new JsonArray().add(event.getString("from")));
      message.put("reactions", reactions);
    }

    Map<Long, JsonObject> messages() {
      Map<Long, JsonObject> all = new LinkedHashMap<>();
      messages.forEach((seq, message) -> {
        JsonObject sorted = message.copy();
        JsonObject reactions = sorted.getJsonObject("reactions");
        if (reactions != null) {
          JsonObject ordered = new JsonObject();
          new TreeSet<>(reactions.fieldNames())
              .forEach(emoji -> ordered.put(emoji, reactions.getValue(emoji)));
          sorted.put("reactions", ordered);
        }
        all.put(seq, sorted);
      });
      return all;
    }

    Map<Long, JsonObject> lastMessages(int count) {
      Map<Long, JsonObject> all = messages();
      List<Long> seqs = new ArrayList<>(all.keySet());
      Map<Long, JsonObject> last = new LinkedHashMap<>();
      seqs.subList(seqs.size() - count, seqs.size()).forEach(seq -> last.put(seq, all.get(seq)));
      return last;
    }
  }
}
