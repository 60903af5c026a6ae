package dev.hubbub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.testing.Eventually;
import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.Postgres;
import dev.hubbub.testing.Redis;
import dev.hubbub.testing.Rest;
import dev.hubbub.testing.WsClient;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Who is there when instances die, go and stand still: seen by those on the other one, once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class PresenceIT {
  private static final int USERS = 5;

  private final Redis redis = Redis.start();
  private final Postgres postgres = Postgres.start();
  private final String database = postgres.uri(postgres.newDatabase());
  private final HubbubProcess a = HubbubProcess.sharing(database, redis.uri());
  private final HubbubProcess b = HubbubProcess.sharing(database, redis.uri());

  @BeforeEach
  void bothRun() {
    for (HubbubProcess instance : List.of(a, b)) {
      if (!instance.alive()) {
        var unused = instance.start();
      }
    }
  }

  @AfterAll
  void allIsOver() {
    a.close();
    b.close();
    redis.close();
    postgres.close();
  }

  @Test
  void theUsersOfAKilledInstanceAreOfflineOnceAndInTime() {
    Rest.User alice = a.rest().guest("alice");
    List<Rest.User> others = people();
    try (WsClient watcher = watcher(alice)) {
      List<WsClient> sessions = sessions(others);
      others.forEach(user -> await(watcher, user, "online", Duration.ofSeconds(5)));
      String key = "hubbub:presence:" + others.get(0).username();
      assertEquals(1L, redis.cli("EXISTS", key));
      assertNotNull(redis.cli("ZSCORE", "hubbub:online", others.get(0).username()));
      long began = System.nanoTime();
      b.kill9();
      others.forEach(user -> await(watcher, user, "offline", Duration.ofSeconds(30)));
      assertTrue(System.nanoTime() - began >= Duration.ofSeconds(10).toNanos(), "too early");
      assertTrue(System.nanoTime() - began <= Duration.ofSeconds(30).toNanos(), "too late");
      watcher.barrier();
      others.forEach(user -> assertEquals(1, times(watcher, user, "offline")));
      Eventually.within(
          Duration.ofSeconds(31),
          () -> Long.valueOf(0).equals(redis.cli("EXISTS", key)) ? null : "still kept");
      assertEquals(USERS, sessions.size());
    }
  }

  @Test
  void theUsersOfADrainedInstanceAreOfflineSoon() {
    Rest.User alice = a.rest().guest("alice");
    List<Rest.User> others = people();
    try (WsClient watcher = watcher(alice)) {
      List<WsClient> sessions = sessions(others);
      others.forEach(user -> await(watcher, user, "online", Duration.ofSeconds(5)));
      b.stop();
      others.forEach(user -> await(watcher, user, "offline", Duration.ofSeconds(7)));
      watcher.barrier();
      others.forEach(user -> {
        assertEquals(1, times(watcher, user, "offline"));
        String key = "hubbub:presence:" + user.username();
        assertEquals(0L, redis.cli("EXISTS", key));
      });
      assertEquals(USERS, sessions.size());
    }
  }

  @Test
  void whoComesBackInTimeIsNotShownAsOfflineHoweverLongTheStoreTakes() {
    Rest.User alice = a.rest().guest("alice");
    Rest.User bob = b.rest().guest("bob");
    Rest.User carol = b.rest().guest("carol");
    try (WsClient watcher = watcher(alice)) {
      WsClient before = WsClient.connect(b.port(), bob);
      WsClient gone = WsClient.connect(b.port(), carol);
      List.of(bob, carol).forEach(user -> await(watcher, user, "online", Duration.ofSeconds(5)));
      postgres.pause();
      before.close();
      gone.close();
      try (WsClient after = WsClient.connect(b.port(), bob)) {
        await(watcher, carol, "offline", Duration.ofSeconds(10));
        assertEquals(0, times(watcher, bob, "offline"));
        postgres.resume();
        after.barrier();
      } finally {
        postgres.resume();
      }
      await(watcher, bob, "offline", Duration.ofSeconds(10));
      assertEquals(1, times(watcher, bob, "offline"));
    }
  }

  @Test
  void whoIsOnAnInstanceThatStoodStillIsSeenAgain() {
    Rest.User alice = a.rest().guest("alice");
    List<Rest.User> others = people();
    try (WsClient watcher = watcher(alice)) {
      List<WsClient> sessions = sessions(others);
      others.forEach(user -> await(watcher, user, "online", Duration.ofSeconds(5)));
      b.pause();
      others.forEach(user -> await(watcher, user, "offline", Duration.ofSeconds(30)));
      b.resume();
      Eventually.within(Duration.ofSeconds(15), () -> {
        watcher.barrier();
        return others.stream().allMatch(user -> times(watcher, user, "online") >= 2)
            ? null
            : "not all are back";
      });
      sessions.forEach(WsClient::close);
    }
  }

  @Test
  void whoIsThereIsKnownAgainWhenRedisHasForgottenAll() {
    Rest.User alice = a.rest().guest("alice");
    Rest.User bob = b.rest().guest("bob");
    try (WsClient watcher = watcher(alice);
        WsClient session = WsClient.connect(b.port(), bob)) {
      await(watcher, bob, "online", Duration.ofSeconds(5));
      redis.kill();
      redis.restartEmpty();
      JsonObject away = new JsonObject().put("type", "presence").put("state", "away");
      assertEquals("ok", session.ask(away).getString("type"));
      await(watcher, bob, "away", Duration.ofSeconds(10));
      String key = "hubbub:presence:" + bob.username();
      Eventually.within(
          Duration.ofSeconds(15),
          () -> Long.valueOf(1).equals(redis.cli("EXISTS", key)) ? null : "not kept");
      assertTrue(Long.parseLong(String.valueOf(redis.cli("PTTL", key))) <= 30_000);
    }
  }

  private List<Rest.User> people() {
    List<Rest.User> people = new ArrayList<>();
    for (int i = 0; i < USERS; i++) {
      people.add(b.rest().guest("bob" + i));
    }
    return people;
  }

  private List<WsClient> sessions(List<Rest.User> people) {
    return people.stream().map(user -> WsClient.connect(b.port(), user)).toList();
  }

  /** A session on the one instance that follows the room in which all are. */
  private WsClient watcher(Rest.User user) {
    WsClient session = WsClient.connect(a.port(), user);
    assertEquals("joined", session.join("general").getString("type"));
    return session;
  }

  private static void await(WsClient watcher, Rest.User user, String state, Duration atMost) {
    Eventually.within(atMost, () -> times(watcher, user, state) > 0 ? null : "not " + state);
  }

  /** How often a session was told that. */
  private static int times(WsClient watcher, Rest.User user, String state) {
    int times = 0;
    for (JsonObject frame : watcher.frames()) {
      if ("presence".equals(frame.getString("type"))) {
        JsonObject states = frame.getJsonObject("states", new JsonObject());
        boolean one = user.username().equals(frame.getString("user"))
            && state.equals(frame.getString("state"));
        times += one || state.equals(states.getString(user.username())) ? 1 : 0;
      }
    }
    return times;
  }
}
