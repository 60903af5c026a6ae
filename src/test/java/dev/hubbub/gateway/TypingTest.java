package dev.hubbub.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hubbub.room.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Who is writing, by a clock of the test. */
class TypingTest {
  private static final String ROOM = "general";

  private final AtomicLong ms = new AtomicLong(5_000);
  private final List<Boolean> spread = new ArrayList<>();
  private final List<Boolean> told = new ArrayList<>();
  private final Typing typing = new Typing(
      (signal, session) -> spread.add(signal.on()),
      signal -> told.add(signal.on()),
      () -> ms.get() * 1_000_000);

  @Test
  void aSessionIsHeardOnceASecondAndWhatItSaidLastIsTold() {
    says(true);
    says(true);
    says(false);
    pass(999);
    assertEquals(List.of(true), spread);
    pass(1);
    assertEquals(List.of(true, false), spread);
    pass(1_000);
    says(false);
    assertEquals(List.of(true, false), spread);
    says(true);
    assertEquals(List.of(true, false, true), spread);
  }

  @Test
  void aRenewalIsHeardAfterASecond() {
    says(true);
    pass(1_000);
    says(true);
    assertEquals(List.of(true, true), spread);
  }

  @Test
  void itEndsAfterSixSecondsWithoutRenewalAndNotBefore() {
    typing.heard(signal(true));
    pass(3_000);
    typing.heard(signal(true));
    pass(5_999);
    assertEquals(List.of(true, true), told);
    pass(1);
    assertEquals(List.of(true, true, false), told);
    pass(10_000);
    assertEquals(List.of(true, true, false), told);
  }

  @Test
  void aMessageEndsItWithoutAWord() {
    says(true);
    typing.heard(signal(true));
    says(false);
    typing.said(ROOM, "alice");
    pass(10_000);
    typing.heard(signal(false));
    assertEquals(List.of(true), told);
    assertEquals(List.of(true), spread);
  }

  private void says(boolean on) {
    typing.says("s1", signal(on));
  }

  private void pass(long milliseconds) {
    ms.addAndGet(milliseconds);
    typing.sweep();
  }

  private static Signal.Typing signal(boolean on) {
    return new Signal.Typing(ROOM, "alice", on);
  }
}
