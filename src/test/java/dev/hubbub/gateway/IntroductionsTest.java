package dev.hubbub.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.hubbub.room.State;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class IntroductionsTest {
  private final Vertx vertx = Vertx.vertx();
  private final List<String> asked = new ArrayList<>();
  private final Set<Session> gone = new HashSet<>();
  private final Introductions introductions = new Introductions(
      vertx, this::present, new SignalQueue(vertx), (session, room) -> !gone.contains(session));

  /** Keeps the first thing it is told. */
  private static final class Newcomer extends SilentSession {
    private final Promise<String> told = Promise.promise();

    @Override
    public void signal(byte[] frame) {
      told.tryComplete(new String(frame, StandardCharsets.UTF_8));
    }
  }

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  /** Each answer differs from the one before it. */
  private Future<Map<String, State>> present(String room) {
    asked.add(room);
    return Future.succeededFuture(Map.of("user" + asked.size(), State.ONLINE));
  }

  @Test
  void theFirstIsShownAtOnceAndThoseWhoComeSoonAfterAreShownTheSame() throws Exception {
    Newcomer first = new Newcomer();
    Newcomer second = new Newcomer();
    Newcomer third = new Newcomer();
    Newcomer elsewhere = new Newcomer();
    vertx.runOnContext(turn -> {
      introductions.show(List.of(first), "a");
      introductions.show(List.of(second), "a");
      introductions.show(List.of(elsewhere), "b");
      introductions.show(List.of(third), "a");
    });
    assertEquals(picture(1), told(first));
    assertEquals(picture(2), told(elsewhere));
    assertEquals(picture(3), told(second));
    assertEquals(picture(3), told(third));
    assertEquals(List.of("a", "b", "a"), asked);
  }

  @Test
  void whoHasLeftMeanwhileIsShownNobody() throws Exception {
    Newcomer first = new Newcomer();
    Newcomer left = new Newcomer();
    Newcomer last = new Newcomer();
    vertx.runOnContext(turn -> {
      introductions.show(List.of(first), "a");
      introductions.show(List.of(left, last), "a");
      gone.add(left);
    });
    assertEquals(picture(2), told(last));
    assertFalse(left.told.future().isComplete());
  }

  private static String picture(int answer) {
    return "{\"type\":\"presence\",\"states\":{\"user" + answer + "\":\"online\"}}";
  }

  private static String told(Newcomer newcomer) throws Exception {
    return newcomer
        .told
        .future()
        .toCompletionStage()
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }
}
