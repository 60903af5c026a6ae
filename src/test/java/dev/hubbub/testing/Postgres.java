package dev.hubbub.testing;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server of one's own, on a port that stays the same over restarts. It commits durably, as in production
 * ({@code fsync} and {@code synchronous_commit} on), asks for a password by SCRAM, and takes 200 connections. One test's
 * thread at a time.
 */
public final class Postgres implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(1);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final String USER = "hubbub";
  private static final String PASSWORD = "of-the-tests";
  private static final String READY = "database system is ready to accept connections";
  private static final Map<String, String> ENVIRONMENT = Map.of("LC_ALL", "C", "TZ", "UTC");

  private final AtomicInteger databases = new AtomicInteger();
  private final Path home;
  private final Path binaries;
  private final Unprivileged user;
  private int port;
  private @Nullable ChildProcess server;

  private Postgres(Path home, Path binaries, Unprivileged user) {
    this.home = home;
    this.binaries = binaries;
    this.user = user;
  }

  /** A fresh server, ready. */
  public static Postgres start() {
    Postgres postgres = new Postgres(
        Reaper.directory("postgres"), ServerBinaries.postgresDirectory(), Unprivileged.user());
    postgres.initialise();
    postgres.launchOnFreePort();
    return postgres;
  }

  /** Where it listens, on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** {@code postgresql://…} of a database on it. */
  public String uri(String database) {
    return uri(database, port);
  }

  /** The same, by way of another port: that of a {@link TcpProxy}. */
  public String uri(String database, int viaPort) {
    return "postgresql://" + USER + ":" + PASSWORD + "@127.0.0.1:" + viaPort + "/" + database;
  }

  /** Makes an empty database and hands out its name. */
  public String newDatabase() {
    String name = "test_" + databases.incrementAndGet();
    execute("CREATE DATABASE " + name);
    return name;
  }

  /** Runs a statement in the database {@code postgres}, such as one that ends the connections of others. */
  public void execute(String statement) {
    List<JsonObject> unused = query("postgres", statement);
  }

  /** Runs a statement in a database; its rows, as JSON. */
  public List<JsonObject> query(String database, String statement) {
    return query(PgConnectOptions.fromUri(uri(database)), statement);
  }

  static List<JsonObject> query(PgConnectOptions where, String statement) {
    return Loops.await(
        PgConnection.connect(Loops.vertx(), where)
            .compose(connection -> rows(connection, statement).eventually(connection::close)),
        ANSWER);
  }

  private static Future<List<JsonObject>> rows(PgConnection connection, String statement) {
    return connection.query(statement).execute().map(set -> {
      List<JsonObject> rows = new ArrayList<>();
      for (Row row : set) {
        rows.add(row.toJson());
      }
      return rows;
    });
  }

  /** Ends it in an orderly way: transactions are broken off, connections closed. */
  public void stop() {
    ChildProcess running = running();
    running.signal("CONT");
    running.signal("INT");
    int unused = running.awaitExit(START);
    server = null;
  }

  /** Ends it and its backends with KILL. */
  public void kill() {
    running().kill();
    server = null;
  }

  /** Starts it again on the same port with the data it has, after {@link #stop()} or {@link #kill()}, or itself doing the former. */
  public void restart() {
    if (server != null) {
      stop();
    }
    launch();
  }

  /** Has it stand still: connections stay open, nothing answers. */
  public void pause() {
    running().pause();
  }

  /** Lets it go on after {@link #pause()}. */
  public void resume() {
    running().resume();
  }

  /** Ends it for good. */
  @Override
  public void close() {
    if (server != null) {
      kill();
    }
  }

  private ChildProcess running() {
    if (server == null) {
      throw new IllegalStateException("PostgreSQL is not running");
    }
    return server;
  }

  private void initialise() {
    try {
      Path password = Files.writeString(home.resolve("password"), PASSWORD);
      user.own(home);
      user.own(password);
      List<String> unused = ChildProcess.run(
          "initdb",
          user.command(
              binaries.resolve("initdb").toString(),
              "--pgdata=" + home.resolve("data"),
              "--username=" + USER,
              "--pwfile=" + password,
              "--auth=scram-sha-256",
              "--encoding=UTF8",
              "--locale=C",
              "--no-sync"),
          ENVIRONMENT,
          home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void launchOnFreePort() {
    for (int tries = 1; ; tries++) {
      port = Ports.free();
      try {
        launch();
        return;
      } catch (AssertionError taken) {
        if (tries == 5) {
          throw taken;
        }
      }
    }
  }

  private void launch() {
    ChildProcess started = ChildProcess.start(
        "postgres",
        user.command(
            binaries.resolve("postgres").toString(),
            "-D",
            home.resolve("data").toString(),
            "-p",
            Integer.toString(port),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories=",
            "-c",
            "max_connections=200",
            "-c",
            "fsync=on",
            "-c",
            "synchronous_commit=on",
            "-c",
            "shared_buffers=64MB"),
        ENVIRONMENT,
        home,
        "QUIT");
    var unused = started.awaitLine(READY, START);
    server = started;
  }
}
