package dev.hubbub.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.room.Accounts.Account;
import dev.hubbub.room.Accounts.NewAccount;
import dev.hubbub.room.Accounts.NewLogin;
import dev.hubbub.room.Ended;
import dev.hubbub.room.ErrorCode;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
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
  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 7);
  private final Revocations ended = new Revocations(
      vertx, accounts, listener -> broker, Duration.ofMinutes(15), this::close, clock::get);

  private void close(Ended news) {
    closed.addAll(news.logins());
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
}
