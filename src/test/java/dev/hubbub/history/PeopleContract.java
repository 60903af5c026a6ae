package dev.hubbub.history;

import static dev.hubbub.history.Instance.await;
import static dev.hubbub.history.Instance.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.config.DatabaseConfig;
import dev.hubbub.room.Accounts.Account;
import dev.hubbub.room.Accounts.NewAccount;
import dev.hubbub.room.Accounts.NewLogin;
import dev.hubbub.room.Draft;
import dev.hubbub.room.Ended.Shut;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Event;
import dev.hubbub.room.History.PageQuery;
import dev.hubbub.room.People.LoginView;
import dev.hubbub.room.People.Remains;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.Role;
import dev.hubbub.room.Rooms.NewRoom;
import dev.hubbub.room.Rooms.Slice;
import dev.hubbub.room.User;
import dev.hubbub.room.Visibility;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is promised about people, their logins and their end, on either database. */
abstract class PeopleContract {
  private static final long FAR = 4_102_444_800_000L;
  private static final long MINUTE = 60_000;

  private Instance instance;

  /** The configuration of the store of this test. */
  abstract DatabaseConfig config();

  @BeforeEach
  void open() {
    instance = new Instance().start(config());
  }

  @AfterEach
  void close() {
    instance.close();
  }

  @Test
  void peopleAreFoundByUsernameAndByNameInEverySpelling() {
    account("Alice", "Älice 100% Off_Season");
    account("bob.b", "Straße");
    account("a_b", "ﬁne");
    assertEquals(List.of("a_b", "Alice", "bob.b"), found(""));
    assertEquals(List.of("Alice"), found("LIC"));
    assertEquals(List.of("Alice"), found("äLI"));
    assertEquals(List.of("Alice"), found("0%"));
    assertEquals(List.of(), found("1%o"));
    assertEquals(List.of("a_b"), found("a_b"));
    assertEquals(List.of("Alice"), found("f_s"));
    assertEquals(List.of(), found("\\"));
    assertEquals(List.of("a_b"), found("FIN"));
    assertEquals(List.of("bob.b"), found("STRA"));
    assertEquals(List.of(), found("zzz"));
  }

  @Test
  void peopleComeInPagesByFoldedUsername() {
    for (String name : List.of("b", "B-", "a.b", "a_b", "ab", "A0")) {
      account(name + "x", "Same");
    }
    List<String> names = new ArrayList<>();
    @Nullable String cursor = null;
    int pages = 0;
    do {
      Slice<Account> slice = await(instance.people.search("same", cursor, 4));
      slice.items().forEach(account -> names.add(account.user().username()));
      cursor = slice.cursor();
      pages++;
    } while (cursor != null);
    assertEquals(List.of("a.bx", "A0x", "a_bx", "abx", "B-x", "bx"), names);
    assertEquals(2, pages);
    Refusal foreign =
        assertThrows(Refusal.class, () -> await(instance.people.search("", "no cursor", 6)));
    assertEquals(ErrorCode.BAD_REQUEST, foreign.code());
    assertNull(await(instance.people.search("", null, 6)).cursor());
  }

  @Test
  void aNewNameIsFoundAndTheOldOneNot() {
    User alice = account("alice", "Before");
    await(instance.people.rename(alice, "Äfter"));
    assertEquals("Äfter", await(instance.accounts.find("alice")).orElseThrow().name());
    assertEquals(List.of("alice"), found("äft"));
    assertEquals(List.of(), found("before"));
  }

  @Test
  void aNewPasswordEndsTheOtherLogins() {
    User alice = account("alice", "Alice");
    User bob = account("bob", "Bob");
    login(alice, "one", null);
    login(alice, "two", null);
    login(alice, "three", null);
    login(bob, "bobs", null);
    await(instance.accounts.endLogin("three"));
    assertEquals(List.of("two"), await(instance.people.changePassword(alice, "fresh", "one")));
    assertEquals("fresh", await(instance.accounts.find("alice")).orElseThrow().passwordHash());
    assertEquals(List.of("three", "two"), endedLogins());
    assertEquals(List.of("one"), await(instance.people.changePassword(alice, "fresher", null)));
    assertEquals(List.of("bobs"), ids(await(instance.people.logins(bob, null, 10))));
  }

