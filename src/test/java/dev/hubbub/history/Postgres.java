package dev.hubbub.history;

import static dev.hubbub.history.Instance.await;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import java.net.URI;

/** Where tests of this package get a PostgreSQL. */
final class Postgres {
  private Postgres() {}

  /** The address of a new database on the server of {@code server}. */
  static String fresh(Vertx vertx, String server) {
    String name = "hubbub_" + Words.random(12);
    execute(vertx, server, "CREATE DATABASE " + name);
    URI uri = URI.create(server);
    return "postgresql://" + uri.getRawAuthority() + "/" + name;
  }

  /** Runs one statement on a connection of its own. */
  static void execute(Vertx vertx, String url, String sql) {
    PgConnectOptions options = PgAddress.of(url).connectOptions();
    PgConnection connection = await(PgConnection.connect(vertx, options));
    await(connection.query(sql).execute());
    await(connection.close());
  }
}
