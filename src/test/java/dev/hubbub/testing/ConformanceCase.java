package dev.hubbub.testing;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What a client sends on an open session, and what it is told. {@code 0} among the codes of the ending means that the
 * client says goodbye when all is told, and gets its 1000 back.
 *
 * @param answers each {@code pong(id)} or {@code error(code)} that the server says in a text, in order; where the server
 *     ends the session over a fault, the first few of them are enough
 * @param pongs the payloads of the pong frames, in order, likewise
 * @param codes the close codes of which the server uses one
 */
record ConformanceCase(
    String name, List<Step> steps, List<String> answers, List<String> pongs, Set<Integer> codes) {

  /**
   * Bytes to send.
   *
   * @param chop how many at a time; 0 is all at once
   * @param heard how many answers and pongs to have heard before going on
   */
  record Step(Buffer bytes, int chop, int heard) {}

  /** The client ends the session itself. */
  boolean goodbye() {
    return codes.contains(0);
  }

  static Builder named(String name) {
    return new Builder(name);
  }

  /** Gathers a case from left to right. */
  static final class Builder {
    private final String name;
    private final List<Step> steps = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();
    private final List<String> pongs = new ArrayList<>();
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private int chop;

    private Builder(String name) {
      this.name = name;
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

    /** A protocol {@code ping} with that id, in one frame, and its answer. */
    Builder ping(String id) {
      return send(Frame.of(Frame.TEXT, pingText(id))).answer("pong(" + id + ")");
    }

    Builder answer(String answer) {
      answers.add(answer);
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
      return closes(0);
    }

    /** The server closes with one of these codes. */
    ConformanceCase closes(Integer... codes) {
      flush(0);
      return new ConformanceCase(
          name,
          List.copyOf(steps),
          List.copyOf(answers),
          List.copyOf(pongs),
          Set.copyOf(List.of(codes)));
    }

    private void flush(int heard) {
      steps.add(new Step(Buffer.buffer(pending.toByteArray()), chop, heard));
      pending.reset();
    }
  }

  /** A protocol {@code ping} as it goes into a frame. */
  static byte[] pingText(String id) {
    return pingText(id.getBytes(StandardCharsets.UTF_8));
  }

  /** A protocol {@code ping} whose id is these bytes, UTF-8 or not. */
  static byte[] pingText(byte[] id) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.writeBytes("{\"type\":\"ping\",\"id\":\"".getBytes(StandardCharsets.UTF_8));
    text.writeBytes(id);
    text.writeBytes("\"}".getBytes(StandardCharsets.UTF_8));
    return text.toByteArray();
  }

  /** A protocol {@code ping} of exactly that many bytes. */
  static byte[] pingText(String id, int size) {
    byte[] text = pingText(id);
    byte[] padded = Arrays.copyOf(text, size);
    Arrays.fill(padded, text.length, size, (byte) ' ');
    return padded;
  }
}
