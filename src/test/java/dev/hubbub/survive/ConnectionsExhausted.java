package dev.hubbub.survive;

import dev.hubbub.testing.Postgres;
import org.jspecify.annotations.Nullable;

/** F13: others have taken all connections that PostgreSQL has to give. */
final class ConnectionsExhausted extends StoreAway {
  /** What {@code database.pool_size} is unless it is configured. */
  private static final int POOL = 8;

  private Postgres.@Nullable Held taken;

  ConnectionsExhausted() {
    super("F13", "PostgreSQL has no connection left");
  }

  @Override
  void harm(Scene scene) {
    note(Finding.atMost("connections of all instances", 3L * POOL, open(scene)));
    taken = scene.site().postgres().occupy(scene.site().database());
    expectUnavailable();
    expectHealth(scene, 503);
  }

  private static long open(Scene scene) {
    return scene
        .site()
        .postgres()
        .query(
            "postgres",
            "SELECT pid FROM pg_stat_activity WHERE datname = '" + scene.site().database() + "'")
        .size();
  }

  @Override
  void mend(Scene scene) {
    if (taken != null) {
      taken.close();
    }
  }
}
