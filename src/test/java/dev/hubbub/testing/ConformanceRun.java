package dev.hubbub.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One {@link ConformanceCase} on one session of its own. */
final class ConformanceRun {
  private static final Frame GOODBYE = Frame.close(1000, "");

  private final ConformanceDoor door;
  private final ConformanceCase told;
  private final RawWebSocket session;
  private final List<String> answers = new ArrayList<>();
  private final List<String> pongs = new ArrayList<>();
  private @Nullable Frame close;

  private ConformanceRun(ConformanceDoor door, ConformanceCase told, RawWebSocket session) {
    this.door = door;
    this.told = told;
    this.session = session;
  }

  /**
   * Runs it.
   *
   * @param path one of the door's, where nobody else is meanwhile
   * @throws AssertionError where the server does anything else than the case says
   */
  static void of(ConformanceDoor door, String path, ConformanceCase told, Endpoint endpoint)
      throws IOException {
    try (RawWebSocket session = RawWebSocket.open(endpoint, path, Map.of())) {
      new ConformanceRun(door, told, session).run();
    }
  }

  private void run() throws IOException {
    if (door.greets()) {
      hearUntil(1, "hello");
      answers.clear();
    }
    for (ConformanceCase.Step step : told.steps()) {
      send(step);
      hearUntil(step.heard(), "the answer to go on");
    }
    if (told.goodbye()) {
      hearUntil(told.answers().size() + told.pongs().size(), "the last answer");
      session.send(GOODBYE);
    }
    while (close == null && hear()) {}
    Frame last = assertNotNullFrame(close, "The server ended the connection without a close frame");
    checkClose(last);
    checkAnswers();
    if (!told.goodbye()) {
      sayGoodbye();
    }
    assertNull(session.read(), "The server said something after its close frame");
  }

  private void checkClose(Frame close) {
    int code = close.closeCode();
    assertEquals(told.code(), code, "The close code");
    assertTrue(close.fin() && close.rsv() == 0, "The close frame is broken");
  }

  /** Where the server ends the session, it may do so before it has answered all that went before. */
  private void checkAnswers() {
    if (told.goodbye()) {
      assertEquals(told.answers(), answers);
      assertEquals(told.pongs(), pongs);
    } else {
      assertTrue(startsWith(told.answers(), answers), () -> "Answered " + answers);
      assertTrue(startsWith(told.pongs(), pongs), () -> "Ponged " + pongs);
    }
  }

  private static boolean startsWith(List<String> all, List<String> first) {
    return first.size() <= all.size() && all.subList(0, first.size()).equals(first);
  }

  private void hearUntil(int count, String what) throws IOException {
    while (answers.size() + pongs.size() < count && close == null) {
      assertTrue(hear(), () -> "The connection ended before " + what);
    }
  }

  /** Takes the next frame down; false where there is none. */
  private boolean hear() throws IOException {
    Frame frame = session.read();
    if (frame == null) {
      return false;
    }
    switch (frame.opcode()) {
      case Frame.TEXT -> answers.add(answer(frame));
      case Frame.PONG -> pongs.add(frame.payload().toString(StandardCharsets.ISO_8859_1));
      case Frame.PING -> {}
      case Frame.CLOSE -> close = frame;
      default -> throw new AssertionError("The server sent a frame of opcode " + frame.opcode());
    }
    return true;
  }

  private String answer(Frame frame) {
    assertTrue(frame.fin() && frame.rsv() == 0, "A frame of the server is not whole");
    return door.heard(frame.payloadText());
  }

  /** The server may be gone already: it need not wait for bytes that it would not read. */
  private void send(ConformanceCase.Step step) {
    try {
      session.send(step.bytes().getBytes(), step.chop());
    } catch (IOException e) {
      assertTrue(!told.goodbye(), "The server stopped listening");
    }
  }

  private void sayGoodbye() {
    try {
      session.send(GOODBYE);
    } catch (IOException e) {
      // Then it is gone, and that is what was wanted.
    }
  }

  private static Frame assertNotNullFrame(@Nullable Frame frame, String otherwise) {
    assertNotNull(frame, otherwise);
    return Objects.requireNonNull(frame);
  }
}
