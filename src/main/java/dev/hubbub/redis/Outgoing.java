package dev.hubbub.redis;

import dev.hubbub.room.Broker.Attendance;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** Something that Redis is to be told. */
sealed interface Outgoing {
  /** What it takes in memory, about: bytes. */
  int weight();

  /** Something that is to be published. */
  sealed interface Published extends Outgoing {
    /** Where to. */
    String channel();

    /** What, as it travels. */
    Buffer payload();

    @Override
    default int weight() {
      return payload().length() + 100;
    }
  }

  /** A text on a plain channel. */
  record Text(String channel, Buffer payload) implements Published {}

  /** Something live in a room. */
  record RoomSignal(String channel, Buffer payload) implements Published {}

  /** Something for all instances. */
  record Control(String channel, Buffer payload) implements Published {}

  /** Who is there is to be seen for a while. */
  record Keep(Attendance person) implements Outgoing {
    @Override
    public int weight() {
      return 100 + 50 * person.sessions().size();
    }
  }

  /** What a user said in a room is to be forgotten. */
  record Forget(String room, String user) implements Outgoing {
    @Override
    public int weight() {
      return 100;
    }
  }

  /**
   * An event of a room.
   *
   * @param frame the event, where it says or changes something that is kept among the last messages
   * @param changes whether it changes what was said before
   */
  record RoomEvent(
      String channel,
      Buffer payload,
      String room,
      long seq,
      @Nullable Buffer frame,
      boolean changes)
      implements Published {
    @Override
    public int weight() {
      return payload.length() + (frame == null ? 0 : frame.length()) + 100;
    }
  }
}
