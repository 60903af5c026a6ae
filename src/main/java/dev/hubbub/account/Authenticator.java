package dev.hubbub.account;

import dev.hubbub.room.Accounts;
import dev.hubbub.room.Accounts.Account;
import dev.hubbub.room.Accounts.NewAccount;
import dev.hubbub.room.Ended.Shut;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.User;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says who is there. Every door asks here: the header of a request, the upgrade of a WebSocket, its {@code auth} frame.
 * Any thread may use it. For the tokens made here the answer is there at once and the store is not asked.
 */
public final class Authenticator {
  private final Tokens tokens;
  private final @Nullable OutsideIssuer outside;
  private final Revocations revocations;
  private final Accounts accounts;
  private final Newcomers newcomers;

  /**
   * Somebody who knows our tokens, and those of the outside issuer where there is one.
   *
   * @param outside absent where only our own tokens are taken
   */
  public Authenticator(
      Tokens tokens,
      @Nullable OutsideIssuer outside,
      Revocations revocations,
      Accounts accounts,
      Newcomers newcomers) {
    this.tokens = tokens;
    this.outside = outside;
    this.revocations = revocations;
    this.accounts = accounts;
    this.newcomers = newcomers;
  }

  /**
   * Who it is that shows this token.
   *
   * @return {@code UNAUTHORIZED} for every token that does not prove it, all alike
   */
  public Future<Identity> identify(String token) {
    long now = revocations.now();
    try {
      Jwt jwt = Jwt.read(token);
      if (tokens.isOurs(jwt)) {
        return ours(tokens.prove(jwt), now);
      }
      return outside == null
          ? Future.failedFuture(Unproven.refusal())
          : outside.prove(jwt).compose(proof -> theirs(proof, now));
    } catch (Refusal refusal) {
      return Future.failedFuture(refusal);
    }
  }

  /** Whether somebody identified before is still let in: neither their login nor their account has ended since. */
  public boolean stillHolds(Identity identity) {
    return revocations.spares(identity);
  }

  /** Whether the account of somebody identified before has been shut out since, as opposed to ended. */
  public boolean isShutOut(Identity identity) {
    return revocations.shutSince(identity).filter(Shut::disabled).isPresent();
  }

  private Future<Identity> ours(Tokens.Proof proof, long now) {
    if (revocations.contains(proof.login())) {
      return Future.failedFuture(Unproven.refusal());
    }
    Long account = proof.account();
    if (account != null) {
      return Future.succeededFuture(new Identity(
          new User(account, proof.username()), proof.login(), proof.expiresAtMs(), now));
    }
    return accounts.find(proof.username()).compose(found -> identity(found, proof, now));
  }

  /**
   * The outside issuer's users have accounts here from their first coming. An account with a password, or a guest's, is
   * somebody else's who happens to have the same name, and stays theirs.
   */
  private Future<Identity> theirs(Tokens.Proof proof, long now) {
    if (revocations.contains(proof.login())) {
      return Future.failedFuture(Unproven.refusal());
    }
    return accounts
        .find(proof.username())
        .compose(
            found -> found.isPresent() ? Future.succeededFuture(found) : admit(proof.username()))
        .compose(found -> identity(found.filter(Authenticator::isOutsiders), proof, now));
  }

  private static boolean isOutsiders(Account account) {
    return account.passwordHash() == null && !account.guest();
  }

  private Future<Optional<Account>> admit(String username) {
    return newcomers
        .admit(new NewAccount(username, username, null, false))
        .map(Optional::of)
        .recover(cause -> cause instanceof Refusal refusal && refusal.code() == ErrorCode.CONFLICT
            ? accounts.find(username)
            : Future.failedFuture(cause));
  }

  private static Future<Identity> identity(Optional<Account> found, Tokens.Proof proof, long now) {
    return found
        .filter(account -> !account.disabled())
        .map(account -> Future.succeededFuture(
            new Identity(account.user(), proof.login(), proof.expiresAtMs(), now)))
        .orElseGet(() -> Future.failedFuture(Unproven.refusal()));
  }
}
