package dev.hubbub.history;

import static dev.hubbub.history.Instance.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.room.Appended;
import dev.hubbub.room.Draft;
import dev.hubbub.room.Event;
import dev.hubbub.room.Event.Change;
import dev.hubbub.room.Invites.NewInvite;
import dev.hubbub.room.Members.Member;
import dev.hubbub.room.Role;
import dev.hubbub.room.Rooms.Direct;
import dev.hubbub.room.Rooms.NewRoom;
import dev.hubbub.room.Rooms.RoomView;
import dev.hubbub.room.User;
import dev.hubbub.room.Visibility;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is promised when two instances do things at once, on either database. */
abstract class RaceContract extends StoreContract {
  private static final int ROUNDS = 10;

  private final List<String> ids = new ArrayList<>();
  private Instance two;
  private User alice;

  @BeforeEach
  void second() {
    two = another();
    alice = one.user("alice");
  }

  @AfterEach
  void noRoomHasAHole() {
    for (String id : ids) {
      List<Long> seqs = seqs(one.fill(id, 0, 10_000));
      assertEquals(LongStream.rangeClosed(1, seqs.size()).boxed().toList(), seqs);
      assertEquals(seqs.size(), await(one.history.heads(List.of(id))).get(0).seq());
    }
  }

  @Test
  void ofTwoWhoWantTheLastUseOfAnInviteOneGetsIt() {
    for (int i = 0; i < ROUNDS; i++) {
      String id = create("invite-" + i, Visibility.PRIVATE);
      await(one.invites.create(new NewInvite(id, alice, "code" + i, null, 1, null)));
      Future<Appended> bob =
          one.history.append(new Draft.Accept(id, one.user("bob" + i), "code" + i));
      Future<Appended> carol =
          two.history.append(new Draft.Accept(id, two.user("carol" + i), "code" + i));
      await(Future.join(bob, carol).otherwiseEmpty());
      assertTrue(bob.succeeded() ^ carol.succeeded());
      assertEquals(2, members(id).size());
    }
  }

  @Test
  void nothingOfTheKickedComesAfterTheirRemoval() {
    String id = create("kicks", Visibility.PUBLIC);
    for (int i = 0; i < ROUNDS; i++) {
      User bob = one.member("bob" + i, id);
      List<Future<?>> answers = new ArrayList<>();
      for (int n = 0; n < 40; n++) {
        answers.add((n % 2 == 0 ? one : two)
            .history.append(new Draft.Message(id, bob, "k" + n, "x", null)));
        if (n == 20) {
          answers.add(two.history.append(
              i % 2 == 0 ? new Draft.Kick(id, alice, bob) : new Draft.Ban(id, alice, bob)));
        }
      }
      await(Future.join(answers).otherwiseEmpty());
      List<Event> log = one.fill(id, 0, 10_000);
      String name = bob.username();
      long removed = log.stream()
          .filter(event -> event.isLastFor(name))
          .findFirst()
          .orElseThrow()
          .seq();
      assertTrue(
          log.stream().noneMatch(event -> event.seq() > removed && event.from().equals(name)));
    }
  }

  @Test
  void whoIsBannedWhileJoiningIsNotLeftInside() {
    for (int i = 0; i < ROUNDS; i++) {
      String id = create("ban-" + i, Visibility.PUBLIC);
      User bob = one.user("bob" + i);
      Future<Appended> banned = one.history.append(new Draft.Ban(id, alice, bob));
      Future<Appended> joined = two.history.append(new Draft.Join(id, bob));
      await(Future.join(banned, joined).otherwiseEmpty());
      assertTrue(banned.succeeded());
      assertEquals(List.of("alice owner"), members(id));
      assertEquals(1, await(one.rooms.get(id, alice)).members());
    }
  }

  @Test
  void aRoomHasOneOwnerHoweverOftenItIsHandedOverAtOnce() {
    String id = create("owners", Visibility.PUBLIC);
    List<User> people = new ArrayList<>(List.of(alice));
    IntStream.range(0, 3).forEach(i -> people.add(one.member("user" + i, id)));
    for (int i = 0; i < ROUNDS; i++) {
      User owner = owner(id, people);
      List<Future<?>> answers = new ArrayList<>();
      for (User heir : people) {
        answers.add((answers.size() % 2 == 0 ? one : two)
            .history.append(new Draft.SetRole(id, owner, heir, Role.OWNER)));
      }
      answers.add(two.history.append(new Draft.Leave(id, owner)));
      await(Future.join(answers).otherwiseEmpty());
      assertEquals(
          1, members(id).stream().filter(member -> member.endsWith(" owner")).count());
      one.append(new Draft.Join(id, owner));
    }
  }

