package dev.hubbub;

import static dev.hubbub.bus.Waiting.done;

import dev.hubbub.archive.Export;
import dev.hubbub.archive.Import;
import dev.hubbub.cli.Consent;
import dev.hubbub.cli.Errand;
import dev.hubbub.cli.ProgressBar;
import dev.hubbub.config.Config;
import dev.hubbub.config.StartFailure;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.Rooms.Slice;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Does one errand in the configured store and tells of it, on the thread that calls. */
final class Errands {
  private static final int CLOSE_SECONDS = 3;
  private static final int ROOMS = 200;
  private static final int TOKEN_SECONDS = 3_600;

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
      case EXPORT -> desk -> {
        ProgressBar bar = new ProgressBar(err);
        Export.Totals written = new Export(desk.archive(), file(errand), bar).run();
        bar.end();
        out.println(written.sentence());
      };
      case IMPORT -> desk -> {
        ProgressBar bar = new ProgressBar(err);
        Import.Totals read = new Import(desk.archive(), file(errand), bar).run();
        bar.end();
        out.println(read.sentence());
      };
      case NEW_EPOCH -> {
        Consent.demand(errand, "Every client starts afresh in every room.");
        yield this::newEpoch;
      }
      default -> throw new IllegalArgumentException("This is no errand: " + errand.command());
    };
  }

  private static Path file(Errand errand) throws IOException {
    try {
      return Path.of(errand.operand(0));
    } catch (InvalidPathException e) {
      throw new IOException("This cannot be the name of a file.", e);
    }
  }

  /** Redis forgets after the store began anew: what is told there from then on is of the new life. */
  private void newEpoch(Desk desk) throws InterruptedException {
    String cursor = null;
    long rooms = 0;
    do {
      Slice<String> begun = done(desk.upkeep().newEpoch(cursor, ROOMS));
      if (desk.memories() != null) {
        done(desk.memories().forget(begun.items()));
      }
      rooms += begun.items().size();
      cursor = begun.cursor();
    } while (cursor != null);
    out.println(rooms + " rooms have a new epoch: every client starts afresh.");
  }

  private int run(Task task) throws InterruptedException, IOException {
    Vertx vertx = Vertx.vertx();
    try {
      task.run(done(application.desk(vertx, config)));
      return Launch.WELL;
    } catch (StartFailure failure) {
      err.println("hubbub: not done");
      err.println("  " + failure.line());
      return Launch.FAULT_OF_THE_CONFIGURATION;
    } catch (Refusal refusal) {
      return refused(refusal.getMessage());
    } catch (RuntimeException e) {
      // Of other failures only the kind is told: their messages may quote what is secret.
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return refused("it failed: " + cause.getClass().getName());
    } finally {
      close(vertx);
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
