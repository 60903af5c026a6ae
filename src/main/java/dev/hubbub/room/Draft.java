package dev.hubbub.room;

import org.jspecify.annotations.Nullable;

/**
 * An event that is not in the log yet: what somebody wants to have happened. The store decides, under lock and in the
 * transaction that would append it, whether they may, and gives it its {@code seq}.
 */
public sealed interface Draft {
  /** The id of the room it is for. */
  String room();

  /** Who wants it. */
  User from();

  /**
   * Something said.
   *
   * @param key the sender's id for it: the same key of the same user in the same room is the same message, for ever
   */
  record Message(String room, User from, @Nullable String key, String text, @Nullable Long replyTo)
      implements Draft {}

  /** Becoming a member of a public room. One who is a member already adds no event. */
  record Join(String room, User from) implements Draft {}

  /** Ceasing to be a member. The last one out ends the room, unless the configuration keeps it. */
  record Leave(String room, User from) implements Draft {}
}
