package dev.hubbub.gateway;

import dev.hubbub.account.Identity;
import dev.hubbub.protocol.CloseCode;
import dev.hubbub.protocol.Push;
import dev.hubbub.room.User;
import org.jspecify.annotations.Nullable;

/**
 * One live connection of a user, whatever it is made of. Belongs to one event loop; only {@link #id}, {@link #identity} and
 * {@link #end} may be used from elsewhere.
 */
interface Session {
  /** Its id, as its user is told. */
  String id();

  /** When it began, in ms since 1970. */
  long began();

  /** Who is there; absent until they have said so. */
  @Nullable
  Identity identity();

  /** The user, who has said who they are. */
  default User user() {
    Identity known = identity();
    if (known == null) {
      throw new IllegalStateException("Nobody has said yet who is there.");
    }
    return known.user();
  }

  /** Whether nothing more is heard or said. */
  boolean isEnded();

  /** Tells events of a room it follows, consecutive with those before. One that takes too little is ended. */
  void push(Batch batch);

  /**
   * Tells something that may as well be lost: it is, where the session does not keep up.
   *
   * @param frame as {@link dev.hubbub.protocol.PushJson} encodes it
   */
  void signal(byte[] frame);

  /** Tells something that was asked for. */
  void tell(Push push);

  /**
   * Tells why something was not done.
   *
   * @param action what was wanted, for the security log
   */
  void refuse(String action, @Nullable String replyTo, @Nullable String room, Throwable why);

  /** Follows a room from where its log is now, for the log that was followed is another one. */
  void restart(String room);

  /** Looks after the session; to be called about once a second. */
  void tend(long now, long wallClockMs);

  /**
   * Says good-bye once what was asked before is answered, and closes; nothing is accepted any more.
   *
   * @param reconnectMs when the client should come back
   */
  void leave(long reconnectMs);

  /** Says why, and ends the session. */
  void close(CloseCode code);

  /** The same from any thread. */
  void end(CloseCode code);
}
