package dev.hubbub.history;

import static dev.hubbub.history.Instance.await;
import static dev.hubbub.history.Instance.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.room.Draft;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Event;
import dev.hubbub.room.Event.Change;
import dev.hubbub.room.Invites.NewInvite;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.Role;
import dev.hubbub.room.Rooms.Direct;
import dev.hubbub.room.Rooms.NewRoom;
import dev.hubbub.room.Rooms.RoomView;
import dev.hubbub.room.User;
import dev.hubbub.room.Visibility;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is promised about making rooms, direct ones too, and about how many, on either database. */
abstract class MakingContract extends StoreContract {
  @Test
  void twoHaveOneDirectRoomWhoeverAsks() {
    User alice = one.user("alice");
    User bob = one.user("bob");
    Direct made = await(one.rooms.direct(alice, bob));
    String id = made.room().id();
    assertTrue(made.created());
    assertTrue(id.matches("[a-z0-9]{16}"));
    assertEquals(Visibility.DIRECT, made.room().visibility());
    assertEquals(Role.MEMBER, made.room().role());
    assertEquals("bob", made.room().name());
    assertEquals("bob", made.room().with());
    assertEquals(2, made.room().members());
    assertEquals(2L, made.room().read());
    Direct again = await(one.rooms.direct(bob, alice));
    assertFalse(again.created());
    assertEquals(id, again.room().id());
    assertEquals("alice", again.room().with());
    assertEquals("alice", await(one.history.open(fresh(id, bob))).name());
    assertEquals(List.of(again.room()), await(one.rooms.mine(bob, null, 10)).items());
    List<Event> log = one.fill(id, 0, 10);
    assertEquals(List.of(1L, 2L), seqs(log));
    assertEquals(List.of("alice joined", "bob joined"), DeedContract.told(log));
    one.say(id, alice, null, "psst");
    assertEquals(1L, await(one.rooms.get(id, bob)).unread());
    assertEquals(ErrorCode.NOT_FOUND, refused(one.rooms.get(id, one.user("eve"))));
    assertEquals(ErrorCode.NOT_FOUND, refused(one.rooms.direct(alice, alice)));
  }

  @Test
  void nobodyIsMadeToLeaveADirectRoom() {
    User alice = one.user("alice");
    User bob = one.user("bob");
    String id = await(one.rooms.direct(alice, bob)).room().id();
    for (Draft draft : List.of(
        new Draft.Leave(id, alice),
        new Draft.Kick(id, alice, bob),
        new Draft.Ban(id, alice, bob),
        new Draft.Mute(id, alice, bob, null),
        new Draft.SetRole(id, alice, bob, Role.OWNER),
        new Draft.Change(id, alice, "Us", null, null, null),
        new Draft.End(id, alice))) {
      assertEquals(ErrorCode.FORBIDDEN, refused(one.history.append(draft)));
    }
  }

  @Test
  void aDirectRoomStaysForWhoIsLeft() {
    User alice = one.user("alice");
    User bob = one.user("bob");
    String id = await(one.rooms.direct(alice, bob)).room().id();
    one.say(id, bob, null, "bye");
    Event.Member left = (Event.Member) one.event(new Draft.Depart(id, bob));
    assertEquals(Change.LEFT, left.change());
    RoomView view = await(one.rooms.get(id, alice));
    assertEquals("bob", view.with());
    assertEquals(1, view.members());
    one.say(id, alice, null, "anybody?");
    assertEquals(ErrorCode.NOT_FOUND, refused(one.rooms.direct(alice, bob)));
    one.append(new Draft.Depart(id, alice));
    assertEquals(ErrorCode.NOT_FOUND, refused(one.rooms.get(id, alice)));
  }

  @Test
  void aWishForARoomIsGrantedOnce() {
    User alice = one.user("alice");
    RoomView room = await(one.rooms.create(wish(alice, null, "Dev", "key")));
    assertEquals(room, await(one.rooms.create(wish(alice, null, "Dev", "key"))));
    assertEquals(ErrorCode.CONFLICT, refused(one.rooms.create(wish(alice, null, "Other", "key"))));
    assertEquals(ErrorCode.CONFLICT, refused(one.rooms.create(wish(alice, "dev", "Dev", "key"))));
    assertEquals(
        "other", await(one.rooms.create(wish(alice, null, "Other", "other"))).id());
    assertEquals(
        "bobs",
        await(one.rooms.create(wish(one.user("bob"), "bobs", "Dev", "key"))).id());
    execute("UPDATE idempotency SET created_at = created_at - 86400000");
    assertEquals(
        "third", await(one.rooms.create(wish(alice, "third", "Dev", "key"))).id());
    assertEquals(3, await(one.rooms.mine(alice, null, 10)).items().size());
  }

