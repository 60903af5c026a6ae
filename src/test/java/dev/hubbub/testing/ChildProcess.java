package dev.hubbub.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A process that a test started: the lines it prints (standard output and error together), the signals it gets, and its
 * end, which is that of this JVM at the latest.
 */
public final class ChildProcess {
  private static final Duration END = Duration.ofSeconds(30);

  private static final Pattern CONFIGURES_SERVERS =
      Pattern.compile("HUBBUB_.*|PG.*|PORT|DATABASE_URL|REDIS_URL|JAVA_TOOL_OPTIONS");

  private final String name;
  private final Process process;
  private final List<String> lines = new ArrayList<>();
  private boolean silent;

  private ChildProcess(String name, Process process) {
    this.name = name;
    this.process = process;
  }

  /**
   * Starts a process.
   *
   * @param name for messages
   * @param environment in addition to that of this JVM, of which what configures servers is left out
   * @param directory where it runs
   * @param lastSignal what ends it when this JVM does, such as KILL
   */
  public static ChildProcess start(
      String name,
      List<String> command,
      Map<String, String> environment,
      Path directory,
      String lastSignal) {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).directory(directory.toFile());
    builder.environment().keySet().removeIf(CONFIGURES_SERVERS.asMatchPredicate());
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      Reaper.end(process.pid(), lastSignal);
      var unused = process.onExit().thenAccept(ended -> Reaper.forget(ended.pid()));
      ChildProcess child = new ChildProcess(name, process);
      Thread reader = new Thread(child::read, name + " output");
      reader.setDaemon(true);
      reader.start();
      return child;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a command to its end and hands out what it printed; fails unless it exits with 0. */
  static List<String> run(
      String name, List<String> command, Map<String, String> environment, Path directory) {
    ChildProcess child = start(name, command, environment, directory, "KILL");
    int code = child.awaitExit(Duration.ofMinutes(2));
    if (code != 0) {
      throw new IllegalStateException(name + " ended with " + code + ":\n" + child.output());
    }
    return child.lines();
  }

  /** All lines so far. */
  public List<String> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  /** All lines so far, as one text. */
  public String output() {
    return String.join("\n", lines());
  }

  /** Waits for a line in which {@code pattern} is found, also among those already printed. */
  public Matcher awaitLine(String pattern, Duration atMost) {
    return awaitLine(pattern, 0, atMost);
  }

  /** Waits for such a line, not looking at the first {@code from} lines. */
  public Matcher awaitLine(String pattern, int from, Duration atMost) {
    Pattern wanted = Pattern.compile(pattern);
    long end = System.nanoTime() + atMost.toNanos();
    synchronized (lines) {
      int next = from;
      while (true) {
        for (; next < lines.size(); next++) {
          Matcher found = wanted.matcher(lines.get(next));
          if (found.find()) {
            return found;
          }
        }
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (silent || left <= 0) {
          throw new AssertionError(name + (silent ? " ended" : " took over " + atMost)
              + " without a line like /" + pattern + "/:\n" + String.join("\n", lines));
        }
        await(left);
      }
    }
  }

  /** Hands it a line on its standard input. */
  public void tell(String line) {
    Writer input = process.outputWriter(StandardCharsets.UTF_8);
    try {
      input.write(line + "\n");
      input.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The id of the process. */
  public long pid() {
    return process.pid();
  }

  /** Whether it runs. */
  public boolean alive() {
    return process.isAlive();
  }

  /** Sends it a signal such as TERM. */
  public void signal(String signal) {
    signal(signal, Stream.of(process.toHandle()));
  }

  /** Stops it in its tracks, with all it started, as a machine does that stands still. */
  public void pause() {
    signal("STOP");
    signal("STOP", process.descendants());
  }

  /** Lets it go on after {@link #pause()}. */
  public void resume() {
    signal("CONT", process.descendants());
    signal("CONT");
  }

  /** Ends it and all it started with KILL, and waits until all are gone. */
  public void kill() {
    List<ProcessHandle> all =
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    signal("KILL", all.stream());
    for (ProcessHandle one : all) {
      one.onExit().orTimeout(END.toSeconds(), TimeUnit.SECONDS).join();
    }
    int unused = awaitExit(END);
  }

  /** Waits for its end, which a test wants within {@code atMost}, and tells the exit code. */
  public int awaitExit(Duration atMost) {
    try {
      if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError(name + " has not ended within " + atMost + ":\n" + output());
      }
      awaitSilence();
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void awaitSilence() throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    synchronized (lines) {
      while (!silent && System.nanoTime() < end) {
        lines.wait(1_000);
      }
    }
  }

  private void await(long millis) {
    try {
      lines.wait(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void read() {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      String line;
      while ((line = output.readLine()) != null) {
        synchronized (lines) {
          lines.add(line);
          lines.notifyAll();
        }
      }
    } catch (IOException closed) {
      // The end of the process; what it printed before is kept.
    } finally {
      synchronized (lines) {
        silent = true;
        lines.notifyAll();
      }
    }
  }

  /** By the shell's own {@code kill}: a bare machine has no other. */
  private static void signal(String signal, Stream<ProcessHandle> to) {
    String pids = String.join(" ", to.map(one -> Long.toString(one.pid())).toList());
    if (pids.isEmpty()) {
      return;
    }
    try {
      int unused = new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pids)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
