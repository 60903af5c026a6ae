package dev.hubbub.account;

import static dev.hubbub.account.Refused.in5s;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.config.AuthConfig;
import dev.hubbub.room.Accounts.NewAccount;
import dev.hubbub.room.Appended;
import dev.hubbub.room.Draft;
import dev.hubbub.room.Ended;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.SharedLimits;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoginsTest {
  private static final String HERE = "192.0.2.1";

  private final Vertx vertx = Vertx.vertx();
  private final MemoryAccounts accounts = new MemoryAccounts();
  private final SilentBroker broker = new SilentBroker();
  private final List<Draft> drafts = new CopyOnWriteArrayList<>();
  private final List<String> closed = new CopyOnWriteArrayList<>();
  private final Revocations ended =
      new Revocations(vertx, accounts, listener -> broker, Duration.ofMinutes(15), this::close);
  private final Newcomers newcomers = new Newcomers(accounts, Settings.rooms(), this::append);
  private final Tokens tokens = Tokens.with(vertx, Settings.auth());
  private final Passwords passwords = Passwords.with(vertx);
  private final Authenticator authenticator =
      new Authenticator(tokens, null, ended, accounts, newcomers);
  private final Logins logins = logins(Settings.auth());
  private boolean roomsAway;

  private Logins logins(AuthConfig config) {
    return logins(config, passwords);
  }

  private Logins logins(AuthConfig config, Passwords passwords) {
    return new Logins(
        config,
        Settings.limits(10, 0),
        accounts,
        accounts,
        newcomers,
        passwords,
        tokens,
        ended,
        SharedLimits.alone());
  }

  private Future<Appended> append(Draft draft) {
    drafts.add(draft);
    return roomsAway
        ? Future.failedFuture(Refusal.notFound())
        : Future.succeededFuture(Appended.NOTHING);
  }

  private void close(Ended news) {
    closed.addAll(news.logins());
  }

  @AfterEach
  void close() {
    Refused.done(vertx.close());
  }

  private Grant alice() {
    return in5s(logins.register("Alice", "correct horse", null, null));
  }

  @Test
  void whoRegistersIsInAndInTheRoomsForNewcomers() {
    Grant grant = in5s(logins.register("Alice", "correct horse", "Älice", null));
    assertEquals("Alice", grant.user().username());
    assertEquals("Älice", grant.name());
    assertEquals(900, grant.expiresIn());
    assertTrue(grant.refreshToken().matches("[A-Za-z0-9_-]{43}"));
    assertEquals(grant.user(), in5s(authenticator.identify(grant.accessToken())).user());
    assertEquals(List.of(new Draft.Join("general", grant.user())), drafts);
    assertFalse(grant.toString().contains(grant.accessToken()));
  }

  @Test
  void theNameIsTheUsernameWhereNoneIsGiven() {
    assertEquals("Alice", alice().name());
  }

  @Test
  void aUsernameIsTakenWithoutRegardToCase() {
    var unused = alice();
    Refused.as(ErrorCode.CONFLICT, logins.register("aLICE", "correct horse", null, null));
  }

  @Test
  void whatIsNoUsernameNoNameOrNoPasswordIsABadRequest() {
    Refused.as(ErrorCode.BAD_REQUEST, logins.register("a", "correct horse", null, null));
    Refused.as(ErrorCode.BAD_REQUEST, logins.register("al ice", "correct horse", null, null));
    Refused.as(ErrorCode.BAD_REQUEST, logins.register("alice", "correct", null, null));
    Refused.as(ErrorCode.BAD_REQUEST, logins.register("alice", "password", null, null));
    Refused.as(ErrorCode.BAD_REQUEST, logins.register("alice", "correct horse", "", null));
    Refused.as(ErrorCode.BAD_REQUEST, logins.register("alice", "correct horse", "a\u202eb", null));
    Refused.as(ErrorCode.BAD_REQUEST, logins.guest("\n", null));
  }

  @Test
  void doorsThatAreConfiguredShutAreForbidden() {
    Logins shut = logins(Settings.auth(false, false));
    Refused.as(ErrorCode.FORBIDDEN, shut.register("alice", "correct horse", null, null));
    Refused.as(ErrorCode.FORBIDDEN, shut.guest(null, null));
  }

  @Test
  void aRoomThatCannotBeJoinedMakesRegistrationUnavailable() {
    roomsAway = true;
    Refusal refusal =
        Refused.with(ErrorCode.UNAVAILABLE, logins.register("alice", "correct horse", null, null));
    assertTrue(refusal.retryAfterMs() > 0);
  }

  @Test
  void aPasswordLetsInWithoutRegardToTheCaseOfTheName() {
    var unused = alice();
    Grant again = in5s(logins.login("ALICE", "correct horse", HERE, null));
    assertEquals("Alice", again.user().username());
    assertFalse(String.valueOf(accounts.hashOf("alice")).contains("correct horse"));
  }

  @Test
  void wrongNameWrongPasswordGuestAndDisabledAreAnsweredAlike() {
    var unused = alice();
    Grant guest = in5s(logins.guest(null, null));
    Refusal wrongPassword =
        Refused.with(ErrorCode.UNAUTHORIZED, logins.login("alice", "correct house", HERE, null));
    accounts.disable("alice", true);
    for (Future<Grant> other : List.of(
        logins.login("nobody", "correct horse", HERE, null),
        logins.login("no name at all/..", "correct horse", HERE, null),
        logins.login("", "", HERE, null),
        logins.login(guest.user().username(), "correct horse", HERE, null),
        logins.login("alice", "correct horse", HERE, null))) {
      Refusal refusal = Refused.with(ErrorCode.UNAUTHORIZED, other);
      assertEquals(wrongPassword.getMessage(), refusal.getMessage());
    }
  }

  @Test
  void afterAMinutesWorthOfFailuresOneWaitsAndNobodyElseDoes() {
    var alice = alice();
    var bob = in5s(logins.register("bob", "correct horse", null, null));
    for (int i = 0; i < 10; i++) {
      Refused.as(ErrorCode.UNAUTHORIZED, logins.login("alice", "wrong " + i, HERE, null));
    }
    Refusal told =
        Refused.with(ErrorCode.RATE_LIMITED, logins.login("Alice", "correct horse", HERE, null));
    assertTrue(told.retryAfterMs() > 0);
    assertEquals(
        bob.user(), in5s(logins.login("bob", "correct horse", HERE, null)).user());
    assertEquals(alice.user(), in5s(authenticator.identify(alice.accessToken())).user());
  }

  @Test
  void aRefreshTokenGivesANewPairOfTheSameLogin() {
    Grant first = alice();
    Grant second = in5s(logins.refresh(first.refreshToken(), HERE, null));
    assertEquals(first.user(), second.user());
    assertEquals(first.name(), second.name());
    assertNotEquals(first.refreshToken(), second.refreshToken());
    assertEquals(
        in5s(authenticator.identify(first.accessToken())).login(),
        in5s(authenticator.identify(second.accessToken())).login());
  }

  @Test
  void anOldRefreshTokenUsedAgainEndsTheWholeFamily() {
    Grant first = alice();
    Grant second = in5s(logins.refresh(first.refreshToken(), HERE, null));
    Grant elsewhere = in5s(logins.login("alice", "correct horse", HERE, null));
    String login = in5s(authenticator.identify(second.accessToken())).login();

    Refused.as(ErrorCode.UNAUTHORIZED, logins.refresh(first.refreshToken(), HERE, null));
    Refused.as(ErrorCode.UNAUTHORIZED, logins.refresh(second.refreshToken(), HERE, null));
    Refused.as(ErrorCode.UNAUTHORIZED, authenticator.identify(second.accessToken()));
    assertEquals(List.of(login), closed);
    assertEquals(
        first.user(), in5s(authenticator.identify(elsewhere.accessToken())).user());
  }

  @Test
  void aKeptTokenIsExchangedForTheSameOneUntilThatIsShown() {
    Grant first = alice();
    Grant second = in5s(logins.refreshKept(first.refreshToken(), HERE, null));
    Grant again = in5s(logins.refreshKept(first.refreshToken(), HERE, null));
    assertEquals(second.refreshToken(), again.refreshToken());
    Grant third = in5s(logins.refreshKept(second.refreshToken(), HERE, null));
    Refused.as(ErrorCode.UNAUTHORIZED, logins.refreshKept(first.refreshToken(), HERE, null));
    Refused.as(ErrorCode.UNAUTHORIZED, logins.refreshKept(third.refreshToken(), HERE, null));
  }

  @Test
  void aKeptTokenIsExchangedForTheSameOneWhileSecretsAreChanged() {
    String next = "the next secret, which is long enough";
    Logins before = logins(Settings.changing(Settings.SECRET, next));
    Logins after = logins(Settings.changing(next, Settings.SECRET));
    Logins alone = logins(Settings.changing(next, null));
    Grant first = alice();
    Grant second = in5s(before.refreshKept(first.refreshToken(), HERE, null));
    assertEquals(
        second.refreshToken(),
        in5s(after.refreshKept(first.refreshToken(), HERE, null)).refreshToken());
    Grant third = in5s(after.refreshKept(second.refreshToken(), HERE, null));
    for (Logins instance : List.of(before, after, alone)) {
      assertEquals(
          third.refreshToken(),
          in5s(instance.refreshKept(second.refreshToken(), HERE, null)).refreshToken());
    }
    Refused.as(ErrorCode.UNAUTHORIZED, after.refreshKept(first.refreshToken(), HERE, null));
  }

  @Test
  void aKeptTokenShownInABodyAgainEndsTheWholeFamily() {
    Grant first = alice();
    Grant second = in5s(logins.refreshKept(first.refreshToken(), HERE, null));
    Refused.as(ErrorCode.UNAUTHORIZED, logins.refresh(first.refreshToken(), HERE, null));
    Refused.as(ErrorCode.UNAUTHORIZED, logins.refreshKept(second.refreshToken(), HERE, null));
  }

  @Test
  void whatIsNoRefreshTokenIsUnauthorized() {
    Grant grant = alice();
    for (String wrong : List.of("", "x", "q".repeat(43), grant.accessToken(), "é".repeat(43))) {
      Refused.as(ErrorCode.UNAUTHORIZED, logins.refresh(wrong, HERE, null));
    }
    Refused.as(ErrorCode.UNAUTHORIZED, authenticator.identify(grant.refreshToken()));
  }

  @Test
  void aDisabledAccountGetsNoNewTokens() {
    Grant grant = alice();
    accounts.disable("alice", true);
    Refused.as(ErrorCode.UNAUTHORIZED, logins.refresh(grant.refreshToken(), HERE, null));
    Refused.as(ErrorCode.UNAUTHORIZED, authenticator.identify(grant.accessToken()));
  }

  @Test
  void logoutEndsThisLoginAtOnceAndNoOther() {
    Grant grant = alice();
    Grant elsewhere = in5s(logins.login("alice", "correct horse", HERE, null));
    Identity who = in5s(authenticator.identify(grant.accessToken()));
    Refused.done(logins.logout(who));

    Refused.as(ErrorCode.UNAUTHORIZED, authenticator.identify(grant.accessToken()));
    Refused.as(ErrorCode.UNAUTHORIZED, logins.refresh(grant.refreshToken(), HERE, null));
    assertEquals(List.of(who.login()), closed);
    assertEquals(List.of(who.login()), broker.announced());
    assertEquals(
        grant.user(), in5s(authenticator.identify(elsewhere.accessToken())).user());
    Refused.done(logins.logout(who));
  }

  @Test
  void aLogoutThatTheStoreDidNotTakeIsNotTold() {
    Grant grant = alice();
    Identity who = in5s(authenticator.identify(grant.accessToken()));
    accounts.away(true);
    Refused.as(ErrorCode.UNAVAILABLE, logins.logout(who));
    assertTrue(broker.announced().isEmpty());
  }

  @Test
  void guestsAreNamedByTheServerAndHaveNoPassword() {
    Grant guest = in5s(logins.guest("Visitor", null));
    assertTrue(guest.user().username().matches("guest-[a-z0-9]{6}"), guest::toString);
    assertEquals("Visitor", guest.name());
    Grant other = in5s(logins.guest(null, null));
    assertEquals(other.user().username(), other.name());
    assertEquals(guest.user(), in5s(authenticator.identify(guest.accessToken())).user());
  }

  @Test
  void aTokenMadeElsewhereWithOurSecretIsAnAccountsAndCanBeLoggedOut() {
    Grant grant = alice();
    JsonObject claims = Forge.claims().put("sub", "ALICE");
    claims.remove("uid");
    claims.remove("sid");
    String token = Forge.hs256(Forge.header("HS256"), claims, Settings.SECRET);
    Identity who = in5s(authenticator.identify(token));
    assertEquals(grant.user(), who.user());
    Refused.done(logins.logout(who));
    Refused.as(ErrorCode.UNAUTHORIZED, authenticator.identify(token));
    assertEquals(List.of(who.login()), in5s(accounts.ended(60_000)).logins());

    claims.put("sub", "nobody");
    Refused.as(
        ErrorCode.UNAUTHORIZED,
        authenticator.identify(Forge.hs256(Forge.header("HS256"), claims, Settings.SECRET)));
  }

  @Test
  void aTokenFromElsewhereOfADisabledAccountIsRefused() {
    Refused.done(accounts.create(new NewAccount("carol", "Carol", null, false)));
    JsonObject claims = Forge.claims().put("sub", "carol");
    claims.remove("uid");
    claims.remove("sid");
    accounts.disable("carol", true);
    Refused.as(
        ErrorCode.UNAUTHORIZED,
        authenticator.identify(Forge.hs256(Forge.header("HS256"), claims, Settings.SECRET)));
  }

  @Test
  void aFloodOfGuessesKeepsNobodyOutWhoWasInFromThereBefore() {
    Passwords narrow = Passwords.with(vertx, 1, 3);
    Logins flooded = logins(Settings.auth(), narrow);
    Grant before = alice();
    assertNotNull(in5s(flooded.login("alice", "correct horse", HERE, null)));
    List<Future<Boolean>> guesses = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      guesses.add(narrow.verify("a guess", null));
    }
    Refused.as(
        ErrorCode.RATE_LIMITED, flooded.login("alice", "correct horse", "198.51.100.7", null));
    Grant again = in5s(flooded.login("alice", "correct horse", HERE, null));
    assertEquals(before.user(), again.user());
    Refused.done(Future.all(guesses));
  }

  @Test
  void aGuessTooManyIsRefusedInAMomentAndTheStoreIsNotAsked() {
    Passwords narrow = Passwords.with(vertx, 1, 1);
    Logins flooded = logins(Settings.auth(), narrow);
    accounts.away(true);
    Refused.as(ErrorCode.UNAVAILABLE, flooded.login("alice", "a guess", HERE, null));
    Future<Boolean> guess = narrow.verify("a guess", null);
    Future<Grant> tooMany = flooded.login("alice", "a guess", HERE, null);
    assertFalse(tooMany.isComplete());
    Refused.as(ErrorCode.RATE_LIMITED, tooMany);
    assertFalse(in5s(guess));
    Refused.as(ErrorCode.UNAVAILABLE, flooded.login("alice", "a guess", HERE, null));
  }
}