  @Test
  void soManyRoomsAreMadeInADayOnAllInstancesTogether() {
    Instance first = limited(2, 0);
    Instance second = limited(2, 0);
    User alice = one.user("alice");
    await(first.rooms.create(wish(alice, "a", "A", null)));
    await(second.rooms.create(wish(alice, "b", "B", null)));
    Refusal refusal = Instance.refusal(first.rooms.create(wish(alice, "c", "C", null)));
    assertEquals(ErrorCode.RATE_LIMITED, refusal.code());
    assertTrue(refusal.retryAfterMs() > 86_000_000 && refusal.retryAfterMs() <= 86_400_000);
    await(first.rooms.create(wish(one.user("bob"), "c", "C", null)));
    await(first.rooms.direct(alice, one.user("carol")));
    execute("UPDATE rooms SET created_at = created_at - 86400000 WHERE id = 'a'");
    await(second.rooms.create(wish(alice, "d", "D", null)));
    await(one.rooms.create(wish(alice, "e", "E", null)));
  }

  @Test
  void oneIsInSoManyRoomsAndNoMore() {
    Instance limited = limited(0, 2);
    User alice = one.user("alice");
    for (String id : List.of("a", "b", "c", "d")) {
      await(one.rooms.create(wish(alice, id, id, null)));
    }
    await(one.invites.create(new NewInvite("d", alice, "code", null, null, null)));
    User bob = one.user("bob");
    // Together they are one too many, and one of them is refused.
    List<Future<?>> joins = List.of(
        limited.history.append(new Draft.Join("a", bob)),
        limited.history.append(new Draft.Join("b", bob)),
        limited.history.append(new Draft.Accept("d", bob, "code")));
    await(Future.join(joins).otherwiseEmpty());
    assertEquals(2, joins.stream().filter(Future::succeeded).count());
    assertEquals(2, await(one.rooms.mine(bob, null, 10)).items().size());
    for (Future<?> more : List.of(
        limited.history.append(new Draft.Join("c", bob)),
        limited.rooms.create(wish(bob, null, "Bob's", null)),
        limited.rooms.direct(bob, alice))) {
      assertEquals(ErrorCode.RATE_LIMITED, refused(more));
    }
    limited.append(new Draft.Join(ROOM, bob));
    String left = await(one.rooms.mine(bob, null, 1)).items().get(0).id();
    limited.append(new Draft.Leave(left, bob));
    limited.append(new Draft.Leave(ROOM, bob));
    limited.append(new Draft.Join("c", bob));
    limited.append(new Draft.Join("c", bob));
  }

  @Test
  void whoseAccountHasEndedTakesNoPlaceAndInheritsNothing() {
    User alice = one.user("alice");
    User bob = one.user("bob");
    User carol = one.user("carol");
    await(one.rooms.create(wish(alice, "dev", "Dev", null)));
    await(one.invites.create(new NewInvite("dev", alice, "code", null, null, null)));
    one.append(new Draft.Join("dev", bob));
    one.append(new Draft.SetRole("dev", alice, bob, Role.ADMIN));
    one.append(new Draft.Join("dev", carol));
    User dave = one.user("dave");
    for (User gone : List.of(bob, dave)) {
      await(one.people.end(gone));
    }
    for (Future<?> late : List.of(
        one.history.append(new Draft.Ban("dev", alice, dave)),
        one.history.append(new Draft.SetRole("dev", alice, bob, Role.OWNER)),
        one.rooms.direct(alice, bob))) {
      assertEquals(ErrorCode.NOT_FOUND, refused(late));
    }
    for (Future<?> late : List.of(
        one.history.append(new Draft.Join("dev", dave)),
        one.history.append(new Draft.Accept("dev", dave, "code")),
        one.history.append(new Draft.Change("dev", bob, "Bob's", null, null, null)),
        one.rooms.create(wish(bob, null, "Bob's", null)))) {
      assertEquals(ErrorCode.UNAUTHORIZED, refused(late));
    }
    assertEquals(
        List.of("alice left", "carol owner"),
        DeedContract.told(one.append(new Draft.Depart("dev", alice)).events()));
    assertEquals(
        List.of("bob left"),
        DeedContract.told(one.append(new Draft.Depart("dev", bob)).events()));
  }

  private Instance limited(int roomsPerDay, int roomsPerUser) {
    Instance instance = new Instance();
    instances.add(instance);
    return instance.start(config(), Instance.limits(roomsPerDay, roomsPerUser));
  }

  private static NewRoom wish(User owner, @Nullable String id, String name, @Nullable String key) {
    return new NewRoom(owner, id, name, "", Visibility.PUBLIC, key);
  }
}
