package dev.hubbub.ops;

import java.util.Locale;

/** What those who guard a server want to know of, as {@link SecurityLog} tells it. */
public enum SecurityEvent {
  /** Somebody is in: by a password, as a newcomer, as a guest. */
  LOGIN,
  LOGIN_FAILED,
  /** Somebody ended a login of theirs. */
  LOGOUT,
  /** A refresh token was used twice, which ended its login. */
  TOKEN_REUSED,
  /** All other logins of theirs ended with it. */
  PASSWORD_CHANGED,
  /** Who was asking may not do this, or may not know of it. */
  DENIED,
  /** A page of another server wanted in. */
  ORIGIN_REFUSED,
  LIMIT_HIT,
  KICK,
  BAN,
  UNBAN,
  MUTE,
  UNMUTE,
  ROLE,
  ACCOUNT_DISABLED,
  ACCOUNT_ENABLED,
  ACCOUNT_ENDED;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** What stands in the log. */
  public String word() {
    return word;
  }
}
