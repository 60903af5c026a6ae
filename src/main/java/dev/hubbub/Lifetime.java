package dev.hubbub;

import dev.hubbub.cli.Banner;
import dev.hubbub.cli.Jvm;
import dev.hubbub.cli.Logs;
import dev.hubbub.config.Build;
import dev.hubbub.config.Config;
import dev.hubbub.config.Profile;
import dev.hubbub.config.StartFailure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.PrintStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life of the server: started, serving, told to leave, gone. The thread that calls {@link #run} waits for its end;
 * signals come on threads of their own and may be kept waiting.
 */
final class Lifetime {
  private static final Logger LOG = LoggerFactory.getLogger(Lifetime.class);
  /** Beyond {@code drain.seconds}, for what is in flight; with the longest drain, 25 s, all ends within 30. */
  private static final int GRACE_SECONDS = 3;

  private static final int CLOSE_SECONDS = 1;

  private final Application application;
  private final Config config;
  private final PrintStream err;
  private final boolean rehearsal;
  private final Vertx vertx;
  private final AtomicBoolean leaving = new AtomicBoolean();
  private final CompletableFuture<Integer> ended = new CompletableFuture<>();
  private volatile Future<Application.Running> started = Future.failedFuture("not started");

  /**
   * A life to come.
   *
   * @param err where a failed start is told
   * @param rehearsal whether it ends after the first answer
   */
  Lifetime(Application application, Config config, PrintStream err, boolean rehearsal) {
    this.rehearsal = rehearsal;
    this.application = application;
    this.config = config;
    this.err = err;
    this.vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
  }

  /** Serves until told to leave; the status to end the process with. */
  int run() throws InterruptedException {
    LOG.info(
        "starting Hubbub {} with process id {}",
        Build.version(),
        ProcessHandle.current().pid());
    // Composed, so that what start throws is a failed start like any other.
    started = Future.succeededFuture().compose(ready -> application.start(vertx, config));
    started.onSuccess(this::greet).onFailure(this::giveUp);
    if (config.profile() == Profile.PRODUCTION && !Jvm.endsWhenOutOfMemory()) {
      LOG.warn(
          "start Java with -XX:+ExitOnOutOfMemoryError; without memory a JVM may live on and serve nobody");
    }
    try {
      return ended.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first signal leaves well, the second at once. */
  void signalled(int number) {
    if (leaving.compareAndSet(false, true)) {
      LOG.info("exit signalled");
      leave(true);
    } else {
      LOG.warn("signalled again, ending now");
      Logs.end();
      Runtime.getRuntime().halt(128 + number);
    }
  }

  /** For a JVM that tells of no signals: leaves well when it is shut down. */
  void shutDown() {
    if (leaving.compareAndSet(false, true)) {
      LOG.info("exit signalled");
      leave(true);
      Logs.end();
    }
  }

  private void greet(Application.Running running) {
    Banner.lines(config, running.port()).forEach(LOG::info);
    if (rehearsal) {
      new Thread(() -> rehearse(running.port()), "rehearsal").start();
    }
  }

  private void rehearse(int port) {
    boolean answers = Rehearsal.answers(config.http().host(), port);
    if (leaving.compareAndSet(false, true)) {
      leave(answers);
    }
  }

  private void giveUp(Throwable cause) {
    if (!leaving.compareAndSet(false, true)) {
      return;
    }
    if (cause instanceof StartFailure failure) {
      err.println("hubbub: not started");
      err.println("  " + failure.line());
    } else {
      LOG.error("not started", cause);
    }
    int status = cause instanceof StartFailure ? 2 : 1;
    // A store that does not answer may not let itself be closed either.
    var unused = vertx
        .close()
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(CLOSE_SECONDS, TimeUnit.SECONDS)
        .whenComplete((done, late) -> ended.complete(status));
  }

  private void leave(boolean well) {
    long end = System.nanoTime() + seconds(config.drainSeconds() + GRACE_SECONDS + CLOSE_SECONDS);
    boolean drained = well;
    if (started.succeeded()) {
      drained &= within(end - seconds(CLOSE_SECONDS), started.result().drain(), "drain");
    }
    // It may have what the drain left: a Redis that stands still is said goodbye to for some
    // seconds.
    boolean closed = within(end, vertx.close(), "close");
    LOG.info("application shut down");
    ended.complete(drained && closed ? 0 : 1);
  }

  private static long seconds(int count) {
    return TimeUnit.SECONDS.toNanos(count);
  }

  /** Whether a step is done by then, by {@code System.nanoTime()}. */
  private static boolean within(long end, Future<Void> step, String name) {
    long left = end - System.nanoTime();
    try {
      step.toCompletionStage().toCompletableFuture().get(left, TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      LOG.warn("{} not done within {} s, going on without", name, Math.round(left / 1e9));
    } catch (ExecutionException e) {
      LOG.warn("{} failed", name, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }
}
