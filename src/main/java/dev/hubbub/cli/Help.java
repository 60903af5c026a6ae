package dev.hubbub.cli;

import dev.hubbub.config.Build;
import dev.hubbub.config.Manual;
import java.io.PrintStream;

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

          java -XX:+ExitOnOutOfMemoryError -jar hubbub.jar [serve] [-conf FILE] [--KEY VALUE]...

          -conf FILE, --conf FILE   a JSON file; without one the development profile runs
          --KEY VALUE, --KEY=VALUE  any key below, over environment and file
          --check                   read, validate and try the services, print what would be done, and stop
          --rehearse                start, answer one request, and stop
          --help, --version         print this, or the version, and stop

        The command line goes before the environment, the environment before the file. A key in the file is a
        path: http.port is {"http":{"port":8080}}. Lists have commas between their items; rooms and channels are JSON.
        Status at the end: 0 well, 1 a fault of the server, 2 a fault of the configuration, which the output names.

        Keys (default in development | in production where it differs; environment):
        """);
    Manual.entries().forEach(entry -> print(entry, out));
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
