package dev.hubbub.survive;

import dev.hubbub.testing.Eventually;
import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.Postgres;
import dev.hubbub.testing.Redis;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Instances that find an empty database at the same time, one of which is killed in the midst of a migration. */
final class MigrationRace implements Fault {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int INSTANCES = 3;
  private static final String REGISTER =
      """
      CREATE TABLE schema_versions (
        version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL)
      """;

  private final int runs;

  /** A fault of so many runs, each on a database of its own. */
  MigrationRace(int runs) {
    this.runs = runs;
  }

  @Override
  public String id() {
    return "F22";
  }

  @Override
  public String title() {
    return "Instances migrate at the same time, one is killed half-way";
  }

  @Override
  public List<Finding> run(Plan plan, long seed) {
    List<Finding> findings = new ArrayList<>();
    try (Postgres postgres = Postgres.start();
        Redis redis = Redis.start()) {
      int whole = 0;
      for (int i = 0; i < runs; i++) {
        whole += migrate(postgres, redis) ? 1 : 0;
      }
      findings.add(Finding.promise(
          "after each of " + runs + " runs all instances serve, each migration was applied once",
          whole + " runs",
          whole == runs));
    }
    return findings;
  }

  /**
   * A lock lets the first of them do all of its first migration but note it, which is where it is killed; the others wait
   * for it meanwhile.
   */
  private static boolean migrate(Postgres postgres, Redis redis) {
    String database = postgres.newDatabase();
    var unused = postgres.query(database, REGISTER);
    List<HubbubProcess> instances = new ArrayList<>();
    for (int i = 0; i < INSTANCES; i++) {
      instances.add(HubbubProcess.sharing(postgres.uri(database), redis.uri()));
    }
    try {
      HubbubProcess first = instances.get(0);
      Postgres.Held lock = postgres.hold(database, "LOCK TABLE schema_versions IN EXCLUSIVE MODE");
      try {
        first.launch();
        awaitWaiting(postgres, database, "INSERT INTO schema_versions%", 1);
        instances.subList(1, INSTANCES).forEach(HubbubProcess::launch);
        awaitWaiting(postgres, database, "SELECT pg_advisory_xact_lock%", INSTANCES - 1);
        first.kill9();
      } finally {
        lock.close();
      }
      first.launch();
      instances.forEach(HubbubProcess::awaitReady);
      instances.forEach(instance -> {
        try (Voice voice = Voice.at(instance)) {
          Finding kept = voice.say().equals("ack") ? voice.kept() : null;
          if (kept == null || !kept.kept()) {
            throw new AssertionError("An instance that migrated does not serve");
          }
        }
      });
      List<JsonObject> versions =
          postgres.query(database, "SELECT version FROM schema_versions ORDER BY version");
      return !versions.isEmpty()
          && versions.get(versions.size() - 1).getInteger("version") == versions.size();
    } finally {
      instances.forEach(HubbubProcess::close);
    }
  }

  private static void awaitWaiting(Postgres postgres, String database, String statement, int many) {
    Eventually.within(PATIENCE, () -> {
      int waiting = postgres
          .query(
              database,
              "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
                  + " AND wait_event_type = 'Lock' AND query LIKE '" + statement + "'")
          .size();
      return waiting >= many ? null : waiting + " waiting at " + statement;
    });
  }
}
