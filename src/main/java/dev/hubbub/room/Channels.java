package dev.hubbub.room;

import io.vertx.core.Future;

/**
 * Plain text on named channels, shared with whatever else speaks on them: nothing is stored, nothing is numbered, what
 * is missed is missed (PROTOCOL.md 5).
 */
public interface Channels {
  /** Says a text on a channel. It reaches the subscribers of this instance too, once. */
  void publish(String channel, String text);

  /** Starts hearing a channel; succeeds once it is heard, or once it is clear that the link is away. */
  Future<Void> subscribe(String channel);

  /** What channels say, in the order heard. Called on the context of who registered it. */
  interface Listener {
    /** A text as it was published, byte for byte. */
    void heard(String channel, String text);
  }
}
