package dev.hubbub.testing;

import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One instance of Hubbub as operators run it: {@code java -jar target/hubbub.jar} with a configuration file, as a
 * process of its own. The same object may be started again after it has ended, with the same port, file and data. One
 * test's thread at a time. What its log must not tell is for {@link Secrets}.
 */
public final class HubbubProcess implements AutoCloseable {
  private static final Path JAR =
      Path.of(System.getProperty("hubbub.jar", "target/hubbub.jar")).toAbsolutePath();
  private static final String LISTENING =
      System.getProperty("hubbub.test.listening", "listens on https?:\\S+?:(\\d+)");
  private static final int LAST_LINES = 15;
  private static final Duration START = Duration.ofSeconds(45);
  private static final Duration END = Duration.ofSeconds(30);

  private final Path home = Reaper.directory("instance");
  private final Map<String, String> environment = new HashMap<>();
  private final List<String> arguments = new ArrayList<>();
  private final List<String> options = new ArrayList<>();
  private final int configuredPort;
  private int port;
  private @Nullable Path beside;
  private @Nullable String printing;
  private @Nullable ChildProcess process;

  /** An instance with this configuration and nothing else, not yet started. */
  public static HubbubProcess exactly(JsonObject config) {
    return new HubbubProcess(config);
  }

