package dev.hubbub.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.config.RedisConfig;
import dev.hubbub.room.BrokerContract;
import dev.hubbub.room.BrokerEar;
import dev.hubbub.room.ChannelEar;
import dev.hubbub.room.Ended;
import dev.hubbub.testing.Loops;
import dev.hubbub.testing.Redis;
import io.vertx.core.Future;
import io.vertx.core.net.SelfSignedCertificate;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who Redis lets in, and whom a bridge believes to be Redis. */
class RedisAccessTest {
  /** As {@link RedisBridgeVerticle} tells it. */
  private static final String RIGHTS = "resetkeys ~hubbub:* resetchannels &hubbub:* &chats -@all"
      + " +publish +subscribe +unsubscribe +eval +get +set +pexpire +zadd +zrange +zrangebyscore +zrem"
      + " +zremrangebyscore +zremrangebyrank +hset +hdel +hgetall +del";

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
  void aUserWithTheRightsThatAreDocumentedDoesForEverything() {
    user(RIGHTS);
    Instance one = instance("redis://chat:p%40ss%3Aword@127.0.0.1:" + redis.port(), null);
    Instance two = instance("redis://chat:p%40ss%3Aword@127.0.0.1:" + redis.port(), null);
    expectTalk(one, two);
    ChannelEar channelEar = new ChannelEar();
    ChannelsClient channels = one.channels(channelEar);
    await(channels.subscribe("chats"));
    channels.publish("chats", "user1:hello");
    channelEar.expect("chats", "user1:hello");
    one.broker(new BrokerEar()).announceEnded(new Ended(List.of("l1"), List.of()));
    ear.expectEnded(List.of("l1"));
    one.broker(new BrokerEar()).forget("general", "alice");
    Waiting.until("the last messages are forgotten", () -> Long.valueOf(0)
        .equals(redis.cli("EXISTS", "hubbub:recent:{general}")));
    assertEquals(1L, redis.cli("EXISTS", "hubbub:instance:" + one.id));
    one.close();
    assertEquals(0L, redis.cli("EXISTS", "hubbub:instance:" + one.id));
    assertEquals(List.of(), redis.cli("ACL", "LOG"), "something was refused");
  }

  @Test
  void aPlainChannelThatIsNotAllowedCarriesOnHereAndHarmsNoRoom() {
    user(RIGHTS);
    String url = "redis://chat:p%40ss%3Aword@127.0.0.1:" + redis.port();
    Instance one = instance(url, null);
    ChannelEar channelEar = new ChannelEar();
    ChannelsClient channels = one.channels(channelEar);
    await(channels.subscribe("chat_channel"));
    channels.publish("chat_channel", "hello");
    channelEar.expect("chat_channel", "hello");
    redis.run("CLIENT", "KILL", "TYPE", "pubsub");
    BrokerClient broker = one.broker(ear);
    await(broker.subscribe("general"));
    one.awaitUp(true);
    expectTalk(instance(url, null), one);
  }

  @Test
  void aWrongPasswordIsToldAsSuchAtStart() {
    user(RIGHTS);
    assertRefused("WRONGPASS", "redis://chat:wrong@127.0.0.1:" + redis.port());
    assertRefused("WRONGPASS", "redis://nobody:p%40ss%3Aword@127.0.0.1:" + redis.port());
  }

  @Test
  void aMissingPasswordIsToldAsSuchAtStart() {
    redis.run("CONFIG", "SET", "requirepass", "secret");
    assertRefused("NOAUTH", redis.uri());
  }

  @Test
  void aUserWithoutRightsIsToldAsSuchAtStart() {
    for (String missing : List.of("+publish", "+subscribe", "+hset", "&hubbub:*", "~hubbub:*")) {
      user(RIGHTS.replace(missing + " ", ""));
      assertRefused("NOPERM", "redis://chat:p%40ss%3Aword@127.0.0.1:" + redis.port());
    }
  }

  @Test
  void aPasswordThatChangesLaterLeavesTheInstanceDegradedUntilItIsRightAgain() {
    user(RIGHTS);
    Instance one = instance("redis://chat:p%40ss%3Aword@127.0.0.1:" + redis.port(), null);
    redis.run("ACL", "SETUSER", "chat", "resetpass", ">other");
    redis.run("CLIENT", "KILL", "TYPE", "pubsub");
    one.awaitUp(false);
    redis.run("ACL", "SETUSER", "chat", ">p@ss:word");
    one.awaitUp(true);
  }

  @Test
  void theDatabaseOfTheUrlIsUsed() {
    Instance one = instance(redis.uri() + "/3", null);
    assertEquals(0L, redis.cli("EXISTS", "hubbub:instance:" + one.id));
    redis.run("SWAPDB", "0", "3");
    assertEquals(1L, redis.cli("EXISTS", "hubbub:instance:" + one.id));
  }

  @Test
  void overTlsACertificateOfTheGivenAuthorityIsBelieved() {
    SelfSignedCertificate certificate = SelfSignedCertificate.create("localhost");
    RedisFront front = closing(RedisFront.tls(redis.port(), certificate));
    String url = "rediss://localhost:" + front.port();
    Instance one = instance(url, certificate.certificatePath());
    assertTrue(one.health().up());
    expectTalk(one, instance(redis.uri(), null));
    certificate.delete();
  }

  @Test
  void overTlsNoOtherCertificateIsBelieved() {
    SelfSignedCertificate certificate = SelfSignedCertificate.create("localhost");
    SelfSignedCertificate other = SelfSignedCertificate.create("localhost");
    RedisFront front = closing(RedisFront.tls(redis.port(), certificate));
    String url = "rediss://localhost:" + front.port();
    assertFalse(instance(url, other.certificatePath()).health().up(), "another authority");
    assertFalse(instance(url, null).health().up(), "no authority of this machine");
    certificate.delete();
    other.delete();
  }

  @Test
  void overTlsACertificateForAnotherNameIsNotBelieved() {
    SelfSignedCertificate certificate = SelfSignedCertificate.create("redis.example.com");
    RedisFront front = closing(RedisFront.tls(redis.port(), certificate));
    String url = "rediss://localhost:" + front.port();
    assertFalse(instance(url, certificate.certificatePath()).health().up());
    certificate.delete();
  }

  private void expectTalk(Instance from, Instance to) {
    await(to.broker(ear).subscribe("general"));
    from.broker(new BrokerEar()).publish(BrokerContract.message("general", 1), "e1");
    ear.expect(BrokerContract.message("general", 1));
    Waiting.until("the head is kept", () -> "1".equals(redis.cli("GET", "hubbub:seq:{general}")));
  }

  private static void assertRefused(String code, String url) {
    RedisRefused refusal =
        assertThrows(RedisRefused.class, () -> Instance.start(Instance.config(url, "hubbub:")));
    assertEquals(code, refusal.getMessage());
    assertTrue(refusal.forCredentials());
  }

  private void user(String rights) {
    List<String> command =
        new ArrayList<>(List.of("ACL", "SETUSER", "chat", "reset", "on", ">p@ss:word"));
    command.addAll(Arrays.asList(rights.split(" ")));
    redis.run(command.toArray(String[]::new));
    redis.run("ACL", "LOG", "RESET");
  }

  private Instance instance(String url, @Nullable String ca) {
    return closing(Instance.start(new RedisConfig(url, "hubbub:", ca, 1_000, 200)));
  }

  private static void await(Future<Void> future) {
    var unused = Loops.await(future.map("done"), Duration.ofSeconds(15));
  }

  private <T extends AutoCloseable> T closing(T resource) {
    toClose.push(resource);
    return resource;
  }
}
