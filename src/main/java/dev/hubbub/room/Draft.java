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

  /** The sender's own id for it, by which it is found again: appending it once more adds nothing. Absent for most. */
  default @Nullable String key() {
    return null;
  }

  /**
   * Something said.
   *
   * @param key the sender's id for it: the same key of the same user in the same room is the same message, for ever
   * @param text what the sender said; it is what two messages of one key are told apart by
   * @param verdict whether it is kept, and as what
   */
  record Message(
      String room,
      User from,
      @Nullable String key,
      String text,
      @Nullable Long replyTo,
      Verdict verdict)
      implements Draft {
    /** One that is kept as it was said. */
    public Message(
        String room, User from, @Nullable String key, String text, @Nullable Long replyTo) {
      this(room, from, key, text, replyTo, Verdict.ALLOWED);
    }

    /** The text to be kept. */
    public String kept() {
      return verdict.kept(text);
    }
  }

  /**
   * Giving a message of one's own another text.
   *
   * @param target the seq of the message
   * @param text what the sender wants it to be; it is what two changes of one key are told apart by
   * @param verdict whether it is kept, and as what
   */
  record Edit(
      String room, User from, @Nullable String key, long target, String text, Verdict verdict)
      implements Deed {
    /** One that is kept as it was said. */
    public Edit(String room, User from, @Nullable String key, long target, String text) {
      this(room, from, key, target, text, Verdict.ALLOWED);
    }

    /** The text to be kept. */
    public String kept() {
      return verdict.kept(text);
    }
  }

  /**
   * Taking back a message: one's own, or with a role anybody's. Its text is gone from the store.
   *
   * @param target the seq of the message
   */
  record Delete(String room, User from, @Nullable String key, long target) implements Deed {}

  /**
   * Reacting to a message, or doing so no more.
   *
   * @param target the seq of the message
   */
  record React(String room, User from, @Nullable String key, long target, String emoji, boolean on)
      implements Deed {}

  /** Becoming a member of a public room. One who is a member already adds no event. */
  record Join(String room, User from) implements Draft {}

  /** Ceasing to be a member. The last one out ends the room, unless the configuration keeps it. */
  record Leave(String room, User from) implements Draft {}

  /**
   * What is done to a room or to its members, as opposed to the daily traffic of speaking, coming and going. Each has a
   * transaction of its own; what changes nothing adds no event.
   */
  sealed interface Deed extends Draft {}

  /**
   * Becoming a member by an invitation, of which one use is taken; none for one who is a member already. Fails with
   * {@code NOT_FOUND} where it is unknown, used up, over or revoked.
   *
   * @param codeHash SHA-256, in hex, of the code
   */
  record Accept(String room, User from, String codeHash) implements Deed {}

  /**
   * Changing what the room is; what is absent stays.
   *
   * @param slowModeS seconds a member waits between two messages; 0 for none
   */
  record Change(
      String room,
      User from,
      @Nullable String name,
      @Nullable String topic,
      @Nullable Visibility visibility,
      @Nullable Integer slowModeS)
      implements Deed {}

  /** Ending the room for everybody. */
  record End(String room, User from) implements Deed {}

  /** Giving a member another role; {@code OWNER} hands the room on, and its owner becomes an admin. */
  record SetRole(String room, User from, User user, Role role) implements Deed {}

  /** Removing a member. */
  record Kick(String room, User from, User user) implements Deed {}

  /** Removing somebody, where they are a member, and keeping them out. */
  record Ban(String room, User from, User user) implements Deed {}

  /** Letting somebody who is kept out come again. */
  record Unban(String room, User from, User user) implements Deed {}

  /**
   * Letting somebody say nothing. It adds no event.
   *
   * @param seconds for how long; absent for until it is undone
   */
  record Mute(String room, User from, User user, @Nullable Long seconds) implements Deed {}

  /** Letting somebody speak again. It adds no event. */
  record Unmute(String room, User from, User user) implements Deed {}

  /**
   * The departure of an account that has ended. It asks nobody's leave: an owner's room goes to the longest-standing admin,
   * else member; a room that is left empty ends, unless the configuration keeps it.
   */
  record Depart(String room, User from) implements Deed {}
}
