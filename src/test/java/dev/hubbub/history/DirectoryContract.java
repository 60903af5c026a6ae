package dev.hubbub.history;

import static dev.hubbub.history.Instance.await;
import static dev.hubbub.history.Instance.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.config.DatabaseConfig;
import dev.hubbub.room.Accounts.Account;
import dev.hubbub.room.Accounts.Exchange;
import dev.hubbub.room.Accounts.Login;
import dev.hubbub.room.Accounts.NewAccount;
import dev.hubbub.room.Accounts.NewLogin;
import dev.hubbub.room.Accounts.Reused;
import dev.hubbub.room.Draft;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Event;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.Role;
import dev.hubbub.room.RoomEntry;
import dev.hubbub.room.Rooms.NewRoom;
import dev.hubbub.room.Rooms.RoomView;
import dev.hubbub.room.Rooms.Slice;
import dev.hubbub.room.User;
import dev.hubbub.room.Visibility;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What rooms and accounts promise on either database. */
abstract class DirectoryContract {
  private static final long FAR = 4_102_444_800_000L;

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
  void aPublicRoomIsCalledAfterItsName() {
    User alice = instance.user("alice");
    assertEquals("grusse-aus-koln", create(alice, null, " Grüsse -- aus Köln! ").id());
    assertEquals("x".repeat(64), create(alice, null, "x".repeat(64)).id());
    String second = create(alice, null, "x".repeat(64)).id();
    assertEquals(64, second.length());
    assertTrue(second.startsWith("x".repeat(50)));
    assertTrue(Words.isRoomId(create(alice, null, "Привет").id()));
    assertTrue(create(alice, null, "General").id().matches("general-[a-z0-9]{5}"));
  }

  @Test
  void aPrivateRoomIsNotCalledAfterItsName() {
    User alice = instance.user("alice");
    String id = await(
            instance.rooms.create(new NewRoom(alice, null, "Plans", "", Visibility.PRIVATE)))
        .id();
    assertTrue(id.matches("[a-z0-9]{16}"));
  }

  @Test
  void anIdOfOnesOwnIsTakenOrRefused() {
    User alice = instance.user("alice");
    assertEquals("dev", create(alice, "dev", "Development").id());
    assertEquals(ErrorCode.CONFLICT, refused(created(alice, "dev", "Again")));
    for (String bad : List.of("", "-a", "A", "a b", "ä", "x".repeat(65))) {
      assertEquals(ErrorCode.BAD_REQUEST, refused(created(alice, bad, "Bad")));
    }
  }

  @Test
  void aNewRoomBeginsWithItsOwner() {
    User alice = instance.user("alice");
    RoomView room = create(alice, "dev", "Development");
    assertEquals(Role.OWNER, room.role());
    assertEquals(1, room.seq());
    assertEquals(1, room.members());
    assertEquals(1L, room.read());
    assertEquals(0L, room.unread());
    assertNull(room.last());
    assertEquals(room, await(instance.rooms.get("dev", alice)));
    assertEquals(
        List.of(new Event.Member(
            "dev", 1, room.createdAt(), "alice", null, "alice", Event.Change.JOINED, Role.OWNER)),
        instance.fill("dev", 0, 10));
  }

  @Test
  void aRoomShowsItsLastMessageToItsMembers() {
    User alice = instance.user("alice");
    create(alice, "dev", "Development");
    Event said = instance.say("dev", alice, "k", "hello");
    User bob = instance.user("bob");
    RoomView before = await(instance.rooms.get("dev", bob));
    assertNull(before.role());
    assertNull(before.read());
    assertNull(before.unread());
    assertNull(before.last());
    instance.append(new Draft.Join("dev", bob));
    assertEquals(said, await(instance.rooms.get("dev", bob)).last());
  }

  @Test
  void myRoomsComeInPages() {
    User alice = instance.user("alice");
    create(alice, "b", "B");
    create(alice, "a", "A");
    create(alice, "a-1", "A 1");
    create(alice, "a1", "A1");
    instance.append(new Draft.Join("general", alice));
    create(instance.user("bob"), "bobs", "Bob's");
    List<String> ids = new ArrayList<>();
    @Nullable String cursor = null;
    int pages = 0;
    do {
      Slice<RoomView> slice = await(instance.rooms.mine(alice, cursor, 2));
      slice.items().forEach(room -> ids.add(room.id()));
      cursor = slice.cursor();
      pages++;
    } while (cursor != null);
    assertEquals(List.of("a", "a-1", "a1", "b", "general"), ids);
    assertEquals(3, pages);
    assertNull(await(instance.rooms.mine(alice, null, 5)).cursor());
    Refusal foreign =
        assertThrows(Refusal.class, () -> await(instance.rooms.mine(alice, "not a cursor", 5)));
    assertEquals(ErrorCode.BAD_REQUEST, foreign.code());
  }

