package dev.hubbub.testing;

import io.vertx.core.json.DecodeException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Plays a {@link Transcript} against a running instance: sends what is sent, and fails with the number of the line where
 * something else is told than stands there, or more. For one thread.
 */
public final class Replay implements AutoCloseable {
  private final int port;
  private final Placeholders placeholders = new Placeholders();
  private final Map<String, Speaker> speakers = new HashMap<>();

  /** One against the instance on that port. */
  public Replay(int port) {
    this.port = port;
  }

  /** Plays all of it. */
  public void play(Transcript transcript) {
    transcript.blocks().forEach(this::playBlock);
  }

  private void playBlock(List<Transcript.Line> block) {
    int last = 0;
    try {
      for (Transcript.Line line : block) {
        last = line.number();
        Speaker speaker =
            speakers.computeIfAbsent(line.who(), who -> new Speaker(who, port, placeholders));
        if (line.sent()) {
          speaker.sends(line.text());
        } else {
          speaker.isTold(line.text());
        }
      }
      speakers.values().forEach(Speaker::isToldNothingMore);
    } catch (AssertionError | DecodeException e) {
      throw new AssertionError("line " + last + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    speakers.values().forEach(Speaker::close);
  }
}
