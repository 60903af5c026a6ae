package dev.hubbub.redis;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** Something that is to be published. */
sealed interface Outgoing {
  /** Where to. */
  String channel();

  /** What, as it travels. */
  Buffer payload();

  /** What it takes in memory, about: bytes. */
  default int weight() {
    return payload().length() + 100;
  }

  /** A text on a plain channel. */
  record Text(String channel, Buffer payload) implements Outgoing {}

  /** Something for all instances. */
  record Control(String channel, Buffer payload) implements Outgoing {}

  /**
   * An event of a room.
   *
   * @param frame what is kept of it among the last messages; absent for one that is no message
   */
  record RoomEvent(String channel, Buffer payload, String room, long seq, @Nullable Buffer frame)
      implements Outgoing {
    @Override
    public int weight() {
      return payload.length() + (frame == null ? 0 : frame.length()) + 100;
    }
  }
}
