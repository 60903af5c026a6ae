package dev.hubbub.room;

/** Something live in a room that is not in its log: it comes at most once, or not at all. */
public sealed interface Signal {
  /** The id of the room. */
  String room();

  /** The username of whom it is about. */
  String user();

  /** Somebody is writing, or has ceased to. */
  record Typing(String room, String user, boolean on) implements Signal {}

  /**
   * Somebody has read so far.
   *
   * @param seq their mark, which never goes back
   * @param open whether others are to know, and not only their own sessions
   */
  record Receipt(String room, String user, long seq, boolean open) implements Signal {}
}
