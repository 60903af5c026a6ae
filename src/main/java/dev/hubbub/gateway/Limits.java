package dev.hubbub.gateway;

import dev.hubbub.config.LimitsConfig;
import dev.hubbub.ops.LimitMeters;
import dev.hubbub.room.Limit;
import dev.hubbub.room.RateLimit;
import dev.hubbub.room.SharedLimits;
import java.util.function.BiFunction;

/**
 * How often things may be asked for, through all doors of this instance together and, but for what one room hears, over
 * all instances. Thread-safe.
 *
 * @param messages of one user
 * @param roomMessages of one room
 * @param history pages of history and log, of one user
 * @param answers what waits of pages of history and log
 * @param search of one user
 * @param registrations of one address
 * @param logins tries of one address
 * @param inviteTriesOfAddress looks at and uses of invitations
 * @param inviteTriesOfUser the same of one user
 * @param frames takes note of a frame that was one too many for its session
 * @param roomFull takes note of a message that was one too many for its room
 * @param accountTries takes note of a try to log in that was one too many for its account
 */
record Limits(
    Limit messages,
    RateLimit roomMessages,
    Limit history,
    LongAnswers answers,
    Limit search,
    Limit registrations,
    Limit logins,
    Limit inviteTriesOfAddress,
    Limit inviteTriesOfUser,
    Runnable frames,
    Runnable roomFull,
    Runnable accountTries) {
  private static final int BURST_SECONDS = 3;

  /** The configured ones. */
  static Limits of(LimitsConfig limits, SharedLimits shared, LimitMeters meters) {
    int invites = limits.inviteTriesPerMinute();
    BiFunction<String, RateLimit, Limit> counted =
        (name, local) -> meters.counted(name, shared.shared(name, local));
    return new Limits(
        counted.apply(
            "messages", RateLimit.perSecond(limits.messagesPerSecond(), limits.messagesBurst())),
        perSecond(limits.roomMessagesPerSecond()),
        counted.apply("history", perSecond(limits.historyPerSecond())),
        new LongAnswers(
            limits.answerBytes(),
            Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
            LongAnswers.WAIT_MS),
        counted.apply("search", perSecond(limits.searchPerSecond())),
        counted.apply("registrations", RateLimit.perHour(limits.registrationsPerHour())),
        counted.apply("address-logins", RateLimit.perMinute(limits.loginsPerMinute())),
        counted.apply("address-invites", RateLimit.perMinute(invites)),
        counted.apply("user-invites", RateLimit.perMinute(invites)),
        meters.hits("frames"),
        meters.hits("room-messages"),
        meters.hits("account-logins"));
  }

  private static RateLimit perSecond(int steady) {
    return RateLimit.perSecond(
        steady, (int) Math.min(Integer.MAX_VALUE, (long) BURST_SECONDS * steady));
  }
}
