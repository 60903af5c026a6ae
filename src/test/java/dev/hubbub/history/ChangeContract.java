package dev.hubbub.history;

import static dev.hubbub.history.Instance.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.room.Appended;
import dev.hubbub.room.Draft;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Event;
import dev.hubbub.room.History.Inbox;
import dev.hubbub.room.History.Mark;
import dev.hubbub.room.History.Opened;
import dev.hubbub.room.History.Place;
import dev.hubbub.room.History.Readers;
import dev.hubbub.room.Members.Member;
import dev.hubbub.room.Role;
import dev.hubbub.room.Rooms.Membership;
import dev.hubbub.room.Rooms.NewRoom;
import dev.hubbub.room.Rooms.RoomView;
import dev.hubbub.room.User;
import dev.hubbub.room.Visibility;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is promised about changing what was said, calling people, and how far they have read, on either database. */
abstract class ChangeContract extends StoreContract {
  private static final String DEV = "dev";

  private User alice; // the owner
  private User bob;
  private User carol;

  @BeforeEach
  void people() {
    alice = one.user("alice");
    await(one.rooms.create(new NewRoom(alice, DEV, "Development", "", Visibility.PUBLIC)));
    bob = one.member("bob", DEV);
    carol = one.member("carol", DEV);
  }

  @Test
  void anEditIsAnEventAndHistoryShowsTheMessageAsItIsNow() {
    long said = one.say(DEV, bob, "k1", "helo").seq();
    Event.Edit edit = assertInstanceOf(Event.Edit.class, one.event(edit(bob, "e1", said, "hello")));
    assertEquals(said + 1, edit.seq());
    assertEquals(said, edit.target());
    Event.Message now = newest(carol);
    assertEquals("hello", now.text());
    assertEquals(edit.seq(), Objects.requireNonNull(now.changed()).edited());
    assertEquals("hello", Objects.requireNonNull(view(carol).last()).text());
    List<Event> recovered =
        await(one.history.open(since(DEV, carol, said - 1))).events().list();
    assertEquals(List.of(said, said + 1), seqs(recovered));
    assertEquals("hello", ((Event.Message) recovered.get(0)).text());
    assertEquals(edit, recovered.get(1));
  }

  @Test
  void theSameTextAgainAddsNothingAndNamesTheEventThatMadeItSo() {
    long said = one.say(DEV, bob, null, "hello").seq();
    assertEquals(Appended.known(newest(bob)), one.append(edit(bob, null, said, "hello")));
    Event first = one.event(edit(bob, null, said, "hello!"));
    assertEquals(Appended.known(first), one.append(edit(bob, null, said, "hello!")));
  }

  @Test
  void onlyOnesOwnMessagesAreEditedAndOnlyMessages() {
    long said = one.say(DEV, bob, null, "hello").seq();
    assertEquals(ErrorCode.FORBIDDEN, refused(edit(alice, null, said, "mine")));
    assertEquals(ErrorCode.NOT_FOUND, refused(edit(bob, null, 1, "a join")));
    assertEquals(ErrorCode.NOT_FOUND, refused(edit(bob, null, said + 9, "nothing")));
    assertEquals(ErrorCode.FORBIDDEN, refused(edit(one.user("eve"), null, said, "a stranger")));
  }

  @Test
  void aKeyIsOneChangeForEver() {
    long said = one.say(DEV, bob, "k", "hello").seq();
    Event edited = one.event(edit(bob, "e", said, "hello!"));
    one.event(edit(bob, null, said, "hello?"));
    assertEquals(Appended.known(edited), one.append(edit(bob, "e", said, "hello!")));
    assertEquals(ErrorCode.CONFLICT, refused(edit(bob, "e", said, "other")));
    assertEquals(ErrorCode.CONFLICT, refused(new Draft.Delete(DEV, bob, "e", said)));
    assertEquals(ErrorCode.CONFLICT, refused(edit(bob, "k", said, "hello")));
    assertEquals(ErrorCode.CONFLICT, refused(new Draft.Message(DEV, bob, "e", "hello!", null)));
    Event deleted = one.event(new Draft.Delete(DEV, bob, "d", said));
    assertEquals(Appended.known(deleted), one.append(new Draft.Delete(DEV, bob, "d", said)));
    Appended resent = one.append(edit(bob, "e", said, "hello!"));
    assertTrue(resent.duplicate());
    assertEquals(edited.seq(), resent.event().seq());
  }

