package dev.hubbub.account;

import dev.hubbub.config.LimitsConfig;
import dev.hubbub.room.Accounts;
import dev.hubbub.room.Accounts.Account;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Limit;
import dev.hubbub.room.RateLimit;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.SharedLimits;
import dev.hubbub.room.User;
import io.vertx.core.Future;

/**
 * Asks those who are in already for their password once more, before something that cannot be undone. Tries are counted
 * for the account, so that a token that was stolen is no way to guess the password. They are counted apart from those to
 * log in: who guesses there keeps nobody waiting here. Any thread may use it.
 */
public final class PasswordProof {
  private final Accounts accounts;
  private final Passwords passwords;
  private final FailedLogins failures;
  private final Limit tries;

  /** One that knows of no tries yet; {@code limits.logins_per_minute} bounds them. */
  public PasswordProof(
      Accounts accounts, Passwords passwords, LimitsConfig limits, SharedLimits shared) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.failures =
        new FailedLogins(limits.loginsPerMinute(), SharedLimits.alone(), System::nanoTime);
    this.tries = shared.shared("password-proofs", RateLimit.perMinute(limits.loginsPerMinute()));
  }

  /** The account of somebody who is in; {@code UNAUTHORIZED} where it has ended meanwhile. */
  Future<Account> account(User user) {
    return accounts.find(user.username()).compose(found -> found
        .filter(account -> account.user().id() == user.id())
        .map(Future::succeededFuture)
        .orElseGet(() -> Future.failedFuture(Unproven.refusal())));
  }

  /**
   * Succeeds where {@code password} is the one of {@code account}.
   *
   * @return {@code FORBIDDEN} where it is not or there is none, {@code RATE_LIMITED} where there were too many tries
   */
  Future<Void> demand(Account account, String password) {
    if (account.passwordHash() == null) {
      return Future.failedFuture(new Refusal(ErrorCode.FORBIDDEN, "This account has no password."));
    }
    String counter = Long.toString(account.user().id());
    long waitMs = Math.max(failures.waitMs(counter), tries.tryTake(counter));
    if (waitMs > 0) {
      return Future.failedFuture(new Refusal(
          ErrorCode.RATE_LIMITED, "Too many tries of the password; wait before the next.", waitMs));
    }
    return passwords.verifyKnown(password, account.passwordHash()).compose(right -> {
      if (!right) {
        failures.failed(counter);
        return Future.failedFuture(new Refusal(ErrorCode.FORBIDDEN, "The password is wrong."));
      }
      failures.succeeded(counter);
      return Future.succeededFuture();
    });
  }
}