  @Test
  void loginsAreListedTheNewestFirstWithWhatTheClientCallsItself() {
    User alice = account("alice", "Alice");
    login(alice, "s1", "Browser/1");
    login(alice, "s2", null);
    login(alice, "s3", "Phone");
    login(account("bob", "Bob"), "other", "Phone");
    await(instance.accounts.startLogin(new NewLogin("past", alice, "hash of past", 1, null)));
    List<String> all = new ArrayList<>();
    @Nullable String cursor = null;
    do {
      Slice<LoginView> slice = await(instance.people.logins(alice, cursor, 2));
      all.addAll(ids(slice));
      cursor = slice.cursor();
    } while (cursor != null);
    assertEquals(List.of("s1", "s2", "s3"), List.copyOf(new TreeSet<>(all)));
    assertEquals(3, all.size());
    await(instance.accounts.rotate("hash of s1", "next of s1", "next of s1", FAR, "Browser/2"));
    await(instance.accounts.rotate("hash of s3", "next of s3", "next of s3", FAR, null));
    List<LoginView> views = await(instance.people.logins(alice, null, 10)).items();
    LoginView first = view(views, "s1");
    assertEquals("Browser/2", first.agent());
    assertTrue(first.seenAt() >= first.createdAt());
    assertNull(view(views, "s2").agent());
    assertEquals("Phone", view(views, "s3").agent());
  }

  @Test
  void oneEndsOnesOwnLoginsOnly() {
    User alice = account("alice", "Alice");
    User bob = account("bob", "Bob");
    login(alice, "hers", null);
    assertEquals(ErrorCode.NOT_FOUND, refused(instance.people.endLogin(bob, "hers")));
    assertEquals(ErrorCode.NOT_FOUND, refused(instance.people.endLogin(alice, "nobodys")));
    await(instance.people.endLogin(alice, "hers"));
    assertEquals(List.of("hers"), endedLogins());
    assertEquals(ErrorCode.NOT_FOUND, refused(instance.people.endLogin(alice, "hers")));
    assertEquals(List.of(), ids(await(instance.people.logins(alice, null, 10))));
  }

  @Test
  void whoIsShutOutLosesAllLoginsAndGetsNoneUntilLetInAgain() {
    User alice = account("alice", "Alice");
    login(alice, "one", null);
    assertEquals(List.of("one"), await(instance.people.setDisabled(alice, true)));
    assertEquals(List.of(), await(instance.people.setDisabled(alice, true)));
    assertTrue(await(instance.accounts.find("alice")).orElseThrow().disabled());
    assertEquals(List.of("alice"), found("alice"));
    assertEquals(List.of(new Shut(alice.id(), true)), shut());
    assertEquals(List.of("one"), endedLogins());
    NewLogin next = new NewLogin("two", alice, "hash of two", FAR);
    assertEquals(ErrorCode.UNAUTHORIZED, refused(instance.accounts.startLogin(next)));

    assertEquals(List.of(), await(instance.people.setDisabled(alice, false)));
    assertFalse(await(instance.accounts.find("alice")).orElseThrow().disabled());
    assertEquals(List.of(), shut());
    await(instance.accounts.startLogin(next));
  }

  @Test
  void aLoginThatBeginsWhileItsOwnerIsShutOutIsRefusedOrEnds() {
    for (int i = 0; i < 20; i++) {
      User user = account("user" + i, "User");
      NewLogin login = new NewLogin("login" + i, user, "hash" + i, FAR);
      Future<Void> begun = instance.accounts.startLogin(login);
      Future<List<String>> ended = instance.people.setDisabled(user, true);
      await(Future.join(begun, ended).otherwiseEmpty());
      assertEquals(begun.succeeded() ? List.of("login" + i) : List.of(), await(ended));
      assertEquals(List.of(), ids(await(instance.people.logins(user, null, 10))));
    }
  }

  @Test
  void anAdministratorIsMadeAndUnmade() {
    User alice = account("alice", "Alice");
    assertFalse(await(instance.accounts.find("alice")).orElseThrow().administrator());
    await(instance.people.setAdministrator(alice, true));
    assertTrue(await(instance.accounts.find("alice")).orElseThrow().administrator());
    assertTrue(await(instance.people.search("alice", null, 1)).items().get(0).administrator());
    await(instance.people.setAdministrator(alice, false));
    assertFalse(await(instance.accounts.find("alice")).orElseThrow().administrator());
  }

  @Test
  void anEndedAccountIsNobodysAndItsNameIsNotGivenAgain() {
    User alice = account("alice", "Alice");
    await(instance.people.setAdministrator(alice, true));
    login(alice, "one", "Browser");
    assertEquals(List.of("one"), await(instance.people.end(alice)));
    assertEquals(List.of(), await(instance.people.end(alice)));
    assertEquals(Optional.empty(), await(instance.accounts.find("alice")));
    assertEquals(List.of(), found(""));
    assertEquals(List.of(new Shut(alice.id(), false)), shut());
    assertEquals(List.of("one"), endedLogins());
    assertEquals(
        ErrorCode.CONFLICT,
        refused(instance.accounts.create(new NewAccount("ALICE", "Al", null, false))));
    for (Future<?> late : List.of(
        instance.people.rename(alice, "Again"),
        instance.people.changePassword(alice, "hash", null),
        instance.people.setDisabled(alice, false),
        instance.people.setDisabled(alice, true),
        instance.people.setAdministrator(alice, true))) {
      assertEquals(ErrorCode.NOT_FOUND, refused(late));
    }
    assertEquals(
        ErrorCode.UNAUTHORIZED,
        refused(instance.accounts.startLogin(new NewLogin("two", alice, "two", FAR))));
  }

