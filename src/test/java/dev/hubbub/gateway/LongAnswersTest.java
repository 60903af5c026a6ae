package dev.hubbub.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Event;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.User;
import dev.hubbub.testing.Loops;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class LongAnswersTest {
  private static final User ALICE = new User(1, "alice");
  private static final User BOB = new User(2, "bob");
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long LONG = PATIENCE.toMillis();

  private final Vertx vertx = Loops.vertx();
  private final Context loop = vertx.getOrCreateContext();
  private final List<String> read = new ArrayList<>();

  @Test
  void aUserMayHaveAnEighthWaitingAndOthersAreNotHeldUp() {
    LongAnswers answers = new LongAnswers(800, 1, LONG);
    answers.waits(ALICE, 99);
    assertTrue(answers.hasRoom(ALICE));
    answers.waits(ALICE, 1);
    assertFalse(answers.hasRoom(ALICE));
    assertTrue(answers.hasRoom(BOB));
    answers.taken(ALICE, 99);
    assertTrue(answers.hasRoom(ALICE));
  }

  @Test
  void allTogetherMayHaveSoMuchWaiting() {
    LongAnswers answers = new LongAnswers(800, 1, LONG);
    for (int i = 10; i < 18; i++) {
      assertTrue(answers.hasRoom(ALICE));
      answers.waits(new User(i, "user" + i), 100);
    }
    assertFalse(answers.hasRoom(ALICE));
    answers.taken(new User(10, "user10"), 100);
    assertTrue(answers.hasRoom(ALICE));
  }

  @Test
  void withoutABoundThereIsAlwaysRoom() {
    LongAnswers answers = new LongAnswers(0, 1, LONG);
    answers.waits(ALICE, Long.MAX_VALUE / 2);
    assertTrue(answers.hasRoom(ALICE));
  }

  @Test
  void soManyPagesAreReadAtOnceAndTheOthersAfterThem() {
    LongAnswers answers = new LongAnswers(0, 2, LONG);
    Promise<String> first = Promise.promise();
    Promise<String> second = Promise.promise();
    Future<byte[]> one = onLoop(() -> make(answers, "first", first.future()));
    Future<byte[]> two = onLoop(() -> make(answers, "second", second.future()));
    Future<byte[]> three = onLoop(() -> make(answers, "third", Future.succeededFuture("3")));
    assertEquals(List.of("first", "second"), onLoop(() -> List.copyOf(read)));
    first.complete("1");
    assertEquals("3", text(three));
    assertEquals("1", text(one));
    assertFalse(two.isComplete());
    second.complete("2");
    assertEquals("2", text(two));
  }

  @Test
  void aReadThatFailsHoldsUpNobody() {
    LongAnswers answers = new LongAnswers(0, 1, LONG);
    Future<byte[]> failed =
        onLoop(() -> make(answers, "failed", Future.failedFuture(Refusal.notFound())));
    Future<byte[]> thrown = onLoop(() -> answers.make(
        vertx,
        () -> {
          throw Refusal.notFound();
        },
        page -> List.of(),
        page -> new byte[0]));
    Future<byte[]> next = onLoop(() -> make(answers, "next", Future.succeededFuture("here")));
    assertEquals("here", text(next));
    assertThrows(Refusal.class, () -> text(failed));
    assertThrows(Refusal.class, () -> text(thrown));
  }

  @Test
  void whoseTurnDoesNotComeInTimeIsToldSoAndTakesNobodyElses() {
    LongAnswers answers = new LongAnswers(0, 1, 50);
    Promise<String> stuck = Promise.promise();
    Future<byte[]> first = onLoop(() -> make(answers, "stuck", stuck.future()));
    Future<byte[]> late = onLoop(() -> make(answers, "late", Future.succeededFuture("late")));
    Refusal told = assertThrows(Refusal.class, () -> text(late));
    assertEquals(ErrorCode.UNAVAILABLE, told.code());
    stuck.complete("at last");
    assertEquals("at last", text(first));
    assertEquals(
        "after it",
        text(onLoop(() -> make(answers, "after it", Future.succeededFuture("after it")))));
    assertEquals(List.of("stuck", "after it"), onLoop(() -> List.copyOf(read)));
  }

  @Test
  void onlyALongPageIsEncodedByAWorkerAndItComesBackToItsEventLoop() {
    LongAnswers answers = new LongAnswers(0, 1, LONG);
    assertEquals("event loop, event loop", encoded(answers, 65_536));
    assertEquals("worker, event loop", encoded(answers, 65_537));
  }

  /** Where a page of so many characters is encoded, and where it comes. */
  private String encoded(LongAnswers answers, int characters) {
    Event event = new Event.Message("r", 1, 0, "alice", null, "x".repeat(characters), null);
    Future<String> where = onLoop(() -> answers
        .make(vertx, () -> Future.succeededFuture(List.of(event)), page -> page, page -> here()
            .getBytes(US_ASCII))
        .map(made -> new String(made, US_ASCII) + ", " + here()));
    return Loops.await(where, PATIENCE);
  }

  private static String here() {
    return Context.isOnWorkerThread()
        ? "worker"
        : Context.isOnEventLoopThread() ? "event loop" : "";
  }

  private Future<byte[]> make(LongAnswers answers, String name, Future<String> page) {
    return answers.make(
        vertx,
        () -> {
          read.add(name);
          return page;
        },
        found -> List.of(),
        found -> found.getBytes(US_ASCII));
  }

  private static String text(Future<byte[]> made) {
    return new String(Loops.await(made, PATIENCE), US_ASCII);
  }

  private <T> T onLoop(Callable<T> what) {
    return Loops.ask(loop, what, PATIENCE);
  }
}
