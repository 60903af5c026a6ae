package dev.hubbub.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnstileTest {
  private static final int MANY = 100;

  private final Vertx vertx = Vertx.vertx();
  private final Context loop = vertx.getOrCreateContext();
  private final Turnstile turnstile = new Turnstile(vertx);
  private final List<Integer> in = new ArrayList<>();
  private final Promise<Void> last = Promise.promise();

  @AfterEach
  void close() throws TimeoutException {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  @Test
  void aFewComeInAtOnceAndTheOthersInOrderWhenTheLoopHasLookedAfterItsSockets()
      throws TimeoutException {
    Promise<Integer> atOnce = Promise.promise();
    loop.runOnContext(turn -> {
      come();
      atOnce.complete(in.size());
    });
    assertEquals(8, atOnce.future().await(20, TimeUnit.SECONDS));
    last.future().await(20, TimeUnit.SECONDS);
    assertEquals(IntStream.range(0, MANY).boxed().toList(), in);
  }

  @Test
  void oneWhoFailsKeepsNobodyWaiting() throws TimeoutException {
    Promise<Throwable> failure = Promise.promise();
    loop.exceptionHandler(failure::tryComplete);
    loop.runOnContext(turn -> {
      IntStream.range(0, 10).forEach(i -> turnstile.pass(() -> {}));
      turnstile.pass(() -> {
        throw new IllegalStateException("broken");
      });
      come();
    });
    assertEquals("broken", failure.future().await(20, TimeUnit.SECONDS).getMessage());
    last.future().await(20, TimeUnit.SECONDS);
    assertEquals(MANY, in.size());
  }

  private void come() {
    for (int i = 0; i < MANY; i++) {
      int number = i;
      turnstile.pass(() -> {
        in.add(number);
        if (number == MANY - 1) {
          last.complete();
        }
      });
    }
  }
}
