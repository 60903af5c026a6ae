package dev.hubbub.testing;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The Vert.x of the test clients, apart from that of any server under test, and the way back to the test's thread. */
public final class Loops {
  private static final Vertx VERTX =
      Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setUseDaemonThread(true));

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Loops() {}

  /** The one of this JVM; it ends with it. */
  public static Vertx vertx() {
    return VERTX;
  }

  /**
   * Another with one event loop, for who is greedy: the system runs it when nobody else wants the processor. A client on a
   * machine of its own takes nothing of the server's. Where the system has no {@code renice} it is as any other.
   */
  public static Vertx polite() {
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setUseDaemonThread(true));
    boolean unused = ask(vertx.getOrCreateContext(), Loops::giveWay, PATIENCE);
    return vertx;
  }

  /** Puts the thread that calls behind all others; says whether the system does that. */
  private static boolean giveWay() throws InterruptedException {
    try {
      String thread =
          Files.readSymbolicLink(Path.of("/proc/thread-self")).getFileName().toString();
      return new ProcessBuilder("renice", "-n", "19", "-p", thread)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException missing) {
      return false;
    }
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

  /** Has something done on a context and waits for that on a test's thread, at most so long. */
  public static void run(Context context, Runnable what, Duration atMost) {
    boolean unused = ask(
        context,
        () -> {
          what.run();
          return true;
        },
        atMost);
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
