package dev.hubbub.testing;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The Vert.x of the test clients, apart from that of any server under test, and the way back to the test's thread. */
public final class Loops {
  private static final Vertx VERTX =
      Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setUseDaemonThread(true));

  private Loops() {}

  /** The one of this JVM; it ends with it. */
  public static Vertx vertx() {
    return VERTX;
  }

  /** Has a question answered on a context and waits for it on a test's thread, at most so long. */
  public static <T> T ask(Context context, Callable<T> question, Duration atMost) {
    Promise<T> answer = Promise.promise();
    context.runOnContext(unused -> {
      try {
        answer.complete(question.call());
      } catch (Exception e) {
        answer.fail(e);
      }
    });
    return await(answer.future(), atMost);
  }

  /** Waits on a test's thread for what a future brings, at most so long; its failure is thrown as it is. */
  public static <T> T await(Future<T> future, Duration atMost) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(failed.getCause());
    } catch (TimeoutException late) {
      throw new AssertionError("Nothing within " + atMost, late);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