  @Test
  void aDeletedTextIsGoneFromTheMessageAndFromEveryEditOfIt() {
    long said = one.say(DEV, bob, "k", "secret-1 @carol").seq();
    one.event(edit(bob, null, said, "secret-2"));
    one.event(edit(bob, null, said, "secret-3"));
    one.event(react(carol, said, "👍", true));
    Event delete = one.event(new Draft.Delete(DEV, bob, null, said));
    assertEquals(Appended.known(delete), one.append(new Draft.Delete(DEV, bob, null, said)));
    assertEquals(
        0L,
        inside(
                database -> database.query(
                    "SELECT count(*) AS count FROM events WHERE text IS NOT NULL OR mentions IS NOT NULL"))
            .get(0)
            .number("count"));
    Event.Message now = newest(carol);
    assertTrue(now.deleted());
    assertTrue(now.changed() == null || now.changed().reactions().isEmpty());
    assertEquals("k", now.key());
    assertEquals(ErrorCode.NOT_FOUND, refused(edit(bob, null, said, "again")));
    assertEquals(ErrorCode.NOT_FOUND, refused(react(carol, said, "👍", true)));
    assertEquals(ErrorCode.NOT_FOUND, refused(new Draft.Message(DEV, carol, null, "what?", said)));
    Appended resent = one.append(new Draft.Message(DEV, bob, "k", "secret-1 @carol", null));
    assertTrue(resent.duplicate());
    assertEquals(said, resent.event().seq());
    for (Event event :
        await(one.history.open(since(DEV, carol, said - 1))).events().list()) {
      assertNull(event instanceof Event.Edit edit ? edit.text() : null);
      assertNull(event instanceof Event.Message message ? message.text() : null);
    }
    assertNull(view(carol).last());
  }

  @Test
  void withARoleOneDeletesWhatOthersSaidWhichIsNoted() {
    long said = one.say(DEV, bob, null, "hello").seq();
    assertEquals(ErrorCode.FORBIDDEN, refused(new Draft.Delete(DEV, carol, null, said)));
    one.event(new Draft.SetRole(DEV, alice, carol, Role.ADMIN));
    one.event(new Draft.Delete(DEV, carol, null, said));
    var entry = await(one.members.audit(DEV, alice, null, 1)).items().get(0);
    assertEquals(
        List.of("carol", "delete", "seq=" + said),
        List.of(entry.by(), entry.action(), String.valueOf(entry.detail())));
    long own = one.say(DEV, carol, null, "own").seq();
    one.event(new Draft.Delete(DEV, carol, null, own));
    assertEquals(
        "seq=" + said,
        await(one.members.audit(DEV, alice, null, 1)).items().get(0).detail());
  }

  @Test
  void reactionsAreSetOnceAndTakenBackOnce() {
    long said = one.say(DEV, bob, null, "hello").seq();
    assertTrue(one.append(react(carol, said, "👍", false)).duplicate());
    Event set = one.event(react(carol, said, "👍", true));
    assertEquals(Appended.known(set), one.append(react(carol, said, "👍", true)));
    one.event(react(alice, said, "👍", true));
    one.event(react(alice, said, ":tea:", true));
    assertEquals(
        Map.of("👍", List.of("carol", "alice"), ":tea:", List.of("alice")),
        Objects.requireNonNull(newest(bob).changed()).reactions());
    Event undone = one.event(react(carol, said, "👍", false));
    assertEquals(Appended.known(undone), one.append(react(carol, said, "👍", false)));
    assertEquals(
        Map.of("👍", List.of("alice"), ":tea:", List.of("alice")),
        Objects.requireNonNull(newest(bob).changed()).reactions());
  }

