package dev.hubbub.room;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One numbered entry in a room's log. Immutable; it travels by reference between verticles and is the same on every
 * instance. The {@code seq} of a room's events are 1, 2, 3 … with no hole.
 */
public sealed interface Event {
  /** The id of the room whose log this is in. */
  String room();

  /** Its number in that log, from 1. */
  long seq();

  /** When the store took it: milliseconds since 1970, UTC, by the store's clock. */
  long ts();

  /** The username of who did it. */
  String from();

  /** The sender's own id for it, where they gave one. */
  @Nullable
  String key();

  /**
   * Somebody said something.
   *
   * @param text as it was sent, code point for code point; absent once it is deleted
   * @param replyTo the seq of the message it answers
   * @param mentions who was called by it: usernames, and {@link #EVERYBODY}
   * @param changed what became of it since; absent in the event that said it
   */
  record Message(
      String room,
      long seq,
      long ts,
      String from,
      @Nullable String key,
      @Nullable String text,
      @Nullable Long replyTo,
      List<String> mentions,
      @Nullable Changed changed)
      implements Event {
    /** Among the mentions: all members of the room. It is nobody's username. */
    public static final String EVERYBODY = "@room";

    /** A message that calls nobody and that nothing has become of. */
    public Message(
        String room,
        long seq,
        long ts,
        String from,
        @Nullable String key,
        @Nullable String text,
        @Nullable Long replyTo) {
      this(room, seq, ts, from, key, text, replyTo, List.of(), null);
    }

    /** Whether nothing is left of it but its place in the log. */
    public boolean deleted() {
      return text == null;
    }
  }

  /**
   * What became of a message since it was said.
   *
   * @param edited the seq of its last edit
   * @param reactions the usernames of those who reacted, by emoji, each in the order in which they did
   */
  record Changed(@Nullable Long edited, Map<String, List<String>> reactions) {}

  /**
   * A message has another text from here on.
   *
   * @param target the seq of the message
   * @param text absent once the message is deleted
   * @param mentions who is called by the text
   */
  record Edit(
      String room,
      long seq,
      long ts,
      String from,
      @Nullable String key,
      long target,
      @Nullable String text,
      List<String> mentions)
      implements Event {}

  /**
   * A message is gone from here on.
   *
   * @param target the seq of the message
   */
  record Delete(String room, long seq, long ts, String from, @Nullable String key, long target)
      implements Event {}

  /**
   * Somebody reacts to a message, or does so no more.
   *
   * @param target the seq of the message
   */
  record Reaction(
      String room,
      long seq,
      long ts,
      String from,
      @Nullable String key,
      long target,
      String emoji,
      boolean on)
      implements Event {}

  /**
   * Somebody's membership changed. For {@code LEFT}, {@code KICKED} and {@code BANNED} this is the last event of the
   * room that {@code user} is shown.
   *
   * @param user the username of whose membership it is
   * @param role what they are now, with {@code JOINED} and {@code ROLE}
   */
  record Member(
      String room,
      long seq,
      long ts,
      String from,
      @Nullable String key,
      String user,
      Change change,
      @Nullable Role role)
      implements Event {}

  /**
   * The room was changed; it is so from here on.
   *
   * @param slowModeS seconds a member waits between two messages; 0 for none
   * @param deleted whether it has ended; then this is its last event
   */
  record Room(
      String room,
      long seq,
      long ts,
      String from,
      @Nullable String key,
      String name,
      String topic,
      Visibility visibility,
      int slowModeS,
      boolean deleted)
      implements Event {}

  /**
   * Whether it is the last event of its room that {@code user} is shown.
   *
   * @param user a username, as events spell it
   */
  default boolean isLastFor(String user) {
    if (this instanceof Member member) {
      return member.change().endsMembership() && member.user().equals(user);
    }
    return this instanceof Room room && room.deleted();
  }

  /** What happened to a membership. */
  enum Change {
    JOINED,
    LEFT,
    KICKED,
    BANNED,
    UNBANNED,
    ROLE;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** The change as PROTOCOL.md spells it. */
    public String wire() {
      return wire;
    }

    /** The change so spelled; an {@link IllegalArgumentException} for any other word. */
    public static Change of(String wire) {
      return valueOf(wire.toUpperCase(Locale.ROOT));
    }

    /** Whether who it happened to is shown nothing of the room after it. */
    public boolean endsMembership() {
      return this == LEFT || this == KICKED || this == BANNED;
    }
  }
}
