package dev.hubbub.history;

import static dev.hubbub.history.Instance.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.room.Appended;
import dev.hubbub.room.Draft;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Event;
import dev.hubbub.room.Event.Change;
import dev.hubbub.room.History.LogQuery;
import dev.hubbub.room.History.PageQuery;
import dev.hubbub.room.Invites.NewInvite;
import dev.hubbub.room.Members.Entry;
import dev.hubbub.room.Members.Member;
import dev.hubbub.room.Members.Mute;
import dev.hubbub.room.Role;
import dev.hubbub.room.Rooms.NewRoom;
import dev.hubbub.room.Rooms.Slice;
import dev.hubbub.room.User;
import dev.hubbub.room.Visibility;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is promised about what is done to rooms and their members, on either database. */
abstract class DeedContract extends StoreContract {
  private static final String DEV = "dev";

  private User alice; // the owner
  private User bob;

  @BeforeEach
  void people() {
    alice = one.user("alice");
    await(one.rooms.create(new NewRoom(alice, DEV, "Development", "Code", Visibility.PUBLIC)));
    bob = one.member("bob", DEV);
  }

  @Test
  void aChangeTellsTheRoomAsItIsNow() {
    Event.Room event = assertInstanceOf(
        Event.Room.class, one.event(new Draft.Change(DEV, alice, "Dev", null, null, 30)));
    assertEquals(
        new Event.Room(
            DEV, 3, event.ts(), "alice", null, "Dev", "Code", Visibility.PUBLIC, 30, false),
        event);
    assertEquals(List.of(event), one.fill(DEV, 2, 10));
    assertEquals(30, await(one.rooms.get(DEV, bob)).slowModeS());
    assertEquals("Dev", await(one.history.open(fresh(DEV, bob))).name());
    assertEquals(
        List.of(DEV),
        await(one.rooms.directory(bob, "dev", null, 10)).items().stream()
            .map(room -> room.id())
            .toList());
    assertEquals(
        Appended.NOTHING, one.append(new Draft.Change(DEV, alice, "Dev", "Code", null, 30)));
    assertEquals(
        Appended.NOTHING, one.append(new Draft.Change(DEV, alice, null, null, null, null)));
    one.append(new Draft.Change(DEV, alice, null, "", Visibility.PRIVATE, 0));
    assertEquals(ErrorCode.NOT_FOUND, refused(one.rooms.get(DEV, one.user("eve"))));
    assertEquals(
        ErrorCode.FORBIDDEN, refused(new Draft.Change(DEV, bob, "Bob's", null, null, null)));
    assertEquals(
        List.of("topic, visibility=private, slow_mode_s=0", "name, slow_mode_s=30"),
        audit(null, 10).items().stream().map(Entry::detail).toList());
  }

  @Test
  void anEndedRoomIsNobodysButItsLogIsThereForThoseWhoFollowIt() {
    one.say(DEV, bob, "k", "hello");
    await(one.invites.create(invite("ended", null, null)));
    Event.Room last = assertInstanceOf(Event.Room.class, one.event(new Draft.End(DEV, alice)));
    assertTrue(last.deleted());
    assertEquals("Development", last.name());
    assertEquals(List.of(last), one.fill(DEV, 3, 10));
    assertEquals(4, await(one.history.heads(List.of(DEV))).get(0).seq());
    for (Future<?> gone : List.of(
        one.history.open(fresh(DEV, alice)),
        one.history.open(since(DEV, bob, 1)),
        one.history.page(new PageQuery(DEV, alice, null, null, 10)),
        one.history.log(new LogQuery(DEV, alice, 0, 10)),
        one.rooms.get(DEV, alice),
        one.members.list(DEV, alice, null, 10),
        one.invites.preview("ended"),
        one.history.append(new Draft.Message(DEV, bob, "k", "hello", null)),
        one.history.append(new Draft.Join(DEV, bob)),
        one.history.append(new Draft.Accept(DEV, bob, "ended")),
        one.history.append(new Draft.End(DEV, alice)))) {
      assertEquals(ErrorCode.NOT_FOUND, refused(gone));
    }
    assertTrue(await(one.rooms.mine(bob, null, 10)).items().isEmpty());
    assertEquals(
        ErrorCode.CONFLICT,
        refused(one.rooms.create(new NewRoom(bob, DEV, "Mine", "", Visibility.PUBLIC))));
  }