  @Test
  void aMessageBearsFiftyDifferentReactionsAndNoMore() {
    long said = one.say(DEV, bob, null, "hello").seq();
    for (int i = 0; i < 50; i++) {
      one.event(react(carol, said, ":e" + i + ":", true));
    }
    assertEquals(ErrorCode.CONFLICT, refused(react(carol, said, ":e50:", true)));
    assertFalse(one.append(react(bob, said, ":e0:", true)).duplicate());
  }

  @Test
  void deletesAreNotUnreadAndTheRoomsLastMessageIsOneThatIsLeft() {
    long first = one.say(DEV, bob, null, "one").seq();
    long second = one.say(DEV, bob, null, "two").seq();
    assertEquals(2L, view(carol).unread());
    one.event(new Draft.Delete(DEV, bob, null, second));
    assertEquals(1L, view(carol).unread());
    assertEquals(first, Objects.requireNonNull(view(carol).last()).seq());
    one.event(new Draft.Delete(DEV, bob, null, first));
    assertEquals(0L, view(carol).unread());
    assertNull(view(carol).last());
    assertEquals(0, await(one.history.open(fresh(DEV, carol))).unread());
  }

  @Test
  void aMentionCallsMembersAndAnAdminCallsAll() {
    var unused = one.user("eve");
    Event.Message called = assertInstanceOf(
        Event.Message.class,
        one.say(DEV, alice, null, "@Bob, @eve and carol@example.org: tea. @room @carol."));
    assertEquals(
        List.of("@room", "bob", "carol"), called.mentions().stream().sorted().toList());
    assertEquals(1L, view(bob).mentioned());
    assertEquals(1L, view(carol).mentioned());
    assertEquals(0L, view(alice).mentioned());
    Event.Message plain =
        assertInstanceOf(Event.Message.class, one.say(DEV, bob, null, "@room @bob"));
    assertEquals(List.of("bob"), plain.mentions());
    assertEquals(0L, view(bob).mentioned());
    assertEquals(called.mentions(), messages(carol).get(0).mentions());
  }

  @Test
  void whoIsCalledFollowsEditsAndDeletes() {
    long said = one.say(DEV, alice, null, "@bob").seq();
    assertEquals(1L, view(bob).mentioned());
    Event.Edit edit =
        assertInstanceOf(Event.Edit.class, one.event(edit(alice, null, said, "@carol")));
    assertEquals(List.of("carol"), edit.mentions());
    assertEquals(0L, view(bob).mentioned());
    assertEquals(1L, view(carol).mentioned());
    one.event(new Draft.Delete(DEV, alice, null, said));
    assertEquals(0L, view(carol).mentioned());
  }

  @Test
  void aMarkNeverGoesBackAndNeverPassesTheHead() {
    long first = one.say(DEV, alice, null, "one").seq();
    long second = one.say(DEV, alice, null, "@bob").seq();
    assertEquals(new Mark(first, true, true), read(bob, first));
    assertEquals(1L, view(bob).unread());
    assertEquals(1L, view(bob).mentioned());
    assertEquals(new Mark(first, false, true), read(bob, first - 1));
    assertEquals(new Mark(second, true, true), read(bob, Long.MAX_VALUE));
    assertEquals(0L, view(bob).unread());
    assertEquals(0L, view(bob).mentioned());
    assertEquals(second, view(bob).read());
    assertEquals(second, await(one.history.open(fresh(DEV, bob))).read());
    assertEquals(ErrorCode.FORBIDDEN, Instance.refused(one.history.read(DEV, one.user("eve"), 1)));
    assertEquals(ErrorCode.NOT_FOUND, Instance.refused(one.history.read("attic", bob, 1)));
  }

  @Test
  void thoseWhoHaveReadAMessageAreToldUnlessTheyKeepItPrivate() {
    long said = one.say(DEV, alice, null, "one").seq();
    assertEquals(new Readers(0, List.of()), readers(alice, said));
    read(bob, said);
    read(carol, said);
    assertEquals(new Readers(2, List.of("bob", "carol")), readers(alice, said));
    await(one.people.showReceipts(carol, false));
    assertEquals(new Readers(1, List.of("bob")), readers(alice, said));
    assertEquals(new Readers(0, List.of()), readers(carol, said));
    assertEquals(ErrorCode.NOT_FOUND, Instance.refused(one.history.readers(DEV, alice, 1)));
    long next = one.say(DEV, alice, null, "two").seq();
    assertEquals(new Mark(next, true, false), read(carol, next));
  }

