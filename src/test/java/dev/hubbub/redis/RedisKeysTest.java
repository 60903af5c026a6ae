package dev.hubbub.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.ops.InstanceFacts;
import dev.hubbub.protocol.EventJson;
import dev.hubbub.protocol.MalformedEvent;
import dev.hubbub.room.BrokerContract;
import dev.hubbub.room.BrokerEar;
import dev.hubbub.room.Event;
import dev.hubbub.testing.Loops;
import dev.hubbub.testing.Redis;
import dev.hubbub.testing.Resp;
import dev.hubbub.testing.TcpProxy;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stands in Redis, and travels through it, for other programs to see (PROTOCOL.md 6). */
class RedisKeysTest {
  private static final Redis REDIS = Redis.start();
  private static final Duration SOON = Duration.ofSeconds(15);
  private static final String SEQ = "our:seq:{general}";
  private static final String RECENT = "our:recent:{general}";

  private final List<Instance> instances = new ArrayList<>();
  private final BrokerEar ear = new BrokerEar();

  @AfterAll
  static void endRedis() {
    REDIS.close();
  }

  @BeforeEach
  void empty() {
    REDIS.run("FLUSHALL");
  }

  @AfterEach
  void end() {
    instances.forEach(Instance::close);
  }

  @Test
  void anEventTravelsAsItsFrameWithItsOrigin() throws MalformedEvent {
    Instance instance = instance();
    try (Resp program = Resp.connect(REDIS.port())) {
      Object subscribed = program.call("SUBSCRIBE", "our:room:{general}");
      assertTrue(Objects.requireNonNull(subscribed).toString().contains("subscribe"));
      Event event = BrokerContract.message("general", 1);
      instance.broker(ear).publish(event, "e1");
      String text = text(program);
      JsonObject frame = new JsonObject(text);
      assertEquals(instance.id, frame.getString("origin"));
      assertEquals("message", frame.getString("type"));
      assertEquals(event, EventJson.decode(text));
    }
  }

  @Test
  void whatAnotherProgramPublishesInARoomIsHeard() {
    BrokerClient broker = instance().broker(ear);
    subscribe(broker);
    publish("our:room:{general}", frame(BrokerContract.message("general", 1)));
    ear.expect(BrokerContract.message("general", 1));
  }

  @Test
  void whatIsNoEventIsPassedOver() {
    BrokerClient broker = instance().broker(ear);
    subscribe(broker);
    for (String text : List.of(
        "", "x", "null", "[]", "{", "{}", "{\"type\":\"typing\",\"room\":\"general\"}", "\u0000")) {
      publish("our:room:{general}", text);
      publish("our:control", text);
    }
    publish("our:control", "{\"type\":\"ended\",\"logins\":[1]}");
    publish("our:control", "{\"type\":\"ended\",\"logins\":\"l\"}");
    publish("our:room:{general}", frame(BrokerContract.message("dev", 1)));
    publish("our:room:{general}", frame(BrokerContract.message("general", 2)));
    ear.expect(BrokerContract.message("general", 2));
    publish("our:control", "{\"type\":\"ended\",\"logins\":[\"l1\"]}");
    ear.expectEnded(List.of("l1"));
  }

  @Test
  void whatSomebodySaidIsForgottenAndWhatOthersSaidIsNot() {
    BrokerClient broker = instance().broker(ear);
    broker.publish(BrokerContract.message("general", 1), "e1");
    broker.publish(new Event.Message("general", 2, 2, "bob", null, "hi", null), "e1");
    broker.forget("general", BrokerContract.message("general", 1).from());
    broker.publish(new Event.Message("general", 3, 3, "bob", null, "ho", null), "e1");
    awaitHead("3");
    Waiting.until("two are left", () -> (Long) count() == 2L);
    assertEquals(
        List.of("2", "3"),
        list("ZRANGE", RECENT, "0", "-1", "WITHSCORES").stream()
            .filter(item -> item.toString().matches("\\d"))
            .toList());
  }