  @Test
  void onlyTheOwnerEndsARoomAndNobodyOneOfTheConfiguration() {
    one.append(new Draft.SetRole(DEV, alice, bob, Role.ADMIN));
    assertEquals(ErrorCode.FORBIDDEN, refused(new Draft.End(DEV, bob)));
    User root = administrator("root");
    assertEquals(ErrorCode.CONFLICT, refused(new Draft.End(ROOM, root)));
    assertNotNull(one.event(new Draft.End(DEV, root)));
  }

  @Test
  void handingOverIsTwoEventsAndLeavesOneOwner() {
    Appended appended = one.append(new Draft.SetRole(DEV, alice, bob, Role.OWNER));
    assertEquals(List.of(3L, 4L), seqs(appended.events()));
    assertEquals(List.of("bob owner", "alice admin"), told(appended.events()));
    assertEquals(Role.OWNER, member(bob).role());
    assertEquals(Role.ADMIN, member(alice).role());
    assertEquals(Appended.NOTHING, one.append(new Draft.SetRole(DEV, bob, alice, Role.ADMIN)));
    assertEquals(ErrorCode.CONFLICT, refused(new Draft.SetRole(DEV, bob, bob, Role.MEMBER)));
    assertEquals(ErrorCode.FORBIDDEN, refused(new Draft.SetRole(DEV, alice, bob, Role.ADMIN)));
    User eve = one.user("eve");
    assertEquals(ErrorCode.NOT_FOUND, refused(new Draft.SetRole(DEV, bob, eve, Role.ADMIN)));
    assertEquals(
        List.of("alice member"),
        told(one.append(new Draft.SetRole(DEV, bob, alice, Role.MEMBER)).events()));
    one.append(new Draft.Leave(DEV, alice));
    assertEquals(List.of("role=member", "role=owner"), details(bob));
  }

  @Test
  void anAdministratorGivesRolesInRoomsOfTheConfigurationAndNowhereElse() {
    User root = administrator("root");
    one.append(new Draft.Join(ROOM, bob));
    assertEquals(
        List.of("bob admin"),
        told(one.append(new Draft.SetRole(ROOM, root, bob, Role.ADMIN)).events()));
    assertEquals(ErrorCode.FORBIDDEN, refused(new Draft.SetRole(DEV, root, bob, Role.ADMIN)));
    assertEquals(ErrorCode.FORBIDDEN, refused(new Draft.Kick(DEV, root, bob)));
  }

  @Test
  void theKickedAreMembersNoMoreAndMayComeAgain() {
    Event kicked = one.event(new Draft.Kick(DEV, alice, bob));
    assertEquals(
        new Event.Member(DEV, 3, kicked.ts(), "alice", null, "bob", Change.KICKED, null), kicked);
    assertEquals(List.of(kicked), one.fill(DEV, 2, 10));
    assertEquals(ErrorCode.NOT_FOUND, refused(one.history.open(since(DEV, bob, 1))));
    assertEquals(ErrorCode.FORBIDDEN, refused(new Draft.Message(DEV, bob, null, "x", null)));
    assertEquals(ErrorCode.NOT_FOUND, refused(new Draft.Kick(DEV, alice, bob)));
    assertEquals(1, await(one.rooms.get(DEV, alice)).members());
    assertEquals(4, one.event(new Draft.Join(DEV, bob)).seq());
    assertEquals(2, await(one.rooms.get(DEV, alice)).members());
  }

