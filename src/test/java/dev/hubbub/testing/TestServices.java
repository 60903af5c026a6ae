package dev.hubbub.testing;

import io.vertx.pgclient.PgConnectOptions;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Redis and PostgreSQL for tests that share them: the servers named by {@code HUBBUB_TEST_DATABASE_URL} and {@code
 * HUBBUB_TEST_REDIS_URL}, else one of each per JVM, started when first asked for and gone with the JVM however it ends.
 * A test that stops, kills or starves a server starts its own: {@link Redis#start} and {@link Postgres#start}. Any
 * thread may use it.
 */
public final class TestServices {
  private static final AtomicInteger databases = new AtomicInteger();
  private static @Nullable Postgres postgres;
  private static @Nullable Redis redis;

  private TestServices() {}

  /** The URI of a new, empty database on the shared PostgreSQL. */
  public static String postgres() {
    String given = System.getenv("HUBBUB_TEST_DATABASE_URL");
    if (given == null || given.isEmpty()) {
      Postgres shared = sharedPostgres();
      return shared.uri(shared.newDatabase());
    }
    String name = "hubbub_test_" + ProcessHandle.current().pid() + "_"
        + Long.toString(System.nanoTime(), 36) + "_" + databases.incrementAndGet();
    execute(given, "CREATE DATABASE " + name);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> execute(given, "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)")));
    URI uri = URI.create(given);
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return uri.getScheme() + "://" + uri.getRawAuthority() + "/" + name + query;
  }

  /**
   * The URI of the shared Redis. Everybody's keys and channels are in it: a test takes a prefix of its own, or a Redis
   * of its own.
   */
  public static String redis() {
    String given = System.getenv("HUBBUB_TEST_REDIS_URL");
    return given == null || given.isEmpty() ? sharedRedis().uri() : given;
  }

  private static void execute(String uri, String statement) {
    var unused = Postgres.query(PgConnectOptions.fromUri(uri), statement);
  }

  private static synchronized Postgres sharedPostgres() {
    if (postgres == null) {
      postgres = Postgres.start();
    }
    return postgres;
  }

  private static synchronized Redis sharedRedis() {
    if (redis == null) {
      redis = Redis.start();
    }
    return redis;
  }
}
