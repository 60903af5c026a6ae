package dev.hubbub.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.config.RedisConfig;
import dev.hubbub.room.BrokerContract;
import dev.hubbub.room.BrokerEar;
import dev.hubbub.room.Event;
import dev.hubbub.testing.Loops;
import dev.hubbub.testing.Redis;
import dev.hubbub.testing.TcpProxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of subscriptions when the link to Redis suffers. Each test has a Redis of its own. */
class RedisLinkTest {
  private static final String PREFIX = "hubbub:";

  private final Redis redis = Redis.start();
  private final Deque<AutoCloseable> toClose = new ArrayDeque<>(List.of(redis));
  private final BrokerEar ear = new BrokerEar();

  @AfterEach
  void end() throws Exception {
    while (!toClose.isEmpty()) {
      toClose.pop().close();
    }
  }

  @Test
  void aRedisKilledAndRestartedEmptyIsJoinedAgainWithEverySubscription() {
    Instance publisher = instance(redis.port());
    Instance follower = instance(redis.port());
    BrokerClient broker = follower.broker(ear);
    List<String> rooms = IntStream.range(0, 1_200).mapToObj(i -> "room-" + i).toList();
    rooms.forEach(room -> subscribe(broker, room));
    redis.kill();
    follower.awaitUp(false);
    publisher.awaitUp(false);
    redis.restartEmpty();
    ear.expectInterrupted();
    follower.awaitUp(true);
    publisher.awaitUp(true);
    BrokerClient other = publisher.broker(new BrokerEar());
    for (String room : List.of("room-0", "room-499", "room-500", "room-1199")) {
      other.publish(BrokerContract.message(room, 1), "e1");
      ear.expect(BrokerContract.message(room, 1));
    }
  }

  @Test
  void whilePublishesKeepComingALinkThatBreaksAgainAndAgainIsMended() {
    Instance publisher = instance(redis.port());
    Instance follower = instance(redis.port());
    subscribe(follower.broker(ear), "general");
    BrokerClient broker = publisher.broker(new BrokerEar());
    AtomicLong seq = new AtomicLong();
    long load = publisher.vertx.setPeriodic(1, now -> {
      for (int i = 0; i < 50; i++) {
        broker.publish(BrokerContract.message("general", seq.incrementAndGet()), "e1");
      }
    });
    for (int i = 0; i < 3; i++) {
      redis.run("CLIENT", "KILL", "TYPE", "normal");
      redis.kill();
      follower.awaitUp(false);
      publisher.awaitUp(false);
      redis.restartEmpty();
      follower.awaitUp(true);
      publisher.awaitUp(true);
    }
    assertTrue(publisher.vertx.cancelTimer(load));
    long last = seq.incrementAndGet();
    broker.publish(BrokerContract.message("general", last), "e1");
    Waiting.until("the last one is heard", () -> {
      Event event = ear.within(100);
      while (event != null && event.seq() != last) {
        event = ear.within(100);
      }
      return event != null;
    });
  }

  @Test
  void aLinkThatSwallowsEverythingForLongIsMendedAllTheSame() {
    TcpProxy proxy = closing(TcpProxy.to(redis.port()));
    Instance follower =
        closing(Instance.start(new RedisConfig(redis.uri(proxy.port()), PREFIX, null, 100, 100)));
    subscribe(follower.broker(ear), "general");
    proxy.blackhole();
    Waiting.until("there were some tries", () -> proxy.connections() > 6);
    proxy.pass();
    ear.expectInterrupted();
    follower.awaitUp(true);
    expectHeard(instance(redis.port()), "general");
  }

  @Test
  void aSubscriptionThatRedisEndsIsMadeAgain() {
    Instance follower = instance(redis.port());
    subscribe(follower.broker(ear), "general");
    redis.run("CLIENT", "KILL", "TYPE", "pubsub");
    ear.expectInterrupted();
    follower.awaitUp(true);
    expectHeard(instance(redis.port()), "general");
  }

  @Test
  void aLinkThatSwallowsEverythingIsFoundAndReplaced() {
    TcpProxy proxy = closing(TcpProxy.to(redis.port()));
    Instance follower = instance(proxy.port());
    subscribe(follower.broker(ear), "general");
    proxy.blackhole();
    follower.awaitUp(false);
    proxy.pass();
    ear.expectInterrupted();
    follower.awaitUp(true);
    expectHeard(instance(redis.port()), "general");
  }

