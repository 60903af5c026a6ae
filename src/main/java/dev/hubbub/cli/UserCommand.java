package dev.hubbub.cli;

import dev.hubbub.config.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What {@code hubbub user …} is to do about accounts. A password is never among the arguments, where every user of the
 * machine could see it.
 *
 * @param username whose account; empty for {@code LIST}
 * @param name how they like to be called; absent for the username
 * @param administrator whether they are to look after the server
 * @param generate whether the password is made up
 */
public record UserCommand(
    Verb verb, String username, @Nullable String name, boolean administrator, boolean generate) {

  /** What can be done. */
  public enum Verb {
    ADD(1),
    ROLE(2),
    DISABLE(1),
    ENABLE(1),
    RESET(1),
    LIST(0);

    private final int words;

    Verb(int words) {
      this.words = words;
    }

    private boolean takesPassword() {
      return this == ADD || this == RESET;
    }

    private static Optional<Verb> of(String word) {
      for (Verb verb : values()) {
        if (verb.word().equals(word)) {
          return Optional.of(verb);
        }
      }
      return Optional.empty();
    }

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether a password has to be had from somewhere. */
  public boolean takesPassword() {
    return verb.takesPassword();
  }

  /** What stands behind {@code user} on a command line, gathered as it is read. */
  static final class Words {
    private final Consumer<Fault> faults;
    private final List<String> words = new ArrayList<>();
    private boolean admin;
    private boolean generate;
    private @Nullable String name;

    Words(Consumer<Fault> faults) {
      this.faults = faults;
    }

    void word(String word) {
      words.add(word);
    }

    void admin() {
      admin = true;
    }

    void generate() {
      generate = true;
    }

    void name(String text) {
      if (name != null) {
        fault("--name", "is given twice; keep one");
      }
      name = text;
    }

    /** The command; absent where it is not understood, which is among the faults then. */
    @Nullable
    UserCommand command() {
      Optional<Verb> verb = words.isEmpty() ? Optional.empty() : Verb.of(words.get(0));
      if (verb.isEmpty()) {
        fault(
            words.isEmpty() ? "user" : words.get(0),
            "must be add, role, disable, enable, reset or list; see user --help");
        return null;
      }
      return command(verb.get(), words.subList(1, words.size()));
    }

    private @Nullable UserCommand command(Verb verb, List<String> operands) {
      if (operands.size() != verb.words) {
        fault(
            verb.word(),
            operands.size() < verb.words
                ? "needs " + (verb == Verb.ROLE ? "a NAME and admin or user" : "a NAME")
                : "takes no \"" + operands.get(verb.words) + "\"");
        return null;
      }
      if (verb == Verb.ROLE && !List.of("admin", "user").contains(operands.get(1))) {
        fault(operands.get(1), "must be admin or user");
        return null;
      }
      if ((admin || name != null) && verb != Verb.ADD) {
        fault(admin ? "--admin" : "--name", "goes with add only");
      }
      if (generate && !verb.takesPassword()) {
        fault("--generate", "goes with add and reset only");
      }
      return new UserCommand(
          verb,
          operands.isEmpty() ? "" : operands.get(0),
          name,
          verb == Verb.ROLE ? "admin".equals(operands.get(1)) : admin,
          generate);
    }

    private void fault(String what, String problem) {
      faults.accept(new Fault(what.replaceAll("\\p{Cntrl}", "?"), "command line", problem));
    }
  }
}
