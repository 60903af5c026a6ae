package dev.hubbub.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnectOptions;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestServicesTest {
  @Test
  void everyDatabaseAskedForIsNewEmptyAndDurable() {
    String first = TestServices.postgres();
    String second = TestServices.postgres();
    assertNotEquals(first, second);
    assertEquals(
        0L, only(first, "SELECT count(*) AS n FROM pg_tables WHERE schemaname = 'public'"));
    assertEquals("on", only(first, "SELECT current_setting('synchronous_commit') AS n"));
    assertEquals("on", only(first, "SELECT current_setting('fsync') AS n"));
  }

  @Test
  void theSharedRedisAnswers() {
    URI redis = URI.create(TestServices.redis());
    try (Resp connection = Resp.connect(redis.getPort())) {
      assertEquals("PONG", connection.call("PING"));
    }
  }

  @Test
  void aRedisKilledAndRestartedIsEmptyOnTheSamePort() {
    try (Redis redis = Redis.start()) {
      redis.run("SET", "a", "1");
      assertEquals("1", redis.cli("GET", "a"));
      int port = redis.port();
      redis.kill();
      assertThrows(UncheckedIOException.class, () -> redis.run("PING"));
      redis.restartEmpty();
      assertEquals(port, redis.port());
      assertNull(redis.cli("GET", "a"));
    }
  }

  @Test
  void aPausedRedisIsSilentUntilItGoesOn() {
    try (Redis redis = Redis.start();
        Resp connection = Resp.connect(redis.port())) {
      redis.pause();
      connection.send("PING");
      assertThrows(UncheckedIOException.class, () -> connection.next(Duration.ofMillis(200)));
      redis.resume();
      assertEquals("PONG", connection.next(Duration.ofSeconds(10)));
    }
  }

  @Test
  void aPostgresKilledKeepsWhatWasCommitted() {
    try (Postgres postgres = Postgres.start()) {
      String database = postgres.newDatabase();
      List<JsonObject> unused =
          postgres.query(database, "CREATE TABLE kept AS SELECT 42::bigint AS n");
      postgres.kill();
      postgres.restart();
      assertEquals(42L, only(postgres.uri(database), "SELECT n FROM kept"));
      postgres.pause();
      postgres.resume();
      postgres.restart();
      assertEquals(42L, only(postgres.uri(database), "SELECT n FROM kept"));
    }
  }

  private static Object only(String uri, String statement) {
    return Postgres.query(PgConnectOptions.fromUri(uri), statement).get(0).getValue("n");
  }
}