  @Test
  void aSubscriptionThatFallsSilentWhileCommandsAreAnsweredIsFoundAndReplaced() {
    RedisFront front = closing(RedisFront.plain(redis.port()));
    Instance follower = instance(front.port());
    subscribe(follower.broker(ear), "general");
    front.mute(true);
    follower.awaitUp(false);
    front.mute(false);
    ear.expectInterrupted();
    follower.awaitUp(true);
    expectHeard(instance(redis.port()), "general");
  }

  @Test
  void aRedisThatStandsStillIsFoundAndJoinedWhenItGoesOn() {
    Instance follower = instance(redis.port());
    subscribe(follower.broker(ear), "general");
    redis.pause();
    follower.awaitUp(false);
    redis.resume();
    ear.expectInterrupted();
    follower.awaitUp(true);
    expectHeard(instance(redis.port()), "general");
  }

  @Test
  void withoutRedisAtStartTheBridgeIsDegradedAndJoinsWhenItComes() {
    redis.kill();
    long before = System.currentTimeMillis();
    Instance follower = instance(redis.port());
    RedisHealth health = follower.health();
    assertFalse(health.up());
    assertTrue(health.since() >= before && health.since() <= System.currentTimeMillis());
    BrokerClient broker = follower.broker(ear);
    subscribe(broker, "general");
    broker.publish(BrokerContract.message("general", 1), "e1");
    redis.restartEmpty();
    ear.expectInterrupted();
    follower.awaitUp(true);
    expectHeard(instance(redis.port()), "general");
    Waiting.until("what was published in the meantime is told", () -> "9"
        .equals(redis.cli("GET", PREFIX + "seq:{general}")));
    assertEquals(2L, redis.cli("ZCARD", PREFIX + "recent:{general}"));
  }

  @Test
  void aSubscriptionOnALinkThatIsSilentUnnoticedSucceedsAllTheSame() {
    TcpProxy proxy = closing(TcpProxy.to(redis.port()));
    RedisConfig patient = new RedisConfig(redis.uri(proxy.port()), PREFIX, null, 10_000, 60_000);
    Instance follower = closing(Instance.start(patient));
    BrokerClient broker = follower.broker(ear);
    proxy.blackhole();
    subscribe(broker, "general");
    assertTrue(follower.health().up());
    proxy.pass();
  }

  @Test
  void onlyWhatIsFollowedIsSubscribed() {
    Instance follower = instance(redis.port());
    BrokerClient broker = follower.broker(ear);
    subscribe(broker, "general");
    subscribe(broker, "dev");
    broker.unsubscribe("dev");
    subscribe(broker, "ops");
    assertEquals(
        Set.of(
            PREFIX + "room:{general}",
            PREFIX + "room:{ops}",
            PREFIX + "control",
            PREFIX + "probe:" + follower.id),
        subscribed());
    redis.run("CLIENT", "KILL", "TYPE", "pubsub");
    ear.expectInterrupted();
    assertEquals(4, subscribed().size());
  }

  @Test
  void aLinkGivenUpLeavesNoConnectionBehind() {
    Instance follower = instance(redis.port());
    BrokerClient broker = follower.broker(ear);
    for (int i = 0; i < 5; i++) {
      subscribe(broker, "room-" + i);
      redis.run("CLIENT", "KILL", "TYPE", "pubsub");
      ear.expectInterrupted();
    }
    Waiting.until("two connections are left, and the one that counts", () -> clients() == 3);
    follower.close();
    Waiting.until("no connection is left", () -> clients() == 1);
  }

  private long clients() {
    return Objects.requireNonNull(redis.cli("CLIENT", "LIST"))
        .toString()
        .lines()
        .count();
  }

  private Set<String> subscribed() {
    Object channels = redis.cli("PUBSUB", "CHANNELS");
    return ((Collection<?>) Objects.requireNonNull(channels))
        .stream().map(Object::toString).collect(Collectors.toCollection(TreeSet::new));
  }

  private void expectHeard(Instance publisher, String room) {
    publisher.broker(new BrokerEar()).publish(BrokerContract.message(room, 9), "e1");
    ear.expect(BrokerContract.message(room, 9));
  }

  private Instance instance(int port) {
    return closing(Instance.start(Instance.config(redis.uri(port), PREFIX)));
  }

  private static void subscribe(BrokerClient broker, String room) {
    var unused = Loops.await(broker.subscribe(room).map("done"), Duration.ofSeconds(15));
  }

  private <T extends AutoCloseable> T closing(T resource) {
    toClose.push(resource);
    return resource;
  }
}
