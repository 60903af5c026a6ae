package dev.hubbub.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.hubbub.config.InterceptConfig;
import dev.hubbub.config.LimitsConfig;
import dev.hubbub.protocol.BusParser;
import dev.hubbub.protocol.CommandParser;
import dev.hubbub.room.Draft;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.User;
import dev.hubbub.room.Verdict;
import dev.hubbub.testing.Loops;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InterceptionTest {
  private static final User ANN = new User(1, "ann");
  private static final User BOB = new User(2, "bob");
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int AT_ONCE = 50;
  private static final int NEVER = 30_000;

  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final BlockingQueue<Message<JsonObject>> shown = new LinkedBlockingQueue<>();
  private final List<String> out = new ArrayList<>();
  private Interception interception = interception(NEVER, true);

  @AfterEach
  void close() {
    Void unused = Loops.await(vertx.close(), SOON);
  }

  @Test
  void withoutAServiceNothingIsHeldUp() {
    assertEquals(Verdict.ALLOWED, verdict(judge(said(ANN, "general", "hello"))));
  }

  @Test
  void theServiceIsShownWhatIsSaidWhereAndByWhom() throws InterruptedException {
    service();
    Future<Draft> judged = judge(new Draft.Message("general", ANN, "k1", "hello", 7L));
    Message<JsonObject> question = question();
    assertEquals(
        new JsonObject()
            .put("type", "message")
            .put("room", "general")
            .put("from", "ann")
            .put("text", "hello")
            .put("key", "k1")
            .put("reply_to", 7L),
        question.body());
    question.reply(new JsonObject().put("allow", true));
    assertEquals(Verdict.ALLOWED, verdict(judged));

    Future<Draft> edited = judge(new Draft.Edit("general", ANN, null, 7, "bye"));
    Message<JsonObject> second = question();
    assertEquals(7L, second.body().getLong("target"));
    assertEquals("edit", second.body().getString("type"));
    second.reply(new JsonObject().put("allow", true).put("text", "farewell"));
    Draft.Edit edit = (Draft.Edit) Loops.await(edited, SOON);
    assertEquals("bye", edit.text());
    assertEquals("farewell", edit.kept());
  }

  @Test
  void aChangedTextIsKeptAndTheSaidOneStaysKnown() throws InterruptedException {
    service();
    Draft.Message message =
        (Draft.Message) answered(new JsonObject().put("allow", true).put("text", "h***o"));
    assertEquals("hello", message.text());
    assertEquals("h***o", message.kept());
  }

  @Test
  void aRefusalHasTheReason() throws InterruptedException {
    service();
    assertForbidden(
        "Not here.", answered(new JsonObject().put("allow", false).put("reason", "Not here.")));
  }

  @Test
  void aReasonThatIsNoneIsReplaced() throws InterruptedException {
    service();
    for (String reason : new String[] {"", "x".repeat(251), "\ud800"}) {
      assertForbidden(
          "This server does not take this message.",
          answered(new JsonObject().put("allow", false).put("reason", reason)));
    }
    assertForbidden(
        "x".repeat(250),
        answered(new JsonObject().put("allow", false).put("reason", "x".repeat(250))));
  }

  @Test
  void aChangedTextHasTheBoundsOfAnyText() throws InterruptedException {
    service();
    JsonObject longest = new JsonObject().put("allow", true).put("text", "y".repeat(20));
    assertEquals("y".repeat(20), ((Draft.Message) answered(longest)).kept());
    interception = interception(NEVER, false);
    for (String text : new String[] {"y".repeat(21), " ", "a\0b", "\ud800", ""}) {
      assertForbidden(null, answered(new JsonObject().put("allow", true).put("text", text)));
    }
    assertForbidden(null, answered(new JsonObject()));
    assertForbidden(null, answered(new JsonObject().put("allow", "true")));
  }

  @Test
  void silenceMeansWhatIsConfigured() {
    service();
    interception = interception(AT_ONCE, true);
    assertEquals(Verdict.ALLOWED, verdict(judge(said(ANN, "general", "hello"))));
    interception = interception(AT_ONCE, false);
    assertForbidden(null, Loops.await(judge(said(ANN, "general", "hello")), SOON));
  }

  @Test
  void whereNobodyLooksAndSilenceRefusesNothingIsTaken() {
    interception = interception(NEVER, false);
    assertForbidden(null, Loops.await(judge(said(ANN, "general", "hello")), SOON));
  }

  @Test
  void aServiceThatThrowsIsSilent() {
    vertx.exceptionHandler(thrown -> {});
    vertx.eventBus().<JsonObject>consumer(Interception.ADDRESS, message -> {
      throw new IllegalStateException("meant to happen");
    });
    interception = interception(AT_ONCE, true);
    assertEquals(Verdict.ALLOWED, verdict(judge(said(ANN, "general", "hello"))));
    interception = interception(AT_ONCE, false);
    assertForbidden(null, Loops.await(judge(said(ANN, "general", "hello")), SOON));
  }

  @Test
  void whatSomebodySaysInARoomKeepsItsOrderAndNobodyElseIsHeldUp() throws InterruptedException {
    service();
    Future<Draft> first = judge(said(ANN, "general", "1"));
    Future<Draft> second = judge(said(ANN, "general", "2"));
    Draft leave = new Draft.Leave("general", ANN);
    Future<Draft> third = judge(leave);
    Future<Draft> elsewhere = judge(said(ANN, "dev", "3"));
    Future<Draft> others = judge(said(BOB, "general", "4"));
    List<Message<JsonObject>> questions = List.of(question(), question(), question(), question());
    JsonObject yes = new JsonObject().put("allow", true);
    for (int i = 3; i > 0; i--) {
      questions.get(i).reply(yes);
    }
    assertNotNull(Loops.await(elsewhere, SOON));
    assertNotNull(Loops.await(others, SOON));
    settle();
    assertFalse(second.isComplete());
    assertFalse(third.isComplete());
    questions.get(0).reply(yes);
    assertSame(leave, Loops.await(third, SOON));
    assertNotNull(Loops.await(first, SOON));
    assertNotNull(Loops.await(second, SOON));
    settle();
    List<String> mine =
        out.stream().filter(text -> !List.of("3", "4").contains(text)).toList();
    assertEquals(List.of("1", "2", "Leave"), mine);
  }

  @Test
  void aThousandThatWaitForOneComeOutInOrder() throws InterruptedException {
    service();
    List<Future<Draft>> all = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      all.add(judge(said(ANN, "general", "n" + i)));
    }
    Message<JsonObject> first = question();
    JsonObject yes = new JsonObject().put("allow", true);
    for (int i = 1; i < 1_000; i++) {
      question().reply(yes);
    }
    settle();
    first.reply(yes);
    assertNotNull(Loops.await(all.get(999), SOON));
    settle();
    assertEquals(1_000, out.size());
    for (int i = 0; i < 1_000; i++) {
      assertEquals("n" + i, out.get(i));
    }
  }

  private Interception interception(int timeoutMs, boolean allows) {
    return new Interception(
        vertx, new InterceptConfig(timeoutMs, allows), new BusParser(new CommandParser(limits())));
  }

  private static LimitsConfig limits() {
    return new LimitsConfig(
        20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  private void service() {
    vertx.eventBus().<JsonObject>consumer(Interception.ADDRESS, shown::add);
  }

  private Draft answered(JsonObject answer) throws InterruptedException {
    Future<Draft> judged = judge(said(ANN, "general", "hello"));
    question().reply(answer);
    return Loops.await(judged, SOON);
  }

  private Message<JsonObject> question() throws InterruptedException {
    Message<JsonObject> question = shown.poll(SOON.toSeconds(), TimeUnit.SECONDS);
    assertNotNull(question);
    return question;
  }

  private static Draft.Message said(User from, String room, String text) {
    return new Draft.Message(room, from, null, text, null);
  }

  private Future<Draft> judge(Draft draft) {
    Promise<Draft> judged = Promise.promise();
    Interception used = interception;
    context.runOnContext(turn -> used.judged(draft).onSuccess(out(draft)).onComplete(judged));
    return judged.future();
  }

  private Handler<Draft> out(Draft draft) {
    return judged -> out.add(
        draft instanceof Draft.Message said ? said.text() : draft.getClass().getSimpleName());
  }

  /** What was done on the context is seen here. */
  private void settle() {
    Promise<Void> turn = Promise.promise();
    context.runOnContext(v -> turn.complete());
    Void unused = Loops.await(turn.future(), SOON);
  }

  private static Verdict verdict(Future<Draft> judged) {
    return ((Draft.Message) Loops.await(judged, SOON)).verdict();
  }

  private static void assertForbidden(@Nullable String reason, Draft judged) {
    Verdict verdict = ((Draft.Message) judged).verdict();
    Refusal refusal = verdict.refusal();
    assertNotNull(refusal);
    assertNull(verdict.text());
    assertEquals(ErrorCode.FORBIDDEN, refusal.code());
    if (reason != null) {
      assertEquals(reason, refusal.getMessage());
    }
  }
}
