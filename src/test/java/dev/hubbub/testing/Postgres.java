package dev.hubbub.testing;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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

  /** Runs statements in a transaction that stays open, with the locks it takes, until it is closed. */
  public Held hold(String database, String... statements) {
    PgConnection connection = Loops.await(
        PgConnection.connect(Loops.vertx(), PgConnectOptions.fromUri(uri(database))), ANSWER);
    List<JsonObject> unused = Loops.await(rows(connection, "BEGIN"), ANSWER);
    for (String statement : statements) {
      unused = Loops.await(rows(connection, statement), ANSWER);
    }
    return new Held(List.of(connection));
  }

  /** Takes all connections there are, those to {@code database} from whoever has them, until it is closed. */
  public Held occupy(String database) {
    PgConnectOptions where = PgConnectOptions.fromUri(uri("postgres"));
    PgConnection first = Loops.await(PgConnection.connect(Loops.vertx(), where), ANSWER);
    List<PgConnection> taken = new ArrayList<>(List.of(first));
    String most = "SELECT current_setting('max_connections')::int AS connections";
    int all = Loops.await(rows(first, most), ANSWER).get(0).getInteger("connections");
    while (taken.size() < all) { // a place is free some time after who had it has been thrown out
      try {
        taken.add(Loops.await(PgConnection.connect(Loops.vertx(), where), ANSWER));
      } catch (PgException full) {
        String theirs = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '";
        var unused = Loops.await(rows(first, theirs + database + "'"), ANSWER);
      }
    }
    return new Held(taken);
  }

  /** Connections of a test's own that others feel, until they are closed. */
  public static final class Held implements AutoCloseable {
    private final List<PgConnection> connections;

    private Held(List<PgConnection> connections) {
      this.connections = connections;
    }

    /** How many there are. */
    public int size() {
      return connections.size();
    }

    @Override
    public void close() {
      var unused = Loops.await(
          Future.join(connections.stream().map(PgConnection::close).toList()).otherwiseEmpty(),
          ANSWER);
    }
  }

  /** Has it speak TLS with this certificate from now on, with who wants to; connections there are stay as they are. */
  public void present(Authority.Issued issued) {
    try {
      for (Map.Entry<String, String> file : issued.files().entrySet()) {
        Path written =
            Files.writeString(home.resolve("data").resolve(file.getKey()), file.getValue());
        Path unused =
            Files.setPosixFilePermissions(written, PosixFilePermissions.fromString("rw-------"));
        user.own(written);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    alterSystem("SET ssl = on");
  }

  /** Changes a setting, such as {@code SET ssl = on}, for all connections to come and, as the setting goes, those there. */
  public void alterSystem(String change) {
    String before = loaded();
    execute("ALTER SYSTEM " + change);
    execute("SELECT pg_reload_conf()");
    Eventually.within(START, () -> loaded().equals(before) ? "not reloaded" : null);
  }

  private String loaded() {
    return query("postgres", "SELECT pg_conf_load_time()::text AS at").get(0).getString("at");
  }

  /** A copy of its data as of this moment, as a snapshot of its disk would be. It stands still meanwhile. */
  public Path copy() {
    Path copy = home.resolve("copy-" + databases.incrementAndGet());
    pause();
    try {
      copy(home.resolve("data"), copy);
    } finally {
      resume();
    }
    return copy;
  }

  /** Kills it where it runs, and starts it with an older {@link #copy}: what was committed since is lost. */
  public void goBackTo(Path copy) {
    if (server != null) {
      kill();
    }
    Path data = home.resolve("data");
    try {
      Path unused = Files.move(data, home.resolve("lost-" + databases.incrementAndGet()));
      copy(copy, data);
      boolean unusedPid = Files.deleteIfExists(data.resolve("postmaster.pid"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    launch();
  }

  private void copy(Path from, Path to) {
    List<String> unused = ChildProcess.run(
        "cp", List.of("cp", "-a", from.toString(), to.toString()), ENVIRONMENT, home);
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
