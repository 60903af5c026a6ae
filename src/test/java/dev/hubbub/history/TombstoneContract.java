package dev.hubbub.history;

import static dev.hubbub.history.Instance.await;
import static dev.hubbub.history.Instance.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.room.Appended;
import dev.hubbub.room.Draft;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Event;
import dev.hubbub.room.User;
import dev.hubbub.room.Visibility;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is promised about messages of which nothing is left but their place, on either database. */
abstract class TombstoneContract extends StoreContract {
  @Test
  void nothingIsLeftOfWhatIsErasedButItsPlace() {
    User alice = one.member("alice", ROOM); // 1
    User bob = one.member("bob", ROOM); // 2
    long reply = one.say(ROOM, bob, "k", "secret").seq(); // 3
    one.say(ROOM, alice, null, "stays"); // 4
    one.say(ROOM, bob, null, "secret too"); // 5
    assertEquals(1L, await(one.rooms.get(ROOM, alice)).unread());
    erase(bob);
    assertEquals(0L, await(one.rooms.get(ROOM, alice)).unread());
    assertEquals(0L, await(one.history.open(fresh(ROOM, alice))).unread());
    Event.Message last = await(one.rooms.get(ROOM, alice)).last();
    assertEquals(4L, last == null ? 0 : last.seq());
    List<Event> page = await(page(alice, null, null, 10)).events();
    assertEquals(List.of(3L, 4L, 5L), seqs(page));
    assertEquals(
        List.of(true, false, true), page.stream().map(TombstoneContract::gone).toList());
    assertNull(((Event.Message) page.get(0)).text());
    assertEquals(page, one.fill(ROOM, 2, 10));
    assertEquals(
        ErrorCode.NOT_FOUND,
        refused(one.history.append(new Draft.Message(ROOM, alice, null, "re", reply))));
    assertEquals(
        List.of(),
        inside(database -> database.query("SELECT seq FROM events WHERE text LIKE '%secret%'")));
    assertEquals(
        Appended.known(page.get(0)), one.append(new Draft.Message(ROOM, bob, "k", "secret", null)));
    assertEquals(
        ErrorCode.CONFLICT,
        refused(one.history.append(new Draft.Message(ROOM, bob, "k", "other", null))));
    one.say(ROOM, bob, null, "again"); // 6
    assertEquals(1L, await(one.rooms.get(ROOM, alice)).unread());
  }

  @Test
  void aRoomOfWhichAllIsErasedHasNoLastMessage() {
    User alice = one.member("alice", ROOM);
    User bob = one.member("bob", ROOM);
    IntStream.range(0, 2_500)
        .mapToObj(i -> one.history.append(new Draft.Message(ROOM, bob, null, "m", null)))
        .toList()
        .forEach(Instance::await);
    assertEquals(2_500L, await(one.rooms.get(ROOM, alice)).unread());
    erase(bob);
    assertEquals(0L, await(one.rooms.get(ROOM, alice)).unread());
    assertNull(await(one.rooms.get(ROOM, alice)).last());
    assertTrue(
        await(page(alice, null, null, 200)).events().stream().allMatch(TombstoneContract::gone));
  }

  @Test
  void whoEverCeasedToBeAMemberIsRemembered() {
    User alice = one.user("alice");
    String ended = room(alice, "Ended", Visibility.PUBLIC).id();
    String kicked = room(alice, "Kicked", Visibility.PUBLIC).id();
    User bob = one.member("bob", ROOM);
    one.append(new Draft.Join(ended, bob));
    one.append(new Draft.Join(kicked, bob));
    assertEquals(List.of(), former(bob));
    one.append(new Draft.Kick(kicked, alice, bob));
    one.append(new Draft.End(ended, alice));
    one.append(new Draft.Leave(ROOM, bob));
    one.append(new Draft.Join(ROOM, bob));
    one.append(new Draft.Leave(ROOM, bob));
    assertEquals(List.of(ended, ROOM, kicked), former(bob));
    assertEquals(List.of(ended), former(alice));
  }

  private List<String> former(User user) {
    return inside(database -> database.query(
            """
            SELECT r.id FROM former f JOIN rooms r ON r.no = f.room WHERE f.account = $1 ORDER BY r.id
            """,
            user.id()))
        .stream()
        .map(row -> row.text("id"))
        .toList();
  }

  private void erase(User user) {
    var unused = inside(database -> database
        .query("SELECT no FROM rooms")
        .compose(rooms -> Tombstones.erase(
            database, user.id(), rooms.stream().map(room -> room.number("no")).toList())));
  }

  private static boolean gone(Event event) {
    return ((Event.Message) event).deleted();
  }
}
