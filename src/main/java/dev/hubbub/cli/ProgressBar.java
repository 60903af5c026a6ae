package dev.hubbub.cli;

import dev.hubbub.archive.Progress;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** How far something has come, on one line that is written over; nothing where there is no terminal. */
public final class ProgressBar implements Progress {
  private static final int WIDTH = 40;
  private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(100);

  private final PrintStream err;
  private final boolean shown;
  private long shownAt;

  /** A bar on {@code err}. */
  @SuppressWarnings("SystemConsoleNull") // that of java.base is absent without a terminal
  public ProgressBar(PrintStream err) {
    System.setProperty(PasswordInput.CONSOLE, "java.base");
    this.err = err;
    this.shown = System.console() != null;
    this.shownAt = System.nanoTime() - PAUSE_NS;
  }

  @Override
  public void at(String what, long done, long all) {
    long now = System.nanoTime();
    if (!shown || (now - shownAt < PAUSE_NS && done < all)) {
      return;
    }
    shownAt = now;
    int full = all == 0 ? WIDTH : (int) (WIDTH * Math.min(done, all) / all);
    err.print(String.format(
        Locale.ROOT,
        "\r%-9s [%s%s] %,d of %,d\033[K",
        what,
        "#".repeat(full),
        " ".repeat(WIDTH - full),
        done,
        all));
    err.flush();
  }

  /** Leaves the line. */
  public void end() {
    if (shown) {
      err.println();
    }
  }
}
