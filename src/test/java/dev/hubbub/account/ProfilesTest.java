package dev.hubbub.account;

import static dev.hubbub.account.Refused.in5s;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.room.Appended;
import dev.hubbub.room.Draft;
import dev.hubbub.room.Ended;
import dev.hubbub.room.Ended.Shut;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.People.LoginView;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.SharedLimits;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProfilesTest {
  private static final String PASSWORD = "correct horse";
  private static final String HERE = "192.0.2.1";

  private final Vertx vertx = Vertx.vertx();
  private final MemoryAccounts accounts = new MemoryAccounts();
  private final SilentBroker broker = new SilentBroker();
  private final List<Draft> drafts = new CopyOnWriteArrayList<>();
  private final List<Ended> news = new CopyOnWriteArrayList<>();
  private final Revocations revocations =
      new Revocations(vertx, accounts, listener -> broker, Duration.ofMinutes(15), news::add);
  private final Newcomers newcomers = new Newcomers(accounts, Settings.rooms(), this::append);
  private final Tokens tokens = Tokens.with(vertx, Settings.auth());
  private final Passwords passwords = Passwords.with(vertx);
  private final Authenticator authenticator =
      new Authenticator(tokens, null, revocations, accounts, newcomers);
  private final Logins logins = new Logins(
      Settings.auth(),
      Settings.limits(3, 0),
      accounts,
      accounts,
      newcomers,
      passwords,
      tokens,
      revocations,
      SharedLimits.alone());
  private final Departures departures =
      new Departures(vertx, accounts, this::append, broker::forget);
  private final Profiles profiles = new Profiles(
      accounts,
      accounts,
      passwords,
      new PasswordProof(accounts, passwords, Settings.limits(3, 0), SharedLimits.alone()),
      revocations,
      departures);
  private final Administration administration =
      new Administration(accounts, accounts, revocations, departures);

  private Future<Appended> append(Draft draft) {
    drafts.add(draft);
    return Future.succeededFuture(Appended.NOTHING);
  }

  @AfterEach
  void close() {
    Refused.done(vertx.close());
  }

  private Grant registered(String username) {
    return in5s(logins.register(username, PASSWORD, null, "Browser"));
  }

  private Grant again(String username) {
    return in5s(logins.login(username, PASSWORD, HERE, "Phone\u0007"));
  }

  private Identity who(Grant grant) {
    return in5s(authenticator.identify(grant.accessToken()));
  }

  private boolean isIn(Grant grant) {
    return authenticator.identify(grant.accessToken()).succeeded();
  }

  @Test
  void oneSeesOneselfAndOthersButNoHash() {
    Grant alice = registered("Alice");
    Profile me = in5s(profiles.me(alice.user()));
    assertEquals("Alice", me.name());
    assertTrue(me.password());
    assertFalse(me.toString().contains("argon2"));
    assertEquals(me, in5s(profiles.find("aLICE")));
    assertEquals(List.of(me), in5s(profiles.search("lic", null, 10)).items());
    Refused.as(ErrorCode.NOT_FOUND, profiles.find("nobody"));
    Refused.as(ErrorCode.NOT_FOUND, profiles.find("no name/.."));
  }

  @Test
  void aNewNameIsOneOrIsRefused() {
    Grant alice = registered("alice");
    assertEquals("Älice", in5s(profiles.rename(alice.user(), "Älice")).name());
    Refused.as(ErrorCode.BAD_REQUEST, profiles.rename(alice.user(), " "));
    Refused.as(ErrorCode.BAD_REQUEST, profiles.rename(alice.user(), "x".repeat(65)));
    assertEquals("Älice", in5s(profiles.me(alice.user())).name());
  }

  @Test
  void aNewPasswordEndsTheOtherLoginsAndNotThisOne() {
    Grant here = registered("alice");
    Grant there = again("alice");
    String other = who(there).login();
    Refused.done(profiles.changePassword(who(here), PASSWORD, "another horse"));
    assertTrue(isIn(here));
    assertFalse(isIn(there));
    assertEquals(List.of(other), broker.announced());
    assertEquals(List.of(other), news.get(0).logins());
    Refused.as(ErrorCode.UNAUTHORIZED, logins.login("alice", PASSWORD, HERE, null));
    assertEquals(
        here.user(), in5s(logins.login("alice", "another horse", HERE, null)).user());
  }

  @Test
  void aStolenTokenIsNoWayToGuessThePassword() {
    Grant alice = registered("alice");
    for (int i = 0; i < 3; i++) {
      Refused.as(
          ErrorCode.FORBIDDEN, profiles.changePassword(who(alice), "wrong " + i, "another horse"));
    }
    Refusal told = Refused.with(
        ErrorCode.RATE_LIMITED, profiles.changePassword(who(alice), PASSWORD, "another horse"));
    assertTrue(told.retryAfterMs() > 0);
    Refused.as(ErrorCode.RATE_LIMITED, profiles.end(who(alice), PASSWORD));
    assertEquals(alice.user(), again("alice").user());
  }

  @Test
  void aWeakPasswordIsRefusedBeforeTheOldOneIsTried() {
    Grant alice = registered("alice");
    for (int i = 0; i < 5; i++) {
      Refused.as(ErrorCode.BAD_REQUEST, profiles.changePassword(who(alice), "wrong", "short"));
    }
    Refused.done(profiles.changePassword(who(alice), PASSWORD, "another horse"));
  }

  @Test
  void whoHasNoPasswordGetsNone() {
    Grant guest = in5s(logins.guest(null, null));
    Refused.as(ErrorCode.FORBIDDEN, profiles.changePassword(who(guest), "", "another horse"));
  }

  @Test
  void loginsAreListedAndEndedOneByOne() {
    Grant first = registered("alice");
    Grant second = again("alice");
    Grant stranger = registered("bob");
    List<LoginView> views = in5s(logins.logins(who(first), null, 10)).items();
    assertEquals(
        List.of("Phone", "Browser"), views.stream().map(LoginView::agent).toList());
    String id = views.get(0).id();
    Refused.as(ErrorCode.NOT_FOUND, logins.endLogin(who(stranger), id));
    Refused.done(logins.endLogin(who(first), id));
    assertFalse(isIn(second));
    assertTrue(isIn(first));
    assertEquals(List.of(id), broker.announced());
    Refused.as(ErrorCode.NOT_FOUND, logins.endLogin(who(first), id));
  }

  @Test
  void theEndOfAnAccountNeedsItsPassword() {
    Grant alice = registered("alice");
    Refused.as(ErrorCode.BAD_REQUEST, profiles.end(who(alice), null));
    Refused.as(ErrorCode.FORBIDDEN, profiles.end(who(alice), "wrong"));
    assertTrue(isIn(alice));
    assertTrue(news.isEmpty());
  }

  @Test
  void anEndedAccountIsOutAndGoneAndLeavesItsRooms() {
    Grant alice = registered("alice");
    Grant elsewhere = again("alice");
    Identity proven = who(alice);
    accounts.memberOf(alice.user(), List.of("general", "dev"));
    Refused.done(profiles.end(proven, PASSWORD));
    assertFalse(isIn(alice));
    assertFalse(isIn(elsewhere));
    assertFalse(authenticator.stillHolds(proven));
    assertFalse(authenticator.isShutOut(proven));
    assertEquals(
        List.of(new Shut(alice.user().id(), false)), List.copyOf(news.get(0).accounts()));
    assertTrue(drafts.contains(new Draft.Depart("general", alice.user())));
    assertTrue(drafts.contains(new Draft.Depart("dev", alice.user())));
    assertTrue(broker.forgotten().contains("dev: alice"));
    assertEquals(List.of(), in5s(accounts.remains()));
    Refused.as(ErrorCode.NOT_FOUND, profiles.find("alice"));
    Refused.as(ErrorCode.UNAUTHORIZED, profiles.me(alice.user()));
    Refused.as(ErrorCode.UNAUTHORIZED, logins.login("alice", PASSWORD, HERE, null));
    Refused.as(ErrorCode.CONFLICT, logins.register("Alice", PASSWORD, null, null));
  }

  @Test
  void aGuestEndsWithoutAPassword() {
    Grant guest = in5s(logins.guest(null, null));
    Refused.done(profiles.end(who(guest), null));
    assertFalse(isIn(guest));
  }

  @Test
  void administratorsShutOthersOutAndLetThemInAgain() {
    Grant root = registered("root");
    Grant alice = registered("alice");
    Refused.done(accounts.setAdministrator(root.user(), true));
    Identity proven = who(alice);
    assertTrue(in5s(administration.setDisabled(root.user(), "ALICE", true)).disabled());
    assertFalse(isIn(alice));
    assertFalse(authenticator.stillHolds(proven));
    assertTrue(authenticator.isShutOut(proven));
    assertEquals(List.of(new Shut(alice.user().id(), true)), List.copyOf(broker.shut()));
    Refused.as(ErrorCode.UNAUTHORIZED, logins.login("alice", PASSWORD, HERE, null));

    assertFalse(in5s(administration.setDisabled(root.user(), "alice", false)).disabled());
    Grant back = again("alice");
    assertTrue(isIn(back));
    assertTrue(authenticator.stillHolds(who(back)));
    assertFalse(isIn(alice));
    Refused.as(ErrorCode.NOT_FOUND, administration.setDisabled(root.user(), "nobody", true));
    Refused.as(ErrorCode.CONFLICT, administration.setDisabled(root.user(), "Root", true));
    assertEquals(2, in5s(administration.list(root.user(), "", null, 10)).items().size());
  }

  @Test
  void onlyAdministratorsLookAfterAccountsAndOnlyAsLongAsTheyAreOnes() {
    Grant root = registered("root");
    Grant alice = registered("alice");
    for (String target : List.of("root", "alice", "nobody")) {
      Refused.as(ErrorCode.FORBIDDEN, administration.setDisabled(alice.user(), target, true));
    }
    Refused.as(ErrorCode.FORBIDDEN, administration.list(alice.user(), "", null, 10));
    Refused.done(accounts.setAdministrator(root.user(), true));
    Refused.done(accounts.setAdministrator(root.user(), false));
    Refused.as(ErrorCode.FORBIDDEN, administration.list(root.user(), "", null, 10));
  }

  @Test
  void whatAClientCallsItselfIsKeptAsFarAsItCanBeShown() {
    assertNull(Agent.shown(null));
    assertNull(Agent.shown(" \u0000\u202e "));
    assertEquals("curl/8 x", Agent.shown("curl/8\r\n x\u2066"));
    assertEquals("👋".repeat(200), Agent.shown("👋".repeat(201)));
  }
}