  private HubbubProcess(JsonObject config) {
    this.configuredPort = config.getJsonObject("http").getInteger("port");
    this.port = configuredPort;
    Secrets.ALL.addThoseOf(config);
    Path file = home.resolve("hubbub.json");
    try {
      Path unused = Files.writeString(file, config.encodePrettily());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    arguments.addAll(List.of("-conf", file.toString()));
  }

  /**
   * An instance for tests, not yet started: development profile, a port and a data directory of its own, no limits on
   * what a user may send, read and make, and a secret that all such instances share.
   *
   * @param changes merged over that; {@code {"http":{"port":0}}} has it take a free port
   */
  public static HubbubProcess configured(JsonObject changes) {
    JsonObject config = new JsonObject()
        .put("profile", "dev")
        .put("http", new JsonObject().put("host", "127.0.0.1").put("port", Ports.free()))
        .put("data", new JsonObject().put("dir", Reaper.directory("data").toString()))
        .put("auth", new JsonObject().put("secret", "known-to-all-instances-of-the-tests"))
        .put(
            "limits",
            new JsonObject()
                .put("messages_per_second", 0)
                .put("messages_burst", 0)
                .put("frames_per_second", 0)
                .put("history_per_second", 0)
                .put("search_per_second", 0)
                .put("room_messages_per_second", 0)
                .put("rooms_per_day", 0));
    return new HubbubProcess(config.mergeIn(changes, true));
  }

  /** An instance for tests that shares what it knows through PostgreSQL and Redis, not yet started. */
  public static HubbubProcess sharing(String databaseUrl, String redisUrl) {
    return configured(new JsonObject()
        .put("database", new JsonObject().put("url", databaseUrl))
        .put("redis", new JsonObject().put("url", redisUrl)));
  }

  /** Adds a variable to its environment, for the next start. */
  public HubbubProcess with(String variable, String value) {
    environment.put(variable, value);
    if (variable.endsWith("_SECRET")) {
      Secrets.ALL.add(value);
    }
    return this;
  }

  /** Has it started with {@code java -cp} and these classes beside its own. */
  public HubbubProcess beside(Path classes) {
    beside = classes;
    return this;
  }

  /**
   * Has a shell start it by the last command of {@code script}, such as {@code exec "$@" >/dev/full 2>&1}, so that what
   * it prints goes elsewhere and is not seen here. It needs a port that is known before.
   */
  public HubbubProcess printing(String script) {
    printing = script;
    return this;
  }

  /** Has it started with a further option for Java. */
  public HubbubProcess option(String option) {
    options.add(option);
    return this;
  }

  /** Starts it, waits until it is ready, and hands it out. */
  public HubbubProcess start() {
    launch();
    awaitReady();
    return this;
  }

  /** Starts it and waits for nothing. */
  public void launch() {
    List<String> command = command(List.of());
    if (printing != null) {
      command.addAll(0, List.of("sh", "-c", printing, "hubbub"));
    }
    ChildProcess started = ChildProcess.start("hubbub", command, environment, home, "KILL");
    process = started;
    Secrets.ALL.watch("the instance on " + port, started::lines);
  }

  private List<String> command(List<String> words) {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
        "-XX:+ExitOnOutOfMemoryError",
        "-Xmx384m"));
    command.addAll(options);
    command.addAll(
        beside == null
            ? List.of("-jar", JAR.toString())
            : List.of("-cp", JAR + File.pathSeparator + beside, "dev.hubbub.Hubbub"));
    command.addAll(words);
    command.addAll(arguments);
    return command;
  }

  /**
   * Runs {@code hubbub user …} with the same configuration, whether it runs or not, to its end.
   *
   * @param input a line on its standard input
   */
  public Command user(String input, String... words) {
    List<String> all = new ArrayList<>(List.of("user"));
    all.addAll(List.of(words));
    return command(input, all);
  }

  /** Runs another command of {@code hubbub} in the same way. */
  public Command run(String... words) {
    return command("", List.of(words));
  }

  private Command command(String input, List<String> words) {
    ChildProcess run =
        ChildProcess.start("hubbub " + words.get(0), command(words), environment, home, "KILL");
    run.tell(input);
    return new Command(run.awaitExit(START), run.output());
  }

  /** How a command ended, and all it printed. */
  public record Command(int status, String output) {}

  /** Waits until it listens and {@code /readyz} says 200. */
  public void awaitReady() {
    if (printing == null) {
      int bound = Integer.parseInt(awaitLine(LISTENING));
      port = configuredPort == 0 ? bound : configuredPort;
    }
    Eventually.within(START, () -> {
      if (!running().alive()) {
        throw new IllegalStateException("Hubbub ended:\n" + output());
      }
      Rest.Answer answer = rest().page("/readyz");
      return answer.status() == 200 ? null : "not ready: " + answer.text();
    });
  }

  /** Waits for a line of its log in which {@code pattern} is found; the first group of it, or all that was found. */
  public String awaitLine(String pattern) {
    var found = running().awaitLine(pattern, START);
    return found.groupCount() == 0 ? found.group() : found.group(1);
  }

  /** Whether it runs. */
  public boolean alive() {
    return process != null && process.alive();
  }

  /** Whether it runs, and the last it printed, for messages. */
  public String state() {
    List<String> lines = running().lines();
    return "instance on " + port
        + (alive() ? " runs:\n" : " has ended with " + exitCode(END) + ":\n")
        + String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }

  /** All it printed since its last start. */
  public String output() {
    return running().output();
  }

  /** A directory of its own, in which it runs. */
  public Path home() {
    return home;
  }

  /** The id of its process. */
  public long pid() {
    return running().pid();
  }

  /** Has it collect its garbage, and give back what memory is free then. */
  public void collectGarbage() {
    try {
      int status = new ProcessBuilder(
              Path.of(System.getProperty("java.home", ""), "bin", "jcmd").toString(),
              Long.toString(pid()),
              "GC.run")
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
      if (status != 0) {
        throw new IllegalStateException("jcmd ended with " + status);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Where it listens, on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** Its HTTP side, asked by nobody in particular. */
  public Rest rest() {
    return Rest.at(port);
  }

  /** Asks it to end; does not wait. */
  public void sigterm() {
    running().signal("TERM");
  }

  /** Ends it with KILL and waits until it is gone. */
  public void kill9() {
    running().kill();
  }

  /** Has it stand still. */
  public void pause() {
    running().pause();
  }

  /** Lets it go on after {@link #pause()}. */
  public void resume() {
    running().resume();
  }

  /** Waits for its end and tells the exit code. */
  public int exitCode(Duration atMost) {
    return running().awaitExit(atMost);
  }

  /** Asks it to end, and waits until it has. */
  public void stop() {
    sigterm();
    int unused = exitCode(END);
  }

  /** Ends it at once, if it runs. */
  @Override
  public void close() {
    if (process != null && process.alive()) {
      process.kill();
    }
  }

  private ChildProcess running() {
    if (process == null) {
      throw new IllegalStateException("Hubbub was not started");
    }
    return process;
  }
}