  @Test
  void nobodyRemovesThoseWhoAreNotBelow() {
    User carol = one.member("carol", DEV);
    one.append(new Draft.SetRole(DEV, alice, bob, Role.ADMIN));
    one.append(new Draft.SetRole(DEV, alice, carol, Role.ADMIN));
    for (User target : List.of(alice, bob, carol)) {
      assertEquals(ErrorCode.FORBIDDEN, refused(new Draft.Kick(DEV, bob, target)));
      assertEquals(ErrorCode.FORBIDDEN, refused(new Draft.Ban(DEV, bob, target)));
      assertEquals(ErrorCode.FORBIDDEN, refused(new Draft.Mute(DEV, bob, target, null)));
    }
  }

  @Test
  void theBannedAreOutUntilTheyAreLetInAgain() {
    User eve = one.user("eve");
    assertEquals(
        List.of("bob banned"), told(one.append(new Draft.Ban(DEV, alice, bob)).events()));
    assertEquals(
        List.of("eve banned"), told(one.append(new Draft.Ban(DEV, alice, eve)).events()));
    assertEquals(Appended.NOTHING, one.append(new Draft.Ban(DEV, alice, bob)));
    assertEquals(1, await(one.rooms.get(DEV, alice)).members());
    for (User banned : List.of(bob, eve)) {
      assertEquals(ErrorCode.FORBIDDEN, refused(new Draft.Join(DEV, banned)));
      assertEquals(ErrorCode.FORBIDDEN, refused(one.history.open(since(DEV, banned, 1))));
      assertEquals(ErrorCode.FORBIDDEN, refused(one.members.list(DEV, banned, null, 10)));
    }
    await(one.invites.create(invite("in", null, null)));
    assertEquals(ErrorCode.FORBIDDEN, refused(new Draft.Accept(DEV, eve, "in")));
    assertEquals(
        List.of("bob alice", "eve alice"),
        await(one.members.bans(DEV, alice, null, 10)).items().stream()
            .map(ban -> ban.user().username() + " " + ban.by())
            .toList());
    assertEquals(
        List.of("bob unbanned"),
        told(one.append(new Draft.Unban(DEV, alice, bob)).events()));
    assertEquals(ErrorCode.NOT_FOUND, refused(new Draft.Unban(DEV, alice, bob)));
    assertEquals(6, one.event(new Draft.Join(DEV, bob)).seq());
    assertEquals(
        List.of("unban bob", "invite null", "ban eve", "ban bob"),
        audit(null, 10).items().stream().map(e -> e.action() + " " + e.user()).toList());
  }

  @Test
  void theMutedSayNothingAndAreToldWhatTheySaidBefore() {
    Event before = one.say(DEV, bob, "k", "hello");
    assertEquals(Appended.NOTHING, one.append(new Draft.Mute(DEV, alice, bob, 3_600L)));
    assertEquals(3, one.say(DEV, alice, null, "quiet").seq() - 1);
    Draft.Message again = new Draft.Message(DEV, bob, "k", "hello", null);
    assertEquals(Appended.known(before), one.append(again));
    assertEquals(ErrorCode.FORBIDDEN, refused(new Draft.Message(DEV, bob, "l", "more", null)));
    Mute mute = await(one.members.mutes(DEV, alice, null, 10)).items().get(0);
    assertEquals("bob", mute.user().username());
    assertEquals(mute.at() + 3_600_000, mute.until());
    one.append(new Draft.Leave(DEV, bob));
    one.append(new Draft.Join(DEV, bob));
    assertEquals(ErrorCode.FORBIDDEN, refused(new Draft.Message(DEV, bob, "l", "more", null)));
    one.append(new Draft.Mute(DEV, alice, bob, null));
    assertNull(await(one.members.mutes(DEV, alice, null, 10)).items().get(0).until());
    assertEquals(Appended.NOTHING, one.append(new Draft.Unmute(DEV, alice, bob)));
    assertEquals(ErrorCode.NOT_FOUND, refused(new Draft.Unmute(DEV, alice, bob)));
    one.say(DEV, bob, "l", "more");
    assertEquals(ErrorCode.NOT_FOUND, refused(new Draft.Mute(DEV, alice, one.user("eve"), 1L)));
  }

