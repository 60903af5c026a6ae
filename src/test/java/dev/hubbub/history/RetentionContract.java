package dev.hubbub.history;

import static dev.hubbub.history.Instance.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.room.Draft;
import dev.hubbub.room.Rooms.RoomView;
import dev.hubbub.room.User;
import dev.hubbub.room.Visibility;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is promised about events that are too old to be kept, on either database. */
abstract class RetentionContract extends StoreContract {
  private static final long DAY_MS = 86_400_000;

  private User alice = new User(0, "nobody");
  private User bob = alice;

  void talk(int messages) {
    alice = one.member("alice", ROOM); // 1
    bob = one.member("bob", ROOM); // 2
    one.say(ROOM, alice, "k", "@bob the first"); // 3
    one.append(new Draft.React(ROOM, bob, null, 3, ":tea:", true)); // 4
    IntStream.range(0, messages)
        .mapToObj(i -> one.history.append(new Draft.Message(ROOM, alice, null, "m", null)))
        .toList()
        .forEach(Instance::await);
  }

  /** Has all up to an event be so many days older. */
  void age(long upTo, long days) {
    execute("UPDATE events SET ts = ts - $1 WHERE seq <= $2", days * DAY_MS, upTo);
  }

  /** Takes away what is old; how many rounds had something to do. */
  int keep(int days) {
    execute("UPDATE retention_turn SET ends_at = 0");
    return inside(database -> {
      Retention retention = new Retention(one.vertx, database, days);
      return rounds(retention, 0);
    });
  }

  private static Future<Integer> rounds(Retention retention, int before) {
    return retention
        .round()
        .compose(more -> more ? rounds(retention, before + 1) : Future.succeededFuture(before));
  }

  private long count(String table) {
    return inside(database -> database.query("SELECT count(*) AS n FROM " + table))
        .get(0)
        .number("n");
  }

  @Test
  void whatIsOldGoesInStepsWithAllThatHangsOnItAndTheRestIsWhole() {
    talk(1_300); // 5 to 1,304
    assertEquals(1_301L, await(one.rooms.get(ROOM, bob)).unread());
    age(1_200, 31);
    assertEquals(3, keep(30));
    assertEquals(104, count("events"));
    assertEquals(0, count("reactions"));
    assertEquals(0, count("mentions"));
    RoomView room = await(one.rooms.get(ROOM, bob));
    assertEquals(1_304, room.seq());
    assertEquals(104L, room.unread(), "a mark beneath what is kept counts all that is");
    assertEquals(0L, room.mentioned());
    assertFalse(await(one.history.open(since(ROOM, bob, 1_199))).recovered());
    assertTrue(await(one.history.open(since(ROOM, bob, 1_200))).recovered());
    assertEquals(
        104, await(one.history.open(since(ROOM, bob, 1_200))).events().list().size());
    assertEquals(List.of(1_201L), seqs(one.fill(ROOM, 0, 1)));
    assertEquals(1_305, one.say(ROOM, alice, "k", "the key is free again").seq());
    assertEquals(0, keep(30));
  }

  @Test
  void aRoomOfWhichAllIsGoneGoesOnWithItsNumbers() {
    talk(3);
    age(7, 2);
    assertEquals(0, keep(0), "who keeps it all takes nothing away");
    assertEquals(1, keep(1));
    RoomView room = await(one.rooms.get(ROOM, bob));
    assertEquals(7, room.seq());
    assertEquals(0L, room.unread());
    assertNull(room.last());
    assertTrue(await(one.history.open(since(ROOM, bob, 7))).recovered());
    assertFalse(await(one.history.open(since(ROOM, bob, 6))).recovered());
    assertEquals(List.of(), await(one.history.open(fresh(ROOM, bob))).events().list());
    assertEquals(8, one.say(ROOM, alice, null, "and on").seq());
    assertEquals(1L, await(one.rooms.get(ROOM, bob)).unread());
  }

  @Test
  void aRoomMayBeKeptForLessThanTheServerKeepsIt() {
    talk(0);
    String other = room(alice, "Other", Visibility.PUBLIC).id();
    age(4, 10);
    await(one.upkeep.retain(ROOM, 5));
    await(one.upkeep.retain(other, 40));
    assertEquals(1, keep(0));
    assertEquals(1, count("events"));
    age(1, 25); // 35 in all
    assertEquals(0, keep(0));
    assertEquals(1, keep(30));
    assertEquals(0, count("events"));
  }

  @Test
  void oneInstanceAtATimeDoesIt() {
    talk(0);
    age(4, 10);
    boolean first = inside(database -> new Retention(one.vertx, database, 11).round());
    assertFalse(first);
    boolean second = inside(database -> new Retention(one.vertx, database, 1).round());
    assertFalse(second, "it is the turn of the other");
    assertEquals(4, count("events"));
  }
}