  @Test
  void theLastMessagesAreAsTheyAreNow() {
    BrokerClient broker = instance().broker(ear);
    broker.publish(BrokerContract.message("general", 1), "e1");
    broker.publish(BrokerContract.message("general", 2), "e1");
    broker.publish(new Event.Edit("general", 3, 3, "alice", null, 1, "new", List.of("bob")), "e1");
    broker.publish(new Event.Reaction("general", 4, 4, "bob", null, 1, "👍", true), "e1");
    broker.publish(new Event.Reaction("general", 5, 5, "carol", null, 1, "👍", true), "e1");
    broker.publish(new Event.Reaction("general", 6, 6, "bob", null, 1, "👍", false), "e1");
    broker.publish(new Event.Delete("general", 7, 7, "alice", null, 2), "e1");
    awaitHead("7");
    Waiting.until("a tombstone", () -> kept(2).getBoolean("deleted", false));
    assertFalse(kept(2).containsKey("text"));
    JsonObject first = kept(1);
    assertEquals("new", first.getString("text"));
    assertEquals(3, first.getInteger("edited"));
    assertEquals(new JsonArray().add("bob"), first.getJsonArray("mentions"));
    assertEquals(
        new JsonObject().put("👍", new JsonArray().add("carol")), first.getJsonObject("reactions"));
    assertEquals(
        new JsonObject(frame(BrokerContract.message("general", 1))).getLong("ts"),
        first.getLong("ts"));
  }

  @Test
  void whatIsDeletedBeforeItIsKeptIsNotKept() {
    BrokerClient broker = instance().broker(ear);
    broker.publish(new Event.Delete("general", 2, 2, "alice", null, 1), "e1");
    awaitHead("2");
    Waiting.until("a tombstone", () -> (Long) count() == 1L);
    instance().broker(new BrokerEar()).publish(BrokerContract.message("general", 1), "e1");
    broker.publish(BrokerContract.message("general", 3), "e1");
    awaitHead("3");
    Waiting.until("the next message", () -> (Long) count() == 2L);
    assertFalse(kept(1).containsKey("text"));
  }

  private JsonObject kept(long seq) {
    return new JsonObject(
        list("ZRANGEBYSCORE", RECENT, "" + seq, "" + seq).get(0).toString());
  }

  @Test
  void eventsArriveInTheOrderPublishedAndInFewerBatchesThanEvents() {
    BrokerClient follower = instance().broker(ear);
    subscribe(follower);
    BrokerClient publisher = instance().broker(new BrokerEar());
    int events = 5_000;
    for (int seq = 1; seq <= events; seq++) {
      publisher.publish(BrokerContract.message("general", seq), "e1");
    }
    for (int seq = 1; seq <= events; seq++) {
      ear.expect(BrokerContract.message("general", seq));
    }
    awaitHead("5000");
    assertTrue(calls("eval") <= events / 4, () -> calls("eval") + " batches");
  }

  @Test
  void theHeadNeverMovesBack() {
    BrokerClient one = instance().broker(ear);
    BrokerClient other = instance().broker(new BrokerEar());
    one.publish(BrokerContract.message("general", 9), "e1");
    awaitHead("9");
    other.publish(BrokerContract.message("general", 8), "e1");
    Waiting.until("both are told", () -> (Long) count() == 2L);
    assertEquals("9", REDIS.cli("GET", SEQ));
    other.publish(BrokerContract.message("general", 10), "e1");
    awaitHead("10");
  }

  @Test
  void anEventThatIsNoMessageMovesTheHeadOnly() {
    instance()
        .broker(ear)
        .publish(
            new Event.Member("general", 3, 1, "bob", null, "bob", Event.Change.LEFT, null), "e1");
    awaitHead("3");
    assertEquals(0L, count());
  }

