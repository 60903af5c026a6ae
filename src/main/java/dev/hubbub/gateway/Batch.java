package dev.hubbub.gateway;

import dev.hubbub.room.Event;
import io.netty.buffer.ByteBuf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive events of one room on their way to sessions. What they are on a WebSocket is encoded once for all who get
 * the same of them. For one event loop, and until {@link #release}.
 */
final class Batch {
  private final List<Event> events;
  private final List<byte[]> frames;
  private @Nullable ByteBuf encoded;

  /**
   * Some events.
   *
   * @param frames of each the JSON of PROTOCOL.md 3.3
   */
  Batch(List<Event> events, List<byte[]> frames) {
    this.events = events;
    this.frames = frames;
  }

  List<Event> events() {
    return events;
  }

  /** Of each event the JSON. */
  List<byte[]> json() {
    return frames;
  }

  long firstSeq() {
    return events.get(0).seq();
  }

  /** The seq after the last of them. */
  long nextSeq() {
    return events.get(events.size() - 1).seq() + 1;
  }

  /** Those from the {@code index}-th on, as a batch of their own. */
  Batch from(int index) {
    return new Batch(events.subList(index, events.size()), frames.subList(index, frames.size()));
  }

  /** A copy that may be kept. */
  Batch copy() {
    return new Batch(List.copyOf(events), List.copyOf(frames));
  }

  /** All of them as WebSocket frames; whoever gets the buffer releases it. */
  ByteBuf frames(Socket any) {
    ByteBuf all = encoded;
    if (all == null) {
      int bytes = 0;
      for (byte[] frame : frames) {
        bytes += Socket.frameBytes(frame.length);
      }
      all = any.buffer(bytes);
      for (byte[] frame : frames) {
        Socket.writeTextFrame(all, frame);
      }
      encoded = all;
    }
    return all.retainedDuplicate();
  }

  /** Lets go of what was encoded. */
  void release() {
    ByteBuf all = encoded;
    encoded = null;
    if (all != null) {
      all.release();
    }
  }
}
