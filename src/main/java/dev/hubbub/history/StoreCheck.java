package dev.hubbub.history;

import dev.hubbub.config.DatabaseConfig;
import dev.hubbub.config.StartFailure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tries whether the store that is configured can be used, and changes nothing. */
public final class StoreCheck {
  private StoreCheck() {}

  /**
   * Tries once.
   *
   * @return a line for a person; fails with {@link StartFailure}
   */
  public static Future<String> attempt(Vertx vertx, DatabaseConfig config) {
    return config.url() == null
        ? vertx.executeBlocking(() -> embedded(config))
        : new StoreOpening(vertx, once(config))
            .open(database -> database.query("SELECT version() AS version"))
            .compose(database -> database
                .query("SELECT version() AS version")
                .map(rows -> rows.get(0).text("version"))
                .eventually(database::close));
  }

  private static DatabaseConfig once(DatabaseConfig config) {
    return new DatabaseConfig(
        config.url(),
        config.dataDir(),
        0,
        1,
        config.queue(),
        config.statementMs(),
        config.batchEvents());
  }

  private static String embedded(DatabaseConfig config) {
    Path existing = config.dataDir().toAbsolutePath();
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (existing == null || !Files.isDirectory(existing) || !Files.isWritable(existing)) {
      throw new StartFailure(
          "data.dir",
          config.dataDir() + " cannot be used; it must be a directory that this user may write.");
    }
    return Files.exists(config.dataDir().resolve(SqliteDatabase.FILE))
        ? "embedded, in " + config.dataDir()
        : "embedded, will be made in " + config.dataDir();
  }
}
