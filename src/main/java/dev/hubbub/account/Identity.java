package dev.hubbub.account;

import dev.hubbub.room.User;

/**
 * Who is there, proven by an access token.
 *
 * @param login the login the token belongs to; it ends with it
 * @param expiresAtMs when the token ends, milliseconds since 1970, UTC
 * @param provenAt when the proof began, in nanoseconds of the monotonic clock: what was found out about the account
 *     before that has been seen to be over
 */
public record Identity(User user, String login, long expiresAtMs, long provenAt) {
  /** Before the id of a login that was not made here, but by whoever signed the token; the token is all there is of it. */
  static final String FOREIGN = "jwt-";

  /** Whether the store has never heard of this login. */
  boolean isForeign() {
    return login.startsWith(FOREIGN);
  }
}
