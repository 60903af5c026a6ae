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
          java -jar hubbub.jar user add|role|disable|enable|reset|list ...   (see user --help)

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

  /** How to look after accounts. */
  public static void printUser(PrintStream out) {
    out.print(
        """
        Looks after the accounts of a server, whether it runs or not.

          java -jar hubbub.jar user add NAME [--admin] [--name TEXT] [--generate]   make an account
          java -jar hubbub.jar user role NAME admin|user    make somebody an administrator, or one no more
          java -jar hubbub.jar user disable NAME            shut somebody out: all logins and sessions end
          java -jar hubbub.jar user enable NAME             let them in again
          java -jar hubbub.jar user reset NAME [--generate] give a new password: all logins and sessions end
          java -jar hubbub.jar user list                    all accounts, by name

          --admin         may list, disable and enable accounts and end rooms
          --name TEXT     how they like to be called; otherwise as NAME
          --generate      make up a password and print it, once
          -conf FILE, --KEY VALUE   name the store, exactly as for the server

        The password is asked for at the terminal, or is the first line of the standard input; it never stands among the
        arguments. Running servers take note within 2 seconds.

        Examples:
          java -jar hubbub.jar user add alice --admin -conf conf/production.json
          java -jar hubbub.jar user add bob --name "Bob B." --generate
          java -jar hubbub.jar user reset bob < password.txt
          java -jar hubbub.jar user disable bob --database.url=postgresql://hubbub@db/hubbub

        Status at the end: 0 done, 1 refused, with the reason, 2 a fault of the configuration, which the output names.
        """);
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
