package dev.hubbub.testing;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a client sends on an open session, and what it is told.
 *
 * @param group as the Autobahn suite numbers them; {@code +} for what that has none for
 * @param answers what {@link ConformanceDoor#heard} makes of each text that the server says, in order; where the server
 *     ends the session over a fault, the first few of them are enough
 * @param pongs the payloads of the pong frames, in order, likewise
 * @param ending which of the two ends the session
 * @param code the code in the server's close frame
 */
public record ConformanceCase(
    String group,
    String name,
    List<Step> steps,
    List<String> answers,
    List<String> pongs,
    Ending ending,
    int code) {

  /**
   * Bytes to send.
   *
   * @param chop how many at a time; 0 is all at once
   * @param heard how many answers and pongs to have heard before going on
   */
  record Step(Buffer bytes, int chop, int heard) {}

  /** Which of the two ends the session. */
  enum Ending {
    /** The client says goodbye when all is told, and gets its 1000 back. */
    GOODBYE,
    /** What was sent ends it. */
    CLOSED
  }

  /** The client ends the session itself. */
  boolean goodbye() {
    return ending == Ending.GOODBYE;
  }

  /** The first word of {@code title} is the group. */
  static Builder named(String title) {
    return new Builder(title);
  }

  @Override
  public String toString() {
    return group + " " + name;
  }

  /** Gathers a case from left to right. */
  static final class Builder {
    private final String title;
    private final List<Step> steps = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();
    private final List<String> pongs = new ArrayList<>();
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private int chop;

    private Builder(String title) {
      this.title = title;
    }

    Builder chopped(int size) {
      chop = size;
      return this;
    }

    Builder send(Frame... frames) {
      for (Frame frame : frames) {
        pending.writeBytes(frame.masked());
      }
      return this;
    }

    Builder sendBytes(byte[] bytes) {
      pending.writeBytes(bytes);
      return this;
    }

    /** In one frame, and its answer. */
    Builder say(ConformanceDoor.Said said) {
      return send(Frame.of(Frame.TEXT, said.bytes())).answer(said);
    }

    Builder answer(ConformanceDoor.Said said) {
      answers.add(said.answer());
      return this;
    }

    Builder pong(String payload) {
      pongs.add(payload);
      return this;
    }

    /** Waits for all that is expected so far. */
    Builder heard() {
      flush(answers.size() + pongs.size());
      return this;
    }

    /** The server is content to the end. */
    ConformanceCase ok() {
      return made(Ending.GOODBYE, 1000);
    }

    /** The server closes with this code. */
    ConformanceCase closes(int code) {
      return made(Ending.CLOSED, code);
    }

    private ConformanceCase made(Ending ending, int code) {
      flush(0);
      String[] words = title.split(" ", 2);
      return new ConformanceCase(
          words[0],
          words[1],
          List.copyOf(steps),
          List.copyOf(answers),
          List.copyOf(pongs),
          ending,
          code);
    }

    private void flush(int heard) {
      steps.add(new Step(Buffer.buffer(pending.toByteArray()), chop, heard));
      pending.reset();
    }
  }

  /** One text message in fragments of {@code size} bytes. */
  static Frame[] fragments(byte[] text, int size) {
    return fragments(Frame.TEXT, text, size);
  }

  /** One message in fragments of {@code size} bytes. */
  static Frame[] fragments(int opcode, byte[] message, int size) {
    List<Frame> frames = new ArrayList<>();
    for (int from = 0; from < message.length; from += size) {
      int to = Math.min(from + size, message.length);
      byte[] payload = Arrays.copyOfRange(message, from, to);
      frames.add(new Frame(
          to == message.length,
          0,
          from == 0 ? opcode : Frame.CONTINUATION,
          Buffer.buffer(payload)));
    }
    return frames.toArray(new Frame[0]);
  }
}
