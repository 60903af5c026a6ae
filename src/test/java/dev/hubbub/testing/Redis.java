package dev.hubbub.testing;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Redis server of one's own that keeps nothing on disk, on a port that stays the same over restarts. One test's
 * thread at a time.
 */
public final class Redis implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(30);

  private final Path home = Reaper.directory("redis");
  private final List<String> options;
  private int port;
  private @Nullable ChildProcess server;

  private Redis(List<String> options) {
    this.options = options;
  }

  /**
   * A fresh server, ready.
   *
   * @param options further words of its command line, such as {@code "--requirepass", "x"}
   */
  public static Redis start(String... options) {
    Redis redis = new Redis(List.of(options));
    redis.launchOnFreePort();
    return redis;
  }

  /** Where it listens, on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** {@code redis://127.0.0.1:port}. */
  public String uri() {
    return uri(port);
  }

  /** The same, by way of another port: that of a {@link TcpProxy}. */
  public String uri(int viaPort) {
    return "redis://127.0.0.1:" + viaPort;
  }

  /** Has it do one command, on a connection of its own, for what that does. */
  public void run(String... command) {
    Object unused = cli(command);
  }

  /** The answer to one command on a connection of its own, as {@link Resp} tells it. */
  public @Nullable Object cli(String... command) {
    try (Resp connection = Resp.connect(port)) {
      return connection.call(command);
    }
  }

  /** Ends it in an orderly way. */
  public void stop() {
    ChildProcess running = running();
    running.signal("CONT");
    running.signal("TERM");
    int unused = running.awaitExit(START);
    server = null;
  }

  /** Ends it with KILL. */
  public void kill() {
    running().kill();
    server = null;
  }

  /** Starts it again on the same port with nothing in it, killing it first where it runs. */
  public void restartEmpty() {
    if (server != null) {
      kill();
    }
    launch();
  }

  /** Has it stand still: connections stay open, nothing answers. */
  public void pause() {
    running().pause();
  }

  /** Lets it go on after {@link #pause()}. */
  public void resume() {
    running().resume();
  }

  /** Ends it for good. */
  @Override
  public void close() {
    if (server != null) {
      kill();
    }
  }

  private ChildProcess running() {
    if (server == null) {
      throw new IllegalStateException("Redis is not running");
    }
    return server;
  }

  private void launchOnFreePort() {
    for (int tries = 1; ; tries++) {
      port = Ports.free();
      try {
        launch();
        return;
      } catch (AssertionError taken) {
        if (tries == 5) {
          throw taken;
        }
      }
    }
  }

  private void launch() {
    List<String> command = new ArrayList<>(List.of(
        ServerBinaries.redisServer().toString(),
        "--port",
        Integer.toString(port),
        "--bind",
        "127.0.0.1",
        "--save",
        "",
        "--appendonly",
        "no"));
    command.addAll(options);
    ChildProcess started =
        ChildProcess.start("redis-server", command, Map.of("LC_ALL", "C"), home, "KILL");
    var unused = started.awaitLine("Ready to accept connections", START);
    server = started;
  }
}