  @Test
  void aMuteIsOverByItself() {
    one.append(new Draft.Mute(DEV, alice, bob, 0L));
    one.say(DEV, bob, null, "free");
    assertTrue(await(one.members.mutes(DEV, alice, null, 10)).items().isEmpty());
    assertEquals(ErrorCode.NOT_FOUND, refused(new Draft.Unmute(DEV, alice, bob)));
  }

  @Test
  void inSlowModeAMemberWaitsAndNobodyElse() {
    one.append(new Draft.Change(DEV, alice, null, null, null, 3_600));
    Event first = one.say(DEV, bob, "k", "first");
    long wait = Instance.refusal(one.history.append(new Draft.Message(DEV, bob, "l", "2", null)))
        .retryAfterMs();
    assertTrue(wait > 3_500_000 && wait <= 3_600_000, "waits " + wait);
    assertEquals(
        Appended.known(first), one.append(new Draft.Message(DEV, bob, "k", "first", null)));
    one.append(new Draft.Leave(DEV, bob));
    one.append(new Draft.Join(DEV, bob));
    assertEquals(ErrorCode.RATE_LIMITED, refused(new Draft.Message(DEV, bob, "l", "2", null)));
    one.say(DEV, alice, null, "a");
    one.say(DEV, alice, null, "b");
    User carol = one.member("carol", DEV);
    Future<Appended> said = one.history.append(new Draft.Message(DEV, carol, "1", "1", null));
    Future<Appended> same = one.history.append(new Draft.Message(DEV, carol, "1", "1", null));
    Future<Appended> next = one.history.append(new Draft.Message(DEV, carol, "2", "2", null));
    assertEquals(await(said).event(), await(same).event());
    assertEquals(ErrorCode.RATE_LIMITED, refused(next));
    one.append(new Draft.SetRole(DEV, alice, carol, Role.ADMIN));
    one.say(DEV, carol, "2", "2");
    one.append(new Draft.Change(DEV, alice, null, null, null, 0));
    one.say(DEV, bob, "l", "2");
  }

  @Test
  void theLongestStandingAdminInheritsAndElseAMember() {
    User carol = one.member("carol", DEV);
    User dave = one.member("dave", DEV);
    one.append(new Draft.SetRole(DEV, alice, dave, Role.ADMIN));
    assertEquals(
        List.of("alice left", "dave owner"),
        told(one.append(new Draft.Depart(DEV, alice)).events()));
    assertEquals(Appended.NOTHING, one.append(new Draft.Depart(DEV, alice)));
    assertEquals(
        List.of("dave left", "bob owner"),
        told(one.append(new Draft.Depart(DEV, dave)).events()));
    assertEquals(
        List.of("carol left"), told(one.append(new Draft.Depart(DEV, carol)).events()));
    assertEquals(1, await(one.rooms.get(DEV, bob)).members());
    assertEquals(
        List.of("bob left"), told(one.append(new Draft.Depart(DEV, bob)).events()));
    assertEquals(ErrorCode.NOT_FOUND, refused(new Draft.Join(DEV, bob)));
    assertEquals(Appended.NOTHING, one.append(new Draft.Depart(DEV, bob)));
    assertEquals(LongStream.rangeClosed(1, 11).boxed().toList(), seqs(one.fill(DEV, 0, 100)));
  }

  @Test
  void aRoomOfTheConfigurationIsNotInherited() {
    one.append(new Draft.Join(ROOM, alice));
    one.append(new Draft.Join(ROOM, bob));
    one.append(new Draft.SetRole(ROOM, administrator("root"), alice, Role.OWNER));
    assertEquals(
        List.of("alice left"), told(one.append(new Draft.Depart(ROOM, alice)).events()));
    one.append(new Draft.Depart(ROOM, bob));
    one.append(new Draft.Join(ROOM, bob));
  }

