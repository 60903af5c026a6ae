package dev.hubbub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.hubbub.testing.Checker;
import dev.hubbub.testing.Eventually;
import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.Postgres;
import dev.hubbub.testing.Redis;
import dev.hubbub.testing.Rest;
import dev.hubbub.testing.WsClient;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** PostgreSQL comes back with an older copy of its data (PROTOCOL.md 2, promise 8). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class LostHistoryIT {
  private static final Duration SOON = Duration.ofSeconds(45);
  private static final int KEPT = 5;
  private static final int LOST = 4;

  private final Redis redis = Redis.start();
  private final Postgres postgres = Postgres.start();
  private HubbubProcess a = HubbubProcess.configured(new JsonObject());
  private HubbubProcess b = HubbubProcess.configured(new JsonObject());
  private final List<WsClient> sessions = new ArrayList<>();
  private final List<String> rooms = new ArrayList<>();
  private String name = "";
  private Rest.User ann = new Rest.User("", "", "");
  private Rest.User away = new Rest.User("", "", "");

  @BeforeEach
  void peopleMeet() {
    name = postgres.newDatabase();
    String database = postgres.uri(name);
    a = HubbubProcess.sharing(database, redis.uri());
    b = HubbubProcess.sharing(database, redis.uri());
    a.launch();
    var unused = b.start();
    a.awaitReady();
    ann = a.rest().guest("Ann");
    away = b.rest().guest("Away");
    for (int i = 0; i < 2; i++) {
      rooms.add(a.rest().as(ann).newRoom("Room " + i));
    }
    sessions.addAll(List.of(
        WsClient.connect(a.port(), ann),
        WsClient.connect(b.port(), b.rest().guest("Bob")),
        WsClient.connect(b.port(), b.rest().guest("Cid"))));
    for (String room : rooms) {
      var unusedRoom = a.rest().as(away).post("/rooms/" + room + "/join", null).expect(200);
      sessions.forEach(session -> assertEquals("joined", session.join(room).getString("type")));
    }
    say("kept", KEPT);
  }

  @AfterEach
  void peopleGo() {
    sessions.forEach(WsClient::close);
    sessions.clear();
    rooms.clear();
    a.close();
    b.close();
  }

  @AfterAll
  void allIsOver() {
    redis.close();
    postgres.close();
  }

  @Test
  void instancesThatRunNoticeAndEveryClientStartsAfresh() {
    long head = head();
    Path copy = postgres.copy();
    say("lost", LOST);
    JsonObject position = positionOfAway();
    awaitBeats();
    List<Integer> before =
        sessions.stream().map(session -> session.frames().size()).toList();

    postgres.goBackTo(copy);

    for (int i = 0; i < sessions.size(); i++) {
      for (String room : rooms) {
        JsonObject joined = afresh(sessions.get(i), room, before.get(i));
        assertEquals(head, joined.getLong("seq"), joined.encode());
        assertNotEquals(position.getString("epoch"), joined.getString("epoch"));
      }
    }
    say("new", LOST + 2);
    for (int i = 0; i < sessions.size(); i++) {
      for (String room : rooms) {
        assertNothingMixed(sessions.get(i), room, before.get(i));
      }
    }
    assertAwayStartsAfresh(position);
  }

  @Test
  void afterARestoreNewEpochHasEveryClientStartAfresh() {
    Path copy = postgres.copy();
    say("lost", LOST);
    JsonObject position = positionOfAway();
    a.stop();
    b.stop();
    for (WsClient session : sessions) {
      int unusedCode = session.awaitClose();
    }
    sessions.clear();
    postgres.goBackTo(copy);
    HubbubProcess.Command done = a.run("new-epoch", "--yes");
    assertEquals(0, done.status(), done.output());
    for (String room : rooms) {
      assertEquals(0L, redis.cli("EXISTS", "hubbub:recent:{" + room + "}"), room);
    }
    a.launch();
    var unused = b.start();
    a.awaitReady();
    sessions.add(WsClient.connect(a.port(), ann));
    rooms.forEach(room -> assertEquals("joined", sessions.get(0).join(room).getString("type")));
    say("new", LOST + 2);
    assertAwayStartsAfresh(position);
  }

  /** Instances know of the past by a beat they count every second: what is lost is more than one of each. */
  private void awaitBeats() {
    String sum = "SELECT min(beat)::bigint AS beat FROM beats";
    long now = postgres.query(name, sum).get(0).getLong("beat");
    Eventually.within(
        SOON, () -> postgres.query(name, sum).get(0).getLong("beat") > now + 1 ? null : "no beat");
  }

  private long head() {
    return a.rest().as(ann).log(rooms.get(0)).size();
  }

  /** Has every room grow by so many messages, and everybody see them. */
  private void say(String what, int times) {
    for (String room : rooms) {
      for (int i = 0; i < times; i++) {
        JsonObject answer = sessions
            .get(i % sessions.size())
            .say(room, what + "-" + room + "-" + i, what + " " + i);
        assertEquals("ack", answer.getString("type"), answer::encode);
      }
      String last = what + "-" + room + "-" + (times - 1);
      sessions.forEach(session -> Eventually.within(
          SOON,
          () -> session.events(room).stream().anyMatch(event -> last.equals(event.getString("key")))
              ? null
              : "not seen: " + last));
    }
  }

  /** Where somebody would go on who was in the first room until now. */
  private JsonObject positionOfAway() {
    try (WsClient session = WsClient.connect(b.port(), away)) {
      JsonObject joined = session.join(rooms.get(0));
      return new JsonObject()
          .put("type", "join")
          .put("room", rooms.get(0))
          .put("since", joined.getLong("seq"))
          .put("epoch", joined.getString("epoch"));
    }
  }

  private void assertAwayStartsAfresh(JsonObject position) {
    for (HubbubProcess instance : List.of(a, b)) {
      try (WsClient session = WsClient.connect(instance.port(), away)) {
        JsonObject joined = session.ask(position);
        assertEquals("joined", joined.getString("type"), joined::encode);
        assertFalse(joined.getBoolean("recovered"), joined.encode());
        assertFalse(joined.encode().contains("lost"), joined.encode());
        assertNotEquals(position.getString("epoch"), joined.getString("epoch"));
      }
    }
  }

  private static JsonObject afresh(WsClient session, String room, int from) {
    List<JsonObject> told = new ArrayList<>();
    Eventually.within(SOON, () -> {
      Optional<JsonObject> joined = since(session, room, from).stream()
          .filter(frame -> "joined".equals(frame.getString("type")))
          .findFirst();
      joined.ifPresent(told::add);
      return joined.isPresent() ? null : "not told to start afresh in " + room;
    });
    assertFalse(told.get(0).getBoolean("recovered"), told.get(0).encode());
    assertFalse(told.get(0).encode().contains("lost"), told.get(0).encode());
    return told.get(0);
  }

  /** From the moment of the loss on, what a session is told begins with a new life and goes on from there. */
  private static void assertNothingMixed(WsClient session, String room, int from) {
    long next = 0;
    for (JsonObject frame : since(session, room, from)) {
      if ("joined".equals(frame.getString("type"))) {
        next = frame.getLong("seq") + 1;
      } else if (Checker.isEvent(frame)) {
        assertEquals(next++, frame.getLong("seq"), frame.encode());
        assertFalse(frame.encode().contains("lost"), frame.encode());
      }
    }
  }

  private static List<JsonObject> since(WsClient session, String room, int from) {
    List<JsonObject> frames = session.frames();
    return frames.subList(from, frames.size()).stream()
        .filter(frame -> room.equals(frame.getString("room")))
        .toList();
  }
}
