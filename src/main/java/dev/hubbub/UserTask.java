package dev.hubbub;

import dev.hubbub.account.Caretaker;
import dev.hubbub.account.Passwords;
import dev.hubbub.account.Profile;
import dev.hubbub.cli.PasswordInput;
import dev.hubbub.cli.UserCommand;
import dev.hubbub.config.Config;
import dev.hubbub.config.StartFailure;
import dev.hubbub.room.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code hubbub user …}: one thing done to the accounts in the configured store, and told. */
final class UserTask {
  private static final int PAGE = 200;
  private static final int CLOSE_SECONDS = 3;

  private final Application application;
  private final Config config;
  private final PrintStream out;
  private final PrintStream err;

  UserTask(Application application, Config config, PrintStream out, PrintStream err) {
    this.application = application;
    this.config = config;
    this.out = out;
    this.err = err;
  }

  /** Does it; the status to end the process with. Blocks. */
  int run(UserCommand command) throws InterruptedException {
    String password = "";
    if (command.takesPassword()) {
      try {
        password = command.generate() ? Passwords.random() : PasswordInput.read();
      } catch (IOException e) {
        return refused(String.valueOf(e.getMessage()));
      }
    }
    String secret = password;
    Vertx vertx = Vertx.vertx();
    try {
      finished(application
          .caretaker(vertx, config)
          .compose(caretaker -> done(caretaker, command, secret)));
      return Launch.WELL;
    } catch (ExecutionException e) {
      return failed(e.getCause() == null ? e : e.getCause());
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

  private Future<?> done(Caretaker caretaker, UserCommand command, String password) {
    String username = command.username();
    return switch (command.verb()) {
      case ADD -> caretaker
          .add(username, command.name(), password, command.administrator())
          .onSuccess(added -> {
            out.println(
                name(added) + " was added" + (added.administrator() ? ", an administrator." : "."));
            tell(command, password);
          });
      case ROLE -> caretaker
          .setAdministrator(username, command.administrator())
          .onSuccess(user -> out.println(name(user)
              + (user.administrator()
                  ? " is an administrator now."
                  : " is no administrator now.")));
      case DISABLE -> caretaker
          .setDisabled(username, true)
          .onSuccess(user -> out.println(name(user) + " is shut out; all logins have ended."));
      case ENABLE -> caretaker
          .setDisabled(username, false)
          .onSuccess(user -> out.println(name(user) + " is let in again."));
      case RESET -> caretaker.resetPassword(username, password).onSuccess(user -> {
        out.println(name(user) + " has a new password; all logins have ended.");
        tell(command, password);
      });
      case LIST -> list(caretaker, null);
    };
  }

  private Future<?> list(Caretaker caretaker, @Nullable String cursor) {
    return caretaker.list(cursor, PAGE).compose(page -> {
      page.items().forEach(user -> out.println(line(user)));
      return page.cursor() == null ? Future.succeededFuture() : list(caretaker, page.cursor());
    });
  }

  private static String line(Profile user) {
    String kind = user.administrator() ? "admin" : user.guest() ? "guest" : "user";
    return String.format(
        Locale.ROOT,
        "%-32s  %-5s  %-8s  %s  %s",
        name(user),
        kind,
        user.disabled() ? "disabled" : "enabled",
        Instant.ofEpochSecond(user.createdAt() / 1_000),
        user.name());
  }

  private static String name(Profile user) {
    return user.user().username();
  }

  private void tell(UserCommand command, String password) {
    if (command.generate()) {
      out.println("password: " + password);
    }
  }

  private static void finished(Future<?> task) throws InterruptedException, ExecutionException {
    Object unused = task.toCompletionStage().toCompletableFuture().get();
  }

  private int failed(Throwable cause) {
    if (cause instanceof Refusal refusal) {
      return refused(refusal.getMessage());
    }
    if (cause instanceof StartFailure failure) {
      err.println("hubbub: nothing done");
      err.println("  " + failure.line());
      return Launch.FAULT_OF_THE_CONFIGURATION;
    }
    // Of other failures only the kind is told: their messages may quote what is secret.
    return refused("it failed: " + cause.getClass().getName());
  }

  private int refused(String why) {
    err.println("hubbub: " + why);
    return Launch.REFUSED;
  }
}
