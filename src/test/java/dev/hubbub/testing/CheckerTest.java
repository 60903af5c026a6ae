package dev.hubbub.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CheckerTest {
  private final List<JsonObject> log = new ArrayList<>(List.of(
      member(1, "ann", "joined"),
      member(2, "bob", "joined"),
      message(3, "ann", "a1", "hello"),
      message(4, "bob", "b1", "hi"),
      message(5, "bob", "b2", "how are you?")));
  private final List<Testimony.Line> first = new ArrayList<>();
  private final List<Testimony.Line> second = new ArrayList<>();

  @Test
  void aFaultlessSessionHasNoFaults() {
    follow();
    assertEquals(List.of(), faults());
  }

  @Test
  void aResumedSessionHasNoFaults() {
    told(join(null), joined(2, false), log.get(2));
    toldAgain(join(3L), joined(4, true, log.get(3)), log.get(4));
    assertEquals(List.of(), faults());
  }

  @Test
  void aGapIsFound() {
    told(join(null), joined(2, false), log.get(2), log.get(4));
    assertFault("is told 5 of talk where 4 is next");
  }

  @Test
  void aRepetitionIsFound() {
    told(join(null), joined(2, false), log.get(2), log.get(2), log.get(3), log.get(4));
    assertFault("is told 3 of talk where 4 is next");
  }

  @Test
  void aSwapIsFound() {
    told(join(null), joined(2, false), log.get(3), log.get(2), log.get(4));
    assertFault("is told 4 of talk where 3 is next");
  }

  @Test
  void aMissingLastEventIsFound() {
    told(join(null), joined(2, false), log.get(2), log.get(3));
    assertFault("has seen talk up to 4 and not to 5");
  }

  @Test
  void anEventBeforeJoinedIsFound() {
    told(log.get(2), join(null), joined(5, false));
    assertFault("before joined");
  }

  @Test
  void anotherContentThanTheLogsIsFound() {
    told(join(null), joined(2, false), message(3, "ann", "a1", "hullo"), log.get(3), log.get(4));
    assertFault("where the log has");
  }

  @Test
  void aHoleInARecoveryIsFound() {
    told(join(null), joined(2, false));
    toldAgain(join(2L), joined(5, true, log.get(3), log.get(4)));
    assertFault("is told 4 of talk where 3 is next");
  }

  @Test
  void aRecoveryThatEndsBeforeItsSeqIsFound() {
    told(join(null), joined(2, false));
    toldAgain(join(2L), joined(5, true, log.get(2), log.get(3)));
    assertFault("stands at 5 and given events up to 4");
  }

  @Test
  void aResumeThatStartsAfreshIsFound() {
    told(join(null), joined(2, false));
    toldAgain(join(2L), joined(5, false, log.get(4)));
    assertFault("afresh after 2");
  }

  @Test
  void anAckedMessageThatIsNotInTheLogIsFound() {
    follow();
    said("b3", "lost?");
    told(ack("b3", 6, false));
    assertFault("where the log has nothing");
  }

  @Test
  void anAckedMessageThatTheLogHasWithAnotherTextIsFound() {
    follow();
    said("b2", "how are you?");
    told(ack("b2", 5, false));
    assertEquals(List.of(), faults());
    log.set(4, message(5, "bob", "b2", "how are we?"));
    assertFault("for {\"type\":\"send\",\"id\":\"b2\"");
  }

  @Test
  void anAckForAnothersMessageIsFound() {
    follow();
    said("b3", "hello");
    told(ack("b3", 3, false));
    assertFault("where the log has");
  }

  @Test
  void aMessageNobodyAnsweredIsFound() {
    follow();
    said("b3", "anybody?");
    assertFault("was never told of");
  }

  @Test
  void aMessageThatIsRefusedForNoReasonIsFound() {
    follow();
    said("b3", "no?");
    told(new JsonObject().put("type", "error").put("id", "b3").put("code", "not_found"));
    assertFault("is refused");
  }

  @Test
  void aKeyThatGetsAnotherSeqTheSecondTimeIsFound() {
    log.add(message(6, "bob", "b1", "hi"));
    follow();
    told(log.get(5));
    said("b1", "hi");
    told(ack("b1", 4, false));
    said("b1", "hi");
    told(ack("b1", 6, true));
    assertFault("has two seqs for key b1");
    assertFault("a second event with key b1");
  }

  @Test
  void aKeyThatIsNewTwiceIsFound() {
    follow();
    said("b1", "hi");
    told(ack("b1", 4, false), ack("b1", 4, false));
    assertFault("told twice that key b1 is new");
  }

  @Test
  void aSwapOfSendsIsFound() {
    follow();
    said("b2", "how are you?");
    said("b1", "hi");
    told(ack("b1", 4, false), ack("b2", 5, false));
    assertFault("said in talk what became 4 after what became 5");
  }

  @Test
  void aSwapByARetryIsNone() {
    follow();
    said("b2", "how are you?");
    said("b1", "hi");
    told(ack("b1", 4, false), ack("b2", 5, true));
    assertEquals(List.of(), faults());
  }

  @Test
  void anEventAfterTheRemovalIsFound() {
    log.set(3, member(4, "bob", "kicked"));
    log.set(4, message(5, "ann", "a2", "behind your back"));
    told(join(null), joined(2, false), log.get(2), log.get(3));
    assertEquals(List.of(), faults());
    told(log.get(4));
    assertFault("after the removal");
  }

  @Test
  void aSignalAfterTheRemovalIsFound() {
    log.set(3, member(4, "bob", "left"));
    told(join(null), joined(2, false), log.get(2), log.get(3));
    told(new JsonObject().put("type", "typing").put("room", "talk").put("user", "ann"));
    assertFault("after the removal");
  }

  @Test
  void aRemovalThatTheRemovedIsNotToldOfIsFound() {
    log.set(3, member(4, "bob", "left"));
    told(join(null), joined(2, false), log.get(2));
    assertFault("has seen talk up to 3 and not to 4");
  }

  @Test
  void oneWhoWasAwayWhenRemovedIsToldByARefusal() {
    log.set(3, member(4, "bob", "kicked"));
    log.set(4, message(5, "ann", "a2", "behind your back"));
    told(join(null), joined(2, false), log.get(2));
    toldAgain(join(3L), refusal());
    assertEquals(List.of(), faults());
  }

  @Test
  void aRefusalForAMemberIsFound() {
    told(join(null), joined(2, false), log.get(2));
    toldAgain(join(3L), refusal());
    assertFault("is refused");
  }

  @Test
  void aHoleInTheLogIsFound() {
    follow();
    log.remove(3);
    assertFault("seq 5 stands at place 4");
  }

  @Test
  void aSeqThatTheLogHasTwiceIsFound() {
    follow();
    log.add(message(5, "ann", "a2", "me too"));
    assertFault("seq 5 stands at place 6");
  }

  @Test
  void aKeyThatTheLogHasTwiceIsFound() {
    follow();
    told(message(6, "bob", "b2", "how are you?"));
    log.add(message(6, "bob", "b2", "how are you?"));
    assertFault("a second event with key b2");
  }

  @Test
  void aMessageFromOneWhoIsRemovedIsFound() {
    log.set(3, member(4, "bob", "kicked"));
    told(join(null), joined(2, false), log.get(2), log.get(3));
    assertFault("from one who is no member");
  }

  @Test
  void aMissingEventOfASecondMembershipIsFound() {
    log.set(3, member(4, "bob", "left"));
    log.set(4, member(5, "bob", "joined"));
    log.add(message(6, "bob", "b3", "here again"));
    told(join(null), joined(2, false), log.get(2), log.get(3));
    toldAgain(join(null), joined(5, false), log.get(5));
    assertEquals(List.of(), faults());
    log.add(message(7, "ann", "a2", "welcome back"));
    assertFault("has seen talk up to 6 and not to 7");
  }

  @Test
  void aResumeAfterTheRemovalIsFound() {
    log.set(3, member(4, "bob", "banned"));
    log.set(4, message(5, "ann", "a2", "behind your back"));
    told(join(null), joined(2, false), log.get(2), log.get(3));
    toldAgain(join(4L), joined(5, true, log.get(4)));
    assertFault("has resumed talk after the removal");
  }

  @Test
  void anEventOfARoomThatWasNeverJoinedIsFound() {
    follow();
    told(message(1, "ann", "a1", "hello").put("room", "other"));
    assertFault("is told of other before joined");
  }

  @Test
  void instancesThatTellAnEventDifferentlyAreFound() {
    List<JsonObject> changed = new ArrayList<>(log);
    changed.set(2, message(3, "ann", "a1", "hullo"));
    Checker checker =
        new Checker(Map.of("one", Map.of("talk", log), "another", Map.of("talk", changed)));
    assertTrue(checker.faults().toString().contains("tells"), checker.faults()::toString);
  }

  @Test
  void instancesThatTellTheLogDifferentlyAreFound() {
    Checker checker = new Checker(Map.of(
        "one", Map.of("talk", log),
        "another", Map.of("talk", log.subList(0, 4))));
    assertTrue(checker.faults().toString().contains("has 4 events, another 5")
        || checker.faults().toString().contains("has 5 events, another 4"));
  }

  private void follow() {
    told(join(null), joined(2, false), log.get(2), log.get(3), log.get(4));
  }

  private void told(JsonObject... frames) {
    add(first, frames);
  }

  private void toldAgain(JsonObject... frames) {
    add(second, frames);
  }

  private static void add(List<Testimony.Line> lines, JsonObject... frames) {
    for (JsonObject frame : frames) {
      lines.add(new Testimony.Line("join".equals(frame.getString("type")), frame));
    }
  }

  private void said(String key, String text) {
    first.add(new Testimony.Line(
        true,
        new JsonObject()
            .put("type", "send")
            .put("id", key)
            .put("room", "talk")
            .put("key", key)
            .put("text", text)));
  }

  private List<String> faults() {
    Checker checker = new Checker(Map.of("one", Map.of("talk", log)));
    List<Testimony.Connection> connections =
        List.of(new Testimony.Connection(1, first), new Testimony.Connection(2, second));
    checker.hear(new Testimony("bob", Set.of("talk"), connections));
    return checker.faults();
  }

  private void assertFault(String words) {
    List<String> faults = faults();
    assertTrue(faults.stream().anyMatch(fault -> fault.contains(words)), faults::toString);
  }

  private static JsonObject refusal() {
    return new JsonObject().put("type", "error").put("room", "talk").put("code", "not_found");
  }

  private static JsonObject event(long seq, String type, String from) {
    return new JsonObject()
        .put("type", type)
        .put("room", "talk")
        .put("seq", seq)
        .put("ts", 1_700_000_000_000L + seq)
        .put("from", from);
  }

  private static JsonObject member(long seq, String user, String change) {
    return event(seq, "member", user).put("user", user).put("change", change);
  }

  private static JsonObject message(long seq, String from, String key, String text) {
    return event(seq, "message", from).put("key", key).put("text", text);
  }

  private static JsonObject join(@Nullable Long since) {
    JsonObject join = new JsonObject().put("type", "join").put("room", "talk");
    return since == null ? join : join.put("since", since);
  }

  private static JsonObject joined(long seq, boolean recovered, JsonObject... events) {
    return new JsonObject()
        .put("type", "joined")
        .put("room", "talk")
        .put("seq", seq)
        .put("recovered", recovered)
        .put("events", new JsonArray(List.of(events)));
  }

  private static JsonObject ack(String key, long seq, boolean duplicate) {
    JsonObject ack = new JsonObject()
        .put("type", "ack")
        .put("id", key)
        .put("room", "talk")
        .put("key", key)
        .put("seq", seq);
    return duplicate ? ack.put("duplicate", true) : ack;
  }
}
