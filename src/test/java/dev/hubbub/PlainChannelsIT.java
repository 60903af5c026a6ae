package dev.hubbub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hubbub.testing.Eventually;
import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.Peer;
import dev.hubbub.testing.Redis;
import dev.hubbub.testing.TestServices;
import dev.hubbub.testing.WsClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** PROTOCOL.md 5: whoever speaks on the same Redis channel is a peer, and users of two instances hear each other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class PlainChannelsIT {
  private static final Duration SUBSCRIBED = Duration.ofSeconds(15);

  private final Redis redis = Redis.start();
  private final String database = TestServices.postgres();
  private final HubbubProcess a = HubbubProcess.sharing(database, redis.uri());
  private final HubbubProcess b = HubbubProcess.sharing(database, redis.uri());

  @BeforeAll
  void bothHearBothChannels() {
    a.launch();
    b.launch();
    a.awaitReady();
    b.awaitReady();
  }

  @AfterAll
  void allIsOver() {
    a.close();
    b.close();
    redis.close();
  }

  @Test
  void aNamedUserIsHeardByAllOthersOnAllInstances() {
    try (WsClient ann = named(a, "ann");
        WsClient bob = named(a, "bob");
        WsClient cem = named(b, "cem");
        WsClient annToo = named(b, "ann")) {
      awaitHeard("chats", 2);
      ann.sendText("hello, \"all\"");
      assertEquals("ann:hello, \"all\"", bob.nextText());
      assertEquals("ann:hello, \"all\"", cem.nextText());
      cem.sendText("hi: ann");
      assertEquals("cem:hi: ann", ann.nextText());
      assertEquals("cem:hi: ann", annToo.nextText());
      assertEquals("cem:hi: ann", bob.nextText());
    }
  }

  @Test
  void aRawSessionHearsItselfToo() {
    try (WsClient one = raw(a);
        WsClient other = raw(b)) {
      awaitHeard("chat_channel", 2);
      one.sendText("to whom it may concern");
      assertEquals("to whom it may concern", one.nextText());
      assertEquals("to whom it may concern", other.nextText());
    }
  }

  @Test
  void whatAnotherProgramPublishesReachesAllByteForByte() {
    try (WsClient ann = named(a, "ann");
        WsClient bob = named(b, "bob")) {
      awaitHeard("chats", 2);
      for (String text : List.of("nobody in particular", "zoë:{\"漢字\": \"👋\"}", "zoë: a:b ")) {
        redis.run("PUBLISH", "chats", text);
        assertEquals(text, ann.nextText());
        assertEquals(text, bob.nextText());
      }
      redis.run("PUBLISH", "chats", "ann:not for ann");
      redis.run("PUBLISH", "chats", "zoë:for all");
      assertEquals("ann:not for ann", bob.nextText());
      assertEquals("zoë:for all", bob.nextText());
      assertEquals("zoë:for all", ann.nextText());
    }
  }

  @Test
  void aProgramInAnotherLanguageTalksWithNamedUsersBothWays() {
    try (WsClient ann = named(a, "ann");
        WsClient bob = named(b, "bob")) {
      awaitHeard("chats", 2);
      Optional<Peer> found = Peer.on(redis, "chats");
      assumeTrue(found.isPresent(), "neither Python nor Node here");
      try (Peer peer = found.orElseThrow()) {
        peer.say("pia:grüß dich, 👋");
        assertEquals("pia:grüß dich, 👋", ann.nextText());
        assertEquals("pia:grüß dich, 👋", bob.nextText());
        bob.sendText("hallo, 漢字");
        peer.awaitHeard("bob:hallo, 漢字");
        assertEquals("bob:hallo, 漢字", ann.nextText());
      }
    }
  }

  @Test
  void aProgramInAnotherLanguageTalksWithRawSessionsBothWays() {
    try (WsClient one = raw(a);
        WsClient other = raw(b)) {
      awaitHeard("chat_channel", 2);
      Optional<Peer> found = Peer.on(redis, "chat_channel");
      assumeTrue(found.isPresent(), "neither Python nor Node here");
      try (Peer peer = found.orElseThrow()) {
        peer.say("raw and simple");
        assertEquals("raw and simple", one.nextText());
        assertEquals("raw and simple", other.nextText());
        other.sendText("understood");
        peer.awaitHeard("understood");
        assertEquals("understood", one.nextText());
      }
    }
  }

  @Test
  void comingAndGoingIsLogged() {
    WsClient user = named(a, "user1");
    assertEquals("user1 in chat", a.awaitLine("user1 in chat"));
    user.close();
    assertEquals("connection closed by user1", a.awaitLine("connection closed by user1"));
  }

  private static WsClient named(HubbubProcess instance, String user) {
    return WsClient.open(instance.port(), "/chat/" + user, Map.of());
  }

  private static WsClient raw(HubbubProcess instance) {
    return WsClient.open(instance.port(), "/ws", Map.of());
  }

  /** What is said before an instance hears a channel is missed there, as promised. */
  private void awaitHeard(String channel, int instances) {
    Eventually.within(SUBSCRIBED, () -> {
      Object heard = redis.cli("PUBSUB", "NUMSUB", channel);
      boolean enough =
          heard instanceof List<?> list && list.get(1) instanceof Long count && count >= instances;
      return enough ? null : "only " + heard;
    });
  }
}
