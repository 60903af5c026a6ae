package dev.hubbub.config;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads configurations that a test spells out, from a directory of its own. */
final class ReaderFixture {
  static final String SECRET = "a secret of more than thirty-two bytes";

  private final Path directory;
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final Map<String, String> arguments = new LinkedHashMap<>();
  private @Nullable Path file;

  ReaderFixture(Path directory) {
    this.directory = directory;
    arguments.put("data.dir", directory.resolve("data").toString());
  }

  /** A file with these keys in production, with a secret from the environment. */
  static ReaderFixture production(Path directory, String json) {
    return new ReaderFixture(directory).file(json).environment("HUBBUB_AUTH_SECRET", SECRET);
  }

  ReaderFixture file(String json) {
    file = write("hubbub.json", json);
    return this;
  }

  ReaderFixture environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  ReaderFixture argument(String key, String value) {
    arguments.put(key, value);
    return this;
  }

  Path write(String name, String text) {
    try {
      return Files.writeString(directory.resolve(name), text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  Reading read() {
    return ConfigReader.read(new Sources(file, environment, arguments));
  }

  Config config() {
    return sound().config();
  }

  Reading.Sound sound() {
    Reading reading = read();
    return assertInstanceOf(Reading.Sound.class, reading, () -> "has faults: " + reading);
  }

  List<Fault> faults() {
    Reading reading = read();
    return assertInstanceOf(Reading.Faulty.class, reading, "has no faults").faults();
  }

  List<String> faultLines() {
    return faults().stream().map(Fault::line).toList();
  }
}
