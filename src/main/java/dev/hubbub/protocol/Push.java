package dev.hubbub.protocol;

import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Event;
import dev.hubbub.room.Role;
import dev.hubbub.room.SharedEvents;
import dev.hubbub.room.State;
import dev.hubbub.room.Visibility;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the server says to one session, the events of rooms aside (PROTOCOL.md 3.1 and 3.4). */
public sealed interface Push {
  /** The first frame, once it is known who is there. */
  record Hello(
      @Nullable String id,
      String user,
      String session,
      String instance,
      String version,
      int heartbeatMs,
      int text,
      int frame,
      int replay)
      implements Push {}

  /** The answer to a {@code join}, from where live events go on. */
  record Joined(
      @Nullable String id,
      String room,
      String epoch,
      long seq,
      boolean recovered,
      SharedEvents events,
      String name,
      String topic,
      Visibility visibility,
      Role role,
      int members,
      long read,
      long unread)
      implements Push {}

  /** A message is durable. */
  record Ack(
      @Nullable String id, String room, long seq, long ts, @Nullable String key, boolean duplicate)
      implements Push {}

  /** Done, and there is nothing more to say. */
  record Ok(@Nullable String id) implements Push {}

  /** The answer to {@code ping}. */
  record Pong(@Nullable String id, long ts) implements Push {}

  /** A page of messages. */
  record History(@Nullable String id, String room, List<Event> events, boolean more)
      implements Push {}

  /** The answer to {@code who}. */
  record Who(@Nullable String id, String room, List<Present> users) implements Push {
    /**
     * A member, and whether they are there.
     *
     * @param lastSeen when they last were, milliseconds since 1970, UTC; absent where they are, or where it is not known
     * @param read their mark; absent where they do not show it
     */
    public record Present(
        String user,
        String name,
        Role role,
        State state,
        @Nullable Long lastSeen,
        @Nullable Long read) {}
  }

  /** Somebody has read so far. */
  record Receipt(String room, String user, long seq) implements Push {}

  /** Somebody is writing, or has ceased to. */
  record Typing(String room, String user, boolean on) implements Push {}

  /** Somebody came, went away or left. */
  record Presence(String user, State state, @Nullable Long lastSeen) implements Push {}

  /** Who is there, many at once. */
  record States(Map<String, State> states) implements Push {}

  /** There is news in a room that this session does not follow. */
  record Inbox(String room, long unread, long mentioned, long seq) implements Push {}

  /** Something was not done; {@code retryAfterMs} 0 is not shown. */
  record Error(
      @Nullable String id, @Nullable String room, ErrorCode code, String message, long retryAfterMs)
      implements Push {}

  /** The server is about to close. */
  record Bye(int code, String reason, long reconnectMs) implements Push {}
}
