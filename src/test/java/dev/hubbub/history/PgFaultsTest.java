package dev.hubbub.history;

import static dev.hubbub.history.Instance.await;
import static dev.hubbub.history.Instance.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.hubbub.config.DatabaseConfig;
import dev.hubbub.room.Appended;
import dev.hubbub.room.Draft;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Event;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.Rooms.NewRoom;
import dev.hubbub.room.User;
import dev.hubbub.room.Visibility;
import dev.hubbub.testing.Eventually;
import dev.hubbub.testing.TestServices;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What a sick PostgreSQL does to those who write. */
class PgFaultsTest {
  private static final String ROOM = "general";
  private static final String TERMINATE =
      """
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()
      """;

  private final Vertx vertx = Vertx.vertx();
  private Instance instance;
  private String url;

  @BeforeEach
  void open() {
    instance = new Instance();
    url = TestServices.postgres();
  }

  @AfterEach
  void close() {
    instance.close();
    await(vertx.close());
  }

  @Test
  void aStoreThatStandsStillIsUnavailableAndTheKeyFindsTheTruth() {
    try (FaultyLink link = new FaultyLink(url)) {
      instance.start(Instance.postgres(link.url()));
      User alice = instance.member("alice", ROOM);
      link.standStill();
      List<Future<Appended>> lost = IntStream.range(0, 20)
          .mapToObj(i -> instance.history.append(message(alice, i)))
          .toList();
      lost.forEach(answer -> assertEquals(ErrorCode.UNAVAILABLE, refused(answer)));
      assertEquals(ErrorCode.UNAVAILABLE, refused(instance.health.check()));
      assertEquals(ErrorCode.UNAVAILABLE, refused(instance.history.heads(List.of(ROOM))));
      link.goOn();
      assertEachOnce(alice, 20);
      await(instance.health.check());
    }
  }

  @Test
  void aStoreThatIsLeftWhileSomethingIsAskedIsNotSaidToFail() {
    PgDatabase database = new PgDatabase(vertx, PgAddress.of(url), Instance.postgres(url));
    await(database.query("SELECT 1 AS one"));
    ListAppender<ILoggingEvent> written = new ListAppender<>();
    Logger logger = (Logger) LoggerFactory.getLogger(PgDatabase.class);
    written.start();
    logger.addAppender(written);
    try {
      List<Future<List<Row>>> asked = IntStream.range(0, 10)
          .mapToObj(i -> database.query("SELECT 'x' || pg_sleep(60) AS slept"))
          .toList();
      await(database.close());
      asked.forEach(answer -> assertThrows(SqlFailure.class, () -> await(answer)));
      assertEquals(List.of(), written.list);
    } finally {
      logger.detachAppender(written);
    }
  }

  @Test
  void aFullQueueIsUnavailableAtOnce() {
    try (FaultyLink link = new FaultyLink(url)) {
      instance.start(new DatabaseConfig(link.url(), Path.of("unused"), 5, 2, 10, 3_000, 5));
      User alice = instance.member("alice", ROOM);
      link.standStill();
      List<Future<Appended>> answers = IntStream.range(0, 40)
          .mapToObj(i -> instance.history.append(message(alice, i)))
          .toList();
      answers.forEach(answer -> assertEquals(ErrorCode.UNAVAILABLE, refused(answer)));
      link.goOn();
      assertEachOnce(alice, 40);
    }
  }

