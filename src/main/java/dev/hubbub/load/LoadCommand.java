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
}
