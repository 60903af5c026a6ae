package dev.hubbub.gateway;

import dev.hubbub.config.LimitsConfig;
import dev.hubbub.room.Limit;
import dev.hubbub.room.RateLimit;
import dev.hubbub.room.SharedLimits;

/**
 * How often things may be asked for, through all doors of this instance together and, but for what one room hears, over
 * all instances. Thread-safe.
 *
 * @param messages of one user
 * @param roomMessages of one room
 * @param history pages of history and log, of one user
 * @param search of one user
 * @param registrations of one address
 * @param logins tries of one address
 * @param inviteTriesOfAddress looks at and uses of invitations
 * @param inviteTriesOfUser the same of one user
 */
record Limits(
    Limit messages,
    RateLimit roomMessages,
    Limit history,
    Limit search,
    Limit registrations,
    Limit logins,
    Limit inviteTriesOfAddress,
    Limit inviteTriesOfUser) {
  private static final int BURST_SECONDS = 3;

  /** The configured ones. */
  static Limits of(LimitsConfig limits, SharedLimits shared) {
    int invites = limits.inviteTriesPerMinute();
    return new Limits(
        shared.shared(
            "messages", RateLimit.perSecond(limits.messagesPerSecond(), limits.messagesBurst())),
        perSecond(limits.roomMessagesPerSecond()),
        shared.shared("history", perSecond(limits.historyPerSecond())),
        shared.shared("search", perSecond(limits.searchPerSecond())),
        shared.shared("registrations", RateLimit.perHour(limits.registrationsPerHour())),
        shared.shared("address-logins", RateLimit.perMinute(limits.loginsPerMinute())),
        shared.shared("address-invites", RateLimit.perMinute(invites)),
        shared.shared("user-invites", RateLimit.perMinute(invites)));
  }

  private static RateLimit perSecond(int steady) {
    return RateLimit.perSecond(
        steady, (int) Math.min(Integer.MAX_VALUE, (long) BURST_SECONDS * steady));
  }
}
