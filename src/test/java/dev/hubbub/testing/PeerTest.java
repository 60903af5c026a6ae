package dev.hubbub.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PeerTest {
  @Test
  void whatItSaysAndHearsIsWhatGoesThroughRedis() {
    try (Redis redis = Redis.start();
        Resp other = Resp.connect(redis.port())) {
      Optional<Peer> found = Peer.on(redis, "chats");
      assumeTrue(found.isPresent(), "neither Python nor Node here");
      try (Peer peer = found.orElseThrow()) {
        Object subscribed = other.call("SUBSCRIBE", "chats");
        assertEquals(List.of("subscribe", "chats", 1L), subscribed);
        peer.say("ann:häß 漢字 👋");
        assertEquals(
            List.of("message", "chats", "ann:häß 漢字 👋"), other.next(Duration.ofSeconds(10)));
        peer.awaitHeard("ann:häß 漢字 👋");
        redis.run("PUBLISH", "chats", "bob:hello (you)");
        peer.awaitHeard("bob:hello (you)");
      }
    }
  }
}
