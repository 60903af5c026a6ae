package dev.hubbub.history;

import dev.hubbub.config.DatabaseConfig;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The contract on the embedded store. */
class SqliteDirectoryTest extends DirectoryContract {
  @TempDir
  private Path directory = Path.of("");

  @Override
  DatabaseConfig config() {
    return Instance.embedded(directory);
  }
}
