package dev.hubbub.bench;

import dev.hubbub.testing.ChildProcess;
import dev.hubbub.testing.Ports;
import dev.hubbub.testing.Postgres;
import dev.hubbub.testing.Redis;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The servers that are measured, each alone on core 0; their PostgreSQL and Redis are on the core of this process. */
final class Servers implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(1);
  private static final List<String> NO_LIMITS = List.of(
      "messages_per_second",
      "messages_burst",
      "frames_per_second",
      "sessions_per_user",
      "sessions_per_address",
      "sessions",
      "handshakes_per_second",
      "registrations_per_hour",
      "logins_per_minute",
      "room_messages_per_second",
      "history_per_second",
      "rooms_per_day",
      "rooms_per_user");

  private final Path jar;
  private final Path scratch;
  private final Postgres postgres = Postgres.start();
  private final Redis redis = Redis.start();

  Servers(Path jar, Path scratch) {
    this.jar = jar;
    this.scratch = scratch;
  }

  /** Some that run, together one system. */
  record Running(List<ChildProcess> processes, List<Integer> ports) implements AutoCloseable {
    List<Long> pids() {
      return processes.stream().map(ChildProcess::pid).toList();
    }

    @Override
    public void close() {
      processes.forEach(ChildProcess::kill);
    }
  }

  /** Where a database for W6 may be made. */
  String postgres() {
    return postgres.uri("postgres");
  }

  /** Instances of Hubbub that share a fresh database. */
  Running hubbub(int instances, String... javaOptions) {
    String database = postgres.uri(postgres.newDatabase());
    List<ChildProcess> processes = new ArrayList<>();
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < instances; i++) {
      int port = Ports.free();
      List<String> command = new ArrayList<>(List.of("-XX:+ExitOnOutOfMemoryError"));
      command.addAll(List.of(javaOptions));
      command.addAll(
          List.of("-jar", jar.toString(), "-conf", config(port, database).toString()));
      processes.add(start(command));
      ports.add(port);
    }
    return new Running(processes, ports);
  }

  /** The floor: Vert.x and nothing else. */
  Running bare() {
    int port = Ports.free();
    return new Running(
        List.of(start(List.of(
            "-cp",
            System.getProperty("java.class.path", ""),
            BareBroadcaster.class.getName(),
            Integer.toString(port)))),
        List.of(port));
  }

  private ChildProcess start(List<String> words) {
    List<String> command =
        new ArrayList<>(List.of("taskset", "-c", "0", "java", "-XX:+UseSerialGC"));
    command.addAll(words);
    ChildProcess process = ChildProcess.start("server", command, Map.of(), scratch, "KILL");
    var unused = process.awaitLine("listens on", START);
    return process;
  }

  private Path config(int port, String database) {
    JsonObject limits = new JsonObject();
    NO_LIMITS.forEach(limit -> limits.put(limit, 0));
    JsonObject config = new JsonObject()
        .put("profile", "dev")
        .put("http", new JsonObject().put("port", port))
        .put("data", new JsonObject().put("dir", scratch.resolve("data").toString()))
        .put("database", new JsonObject().put("url", database))
        .put("redis", new JsonObject().put("url", redis.uri()))
        .put("limits", limits);
    try {
      return Files.writeString(scratch.resolve("hubbub-" + port + ".json"), config.encode());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    redis.close();
    postgres.close();
  }
}
