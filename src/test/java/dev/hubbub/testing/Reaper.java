package dev.hubbub.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Outlives this JVM by a moment, however it ends, and takes along the processes and directories left. It is a shell
 * that reads from a pipe: the pipe ends when the JVM does, also under {@code kill -9}.
 */
final class Reaper {
  private static final String SCRIPT =
      """
      trap '' INT TERM HUP QUIT
      while read -r verb signal what; do
        case $verb in
          end) running="$running $signal:$what" ;;
          forget)
            rest=
            for one in $running; do [ "${one#*:}" = "$what" ] || rest="$rest $one"; done
            running=$rest ;;
          delete) set -- "$@" "$what" ;;
        esac
      done
      for one in $running; do kill -"${one%%:*}" "${one#*:}"; kill -CONT "${one#*:}"; done
      left=50
      for one in $running; do
        while [ $left -gt 0 ] && kill -0 "${one#*:}"; do sleep 0.1; left=$((left - 1)); done
        kill -KILL "${one#*:}"
      done
      rm -rf -- "$@"
      """;

  private static final Reaper REAPER = new Reaper();

  private final Writer orders;

  private Reaper() {
    try {
      Process shell = new ProcessBuilder("sh", "-c", SCRIPT, "reaper")
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      orders = shell.outputWriter(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the process with {@code signal}, and a few seconds later with KILL, when this JVM ends. */
  static void end(long pid, String signal) {
    REAPER.order("end " + signal + " " + pid);
  }

  /** The process has ended; its number may be another's soon. */
  static void forget(long pid) {
    REAPER.order("forget - " + pid);
  }

  /** A new directory that goes with this JVM. */
  static Path directory(String name) {
    try {
      Path made = Files.createTempDirectory("hubbub-" + name + "-");
      REAPER.order("delete - " + made);
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void order(String line) {
    try {
      orders.write(line + "\n");
      orders.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