  @Test
  void aDeedKeepsItsPlaceAmongWhatIsSaid() {
    List<Future<Appended>> answers = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      answers.add(one.history.append(new Draft.Message(DEV, bob, null, "m" + i, null)));
      if (i == 4) {
        answers.add(one.history.append(new Draft.Change(DEV, alice, "New", null, null, null)));
      }
    }
    await(Future.all(answers));
    assertEquals(
        LongStream.rangeClosed(3, 13).boxed().toList(),
        answers.stream().map(StoreContract::seq).toList());
  }

  @Test
  void membersComeByUsernameInPages() {
    one.member("Carol", DEV);
    one.member("b-b", DEV);
    Slice<Member> first = await(one.members.list(DEV, bob, null, 3));
    assertEquals(List.of("alice", "b-b", "bob"), names(first));
    assertEquals(List.of("Carol"), names(await(one.members.list(DEV, bob, first.cursor(), 3))));
    assertEquals(2, member(bob).read());
    assertEquals(ErrorCode.NOT_FOUND, refused(one.members.get(DEV, alice, one.user("eve"))));
  }

  @Test
  void theAuditListIsForAdminsAndNewestFirst() {
    for (int i = 0; i < 5; i++) {
      one.append(new Draft.Change(DEV, alice, null, null, null, i + 1));
    }
    Slice<Entry> first = audit(null, 3);
    Slice<Entry> rest = audit(first.cursor(), 3);
    assertNull(rest.cursor());
    List<Entry> all = new ArrayList<>(first.items());
    all.addAll(rest.items());
    assertEquals(
        List.of(
            "slow_mode_s=5", "slow_mode_s=4", "slow_mode_s=3", "slow_mode_s=2", "slow_mode_s=1"),
        all.stream().map(Entry::detail).toList());
    assertEquals("alice", all.get(0).by());
    assertTrue(all.get(0).id() > all.get(4).id());
    assertEquals(ErrorCode.FORBIDDEN, refused(one.members.audit(DEV, bob, null, 3)));
    assertEquals(ErrorCode.FORBIDDEN, refused(one.members.bans(DEV, bob, null, 3)));
    assertEquals(ErrorCode.FORBIDDEN, refused(one.members.mutes(DEV, bob, null, 3)));
  }

  private User administrator(String name) {
    User user = one.user(name);
    execute("UPDATE accounts SET administrator = TRUE WHERE no = $1", user.id());
    return user;
  }

  private NewInvite invite(String hash, @Nullable Long seconds, @Nullable Integer uses) {
    return new NewInvite(DEV, alice, hash, seconds, uses, null);
  }

  private Slice<Entry> audit(@Nullable String cursor, int limit) {
    return await(one.members.audit(DEV, alice, cursor, limit));
  }

  private List<String> details(User asker) {
    return await(one.members.audit(DEV, asker, null, 10)).items().stream()
        .map(entry -> String.valueOf(entry.detail()))
        .toList();
  }

  private Member member(User user) {
    return await(one.members.get(DEV, user, user));
  }

  private ErrorCode refused(Draft draft) {
    return refused(one.history.append(draft));
  }

  private static ErrorCode refused(Future<?> future) {
    return Instance.refused(future);
  }

  private static List<String> names(Slice<Member> slice) {
    return slice.items().stream().map(member -> member.user().username()).toList();
  }

  /** Of each event who it is about, and their role, else what happened. */
  static List<String> told(List<Event> events) {
    return events.stream()
        .map(Event.Member.class::cast)
        .map(event -> event.user() + " "
            + (event.change() == Change.ROLE && event.role() != null
                ? event.role().wire()
                : event.change().wire()))
        .toList();
  }
}
