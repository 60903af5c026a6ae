package dev.hubbub.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.room.Accounts.Account;
import dev.hubbub.room.Accounts.NewAccount;
import dev.hubbub.room.Accounts.NewLogin;
import dev.hubbub.room.Ended;
import dev.hubbub.room.Ended.Shut;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.User;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RevocationsTest {
  private final Vertx vertx = Vertx.vertx();
  private final MemoryAccounts accounts = new MemoryAccounts();
  private final SilentBroker broker = new SilentBroker();
  private final BlockingQueue<String> closed = new LinkedBlockingQueue<>();
  private final List<Shut> shut = new CopyOnWriteArrayList<>();
  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 7);
  private final Revocations ended = new Revocations(
      vertx, accounts, listener -> broker, Duration.ofMinutes(15), this::close, clock::get);

  private void close(Ended news) {
    closed.addAll(news.logins());
    shut.addAll(news.accounts());
  }

  @AfterEach
  void close() {
    ended.stop();
    Refused.done(vertx.close());
  }

  private void keep(String login) {
    Account alice = accounts.find("alice").await().orElseGet(() -> accounts
        .create(new NewAccount("alice", "Alice", null, false))
        .await());
    Refused.done(
        accounts.startLogin(new NewLogin(login, alice.user(), "hash of " + login, Long.MAX_VALUE)));
  }

  @Test
  void whatEndedBeforeTheStartIsKnownAfterIt() throws InterruptedException {
    keep("s1");
    Refused.done(accounts.endLogin("s1"));
    Refused.done(ended.start());
    assertTrue(ended.contains("s1"));
    assertEquals("s1", closed.poll(2, TimeUnit.SECONDS));
  }

  @Test
  void aStoreThatDoesNotAnswerFailsTheStart() {
    accounts.away(true);
    Refused.as(ErrorCode.UNAVAILABLE, ended.start());
  }

  @Test
  void whatEndsElsewhereIsFoundWithoutTheBrokerAndToldOnce() throws InterruptedException {
    keep("s1");
    Refused.done(ended.start());
    assertFalse(ended.contains("s1"));
    Refused.done(accounts.endLogin("s1"));
    assertEquals("s1", closed.poll(5, TimeUnit.SECONDS));
    assertTrue(ended.contains("s1"));
    Refused.done(ended.look());
    ended.ended(new Ended(List.of("s1"), List.of()));
    assertNull(closed.poll());
  }

  @Test
  void whatTheBrokerSaysIsKnownAtOnce() {
    ended.ended(new Ended(List.of("s1", "s2"), List.of()));
    assertTrue(ended.contains("s1"));
    assertEquals(2, closed.size());
    assertTrue(broker.announced().isEmpty(), "what is heard is not said again");
  }

  @Test
  void whatEndsHereIsKnownAtOnceAndSaidToTheOthers() {
    ended.announce("s1");
    assertTrue(ended.contains("s1"));
    assertEquals(List.of("s1"), broker.announced());
    assertEquals("s1", closed.poll());
  }

  @Test
  void aStoreThatWasAwayIsAskedAboutAllOfThatTime() throws InterruptedException {
    keep("s1");
    Refused.done(ended.start());
    accounts.away(true);
    clock.addAndGet(TimeUnit.SECONDS.toNanos(600));
    accounts.away(false);
    Refused.done(accounts.endLogin("s1"));
    assertEquals("s1", closed.poll(5, TimeUnit.SECONDS));
  }

  @Test
  void aLoginIsForgottenOnceNoTokenOfItCanHold() {
    ended.ended(new Ended(List.of("s1"), List.of()));
    clock.addAndGet(TimeUnit.SECONDS.toNanos(900));
    ended.forget();
    assertTrue(ended.contains("s1"));
    clock.addAndGet(TimeUnit.SECONDS.toNanos(61));
    ended.forget();
    assertFalse(ended.contains("s1"));
    assertEquals(0, ended.size());
  }

  private static Identity identity(long account, long provenAt) {
    return new Identity(new User(account, "somebody"), "a login", Long.MAX_VALUE, provenAt);
  }

  @Test
  void whatIsSaidOfAnAccountConcernsThoseWhoWereIdentifiedBefore() {
    Identity before = identity(7, clock.get());
    Identity other = identity(8, clock.get());
    clock.addAndGet(10);
    ended.ended(new Ended(List.of(), List.of(new Shut(7, true))));
    Identity since = identity(7, clock.get());
    assertFalse(ended.spares(before));
    assertTrue(ended.spares(other));
    assertTrue(ended.spares(since));
    assertEquals(Optional.of(new Shut(7, true)), ended.shutSince(before));
  }

  @Test
  void anAccountThatTheStoreStillCallsShutIsToldAgain() {
    Account alice =
        accounts.create(new NewAccount("alice", "Alice", null, false)).await();
    accounts.disable("alice", true);
    Refused.done(ended.start());
    int told = shut.size();
    assertTrue(told > 0);
    // Somebody who slipped in while the store was asked is found out by the next answer.
    Identity slipped = identity(alice.user().id(), clock.get());
    assertTrue(ended.spares(slipped));
    clock.addAndGet(1);
    Refused.done(ended.look());
    assertTrue(shut.size() > told);
    assertFalse(ended.spares(slipped));

    accounts.disable("alice", false);
    clock.addAndGet(1);
    Identity back = identity(alice.user().id(), clock.get());
    Refused.done(ended.look());
    assertTrue(ended.spares(back));
  }

  @Test
  void aShutAccountIsSaidToTheOthersAndForgottenInTheEnd() {
    ended.announce(new Ended(List.of("s1"), List.of(new Shut(7, false))));
    assertEquals(List.of(new Shut(7, false)), broker.shut());
    assertEquals(2, ended.size());
    clock.addAndGet(TimeUnit.SECONDS.toNanos(961));
    ended.forget();
    assertEquals(0, ended.size());
  }
}
