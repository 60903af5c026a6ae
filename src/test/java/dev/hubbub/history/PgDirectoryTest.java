package dev.hubbub.history;

import dev.hubbub.config.DatabaseConfig;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/** The contract on PostgreSQL. */
class PgDirectoryTest extends DirectoryContract {
  private @Nullable String url;

  @Override
  DatabaseConfig config() {
    if (url == null) {
      Vertx vertx = Vertx.vertx();
      url = Postgres.fresh(vertx);
      var unused = Instance.await(vertx.close());
    }
    return Instance.postgres(url);
  }
}
