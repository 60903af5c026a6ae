package dev.hubbub.history;

import static dev.hubbub.history.Instance.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.hubbub.room.History.Head;
import dev.hubbub.room.Rooms.NewRoom;
import dev.hubbub.room.User;
import dev.hubbub.room.Visibility;
import dev.hubbub.testing.TestServices;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A PostgreSQL that goes back in time under instances that run, as a standby does that lacks the last commits. */
class LostPastTest {
  private static final List<String> ROOMS = List.of("general", "other");
  private static final String TERMINATE =
      """
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()
      """;

  private final Vertx vertx = Vertx.vertx();
  private final Instance one = new Instance();
  private final Instance two = new Instance();
  private String url = "";

  @BeforeEach
  void open() {
    url = TestServices.postgres();
    one.start(Instance.postgres(url));
    two.start(Instance.postgres(url));
    User alice = one.member("alice", "general");
    await(one.rooms.create(new NewRoom(alice, "other", "Other", "", Visibility.PUBLIC)));
    for (int i = 0; i < 3; i++) {
      one.say("general", alice, null, "from one " + i);
      two.say("general", alice, null, "from two " + i);
    }
  }

  @AfterEach
  void close() {
    one.close();
    two.close();
    await(vertx.close());
  }

  @Test
  void aStoreThatLacksWhatWasCommittedHasOneNewLifeForAllRoomsAndAllInstances() {
    Map<String, Head> before = heads(one);
    loseTheLast();
    Map<String, Head> after = heads(one);
    assertEquals(2, after.get("general").seq());
    assertNotEquals(before.get("general").epoch(), after.get("general").epoch());
    assertNotEquals(before.get("other").epoch(), after.get("other").epoch());
    assertEquals(after, heads(two));
    Postgres.execute(vertx, url, TERMINATE);
    assertEquals(after, heads(two));
    assertEquals(after, heads(one));
  }

  @Test
  void connectionsThatAreLostAloneChangeNothing() {
    Map<String, Head> before = heads(one);
    Postgres.execute(vertx, url, TERMINATE);
    assertEquals(before, heads(one));
    assertEquals(before, heads(two));
  }

  @Test
  void whoeverNoticesByAPollHasOneNewLifeBegin() {
    Map<String, Head> before = heads(one);
    await(one.history.wentBack(before.get("general")));
    Map<String, Head> after = heads(one);
    assertNotEquals(before.get("other").epoch(), after.get("other").epoch());
    await(two.history.wentBack(before.get("general")));
    await(two.history.wentBack(before.get("other")));
    assertEquals(after, heads(two));
  }

  private void loseTheLast() {
    Postgres.execute(
        vertx,
        url,
        "DELETE FROM events WHERE seq > 2 AND room = (SELECT no FROM rooms WHERE id = 'general')");
    Postgres.execute(vertx, url, "UPDATE rooms SET last_seq = 2 WHERE id = 'general'");
    Postgres.execute(vertx, url, TERMINATE);
  }

  private static Map<String, Head> heads(Instance instance) {
    return await(instance.history.heads(ROOMS)).stream()
        .collect(Collectors.toMap(Head::room, head -> head));
  }
}