  @Test
  void theDirectoryFindsPublicRoomsByIdAndName() {
    User alice = instance.user("alice");
    create(alice, "sale", "100% Off_Season");
    create(alice, "plain", "Über uns");
    await(instance.rooms.create(new NewRoom(alice, "hidden", "Off", "", Visibility.PRIVATE)));
    assertEquals(List.of("general", "plain", "sale"), found(alice, ""));
    assertEquals(List.of("sale"), found(alice, "OFF_s"));
    assertEquals(List.of("sale"), found(alice, "0%"));
    assertEquals(List.of(), found(alice, "1%o"));
    assertEquals(List.of(), found(alice, "f_n"));
    assertEquals(List.of(), found(alice, "\\"));
    assertEquals(List.of("plain"), found(alice, "über"));
    assertEquals(List.of("plain"), found(alice, "LAI"));
  }

  @Test
  void aUsernameIsTakenInEverySpelling() {
    Account alice = await(instance.accounts.create(new NewAccount("Alice", "Al", "hash", false)));
    assertEquals(
        ErrorCode.CONFLICT,
        refused(instance.accounts.create(new NewAccount("aLICE", "Al", null, true))));
    assertEquals(Optional.of(alice), await(instance.accounts.find("ALICE")));
    assertEquals("Alice", alice.user().username());
    assertFalse(alice.guest());
    assertFalse(alice.disabled());
    assertEquals(Optional.empty(), await(instance.accounts.find("bob")));
    Account guest = await(instance.accounts.create(new NewAccount("bob", "Bob", null, true)));
    assertNotEquals(alice.user().id(), guest.user().id());
    assertEquals(Optional.of(guest), await(instance.accounts.find("bob")));
  }

  @Test
  void aRefreshTokenIsExchangedOnceAndTheSecondTimeEndsItsLogin() {
    Account alice = await(instance.accounts.create(new NewAccount("alice", "Al", "hash", false)));
    login(alice, "one", "a", FAR);
    login(alice, "two", "x", FAR);
    assertEquals(new Login("one", alice), await(rotate("a", "b", FAR)));
    assertEquals(new Login("one", alice), await(rotate("b", "c", FAR)));
    assertEquals(List.of(), List.copyOf(await(instance.accounts.ended(60_000)).logins()));
    Reused reused = assertThrows(Reused.class, () -> await(rotate("a", "d", FAR)));
    assertEquals(ErrorCode.UNAUTHORIZED, reused.code());
    assertEquals("alice", reused.username());
    assertEquals(
        List.of("one"), List.copyOf(await(instance.accounts.ended(60_000)).logins()));
    for (String over : List.of("a", "c", "never")) {
      Refusal refusal = assertThrows(Refusal.class, () -> await(rotate(over, "e", FAR)));
      assertEquals(ErrorCode.UNAUTHORIZED, refusal.code());
      assertFalse(refusal instanceof Reused, "it had ended before");
      assertEquals(reused.getMessage(), refusal.getMessage());
    }
    assertEquals(new Login("two", alice), await(rotate("x", "y", FAR)));
  }

  @Test
  void theSameExchangeIsAnsweredAgainForAMinuteUnlessItsTokenWasExchanged() {
    Account alice = await(instance.accounts.create(new NewAccount("alice", "Al", "hash", false)));
    for (String login : List.of("one", "two", "three")) {
      login(alice, login, login, FAR);
      assertEquals(new Login(login, alice), await(rotate(login, login + " next", FAR)));
      assertEquals(new Login(login, alice), await(rotate(login, login + " next", FAR + 59_999)));
    }
    assertEquals(ErrorCode.UNAUTHORIZED, refused(rotate("one", "one next", FAR + 60_000)));
    await(rotate("two next", "two last", FAR));
    assertEquals(ErrorCode.UNAUTHORIZED, refused(rotate("two", "two next", FAR)));
    await(instance.accounts.endLogin("three"));
    assertEquals(ErrorCode.UNAUTHORIZED, refused(rotate("three", "three next", FAR)));
    assertEquals(3, await(instance.accounts.ended(60_000)).logins().size());
  }

