package dev.hubbub.history;

import static dev.hubbub.history.Instance.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.hubbub.room.User;
import dev.hubbub.testing.Eventually;
import dev.hubbub.testing.Postgres;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two instances on one PostgreSQL that may go back in time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PgLifeTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String ROOM = "general";

  private final Postgres postgres = Postgres.start();
  private String database = "";
  private Instance one = new Instance();
  private Instance other = new Instance();

  @BeforeEach
  void begin() {
    database = postgres.newDatabase();
    String url = postgres.uri(database);
    one = new Instance().serve(Instance.postgres(url));
    other = new Instance().serve(Instance.postgres(url));
  }

  @AfterEach
  void end() throws Exception {
    one.close();
    other.close();
  }

  @AfterAll
  void close() {
    postgres.close();
  }

  @Test
  void everyRoomBeginsANewEpochOnceWhereAnOlderCopyIsPutInItsPlace() {
    User alice = one.member("alice", ROOM);
    one.say(ROOM, alice, "k1", "is in the copy");
    String epoch = epoch(one);
    shut();
    postgres.execute("CREATE DATABASE older TEMPLATE " + database);
    open();
    long copied = beats();
    one.say(ROOM, alice, "k2", "is not");
    Eventually.within(SOON, () -> beats() < copied + 4 ? "too few beats" : null);
    shut();
    postgres.execute("ALTER DATABASE " + database + " RENAME TO newer");
    postgres.execute("ALTER DATABASE older RENAME TO " + database);
    open();

    assertEquals(3, one.say(ROOM, alice, "k3", "the first since").seq());
    String renewed = epoch(one);
    assertNotEquals(epoch, renewed);
    assertEquals(renewed, epoch(other));
    assertEquals(1, rows("SELECT name FROM lives"));
    postgres.execute("DROP DATABASE newer");
  }

  @Test
  void itIsSeenWithoutANewConnectionToo() {
    String epoch = epoch(one);
    Eventually.within(SOON, () -> beats() < 4 ? "too few beats" : null);
    var unused = postgres.query(database, "UPDATE beats SET beat = 0");
    Eventually.within(SOON, () -> epoch(one).equals(epoch) ? "the old epoch" : null);
    assertEquals(1, rows("SELECT name FROM lives"));
  }

  @Test
  void aStoreThatWasOnlyAwayGoesOn() {
    User alice = one.member("alice", ROOM);
    String epoch = epoch(one);
    Eventually.within(SOON, () -> beats() < 4 ? "too few beats" : null);
    postgres.kill();
    postgres.restart();
    Eventually.within(
        SOON,
        () -> await(one.history.heads(Set.of(ROOM)).otherwise(List.of())).isEmpty()
            ? "no answer"
            : null);
    long heard = beats();
    one.say(ROOM, alice, "k1", "as before");
    Eventually.within(SOON, () -> beats() < heard + 4 ? "too few beats" : null);
    assertEquals(epoch, epoch(one));
    assertEquals(0, rows("SELECT name FROM lives"));
  }

  @Test
  void anErrandCountsNoBeats() {
    try (Instance errand = new Instance().start(Instance.postgres(postgres.uri(database)))) {
      assertEquals(epoch(one), epoch(errand));
      assertEquals(2, rows("SELECT instance FROM beats"));
    }
  }

  private static String epoch(Instance instance) {
    return await(instance.history.heads(Set.of(ROOM))).get(0).epoch();
  }

  /** Of both instances. */
  private long beats() {
    return postgres
        .query(database, "SELECT CAST(coalesce(sum(beat), 0) AS BIGINT) AS beats FROM beats")
        .get(0)
        .getLong("beats");
  }

  private int rows(String query) {
    return postgres.query(database, query).size();
  }

  /** Ends all connections to the database, and lets none in. */
  private void shut() {
    postgres.execute("ALTER DATABASE " + database + " ALLOW_CONNECTIONS false");
    postgres.execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '" + database
            + "'");
  }

  private void open() {
    postgres.execute("ALTER DATABASE " + database + " ALLOW_CONNECTIONS true");
  }
}