  @Test
  void whatAnEndedAccountSaidBecomesTombstonesOnceItHasLeft() {
    User alice = instance.user("alice");
    User bob = instance.user("bob");
    for (String id : List.of("stays", "left", "hers")) {
      User owner = id.equals("hers") ? alice : bob;
      await(instance.rooms.create(new NewRoom(owner, id, id, "", Visibility.PUBLIC)));
      instance.append(new Draft.Join(id, owner.equals(alice) ? bob : alice));
      instance.say(id, alice, "k", "said by alice");
      instance.say(id, bob, "k", "said by bob");
    }
    instance.append(new Draft.Leave("left", alice));
    assertEquals(ErrorCode.NOT_FOUND, refused(instance.people.erase(alice)));
    assertEquals(List.of(), await(instance.people.remains()));

    await(instance.people.end(alice));
    Remains remains = await(instance.people.remains()).get(0);
    assertEquals(alice, remains.user());
    assertEquals(Set.of("stays", "hers"), Set.copyOf(remains.rooms()));
    assertEquals(Set.of("stays", "left", "hers"), Set.copyOf(remains.spoken()));

    // Still a member: what it said goes, and that something is left is not forgotten.
    await(instance.people.erase(alice));
    assertEquals(1, await(instance.people.remains()).size());
    remains.rooms().forEach(room -> instance.append(new Draft.Depart(room, alice)));
    remains.rooms().forEach(room -> instance.append(new Draft.Depart(room, alice)));
    await(instance.people.erase(alice));
    await(instance.people.erase(alice));
    assertEquals(List.of(), await(instance.people.remains()));

    for (String room : remains.spoken()) {
      assertEquals(List.of("said by bob"), texts(room, bob));
      assertEquals("said by bob", lastOf(room, bob));
    }
    assertEquals(Role.OWNER, await(instance.rooms.get("hers", bob)).role());
  }

  @Test
  void whoHasEndedOrIsShutOutJoinsNoRoomAndMakesNone() {
    User bob = instance.user("bob");
    await(instance.rooms.create(new NewRoom(bob, "dev", "Dev", "", Visibility.PUBLIC)));
    User gone = instance.user("gone");
    User shutOut = instance.user("shut-out");
    await(instance.people.end(gone));
    await(instance.people.setDisabled(shutOut, true));
    for (User user : List.of(gone, shutOut)) {
      for (Future<?> late : List.of(
          instance.history.append(new Draft.Join("dev", user)),
          instance.history.append(new Draft.Join("general", user)),
          instance.rooms.create(new NewRoom(user, null, "Late", "", Visibility.PUBLIC)))) {
        assertEquals(ErrorCode.UNAUTHORIZED, refused(late));
      }
    }
    assertEquals(ErrorCode.NOT_FOUND, refused(instance.rooms.direct(bob, gone)));
    await(instance.people.setDisabled(shutOut, false));
    instance.append(new Draft.Join("dev", shutOut));
  }

  private List<@Nullable String> texts(String room, User reader) {
    return await(instance.history.page(new PageQuery(room, reader, null, null, 50)))
        .events()
        .stream()
        .map(event -> ((Event.Message) event).text())
        .filter(Objects::nonNull)
        .toList();
  }

  private @Nullable String lastOf(String room, User reader) {
    Event.Message last = await(instance.rooms.get(room, reader)).last();
    return last == null ? null : last.text();
  }

  @Instance.CanIgnoreReturnValue
  private User account(String username, String name) {
    return await(instance.accounts.create(new NewAccount(username, name, "hash", false)))
        .user();
  }

  private void login(User user, String id, @Nullable String agent) {
    await(instance.accounts.startLogin(new NewLogin(id, user, "hash of " + id, FAR, agent)));
  }

  private List<String> found(String text) {
    return await(instance.people.search(text, null, 50)).items().stream()
        .map(account -> account.user().username())
        .toList();
  }

  private List<String> endedLogins() {
    return await(instance.accounts.ended(MINUTE)).logins().stream().sorted().toList();
  }

  private List<Shut> shut() {
    return List.copyOf(await(instance.accounts.ended(MINUTE)).accounts());
  }

  private static List<String> ids(Slice<LoginView> slice) {
    return slice.items().stream().map(LoginView::id).toList();
  }

  private static LoginView view(List<LoginView> views, String id) {
    return views.stream().filter(view -> view.id().equals(id)).findFirst().orElseThrow();
  }
}