  @Test
  void theLastFiftyMessagesAreKeptAsFramesBySeq() throws MalformedEvent {
    BrokerClient broker = instance().broker(ear);
    for (int seq = 1; seq <= 120; seq++) {
      broker.publish(BrokerContract.message("general", seq), "e1");
    }
    broker.publish(BrokerContract.message("general", 120), "e1");
    awaitHead("120");
    Waiting.until("the last one is kept", () -> REDIS.cli("ZSCORE", RECENT, newest()) != null);
    List<?> kept = list("ZREVRANGE", RECENT, "0", "-1", "WITHSCORES");
    assertEquals(100, kept.size());
    for (int i = 0; i < 50; i++) {
      long seq = 120L - i;
      assertEquals(Long.toString(seq), kept.get(2 * i + 1));
      String frame = String.valueOf(kept.get(2 * i));
      assertEquals(BrokerContract.message("general", seq), EventJson.decode(frame));
      assertEquals(null, new JsonObject(frame).getString("origin"));
    }
  }

  @Test
  void fiftyMessagesAreAllKept() {
    BrokerClient broker = instance().broker(ear);
    for (int seq = 1; seq <= 50; seq++) {
      broker.publish(BrokerContract.message("general", seq), "e1");
    }
    awaitHead("50");
    assertEquals(50L, count());
  }

  @Test
  void aRoomIsForgottenAWeekAfterItsLastEvent() {
    BrokerClient broker = instance().broker(ear);
    broker.publish(BrokerContract.message("general", 1), "e1");
    awaitHead("1");
    long week = TimeUnit.DAYS.toMillis(7);
    for (String key : List.of(SEQ, RECENT)) {
      long left = millisLeft(key);
      assertTrue(left > week - 60_000 && left <= week, () -> key + " " + left);
    }
  }

  @Test
  void anInstanceIsSeenWhileItRunsAndGoneWhenItEnds() {
    Instance instance = instance();
    String key = "our:instance:" + instance.id;
    List<?> said = list("HGETALL", key);
    assertEquals(
        List.of("address", "127.0.0.1:80", "version", "1.0", "sessions", "7", "started", "42"),
        said.subList(0, 8));
    long left = millisLeft(key);
    assertTrue(left > 0 && left <= 30_000, () -> "" + left);
    REDIS.run("PEXPIRE", key, "14000");
    Waiting.until("the lease is renewed", () -> millisLeft(key) > 14_000);
    REDIS.run("FLUSHALL");
    REDIS.run("CLIENT", "KILL", "TYPE", "pubsub");
    Waiting.until("the lease is there again", () -> millisLeft(key) > 14_000);
    instance.close();
    assertEquals(0L, REDIS.cli("EXISTS", key));
  }

  @Test
  void instancesAreToldOfAllThatAreNotSilent() {
    Instance one = instance();
    Instance other = instance();
    REDIS.run(
        "HSET",
        "our:instance:older",
        "address",
        "h:1",
        "version",
        "0.9",
        "sessions",
        "5",
        "started",
        "41");
    REDIS.run("ZADD", "our:instances", "1", "silent");
    REDIS.run("ZADD", "our:instances", "" + System.currentTimeMillis(), "older");
    Map<String, InstanceFacts> told = told(one);
    assertEquals(Set.of(one.id, other.id, "older"), told.keySet());
    InstanceFacts said = Objects.requireNonNull(told.get(other.id));
    InstanceFacts expected = Instance.facts(other.id);
    assertEquals(expected.tally(), said.tally());
    assertEquals(List.of(42L, 7), List.of(said.started(), said.sessions()));
    InstanceFacts older = Objects.requireNonNull(told.get("older"));
    assertEquals("0.9", older.version());
    assertEquals(0, older.tally().messagesOut());
    REDIS.run("HSET", "our:instance:older", "sessions", "many");
    other.close();
    assertEquals(Set.of(one.id), told(one).keySet());
  }

  private static Map<String, InstanceFacts> told(Instance instance) {
    return Loops.await(Leases.ask(instance.vertx), Duration.ofSeconds(15)).stream()
        .collect(Collectors.toMap(InstanceFacts::id, Function.identity()));
  }

