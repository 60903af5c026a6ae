package dev.hubbub.config;

import static dev.hubbub.config.Key.key;
import static dev.hubbub.config.Kind.whole;

import java.util.List;

/** The keys of the bounds ({@code limits.*}), in the order in which they are documented. For every one 0 means none. */
final class LimitKeys {
  private static final int MANY = 1_000_000_000;
  private static final int HOUR_MS = 3_600_000;

  static final Key<Integer> TEXT =
      key("limits.text", whole(0, 1_000_000), 4_000, "code points", "The longest message");
  static final Key<Integer> FRAME = key(
      "limits.frame",
      whole(0, 16_777_216),
      65_536,
      "bytes",
      "The largest message on the wire, all fragments together");
  static final Key<Integer> REPLAY = key(
      "limits.replay",
      whole(0, 100_000),
      1_000,
      "",
      "Events a session that comes back is repaired with; more, and it starts afresh");
  static final Key<Integer> OUTBOX_BYTES = key(
      "limits.outbox_bytes",
      whole(0, MANY),
      1_048_576,
      "bytes",
      "What may wait for one slow session");
  static final Key<Integer> STALL_SECONDS = key(
      "limits.stall_seconds",
      whole(0, 3_600),
      10,
      "seconds",
      "A session that takes nothing for so long, while something waits, is closed");
  static final Key<Integer> HEARTBEAT_MS = key(
      "limits.heartbeat_ms",
      whole(0, HOUR_MS),
      25_000,
      "milliseconds",
      "Between two pings; who is silent for two of them is closed");
  static final Key<Integer> AUTH_SECONDS = key(
      "limits.auth_seconds",
      whole(0, 3_600),
      10,
      "seconds",
      "Within which a session says who is there");
  static final Key<Integer> MESSAGES_PER_SECOND = key(
      "limits.messages_per_second",
      whole(0, MANY),
      5,
      "",
      "Messages of one user, steady; raise it for bots");
  static final Key<Integer> MESSAGES_BURST = key(
      "limits.messages_burst",
      whole(0, MANY),
      15,
      "",
      "Messages of one user, at once; not less than those of a second");
  static final Key<Integer> FRAMES_PER_SECOND = key(
      "limits.frames_per_second",
      whole(0, MANY),
      20,
      "",
      "Frames of one session, steady; three times as many at once");
  static final Key<Integer> SESSIONS_PER_USER = key(
      "limits.sessions_per_user",
      whole(0, MANY),
      20,
      "",
      "Sessions of one user, open at once; one more closes the oldest");
  static final Key<Integer> SESSIONS_PER_ADDRESS = key(
      "limits.sessions_per_address",
      whole(0, MANY),
      50,
      "",
      "Sessions open at once from one address; raise it where many share one, as in a company");
  static final Key<Integer> SESSIONS = key(
      "limits.sessions",
      whole(0, MANY),
      20_000,
      "",
      "Sessions open at once on this instance; the process must be allowed as many open files");
  static final Key<Integer> ROOMS_PER_SESSION = key(
      "limits.rooms_per_session", whole(0, MANY), 200, "", "Rooms joined at once by one session");
  static final Key<Integer> HANDSHAKES_PER_SECOND = key(
      "limits.handshakes_per_second",
      whole(0, MANY),
      10,
      "",
      "WebSockets opened from one address, steady; five times as many at once");
  static final Key<Integer> LOGINS_PER_MINUTE = key(
      "limits.logins_per_minute",
      whole(0, MANY),
      10,
      "",
      "Tries to log in from one address, and for one account");
  static final Key<Integer> REGISTRATIONS_PER_HOUR = key(
      "limits.registrations_per_hour",
      whole(0, MANY),
      20,
      "",
      "New accounts from one address, guests included");
  static final Key<Integer> ROOMS_PER_DAY =
      key("limits.rooms_per_day", whole(0, MANY), 20, "", "Rooms made by one user in a day");
  static final Key<Integer> ROOMS_PER_USER =
      key("limits.rooms_per_user", whole(0, MANY), 500, "", "Rooms that one user is a member of");
  static final Key<Integer> INVITE_TRIES_PER_MINUTE = key(
      "limits.invite_tries_per_minute",
      whole(0, MANY),
      10,
      "",
      "Looks at and uses of invitations, from one address, and by one user");
  static final Key<Integer> HISTORY_PER_SECOND = key(
      "limits.history_per_second",
      whole(0, MANY),
      10,
      "",
      "Pages of history and log read by one user, steady; three times as many at once");
  static final Key<Integer> ROOM_MESSAGES_PER_SECOND = key(
      "limits.room_messages_per_second",
      whole(0, MANY),
      200,
      "",
      "Of one room through this instance, steady; three times as many at once");
  static final Key<Integer> PRESENCE_MEMBERS = key(
      "limits.presence_members",
      whole(0, MANY),
      1_000,
      "",
      "The largest room whose members see each other come and go");
  static final Key<Integer> RECEIPT_MEMBERS = key(
      "limits.receipt_members",
      whole(0, MANY),
      100,
      "",
      "The largest room whose members are told at once who has read");
  static final Key<Integer> EDIT_SECONDS = key(
      "limits.edit_seconds",
      whole(0, MANY),
      0,
      "",
      "Seconds for which a message may be edited after it was said");
  static final Key<Integer> SEARCH_PER_SECOND = key(
      "limits.search_per_second",
      whole(0, MANY),
      2,
      "",
      "Searches of one user, steady; three times as many at once");
  static final Key<Integer> SEARCH_MS = key(
      "limits.search_ms",
      whole(0, 60_000),
      1_000,
      "milliseconds",
      "The longest search; none is longer than a statement may be");

  static final Key<Integer> ANSWER_BYTES = key(
      "limits.answer_bytes",
      whole(0, MANY),
      67_108_864,
      "bytes",
      "What may wait of pages of history and log, and of rooms that are joined, of all clients of this instance together; of"
          + " one user an eighth");

  static final List<Key<?>> ALL = List.of(
      TEXT,
      FRAME,
      REPLAY,
      OUTBOX_BYTES,
      STALL_SECONDS,
      HEARTBEAT_MS,
      AUTH_SECONDS,
      MESSAGES_PER_SECOND,
      MESSAGES_BURST,
      FRAMES_PER_SECOND,
      SESSIONS_PER_USER,
      SESSIONS_PER_ADDRESS,
      SESSIONS,
      ROOMS_PER_SESSION,
      HANDSHAKES_PER_SECOND,
      LOGINS_PER_MINUTE,
      REGISTRATIONS_PER_HOUR,
      ROOMS_PER_DAY,
      ROOMS_PER_USER,
      INVITE_TRIES_PER_MINUTE,
      HISTORY_PER_SECOND,
      ROOM_MESSAGES_PER_SECOND,
      PRESENCE_MEMBERS,
      RECEIPT_MEMBERS,
      EDIT_SECONDS,
      SEARCH_PER_SECOND,
      SEARCH_MS,
      ANSWER_BYTES);

  private LimitKeys() {}
}
