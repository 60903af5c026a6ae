package dev.hubbub.protocol;

import dev.hubbub.room.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * A client's frame that is no {@link Command}, with all that its answer needs. Its message is one sentence for a person
 * and holds nothing of the frame. It has no stack trace.
 */
public final class MalformedFrame extends Exception {
  private static final long serialVersionUID = 1L;

  private final @Nullable String id;
  private final @Nullable String room;
  private final ErrorCode code;
  private final String sentence;

  MalformedFrame(@Nullable String id, @Nullable String room, ErrorCode code, String sentence) {
    super(sentence, null, false, false);
    this.id = id;
    this.room = room;
    this.code = code;
    this.sentence = sentence;
  }

  /** The frame's id, where the frame is JSON and has a good one. */
  public @Nullable String id() {
    return id;
  }

  /** The room the frame names, where it names one that may exist. */
  public @Nullable String room() {
    return room;
  }

  /** What is wrong with it. */
  public ErrorCode code() {
    return code;
  }

  /** The one answer it gets from a session that is known; before that every frame's answer is {@code unauthorized}. */
  public Push.Error answer() {
    return new Push.Error(id, room, code, sentence, 0);
  }
}