  @Test
  void whatIsPublishedBeforeACleanEndIsStillTold() {
    subscribe(instance().broker(ear));
    Instance leaving = instance();
    BrokerClient broker = leaving.broker(new BrokerEar());
    for (int seq = 1; seq <= 100; seq++) {
      broker.publish(BrokerContract.message("general", seq), "e1");
    }
    assertTrue(leaving.health().up());
    leaving.close();
    for (int seq = 1; seq <= 100; seq++) {
      ear.expect(BrokerContract.message("general", seq));
    }
  }

  @Test
  void whileTheLinkIsAwayTheNewestPublishesWaitAndTheOldestAreDropped() {
    try (TcpProxy proxy = TcpProxy.to(REDIS.port());
        Resp program = Resp.connect(REDIS.port())) {
      Instance instance = instance(proxy.port());
      Object subscribed = program.call("SUBSCRIBE", "our:room:{general}");
      assertTrue(Objects.requireNonNull(subscribed).toString().contains("subscribe"));
      proxy.refuse();
      proxy.cut();
      instance.awaitUp(false);
      BrokerClient broker = instance.broker(ear);
      int events = 2_000;
      String text = "x".repeat(4_000);
      for (int seq = 1; seq <= events; seq++) {
        broker.publish(new Event.Message("general", seq, 1, "alice", null, text, null), "e1");
      }
      assertEquals(false, instance.health().up());
      proxy.pass();
      long first = new JsonObject(text(program)).getLong("seq");
      long bytes = (events - first + 1) * 2 * 4_000;
      assertTrue(first > 1, "some were dropped");
      assertTrue(bytes <= Outbox.WAITING_BYTES, () -> bytes + " bytes waited");
      assertTrue(bytes > Outbox.WAITING_BYTES * 8L / 10, () -> "only " + bytes + " bytes waited");
      for (long seq = first + 1; seq <= events; seq++) {
        assertEquals(seq, new JsonObject(text(program)).getLong("seq"));
      }
    }
  }

  private static String newest() {
    return frame(BrokerContract.message("general", 120));
  }

  private static String frame(Event event) {
    return new String(EventJson.encode(event), StandardCharsets.UTF_8);
  }

  private static void publish(String channel, String text) {
    assertEquals(1L, REDIS.cli("PUBLISH", channel, text));
  }

  private static void awaitHead(String seq) {
    Waiting.until("the head is " + seq, () -> seq.equals(REDIS.cli("GET", SEQ)));
  }

  private static Object count() {
    return Objects.requireNonNull(REDIS.cli("ZCARD", RECENT));
  }

  private static long millisLeft(String key) {
    return (Long) Objects.requireNonNull(REDIS.cli("PTTL", key));
  }

  private static List<?> list(String... command) {
    return (List<?>) Objects.requireNonNull(REDIS.cli(command));
  }

  private static long calls(String command) {
    String stats = String.valueOf(REDIS.cli("INFO", "commandstats"));
    return stats
        .lines()
        .filter(line -> line.startsWith("cmdstat_" + command + ":"))
        .mapToLong(line -> Long.parseLong(line.replaceAll(".*calls=(\\d+),.*", "$1")))
        .sum();
  }

  private static String text(Resp program) {
    List<?> message = (List<?>) Objects.requireNonNull(program.next(SOON));
    return String.valueOf(message.get(2));
  }

  private static void subscribe(BrokerClient broker) {
    var unused = Loops.await(broker.subscribe("general").map("done"), SOON);
    // On a busy machine a subscription may take longer than it is waited for.
    Waiting.until("Redis knows of it", () -> list("PUBSUB", "NUMSUB", "our:room:{general}")
        .contains(1L));
  }

  private Instance instance() {
    return instance(REDIS.port());
  }

  private Instance instance(int port) {
    Instance instance = Instance.start(Instance.config(REDIS.uri(port), "our:"));
    instances.add(instance);
    return instance;
  }
}
