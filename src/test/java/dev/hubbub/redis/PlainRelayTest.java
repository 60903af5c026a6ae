package dev.hubbub.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.room.ChannelEar;
import dev.hubbub.testing.Loops;
import dev.hubbub.testing.Redis;
import dev.hubbub.testing.Resp;
import dev.hubbub.testing.TcpProxy;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Plain channels with peers that are not Hubbub, and without Redis. */
class PlainRelayTest {
  private final Redis redis = Redis.start();
  private final TcpProxy proxy = TcpProxy.to(redis.port());
  private final Instance instance =
      Instance.start(Instance.config(redis.uri(proxy.port()), "hubbub:"));
  private final ChannelEar one = new ChannelEar();
  private final ChannelEar two = new ChannelEar();
  private final ChannelsClient channels = instance.channels(one);

  PlainRelayTest() {
    subscribe(channels);
    subscribe(instance.channels(two));
  }

  @AfterEach
  void end() {
    instance.close();
    proxy.close();
    redis.close();
  }

  @Test
  void whatAnotherProgramPublishesIsHeard() {
    assertEquals(1L, redis.cli("PUBLISH", "chats", "user9:hi 👋"));
    one.expect("chats", "user9:hi 👋");
    two.expect("chats", "user9:hi 👋");
  }

  @Test
  void anotherProgramHearsExactlyTheText() {
    try (Resp program = Resp.connect(redis.port())) {
      Object subscribed = program.call("SUBSCRIBE", "chats");
      assertTrue(Objects.requireNonNull(subscribed).toString().contains("subscribe"));
      channels.publish("chats", "user1:hello \"👋\"");
      assertEquals(
          List.of("message", "chats", "user1:hello \"👋\""), program.next(Duration.ofSeconds(15)));
    }
  }

  @Test
  void withoutRedisTheListenersOfAnInstanceHearEachOther() {
    redis.kill();
    instance.awaitUp(false);
    channels.publish("chats", "user1:alone");
    one.expect("chats", "user1:alone");
    two.expect("chats", "user1:alone");
    redis.restartEmpty();
    instance.awaitUp(true);
    channels.publish("chats", "user1:together");
    one.expect("chats", "user1:together");
    two.expect("chats", "user1:together");
    assertEquals(1L, redis.cli("PUBLISH", "chats", "user9:back"));
    one.expect("chats", "user9:back");
  }

  @Test
  void whatDoesNotComeBackBeforeTheLinkEndsIsHeardHereOnce() {
    proxy.blackhole();
    channels.publish("chats", "user1:first");
    channels.publish("chats", "user1:second");
    one.expect("chats", "user1:first");
    one.expect("chats", "user1:second");
    proxy.cut();
    proxy.pass();
    instance.awaitUp(true);
    channels.publish("chats", "user1:third");
    one.expect("chats", "user1:third");
    two.expect("chats", "user1:first");
    two.expect("chats", "user1:second");
    two.expect("chats", "user1:third");
  }

  @Test
  void ofWhatIsOnItsWayTheOldestIsGivenUp() {
    proxy.blackhole();
    int texts = PlainRelay.ON_THEIR_WAY + 10;
    for (int i = 0; i < texts; i++) {
      channels.publish("chats", "text " + i);
    }
    for (int i = 10; i < texts; i++) {
      one.expect("chats", "text " + i);
    }
  }

  private static void subscribe(ChannelsClient channels) {
    var unused = Loops.await(channels.subscribe("chats").map("done"), Duration.ofSeconds(15));
  }
}
