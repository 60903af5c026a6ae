package dev.hubbub.history;

import static dev.hubbub.history.Instance.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.config.DatabaseConfig;
import dev.hubbub.config.StartFailure;
import dev.hubbub.ops.StoreMeters;
import dev.hubbub.room.Draft;
import dev.hubbub.testing.TestServices;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a store is opened, and how it is not. */
class StoreOpeningTest {
  @TempDir
  private Path directory = Path.of("");

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void aStoreThatIsNotThereIsWaitedForAndThenNamedWithoutItsPassword() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    String message = refusal("postgresql://hub:geheim@127.0.0.1:" + port + "/chat", 1);
    assertTrue(message.startsWith(
        "database.url: postgresql://hub@127.0.0.1:" + port + "/chat cannot be opened: "));
    assertFalse(message.contains("geheim"));
    assertEquals(1, message.lines().count());
  }

  @Test
  void anAddressThatIsNoneIsNamedWithoutBeingShown() {
    for (String bad : List.of(
        "postgresql://hub:ge heim@host/db",
        "mysql://hub:geheim@host/db",
        "postgresql://hub:geheim@host:port/db",
        "postgresql://hub:geheim@host/db?sslmode=geheim",
        "postgresql://hub:geheim@host/db?geheim=1")) {
      String message = refusal(bad, 30);
      assertTrue(message.startsWith("database.url: "), message);
      assertFalse(message.contains("heim"), message);
    }
  }

  @Test
  void whatWaitingDoesNotChangeFailsAtOnce() {
    String url = TestServices.postgres();
    String missing = refusal(url + "_missing", 600);
    assertTrue(missing.contains(" refuses: "), missing);
    String stranger = refusal(url.replaceFirst("//[^@]*@", "//nobody_here:geheim@"), 600);
    assertTrue(stranger.contains(" refuses: "), stranger);
    assertFalse(stranger.contains("geheim"));
  }

  /** On a Vert.x of its own, whose end nobody waits for: the client does not notice that such a pool is closed. */
  @Test
  void aServerThatAcceptsAndSaysNothingIsGivenUp() throws IOException {
    Vertx own = Vertx.vertx();
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String url = "postgresql://u:p@127.0.0.1:" + silent.getLocalPort() + "/db";
      DatabaseConfig config = new DatabaseConfig(url, directory, 1, 4, 100, 1_000, 100);
      Future<Store> opened =
          Store.open(own, config, Instance.KEPT, Instance.UNLIMITED, 0, StoreMeters.unseen());
      StartFailure failure = assertThrows(StartFailure.class, () -> await(opened));
      assertEquals("database.url", failure.key());
    } finally {
      var unused = own.close();
    }
  }

  @Test
  void aSchemaOfANewerJarIsLeftAlone() {
    String url = TestServices.postgres();
    new Instance().start(Instance.postgres(url)).close();
    Postgres.execute(vertx, url, "INSERT INTO schema_versions VALUES (99, 'from-the-future', 0)");
    String message = refusal(url, 600);
    assertTrue(message.contains("newer"), message);
  }

  @Test
  void severalInstancesMayStartAtOnceOnPostgres() {
    assertAllStart(Instance.postgres(TestServices.postgres()));
  }

  @Test
  void severalInstancesMayStartAtOnceOnOneFile() {
    assertAllStart(Instance.embedded(directory));
  }

  private static void assertAllStart(DatabaseConfig config) {
    List<Instance> instances = List.of(new Instance(), new Instance(), new Instance());
    List<Future<String>> started = instances.stream()
        .map(one -> one.vertx.deployVerticle(
            new HistoryVerticle(config, Instance.KEPT, Instance.UNLIMITED, StoreMeters.unseen())))
        .toList();
    started.forEach(Instance::await);
    long before = 0;
    for (Instance one : instances) {
      long seq = one.event(new Draft.Join("general", one.user("user" + before))).seq();
      assertEquals(before + 1, seq);
      before = seq;
    }
    instances.forEach(Instance::close);
  }

  @Test
  void aMigrationThatBreaksHalfWayLeavesNothing() {
    Database database = await(SqliteDatabase.open(vertx, Instance.embedded(directory)));
    assertThrows(
        SqlFailure.class,
        () -> await(new Migrations(database, List.of("001-core", "900-broken")).run()));
    assertThrows(SqlFailure.class, () -> await(database.query("SELECT * FROM half_way")));
    await(new Migrations(database).run());
    assertEquals(
        List.of(),
        await(database.query("SELECT * FROM schema_versions WHERE name = '900-broken'")));
    await(database.close());
  }

  @Test
  void thoseWhoWereThereBeforeNamesWereLookedForAreFoundInEmbedded() {
    assertOldNamesAreFound(await(SqliteDatabase.open(vertx, Instance.embedded(directory))));
  }

  @Test
  void thoseWhoWereThereBeforeNamesWereLookedForAreFoundInPostgres() {
    String url = TestServices.postgres();
    assertOldNamesAreFound(new PgDatabase(vertx, PgAddress.of(url), Instance.postgres(url)));
  }

  private static void assertOldNamesAreFound(Database database) {
    await(new Migrations(database, List.of("001-core", "002-rooms")).run());
    int more = 600;
    for (int i = 0; i <= more; i++) {
      String username = "user" + i;
      String name = i == more ? "ÄLTER" : "Somebody";
      await(database.transaction(statements -> statements.query(
          """
          INSERT INTO accounts (username, username_folded, name, guest, created_at)
          VALUES ($1, $2, $3, FALSE, 0)
          """,
          username,
          username,
          name)));
    }
    await(new Migrations(database).run());
    SqlPeople people = new SqlPeople(database);
    assertEquals(
        "user" + more,
        await(people.search("älter", null, 10)).items().get(0).user().username());
    assertEquals(200, await(people.search("SOMEBODY", null, 200)).items().size());
    await(database.close());
  }

  @Test
  void aDataDirectoryThatCannotBeIsNamedAtOnce() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    DatabaseConfig config = Instance.embedded(file.resolve("data"));
    String message = refusal(new DatabaseConfig(null, config.dataDir(), 600, 4, 10, 3_000, 10));
    assertTrue(message.startsWith("data.dir: "), message);
  }

  private String refusal(String url, int waitSeconds) {
    return refusal(new DatabaseConfig(url, directory, waitSeconds, 4, 100, 3_000, 100));
  }

  private String refusal(DatabaseConfig config) {
    Future<Store> opened =
        Store.open(vertx, config, Instance.KEPT, Instance.UNLIMITED, 0, StoreMeters.unseen());
    return String.valueOf(assertThrows(StartFailure.class, () -> await(opened)).line());
  }
}
