package dev.hubbub.load;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code hubbub load …}: many users who check what they are told, and what came of it. */
public final class LoadCommand {
  private static final int WELL = 0;
  private static final int BROKEN = 1;
  private static final int NOT_UNDERSTOOD = 2;

  private final PrintStream out;
  private final PrintStream err;

  /**
   * A command that prints its findings to {@code out}, and how far it is and what is wrong to {@code err}.
   */
  public LoadCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /**
   * Does it. Blocks.
   *
   * @param words what stands behind {@code load}
   * @return 0 where every promise was kept and all was delivered, 1 where not, 2 where the words are not understood
   */
  public int run(List<String> words) {
    if (words.contains("--help") || words.contains("-h")) {
      help(out);
      return WELL;
    }
    List<String> faults = new ArrayList<>();
    LoadPlan plan = LoadArguments.parse(words, faults);
    if (!faults.isEmpty()) {
      err.println("hubbub: no load was made:");
      faults.forEach(fault -> err.println("  " + fault));
      return NOT_UNDERSTOOD;
    }
    Progress progress = new Progress(err, Progress.isTerminal());
    try {
      Findings found = new Load(plan, progress).run();
      new TextReport(out).print(found);
      write(plan.json(), JsonReport.of(found).encodePrettily() + "\n");
      write(plan.html(), HtmlReport.of(found));
      return found.isGood() ? WELL : BROKEN;
    } catch (LoadFailure failure) {
      progress.end();
      err.println("hubbub: " + failure.getMessage());
      return BROKEN;
    }
  }

  private static void write(@Nullable Path file, String text) {
    if (file != null) {
      try {
        Path unused = Files.writeString(file, text);
      } catch (IOException e) {
        throw new LoadFailure(file + " cannot be written: " + e);
      }
    }
  }

  private static void help(PrintStream out) {
    out.print(
        """
        Puts running instances under load, and checks every promise of the protocol on the way.

          java -jar hubbub.jar load [--url URL]... [--users N] [--rooms N] [--rate N] [--duration TIME] ...

          --url URL           an instance; more than once, or with commas, for several (http://127.0.0.1:8080)
          --users N           people, each with one session (100)
          --rooms N           public rooms that are made for it (10)
          --joins N           rooms each user is in (1)
          --senders N         how many of the users write, in turn (all)
          --rate N            messages per second, of all together; 0 for silence (10)
          --duration TIME     the measured time, such as 30s, 500ms, 5m (30s)
          --warm-up TIME      sending before it, not measured (2s)
          --drain TIME        waiting for the last ones after it, at most (5s)
          --size N            bytes of a message's text (128)
          --cuts N            connections broken per second; their users come back and resume (0)
          --connect-rate N    sessions opened per second (1000)
          --register          users register with a password; otherwise they are guests
          --tokens FILE       users who exist: an access token per line
          --pid PID           a process to watch; otherwise what listens at URL on this machine
          --json FILE         write the figures as JSON
          --html FILE         write a report with plots, one page that needs nothing else
          --no-audit          do not try removal, repeats and secrecy, nor read the rooms' logs at the end
          --clean             end the rooms and the registered accounts afterwards

        Messages are due at a constant rate, whatever the server does; a latency counts from when its message was due.
        A message that comes to nobody in time, twice, out of order or to a stranger breaks a promise, and so do an
        acknowledged one that is not in the log, a resumed session with a gap, or a send without an answer.

        A user may send 5 messages a second and a room 200 unless the server's limits say otherwise; guests are for
        the development profile.

        Examples:
          java -jar hubbub.jar load
          java -jar hubbub.jar load --users 5000 --rooms 100 --rate 100 --duration 30s --html load.html
          java -jar hubbub.jar load --url http://127.0.0.1:8081,http://127.0.0.1:8082 --users 200 --cuts 5

        Status at the end: 0 all promises kept and all delivered, 1 one was broken or the load could not be made, with
        the reason, 2 an argument that is not understood.
        """);
  }
}
