package dev.hubbub;

import static dev.hubbub.Errands.done;

import dev.hubbub.account.Caretaker;
import dev.hubbub.account.Passwords;
import dev.hubbub.account.Profile;
import dev.hubbub.cli.Consent;
import dev.hubbub.cli.Errand;
import dev.hubbub.cli.PasswordInput;
import dev.hubbub.room.Rooms.Slice;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Locale;

/** {@code hubbub user …}: one thing done to the accounts in the store, and told. */
final class UserTask implements Errands.Task {
  private static final int PAGE = 200;

  private final Errand errand;
  private final String password;
  private final PrintStream out;

  private UserTask(Errand errand, String password, PrintStream out) {
    this.errand = errand;
    this.password = password;
    this.out = out;
  }

  /** The task, once the password or the consent it needs is had. */
  static UserTask of(Errand errand, PrintStream out) throws IOException {
    String password =
        switch (errand.verb()) {
          case "add", "reset" -> errand.has("--generate")
              ? Passwords.random()
              : PasswordInput.read();
          default -> "";
        };
    if (errand.verb().equals("erase")) {
      Consent.demand(errand, errand.operand(0) + " ends for ever, and all they said is erased.");
    }
    return new UserTask(errand, password, out);
  }

  @Override
  public void run(Desk desk) throws InterruptedException {
    Caretaker caretaker = desk.caretaker();
    switch (errand.verb()) {
      case "add" -> {
        Profile added = done(caretaker.add(
            errand.operand(0), errand.option("--name"), password, errand.has("--admin")));
        out.println(
            name(added) + " was added" + (added.administrator() ? ", an administrator." : "."));
        tellPassword();
      }
      case "role" -> {
        boolean administrator = errand.operand(1).equals("admin");
        Profile user = done(caretaker.setAdministrator(errand.operand(0), administrator));
        out.println(name(user)
            + (user.administrator() ? " is an administrator now." : " is no administrator now."));
      }
      case "disable" -> {
        Profile user = done(caretaker.setDisabled(errand.operand(0), true));
        out.println(name(user) + " is shut out; all logins have ended.");
      }
      case "enable" -> {
        Profile user = done(caretaker.setDisabled(errand.operand(0), false));
        out.println(name(user) + " is let in again.");
      }
      case "reset" -> {
        Profile user = done(caretaker.resetPassword(errand.operand(0), password));
        out.println(name(user) + " has a new password; all logins have ended.");
        tellPassword();
      }
      case "erase" -> out.println(done(caretaker.erase(errand.operand(0))).username()
          + " is no more, and what they said is erased.");
      case "list" -> list(caretaker);
      default -> throw new IllegalArgumentException(errand.verb());
    }
  }

  private void list(Caretaker caretaker) throws InterruptedException {
    Slice<Profile> page = done(caretaker.list(null, PAGE));
    page.items().forEach(user -> out.println(line(user)));
    while (page.cursor() != null) {
      page = done(caretaker.list(page.cursor(), PAGE));
      page.items().forEach(user -> out.println(line(user)));
    }
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

  private void tellPassword() {
    if (errand.has("--generate")) {
      out.println("password: " + password);
    }
  }
}
