package dev.hubbub.cli;

import dev.hubbub.config.Build;
import dev.hubbub.config.Manual;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The text of {@code --help} and {@code --version}. */
public final class Help {
  private Help() {}

  /** One line: name and version. */
  public static void printVersion(PrintStream out) {
    out.println("hubbub " + Build.version());
  }

  /** How to call the program, and every key. */
  public static void print(PrintStream out) {
    out.print(
        """
        Hubbub, a self-hosted, real-time chat server.

          java -XX:+ExitOnOutOfMemoryError -jar hubbub.jar [COMMAND] [-conf FILE] [--KEY VALUE]...

          serve        run the server; what is done where no command is given
          check        read and validate, try the services, print what would be done
          user         look after accounts
          room         look after rooms
          token        make an access token for a script
          export       write all but secrets to a file of JSON lines
          import       read such a file into the store
          new-epoch    after a restored backup: have every client start afresh
          help         print this, or the help of a command: help export
          load         put running instances under load, and check what they promise
          help         print this, or the help of a command: help export

          -conf FILE, --conf FILE   a JSON file; without one the development profile runs
          --KEY VALUE, --KEY=VALUE  any key below, over environment and file
          --check                   the same as check
          --rehearse                start, answer one request, and stop
          --help, --version         print this or the help of the command, or the version, and stop

        The command line goes before the environment, the environment before the file. A key in the file is a
        path: http.port is {"http":{"port":8080}}. Lists have commas between their items; rooms and channels are JSON.
        Status at the end: 0 well; 1 a fault of the server, or a command that was refused, with the reason; 2 a fault of
        the configuration or the command line, which the output names; 130 and 143 ended by a second SIGINT or SIGTERM.

        Keys (default in development | in production where it differs; environment):
        """);
    Manual.entries().forEach(entry -> print(entry, out));
  }

  /** How to call one command, with examples. */
  public static void print(Command command, PrintStream out) {
    out.print(text(command).orElseThrow());
  }

  /** Whether a command has a help of its own. */
  static boolean knows(Command command) {
    return text(command).isPresent();
  }

  /** The help of a command that has one. */
  static Optional<String> text(Command command) {
    try (InputStream file = Help.class.getResourceAsStream("help/" + command.word() + ".txt")) {
      return file == null
          ? Optional.empty()
          : Optional.of(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void print(Manual.Entry entry, PrintStream out) {
    boolean same = entry.dev().equals(entry.production());
    String unit = entry.unit().isEmpty() ? "" : " " + entry.unit();
    String defaults = same ? entry.dev() + unit : entry.dev() + " | " + entry.production();
    out.println();
    out.println("  " + entry.name() + " (" + plain(defaults) + "; "
        + String.join(", ", entry.variables()) + ")");
    out.println("      " + plain(entry.meaning()) + ".");
    out.println("      Takes " + entry.takes() + ".");
  }

  private static String plain(String markdown) {
    return markdown.replace("`", "");
  }
}