  @Test
  void whoKeepsMarksPrivateSeesTheirOwnOnly() {
    long said = one.say(DEV, alice, null, "one").seq();
    read(bob, said);
    read(carol, said);
    assertEquals(said, mark(alice, "carol"));
    await(one.people.showReceipts(carol, false));
    assertNull(mark(alice, "carol"));
    assertNull(mark(carol, "bob"));
    assertEquals(said, mark(carol, "carol"));
    await(one.people.showReceipts(carol, true));
    assertEquals(said, mark(carol, "bob"));
  }

  @Test
  void theInboxTellsOfMembersOnly() {
    one.say(DEV, alice, null, "@bob");
    long head = one.say(DEV, alice, null, "two").seq();
    Place bobs = new Place(DEV, bob.id());
    assertEquals(
        List.of(new Inbox(bobs, 2, 1, head)),
        await(one.history.inbox(List.of(bobs, new Place(DEV, one.user("eve").id())))));
  }

  @Test
  void aMembershipTellsHowOldTheNewestMessageIsWhereItIsUnread() {
    assertNull(membership(bob).newsMs());
    long said = one.say(DEV, alice, null, "hello").seq();
    execute("UPDATE events SET ts = ts - 61000 WHERE seq = $1 AND type = 'message'", said);
    Membership unread = membership(bob);
    assertEquals(said, unread.head());
    Long age = unread.newsMs();
    assertTrue(age != null && age >= 61_000 && age < 3_600_000, () -> "age " + age);
    assertNull(membership(alice).newsMs());
    Mark moved = await(one.history.read(DEV, bob, said));
    assertEquals(said, moved.seq());
    assertNull(membership(bob).newsMs());
  }

  private Membership membership(User user) {
    return await(one.rooms.memberships(List.of(user.id()))).stream()
        .filter(membership -> membership.room().equals(DEV))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void onlyInTimeIsAMessageEditedWhereThereIsAWindow() {
    try (Instance bounded = new Instance()) {
      bounded.start(config(), Instance.editable(60));
      long said = one.say(DEV, bob, null, "hello").seq();
      bounded.event(edit(bob, null, said, "hello!"));
      execute("UPDATE events SET ts = ts - 61000 WHERE seq = $1 AND type = 'message'", said);
      assertEquals(
          ErrorCode.FORBIDDEN,
          Instance.refused(bounded.history.append(edit(bob, null, said, "too late"))));
      bounded.event(new Draft.Delete(DEV, bob, null, said));
    }
  }

  private Event.Message newest(User user) {
    List<Event.Message> messages = messages(user);
    return messages.get(messages.size() - 1);
  }

  private List<Event.Message> messages(User user) {
    Opened opened = await(one.history.open(fresh(DEV, user)));
    return opened.events().list().stream().map(Event.Message.class::cast).toList();
  }

  private RoomView view(User user) {
    return await(one.rooms.get(DEV, user));
  }

  @Instance.CanIgnoreReturnValue
  private Mark read(User user, long seq) {
    return await(one.history.read(DEV, user, seq));
  }

  private Readers readers(User user, long seq) {
    return await(one.history.readers(DEV, user, seq));
  }

  private @Nullable Long mark(User asker, String of) {
    return await(one.members.list(DEV, asker, null, 10)).items().stream()
        .filter(member -> member.user().username().equals(of))
        .map(Member::read)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static Draft edit(User from, @Nullable String key, long target, String text) {
    return new Draft.Edit(DEV, from, key, target, text);
  }

  private static Draft react(User from, long target, String emoji, boolean on) {
    return new Draft.React(DEV, from, null, target, emoji, on);
  }

  private ErrorCode refused(Draft draft) {
    return Instance.refused(one.history.append(draft));
  }
}