  @Test
  void whoDepartsWhileTheRoomIsHandedOverLeavesItAnOwner() {
    for (int i = 0; i < ROUNDS; i++) {
      String id = create("depart-" + i, Visibility.PUBLIC);
      User bob = one.member("bob" + i, id);
      User carol = one.member("carol" + i, id);
      await(Future.join(
              one.history.append(new Draft.SetRole(id, alice, bob, Role.OWNER)),
              two.history.append(new Draft.Depart(id, alice)),
              one.history.append(new Draft.Depart(id, bob)))
          .otherwiseEmpty());
      assertEquals(Role.OWNER, await(one.members.get(id, carol, carol)).role());
      assertEquals(1, await(one.rooms.get(id, carol)).members());
    }
  }

  @Test
  void oneWishOnTwoInstancesMakesOneRoom() {
    for (int i = 0; i < ROUNDS; i++) {
      NewRoom wish = new NewRoom(alice, null, "Wish " + i, "", Visibility.PRIVATE, "key" + i);
      List<Future<RoomView>> made =
          List.of(one.rooms.create(wish), two.rooms.create(wish), one.rooms.create(wish));
      await(Future.all(made));
      ids.add(await(made.get(0)).id());
      assertEquals(await(made.get(0)), await(made.get(1)));
      assertEquals(await(made.get(0)), await(made.get(2)));
    }
    assertEquals(ROUNDS, await(one.rooms.mine(alice, null, 50)).items().size());
  }

  @Test
  void bothSidesOfADirectRoomAtOnceMakeOne() {
    for (int i = 0; i < ROUNDS; i++) {
      User bob = one.user("bob" + i);
      Future<Direct> mine = one.rooms.direct(alice, bob);
      Future<Direct> theirs = two.rooms.direct(bob, alice);
      assertEquals(await(mine).room().id(), await(theirs).room().id());
      assertTrue(await(mine).created() ^ await(theirs).created());
      ids.add(await(mine).room().id());
    }
    assertEquals(ROUNDS, await(one.rooms.mine(alice, null, 50)).items().size());
  }

  @Test
  void deedsAmongSendsOfManyRoomsKeepEveryLogWhole() {
    List<User> people =
        IntStream.range(0, 4).mapToObj(i -> one.user("user" + i)).toList();
    List<String> rooms = IntStream.range(0, 4)
        .mapToObj(i -> create("busy-" + i, Visibility.PUBLIC))
        .toList();
    rooms.forEach(id -> people.forEach(user -> one.append(new Draft.Join(id, user))));
    List<Future<?>> answers = new ArrayList<>();
    for (int n = 0; n < 100; n++) {
      for (String id : rooms) {
        User user = people.get(n % people.size());
        Instance through = (n + id.hashCode()) % 2 == 0 ? one : two;
        answers.add(through.history.append(new Draft.Message(id, user, "k" + n, "x", null)));
        if (n % 10 == 0) {
          answers.add(through.history.append(new Draft.Kick(id, alice, user)));
          answers.add(through.history.append(new Draft.Join(id, user)));
          answers.add(
              through.history.append(new Draft.Change(id, alice, "Name " + n, null, null, null)));
        }
      }
    }
    await(Future.join(answers).otherwiseEmpty());
    for (String id : rooms) {
      List<Event> log = one.fill(id, 0, 10_000);
      assertFalse(log.isEmpty());
      long joined = count(log, Change.JOINED);
      assertEquals(await(one.rooms.get(id, alice)).members(), joined - count(log, Change.KICKED));
    }
  }

  private static long count(List<Event> log, Change change) {
    return log.stream()
        .filter(event -> event instanceof Event.Member member && member.change() == change)
        .count();
  }

  private String create(String id, Visibility visibility) {
    ids.add(id);
    return await(one.rooms.create(new NewRoom(alice, id, id, "", visibility))).id();
  }

  private List<String> members(String id) {
    return inside(database -> database.query(
            """
            SELECT a.username, m.role FROM memberships m JOIN accounts a ON a.no = m.account
            WHERE m.room = (SELECT no FROM rooms WHERE id = $1)
            """,
            id))
        .stream()
        .map(row -> row.text("username") + " " + row.text("role"))
        .toList();
  }

  private User owner(String id, List<User> people) {
    List<Member> members =
        await(one.members.list(id, asMember(id, people), null, 50)).items();
    return members.stream()
        .filter(member -> member.role() == Role.OWNER)
        .findFirst()
        .orElseThrow()
        .user();
  }

  private User asMember(String id, List<User> people) {
    one.append(new Draft.Join(id, people.get(0)));
    return people.get(0);
  }
}
