package dev.hubbub.cli;

import dev.hubbub.cli.Form.Option;
import dev.hubbub.config.Fault;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The command line, taken apart. Whether the keys in it exist is for the reader of the configuration to say.
 *
 * @param command what is wanted
 * @param topic the command that help is wanted about; absent for all of them
 * @param file the configuration file; absent for none
 * @param arguments keys and values as in {@code --http.port 8081} or {@code --http.port=8081}
 * @param errand what is to be done once; absent for commands without forms, and where it is not understood
 * @param faults what is not understood
 */
public record CommandLine(
    Command command,
    @Nullable Command topic,
    @Nullable Path file,
    Map<String, String> arguments,
    @Nullable Errand errand,
    List<Fault> faults) {

  /** Takes the arguments of {@code main} apart. Never fails: what is wrong is in {@link #faults()}. */
  public static CommandLine of(String... args) {
    return new Parser(List.of(args)).parse();
  }

  private static final class Parser {
    private final List<String> args;
    private final Map<String, String> arguments = new LinkedHashMap<>();
    private final Map<String, String> options = new LinkedHashMap<>();
    private final List<String> words = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private Command command = Command.SERVE;
    private boolean helped;
    private @Nullable Path file;
    private int next;

    Parser(List<String> args) {
      this.args = args;
    }

    CommandLine parse() {
      Optional<Command> named =
          args.isEmpty() ? Optional.empty() : Command.of(args.get(0)).filter(Parser::isWord);
      if (named.isPresent()) {
        command = named.get();
        next = 1;
      }
      if (command == Command.LOAD && !asksForHelp()) {
        // A load is made by a client: it has no configuration, and its words are its own.
        return new CommandLine(command, null, null, Map.of(), null, List.of());
      }
      while (next < args.size()) {
        take(args.get(next++));
      }
      if (helped || command == Command.HELP) {
        return new CommandLine(
            Command.HELP, topic(), file, Map.copyOf(arguments), null, List.copyOf(faults));
      }
      Errand errand = command.isErrand() ? errand() : null;
      return new CommandLine(
          command, null, file, Map.copyOf(arguments), errand, List.copyOf(faults));
    }

    private boolean asksForHelp() {
      return args.contains("--help") || args.contains("-help") || args.contains("-h");
    }

    /** The others are options. */
    private static boolean isWord(Command command) {
      return command != Command.REHEARSE;
    }

    private void take(String arg) {
      switch (arg) {
        case "--help", "-help", "-h" -> helped = true;
        case "--version", "-version" -> instead(Command.VERSION);
        case "--check", "-check" -> instead(Command.CHECK);
        case "--rehearse" -> instead(Command.REHEARSE);
        default -> {
          if (arg.startsWith("-")) {
            option(arg);
          } else if (command.isErrand()) {
            words.add(arg);
          } else {
            fault(
                arg,
                Command.of(arg).filter(Parser::isWord).isPresent()
                    ? "must be the first argument"
                    : "is not understood; see --help");
          }
        }
      }
    }

    private void instead(Command wanted) {
      if (command == Command.SERVE) {
        command = wanted;
      }
    }

    private @Nullable Command topic() {
      if (command != Command.HELP) {
        return args.get(0).equals(command.word()) && Help.knows(command) ? command : null;
      }
      if (words.isEmpty()) {
        return null;
      }
      Optional<Command> found = Command.of(words.get(0)).filter(Help::knows);
      if (found.isEmpty()) {
        fault(words.get(0), "is no command; see --help");
      }
      return found.orElse(null);
    }

    private void option(String arg) {
      int equals = arg.indexOf('=');
      String name = equals < 0 ? arg : arg.substring(0, equals);
      Optional<Option> own = command.option(name);
      if (own.isPresent()) {
        own(own.get(), equals < 0 ? null : arg.substring(equals + 1));
        return;
      }
      if (!arg.startsWith("--") && !name.equals("-conf")) {
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

    private void own(Option option, @Nullable String given) {
      String name = option.name();
      String value = option.flag() ? "" : given == null ? following() : given;
      if (option.flag() && given != null) {
        fault(name, "takes no value");
      } else if (value == null) {
        fault(name, "needs " + option.takes() + ", as in " + name + "=…");
      } else if (!option.fits().test(value)) {
        fault(name, "must be " + option.takes());
      } else if (options.put(name, value) != null) {
        fault(name, "is given twice; keep one");
      }
    }

    private @Nullable Errand errand() {
      String verb = command.forms().get(0).verb().isEmpty() || words.isEmpty() ? "" : words.get(0);
      Optional<Form> form =
          command.forms().stream().filter(one -> one.verb().equals(verb)).findFirst();
      if (form.isEmpty()) {
        fault(
            verb.isEmpty() ? command.word() : verb,
            "must be " + verbs() + "; see help " + command.word());
        return null;
      }
      return errand(form.get(), verb.isEmpty() ? words : words.subList(1, words.size()));
    }

    private String verbs() {
      return Form.choice(
          String.join("|", command.forms().stream().map(Form::verb).toList()));
    }

    private @Nullable Errand errand(Form form, List<String> operands) {
      String name = form.verb().isEmpty() ? command.word() : form.verb();
      if (operands.size() < form.least() || operands.size() > form.operands().size()) {
        fault(
            name,
            operands.size() < form.least()
                ? "needs " + form.needs()
                : "takes no \"" + operands.get(form.operands().size()) + "\"");
        return null;
      }
      for (int i = 0; i < operands.size(); i++) {
        String wanted = form.operands().get(i);
        if (wanted.contains("|") && !List.of(wanted.split("\\|")).contains(operands.get(i))) {
          fault(operands.get(i), "must be " + Form.choice(wanted));
        }
      }
      options.keySet().stream()
          .filter(option -> !form.takes(option))
          .forEach(option -> fault(option, "does not go with " + name));
      return new Errand(command, form.verb(), List.copyOf(operands), Map.copyOf(options));
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