  @Test
  void anExchangeThatAnInstanceWithTheOtherSecretMadeIsAnsweredAgain() {
    Account alice = await(instance.accounts.create(new NewAccount("alice", "Al", "hash", false)));
    login(alice, "one", "a", FAR);
    assertEquals(
        new Exchange(new Login("one", alice), "b"),
        await(instance.accounts.rotate("a", "b", "c", FAR, null)));
    assertEquals(
        new Exchange(new Login("one", alice), "b"),
        await(instance.accounts.rotate("a", "c", "b", FAR, null)));
    assertEquals(List.of(), List.copyOf(await(instance.accounts.ended(60_000)).logins()));
    assertEquals(
        ErrorCode.UNAUTHORIZED, refused(instance.accounts.rotate("a", "d", "c", FAR, null)));
    assertEquals(
        List.of("one"), List.copyOf(await(instance.accounts.ended(60_000)).logins()));
  }

  private Future<Login> rotate(String oldHash, String newHash, long expiresAt) {
    return instance
        .accounts
        .rotate(oldHash, newHash, newHash, expiresAt, null)
        .map(Exchange::login);
  }

  @Test
  void oneOfTwoWhoExchangeATokenAtOnceGetsALoginThatIsOver() {
    Account alice = await(instance.accounts.create(new NewAccount("alice", "Al", "hash", false)));
    login(alice, "one", "a", FAR);
    Future<Login> first = rotate("a", "b", FAR);
    Future<Login> second = rotate("a", "c", FAR);
    await(Future.join(first, second).otherwiseEmpty());
    assertNotEquals(first.succeeded(), second.succeeded());
    assertEquals(List.of("one"), List.copyOf(await(instance.accounts.ended(0)).logins()));
  }

  @Test
  void whoMaySeeAllRoomsFindsAllButDirectAndEndedOnes() {
    User alice = instance.user("alice");
    create(alice, "over", "Over");
    await(instance.rooms.create(new NewRoom(alice, "hidden", "Köln_1", "", Visibility.PRIVATE)));
    await(instance.rooms.direct(alice, instance.user("bob")));
    instance.say("hidden", alice, "k1", "hello");
    instance.append(new Draft.End("over", alice));
    Slice<RoomEntry> first = await(instance.rooms.all("", null, 1));
    Slice<RoomEntry> second = await(instance.rooms.all("", first.cursor(), 1));
    assertNull(second.cursor());
    RoomEntry general = first.items().get(0);
    RoomEntry hidden = second.items().get(0);
    assertEquals(List.of("general", "hidden"), List.of(general.id(), hidden.id()));
    assertEquals(List.of(true, false), List.of(general.kept(), hidden.kept()));
    assertEquals(List.of(1, 1L), List.of(hidden.members(), hidden.messages()));
    assertEquals(List.of(hidden), await(instance.rooms.all("köln_", null, 5)).items());
    assertEquals(List.of(), await(instance.rooms.all("%", null, 5)).items());
  }

  @Test
  void aTokenThatIsUnknownOverOrOfAnEndedLoginIsWorthNothing() {
    Account alice = await(instance.accounts.create(new NewAccount("alice", "Al", "hash", false)));
    login(alice, "past", "p", 1);
    login(alice, "over", "o", FAR);
    await(instance.accounts.endLogin("over"));
    await(instance.accounts.endLogin("over"));
    await(instance.accounts.endLogin("never-was"));
    for (String hash : List.of("p", "o", "unknown")) {
      assertEquals(ErrorCode.UNAUTHORIZED, refused(rotate(hash, "n", FAR)));
    }
    assertEquals(
        List.of("over"), List.copyOf(await(instance.accounts.ended(60_000)).logins()));
  }

  private void login(Account account, String id, String hash, long expiresAt) {
    await(instance.accounts.startLogin(new NewLogin(id, account.user(), hash, expiresAt)));
  }

  private List<String> found(User user, String text) {
    return await(instance.rooms.directory(user, text, null, 50)).items().stream()
        .map(RoomView::id)
        .toList();
  }

  @Instance.CanIgnoreReturnValue
  private RoomView create(User owner, @Nullable String id, String name) {
    return await(created(owner, id, name));
  }

  private Future<RoomView> created(User owner, @Nullable String id, String name) {
    return instance.rooms.create(new NewRoom(owner, id, name, "", Visibility.PUBLIC));
  }
}
