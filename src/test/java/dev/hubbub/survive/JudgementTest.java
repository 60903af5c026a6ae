package dev.hubbub.survive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.testing.Testimony;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Testimonies with times of their own making: whoever is late, silent or greedy is found. */
class JudgementTest {
  private static final Judgement JUDGEMENT =
      new Judgement(Duration.ofSeconds(5), Duration.ofSeconds(5));
  private static final Vitals LEVEL = new Vitals(200 << 20, 60, 40, 8, 3);

  private final List<Testimony.Line> ann = new ArrayList<>();
  private final List<Testimony.Line> bob = new ArrayList<>();

  @Test
  void whoSeesTheLastEventInTimeIsAtTheHead() {
    said(1, 1.0);
    seen(ann, 1, 1.1);
    seen(bob, 1, 14.9);
    Finding heads = heads(10);
    assertTrue(heads.kept(), heads::toString);
    assertEquals("4.9 s", heads.measured());
  }

  @Test
  void whoSeesTheLastEventTooLateIsFound() {
    said(1, 1.0);
    seen(ann, 1, 1.1);
    seen(bob, 1, 15.2);
    assertFalse(heads(10).kept());
  }

  @Test
  void anEventIsKnownFromItsAckOn() {
    said(1, 9.0);
    acked(1, 9.5);
    seen(bob, 1, 16);
    assertFalse(heads(10).kept());
  }

  @Test
  void whatWasSaidAfterTheEndIsNoPartOfIt() {
    said(1, 11);
    seen(ann, 1, 11.1);
    seen(bob, 1, 19);
    assertEquals("0 ms", heads(10).measured());
  }

  @Test
  void whatComesByResumingCounts() {
    said(1, 1.0);
    seen(ann, 1, 1.1);
    bob.add(new Testimony.Line(
        false,
        new JsonObject()
            .put("type", "joined")
            .put("room", "talk")
            .put("events", new JsonArray().add(message(1))),
        nanos(16)));
    assertFalse(heads(10).kept());
  }

  @Test
  void levelsThatAreAsBeforeAreNoFault() {
    Vitals after = new Vitals(220 << 20, 68, 46, 10, 5);
    assertTrue(Judgement.levels(LEVEL, after).kept());
    assertTrue(Judgement.levels(LEVEL, LEVEL).kept());
  }

  @Test
  void everyLevelThatHasRisenIsFound() {
    assertRisen("memory", new Vitals(221 << 20, 60, 40, 8, 3));
    assertRisen("descriptors", new Vitals(200 << 20, 69, 40, 8, 3));
    assertRisen("threads", new Vitals(200 << 20, 60, 47, 8, 3));
    assertRisen("connections to PostgreSQL", new Vitals(200 << 20, 60, 40, 11, 3));
    assertRisen("connections to Redis", new Vitals(200 << 20, 60, 40, 8, 6));
  }

  private static void assertRisen(String what, Vitals after) {
    Finding levels = Judgement.levels(LEVEL, after);
    assertFalse(levels.kept());
    assertTrue(levels.measured().contains("not so: " + what), levels::toString);
  }

  @Test
  void acksThatNeverStopForLongAreNoFault() {
    said(1, 1);
    acked(1, 4);
    said(2, 6);
    acked(2, 8.5);
    Finding acks = acks();
    assertTrue(acks.kept(), acks::toString);
    assertEquals("4.5 s", acks.measured());
  }

  @Test
  void aLongTimeWithoutAnAckIsFound() {
    said(1, 1);
    acked(1, 1.5);
    said(2, 2);
    acked(2, 7);
    assertFalse(acks().kept());
  }

  @Test
  void noAckUntilTheEndIsFoundToo() {
    said(1, 1);
    acked(1, 1.5);
    assertEquals("8.5 s", acks().measured());
  }

  @Test
  void latenciesCountFromTheFirstAttempt() {
    said(1, 1);
    said(1, 3);
    acked(1, 4);
    seen(bob, 1, 5);
    Timeline timeline = timeline(Testimony.End.NONE);
    assertEquals(Duration.ofSeconds(3), timeline.ackP99(0, nanos(10)));
    assertEquals(Duration.ofSeconds(4), timeline.deliveryP99(0, nanos(10)));
    assertEquals(Duration.ZERO, timeline.ackP99(nanos(2), nanos(10)));
  }

  @Test
  void whoIsBackInAllRoomsIsBack() {
    JsonObject joined = new JsonObject().put("type", "joined").put("room", "talk");
    Testimony.Connection first = new Testimony.Connection(
        1, List.of(new Testimony.Line(false, joined, nanos(1))), new Testimony.End(1012, nanos(2)));
    Testimony.Connection again =
        new Testimony.Connection(1, List.of(new Testimony.Line(false, joined, nanos(6))));
    Timeline timeline =
        new Timeline(List.of(new Testimony("ann", Set.of("talk"), List.of(first, again))));
    assertEquals(Duration.ofSeconds(4), timeline.backP99(0, nanos(10)));
    assertEquals(Map.of(1012, 1), timeline.ends(0, nanos(10)));
  }

  private Finding heads(double healed) {
    return JUDGEMENT.heads(timeline(Testimony.End.NONE), nanos(healed));
  }

  private Finding acks() {
    return JUDGEMENT.acks(timeline(Testimony.End.NONE), 0, nanos(10));
  }

  private Timeline timeline(Testimony.End end) {
    return new Timeline(List.of(
        new Testimony("ann", Set.of("talk"), List.of(new Testimony.Connection(1, ann, end))),
        new Testimony("bob", Set.of("talk"), List.of(new Testimony.Connection(1, bob, end)))));
  }

  private void said(int number, double seconds) {
    JsonObject send = new JsonObject().put("type", "send").put("key", "k" + number);
    ann.add(new Testimony.Line(true, send, nanos(seconds)));
  }

  private void acked(int number, double seconds) {
    JsonObject ack = new JsonObject()
        .put("type", "ack")
        .put("room", "talk")
        .put("seq", (long) number)
        .put("key", "k" + number);
    ann.add(new Testimony.Line(false, ack, nanos(seconds)));
  }

  private static void seen(List<Testimony.Line> by, int number, double seconds) {
    by.add(new Testimony.Line(false, message(number), nanos(seconds)));
  }

  private static JsonObject message(int number) {
    return new JsonObject()
        .put("type", "message")
        .put("room", "talk")
        .put("seq", (long) number)
        .put("from", "ann")
        .put("key", "k" + number);
  }

  private static long nanos(double seconds) {
    return Math.round(seconds * 1e9);
  }
}
