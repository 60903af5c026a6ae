package dev.hubbub;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.hubbub.testing.Secrets;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A process of the packaged jar, its output line by line. */
final class HubbubProcess implements AutoCloseable {
  private static final int SECONDS = 60;
  private static final String JAR = Path.of("target", "hubbub.jar").toString();

  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final List<String> seen = new ArrayList<>();
  private final List<String> printed = new CopyOnWriteArrayList<>();
  private final List<Thread> readers = new ArrayList<>();

  private HubbubProcess(Process process) {
    this.process = process;
    gather(process.getInputStream());
    gather(process.getErrorStream());
    Secrets.ALL.watch("the jar", () -> printed);
  }

  /** {@code java -jar target/hubbub.jar} with these arguments. */
  static HubbubProcess jar(Map<String, String> environment, String... args) throws IOException {
    return start(environment, List.of("-jar", JAR), args);
  }

  /** The jar's code with {@link SmallServer} for an application. */
  static HubbubProcess small(Map<String, String> environment, List<String> options, String... args)
      throws IOException {
    List<String> words = new ArrayList<>(options);
    String classPath =
        JAR + System.getProperty("path.separator") + Path.of("target", "test-classes");
    words.addAll(List.of("-cp", classPath, SmallServer.class.getName()));
    return start(environment, words, args);
  }

  private static HubbubProcess start(
      Map<String, String> environment, List<String> words, String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(words);
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder
        .environment()
        .keySet()
        .removeIf(
            name -> name.startsWith("HUBBUB_") || name.equals("PORT") || name.endsWith("_URL"));
    builder.environment().putAll(environment);
    environment.forEach((name, value) -> {
      if (name.endsWith("_SECRET")) {
        Secrets.ALL.add(value);
      }
    });
    return new HubbubProcess(builder.start());
  }

  /** Waits for a line that holds {@code text}. */
  String await(String text) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (System.nanoTime() < until) {
      String line = lines.poll(100, TimeUnit.MILLISECONDS);
      if (line != null) {
        seen.add(line);
        if (line.contains(text)) {
          return line;
        }
      } else if (!process.isAlive() && lines.isEmpty()) {
        break;
      }
    }
    return fail("no line with \"" + text + "\" in " + seen);
  }

  /** Sends SIGINT or SIGTERM. */
  void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).start();
    assertTrue(kill.waitFor(SECONDS, TimeUnit.SECONDS) && kill.exitValue() == 0);
  }

  /** Waits for its end; its status. */
  int status() throws InterruptedException {
    assertTrue(process.waitFor(SECONDS, TimeUnit.SECONDS), () -> "still runs: " + seen);
    return process.exitValue();
  }

  /** All that it printed until its end. */
  String output() throws InterruptedException {
    assertTrue(process.waitFor(SECONDS, TimeUnit.SECONDS));
    for (Thread reader : readers) {
      reader.join(TimeUnit.SECONDS.toMillis(SECONDS));
    }
    lines.drainTo(seen);
    return String.join("\n", seen);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private void gather(InputStream stream) {
    Thread reader = new Thread(() -> {
      try (BufferedReader text =
          new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
        text.lines().forEach(line -> {
          printed.add(line);
          lines.add(line);
        });
      } catch (IOException e) {
        lines.add(e.toString());
      }
    });
    reader.setDaemon(true);
    readers.add(reader);
    reader.start();
  }
}