  @Test
  void connectionsThatAreEndedAreNotNoticedByWhoSaysSomethingWithAKey() {
    instance.start(Instance.postgres(url));
    User alice = instance.member("alice", ROOM);
    for (int round = 0; round < 5; round++) {
      List<Future<Appended>> answers = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        answers.add(instance.history.append(message(alice, round * 100 + i)));
      }
      Postgres.execute(vertx, url, TERMINATE);
      await(Future.join(answers));
    }
    assertEachOnce(alice, 500);
  }

  @Test
  void aCommitWhoseAnswerIsLostIsFoundByItsKey() {
    try (FaultyLink link = new FaultyLink(url)) {
      instance.start(Instance.postgres(link.url()));
      User alice = instance.member("alice", ROOM);
      for (int i = 0; i < 10; i++) {
        link.loseNextAnswerToCommit();
        assertNotNull(await(instance.history.append(message(alice, i))).event());
      }
      assertEachOnce(alice, 10);
    }
  }

  @Test
  void aCommitWhoseAnswerIsLostIsUnavailableForWhatHasNoKey() {
    try (FaultyLink link = new FaultyLink(url)) {
      instance.start(Instance.postgres(link.url()));
      User alice = instance.member("alice", ROOM);
      link.loseNextAnswerToCommit();
      Draft unkeyed = new Draft.Message(ROOM, alice, null, "once", null);
      assertEquals(ErrorCode.UNAVAILABLE, refused(instance.history.append(unkeyed)));
    }
  }

  @Test
  void idleConnectionsThatWereEndedAreNotNoticed() {
    instance.start(Instance.postgres(url));
    User alice = instance.member("alice", ROOM);
    for (int i = 0; i < 5; i++) {
      Postgres.execute(vertx, url, TERMINATE);
      instance.say(ROOM, alice, null, "m" + i);
      assertEquals(1, await(instance.history.heads(List.of(ROOM))).size());
    }
  }

  @Test
  void connectionsThatAreEndedLeaveNoneBehind() {
    try (FaultyLink link = new FaultyLink(url)) {
      instance.start(Instance.postgres(link.url()));
      User alice = instance.member("alice", ROOM);
      for (int i = 0; i < 10; i++) {
        Postgres.execute(vertx, url, TERMINATE);
        instance.say(ROOM, alice, null, "m" + i);
      }
      int most = Instance.postgres(url).poolSize();
      Eventually.within(
          Duration.ofSeconds(10),
          () -> link.connections() <= most ? null : link.connections() + " connections");
    }
  }

  @Test
  void aServerThatDoesNotSayWhetherItOffersTlsIsNotWaitedForForEver() {
    try (FaultyLink link = new FaultyLink(url)) {
      link.standStill();
      PgTlsOffer offer = new PgTlsOffer(
          vertx, PgAddress.of(link.url()), new NetClientOptions().setConnectTimeout(200));
      assertFalse(await(offer.ask().map(true).otherwise(false)));
    }
  }

  @Test
  void aRoomThatSomebodyLocksHoldsUpNoOther() {
    instance.start(Instance.postgres(url));
    User alice = instance.member("alice", ROOM);
    List<String> others = IntStream.range(0, 12)
        .mapToObj(i -> await(instance.rooms.create(
                new NewRoom(alice, "other-" + i, "Other", "", Visibility.PUBLIC)))
            .id())
        .toList();
    PgConnection holder = await(PgConnection.connect(vertx, PgAddress.of(url).connectOptions()));
    await(holder.query("BEGIN").execute());
    await(holder.query("SELECT 1 FROM rooms WHERE id = 'general' FOR UPDATE").execute());
    Future<Appended> locked = instance.history.append(message(alice, 0));
    List<Future<Appended>> free = others.stream()
        .map(other -> instance.history.append(new Draft.Message(other, alice, null, "free", null)))
        .toList();
    free.forEach(
        answer -> assertEquals(2, Objects.requireNonNull(await(answer).event()).seq()));
    assertEquals(ErrorCode.UNAVAILABLE, refused(locked));
    await(holder.close());
    assertEachOnce(alice, 1);
  }

  @Test
  void aStoreThatRefusesToWriteStillReads() {
    instance.start(Instance.postgres(url));
    User alice = instance.member("alice", ROOM);
    String database = url.substring(url.lastIndexOf('/') + 1);
    Postgres.execute(
        vertx, url, "ALTER DATABASE " + database + " SET default_transaction_read_only = on");
    Postgres.execute(vertx, url, TERMINATE);
    assertEquals(ErrorCode.UNAVAILABLE, refused(instance.history.append(message(alice, 0))));
    assertEquals(1, await(instance.history.heads(List.of(ROOM))).get(0).seq());
    Postgres.execute(
        vertx,
        url,
        "BEGIN READ WRITE; ALTER DATABASE " + database + " RESET default_transaction_read_only;"
            + " COMMIT");
    Postgres.execute(vertx, url, TERMINATE);
    assertEachOnce(alice, 1);
  }

  /** Sends all again with their keys until each is taken: then each is in the log once. */
  private void assertEachOnce(User from, int count) {
    for (int i = 0; i < count; i++) {
      int number = i;
      await(again(from, number, 10));
    }
    List<String> keys = new ArrayList<>();
    List<Event> log = instance.fill(ROOM, 0, 10_000);
    for (int i = 0; i < log.size(); i++) {
      assertEquals(i + 1, log.get(i).seq());
      String key = log.get(i).key();
      if (key != null) {
        keys.add(key);
      }
    }
    assertEquals(count, keys.size());
    assertTrue(keys.containsAll(IntStream.range(0, count).mapToObj(i -> "k" + i).toList()));
  }

  private Future<Appended> again(User from, int number, int tries) {
    return instance
        .history
        .append(message(from, number))
        .recover(cause ->
            cause instanceof Refusal refusal && refusal.code() == ErrorCode.UNAVAILABLE && tries > 1
                ? again(from, number, tries - 1)
                : Future.failedFuture(cause));
  }

  private static Draft message(User from, int number) {
    return new Draft.Message(ROOM, from, "k" + number, "text " + number, null);
  }
}
