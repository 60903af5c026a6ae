package dev.hubbub.load;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells a person how far things are: a bar at a terminal, else one line for each stage. One thread. */
final class Progress {
  private static final int WIDTH = 30;
  private static final long REDRAW_NANOS = 100_000_000;

  private final PrintStream err;
  private final boolean terminal;
  private String stage = "";
  private long drawn;

  Progress(PrintStream err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  /** Whether this process's standard error is a terminal, where that can be told. */
  static boolean isTerminal() {
    try {
      String file = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return file.startsWith("/dev/pts/")
          || file.startsWith("/dev/tty")
          || file.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /** So much of a stage is done. */
  void at(String name, long done, long of, String note) {
    boolean fresh = !name.equals(stage);
    if (fresh) {
      end();
      stage = name;
    }
    long now = System.nanoTime();
    if (!terminal) {
      if (fresh) {
        err.println(name + (of > 1 ? " (" + of + ")" : ""));
      }
    } else if (fresh || done >= of || now - drawn > REDRAW_NANOS) {
      drawn = now;
      int full = (int) (of == 0 ? WIDTH : Math.min(WIDTH, WIDTH * done / of));
      err.print("\r" + String.format("%-10s", name) + " [" + "#".repeat(full)
          + "-".repeat(WIDTH - full) + "] " + done + "/" + of + " " + note + "\033[K");
      err.flush();
    }
  }

  /** A line of its own. */
  void say(String line) {
    end();
    err.println(line);
  }

  /** The stage is over. */
  void end() {
    if (terminal && !stage.isEmpty()) {
      err.println();
    }
    stage = "";
  }
}
