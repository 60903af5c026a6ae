package dev.hubbub;

import dev.hubbub.cli.Errand;
import dev.hubbub.config.Config;
import dev.hubbub.config.StartFailure;
import dev.hubbub.room.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Does one errand in the configured store and tells of it, on the thread that calls. */
final class Errands {
  private static final int CLOSE_SECONDS = 3;

  private final Application application;
  private final Config config;
  private final PrintStream out;
  private final PrintStream err;

  Errands(Application application, Config config, PrintStream out, PrintStream err) {
    this.application = application;
    this.config = config;
    this.out = out;
    this.err = err;
  }

  /** Something that is done in the store. */
  interface Task {
    /**
     * Does it, and waits for it.
     *
     * @throws Refusal where it may not be
     * @throws IOException with a sentence for a person, where it cannot be for reasons outside of the store
     */
    void run(Desk desk) throws IOException, InterruptedException;
  }

  /** Does it; the status to end the process with. */
  int run(Errand errand) throws InterruptedException {
    try {
      return run(task(errand));
    } catch (IOException e) {
      return refused(String.valueOf(e.getMessage()));
    }
  }

  /** What has to be known of it is asked for before the store is opened. */
  private Task task(Errand errand) throws IOException {
    return switch (errand.command()) {
      case TOKEN -> desk -> {
        Integer seconds = errand.number("--seconds");
        out.println(done(
            desk.caretaker().token(errand.operand(0), seconds == null ? TOKEN_SECONDS : seconds)));
      };
      case USER -> UserTask.of(errand, out);
      case ROOM -> RoomTask.of(errand, out);
      default -> throw new IllegalArgumentException("This is no errand: " + errand.command());
    };
  }

  private static final int TOKEN_SECONDS = 3_600;

  private int run(Task task) throws InterruptedException, IOException {
    Vertx vertx = Vertx.vertx();
    try {
      task.run(done(application.desk(vertx, config)));
      return Launch.WELL;
    } catch (StartFailure failure) {
      err.println("hubbub: nothing done");
      err.println("  " + failure.line());
      return Launch.FAULT_OF_THE_CONFIGURATION;
    } catch (Refusal refusal) {
      return refused(refusal.getMessage());
    } catch (IllegalStateException e) {
      // Of other failures only the kind is told: their messages may quote what is secret.
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return refused("it failed: " + cause.getClass().getName());
    } finally {
      close(vertx);
    }
  }

  /** Waits for an answer of the store. What it fails with is thrown, wrapped where nobody expects it. */
  static <T> T done(Future<T> answer) throws InterruptedException {
    try {
      return answer.toCompletionStage().toCompletableFuture().get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Refusal refusal) {
        throw refusal;
      }
      if (e.getCause() instanceof StartFailure failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** A store that does not answer may not let itself be closed either; the process ends anyway. */
  private static void close(Vertx vertx) {
    Object unused = vertx
        .close()
        .toCompletionStage()
        .toCompletableFuture()
        .completeOnTimeout(null, CLOSE_SECONDS, TimeUnit.SECONDS)
        .exceptionally(failed -> null)
        .join();
  }

  private int refused(String why) {
    err.println("hubbub: " + why);
    return Launch.REFUSED;
  }
}
