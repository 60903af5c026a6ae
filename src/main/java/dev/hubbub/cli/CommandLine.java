package dev.hubbub.cli;

import dev.hubbub.config.Fault;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The command line, taken apart. Whether the keys in it exist is for the reader of the configuration to say.
 *
 * @param command what is wanted
 * @param file the configuration file; absent for none
 * @param arguments keys and values as in {@code --http.port 8081} or {@code --http.port=8081}
 * @param user what is to be done about accounts; absent for every other command, and where it is not understood
 * @param faults what is not understood
 */
public record CommandLine(
    Command command,
    @Nullable Path file,
    Map<String, String> arguments,
    @Nullable UserCommand user,
    List<Fault> faults) {

  /** What can be wanted. */
  public enum Command {
    SERVE,
    CHECK,
    REHEARSE,
    USER,
    USER_HELP,
    HELP,
    VERSION
  }

  /** Takes the arguments of {@code main} apart. Never fails: what is wrong is in {@link #faults()}. */
  public static CommandLine of(String... args) {
    return new Parser(List.of(args)).parse();
  }

  private static final class Parser {
    private final List<String> args;
    private final Map<String, String> arguments = new LinkedHashMap<>();
    private final List<Fault> faults = new ArrayList<>();
    private final UserCommand.Words words = new UserCommand.Words(faults::add);
    private Command command = Command.SERVE;
    private @Nullable Path file;
    private int next;

    Parser(List<String> args) {
      this.args = args;
    }

    CommandLine parse() {
      while (next < args.size()) {
        String arg = args.get(next++);
        switch (arg) {
          case "serve" -> expectFirst(arg);
          case "--help", "-help", "-h" -> command =
              isAboutUsers() ? Command.USER_HELP : Command.HELP;
          case "--version", "-version" -> command = first(Command.VERSION);
          case "--check", "-check" -> command = first(Command.CHECK);
          case "--rehearse" -> command = first(Command.REHEARSE);
          default -> {
            if (arg.equals("user") && next == 1) {
              command = Command.USER;
            } else if (!isAboutUsers() || !aboutUsers(arg)) {
              option(arg);
            }
          }
        }
      }
      UserCommand user = command == Command.USER ? words.command() : null;
      return new CommandLine(command, file, Map.copyOf(arguments), user, List.copyOf(faults));
    }

    private boolean isAboutUsers() {
      return command == Command.USER || command == Command.USER_HELP;
    }

    /** Takes what only {@code user} knows; says whether it was that. */
    private boolean aboutUsers(String arg) {
      if (arg.equals("--admin")) {
        words.admin();
      } else if (arg.equals("--generate")) {
        words.generate();
      } else if (arg.startsWith("--name=")) {
        words.name(arg.substring("--name=".length()));
      } else if (arg.equals("--name")) {
        String text = following();
        if (text == null) {
          fault(arg, "needs a text, as in --name=…");
        } else {
          words.name(text);
        }
      } else if (!arg.startsWith("-")) {
        words.word(arg);
      } else {
        return false;
      }
      return true;
    }

    private Command first(Command wanted) {
      return command == Command.SERVE ? wanted : command;
    }

    private void expectFirst(String arg) {
      if (next != 1) {
        fault(arg, "must be the first argument");
      }
    }

    private void option(String arg) {
      int equals = arg.indexOf('=');
      String name = equals < 0 ? arg : arg.substring(0, equals);
      if (!arg.startsWith("-") || (!arg.startsWith("--") && !name.equals("-conf"))) {
        fault(arg, "is not understood; see --help");
        return;
      }
      String value = equals < 0 ? following() : arg.substring(equals + 1);
      if (value == null) {
        fault(name, "needs a value, as in " + name + "=…");
      } else if (name.equals("-conf") || name.equals("--conf")) {
        conf(name, value);
      } else if (arguments.put(name.substring(2), value) != null) {
        fault(name, "is given twice; keep one");
      }
    }

    private @Nullable String following() {
      boolean there = next < args.size() && !args.get(next).startsWith("--");
      return there ? args.get(next++) : null;
    }

    private void conf(String name, String value) {
      try {
        if (file != null) {
          fault(name, "is given twice; keep one");
        }
        file = Path.of(value);
      } catch (InvalidPathException e) {
        fault(name, "must name a file");
      }
    }

    private void fault(String arg, String problem) {
      faults.add(new Fault(arg.replaceAll("\\p{Cntrl}", "?"), "command line", problem));
    }
  }
}
