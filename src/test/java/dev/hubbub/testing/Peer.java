package dev.hubbub.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A program in another language on the same Redis and channel: a few lines of Python, or of JavaScript where there is no
 * Python.
 */
public final class Peer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final ChildProcess process;

  private Peer(ChildProcess process) {
    this.process = process;
  }

  /** Starts one that hears the channel already; empty on a machine that has neither language. */
  public static Optional<Peer> on(Redis redis, String channel) {
    return interpreter("python3", "peer.py")
        .or(() -> interpreter("node", "peer.js"))
        .map(command -> {
          Path home = Reaper.directory("peer");
          List<String> whole = List.of(
              command.program().toString(),
              unpacked(command.script(), home).toString(),
              Integer.toString(redis.port()),
              channel);
          Peer peer = new Peer(
              ChildProcess.start(command.script(), whole, Map.of("PYTHONUTF8", "1"), home, "KILL"));
          var unused = peer.process.awaitLine("^subscribed$", PATIENCE);
          return peer;
        });
  }

  /** Says a text on the channel. */
  public void say(String text) {
    process.tell(text);
  }

  /** Waits until exactly that text was said on the channel. */
  public void awaitHeard(String text) {
    var unused = process.awaitLine("^heard " + Pattern.quote(text) + "$", PATIENCE);
  }

  @Override
  public void close() {
    process.kill();
  }

  private record Script(Path program, String script) {}

  private static Optional<Script> interpreter(String name, String script) {
    return ServerBinaries.program(name).map(program -> new Script(program, script));
  }

  private static Path unpacked(String script, Path home) {
    try (InputStream in = Peer.class.getResourceAsStream("/peers/" + script)) {
      if (in == null) {
        throw new IllegalStateException("No resource " + script);
      }
      Path file = home.resolve(script);
      long unused = Files.copy(in, file);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
