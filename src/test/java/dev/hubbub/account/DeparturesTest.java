package dev.hubbub.account;

import static dev.hubbub.account.Refused.in5s;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.room.Accounts.NewAccount;
import dev.hubbub.room.Appended;
import dev.hubbub.room.Draft;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.User;
import dev.hubbub.testing.Eventually;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeparturesTest {
  private final Vertx vertx = Vertx.vertx();
  private final MemoryAccounts accounts = new MemoryAccounts();
  private final SilentBroker broker = new SilentBroker();
  private final List<Draft> drafts = new CopyOnWriteArrayList<>();
  private final Set<String> away = ConcurrentHashMap.newKeySet();
  private final Departures departures =
      new Departures(vertx, accounts, this::append, broker::forget);

  private Future<Appended> append(Draft draft) {
    drafts.add(draft);
    return away.contains(draft.room())
        ? Future.failedFuture(Refusal.unavailable())
        : Future.succeededFuture(Appended.NOTHING);
  }

  @AfterEach
  void close() {
    departures.stop();
    Refused.done(vertx.close());
  }

  private User ended(String username, String... rooms) {
    User user =
        in5s(accounts.create(new NewAccount(username, username, null, false))).user();
    accounts.memberOf(user, List.of(rooms));
    Refused.done(accounts.end(user));
    return user;
  }

  @Test
  void whatWasLeftUndoneIsDoneAtTheStart() {
    User alice = ended("alice", "dev");
    User bob = ended("bob", "dev", "general");
    departures.start();
    Eventually.within(
        Duration.ofSeconds(10),
        () -> in5s(accounts.remains()).isEmpty() ? null : "something remains");
    assertTrue(drafts.containsAll(List.of(
        new Draft.Depart("dev", alice),
        new Draft.Depart("dev", bob),
        new Draft.Depart("general", bob))));
    assertTrue(broker.forgotten().containsAll(List.of("dev: alice", "dev: bob", "general: bob")));
  }

  @Test
  void oneThatCannotBeFinishedKeepsNoOtherFromIt() {
    User alice = ended("alice", "broken");
    Refused.done(departures.sweep().otherwiseEmpty());
    away.add("broken");
    User bob = ended("bob", "broken");
    User carol = ended("carol", "dev");
    Refused.as(ErrorCode.UNAVAILABLE, departures.sweep());
    assertEquals(
        List.of(bob), in5s(accounts.remains()).stream().map(r -> r.user()).toList());
    assertTrue(drafts.contains(new Draft.Depart("dev", carol)));
    assertTrue(drafts.contains(new Draft.Depart("broken", alice)));
    away.clear();
    Refused.done(departures.sweep());
    assertEquals(List.of(), in5s(accounts.remains()));
  }

  @Test
  void whoHasLeftARoomAlreadyIsNoFault() {
    User alice = ended("alice", "dev");
    Departures late = new Departures(
        vertx, accounts, draft -> Future.failedFuture(Refusal.notFound()), broker::forget);
    Refused.done(late.finish(alice));
    assertEquals(List.of(), in5s(accounts.remains()));
    Refused.done(late.finish(alice));
  }

  @Test
  void nothingIsErasedBeforeItsRoomsAreLeft() {
    away.add("dev");
    User alice = ended("alice", "dev");
    Refused.as(ErrorCode.UNAVAILABLE, departures.finish(alice));
    assertEquals(1, in5s(accounts.remains()).size());
  }
}
