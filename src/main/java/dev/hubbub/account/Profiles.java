package dev.hubbub.account;

import dev.hubbub.room.Accounts;
import dev.hubbub.room.Accounts.Account;
import dev.hubbub.room.Ended;
import dev.hubbub.room.Ended.Shut;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Names;
import dev.hubbub.room.People;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.Rooms.Slice;
import dev.hubbub.room.User;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What somebody does about their own account, and what they see of the others' (PROTOCOL.md 4, {@code /me} and {@code
 * /users}). Any thread may use it; every future may fail with a {@link Refusal}.
 */
public final class Profiles {
  private final Accounts accounts;
  private final People people;
  private final Passwords passwords;
  private final PasswordProof proof;
  private final Revocations revocations;
  private final Departures departures;

  /**
   * The accounts as their owners see them.
   *
   * @param departures finishes what the end of an account begins
   */
  public Profiles(
      Accounts accounts,
      People people,
      Passwords passwords,
      PasswordProof proof,
      Revocations revocations,
      Departures departures) {
    this.accounts = accounts;
    this.people = people;
    this.passwords = passwords;
    this.proof = proof;
    this.revocations = revocations;
    this.departures = departures;
  }

  /** One's own account. */
  public Future<Profile> me(User user) {
    return proof.account(user).map(Profile::of);
  }

  /**
   * Somebody's account, by their username without regard to case.
   *
   * @return {@code NOT_FOUND} where there is none, or it has ended
   */
  public Future<Profile> find(String username) {
    Future<Optional<Account>> found = Names.isUsername(username)
        ? accounts.find(username)
        : Future.succeededFuture(Optional.empty());
    return found.compose(account -> account
        .map(there -> Future.succeededFuture(Profile.of(there)))
        .orElseGet(() -> Future.failedFuture(Refusal.notFound())));
  }

  /** Those whose username or name holds {@code text} (all where it is empty), without regard to case, by username. */
  public Future<Slice<Profile>> search(String text, @Nullable String cursor, int limit) {
    return people.search(text, cursor, limit).map(Profile::of);
  }

  /**
   * Has somebody called {@code name} from now on.
   *
   * @return the account as it is then; {@code BAD_REQUEST} where that is no name
   */
  public Future<Profile> rename(User user, String name) {
    if (!Names.isName(name)) {
      return Future.failedFuture(Logins.badName());
    }
    return people.rename(user, name).compose(renamed -> me(user));
  }

  /**
   * Has somebody show how far they have read and see how far others have, or neither.
   *
   * @return the account as it is then
   */
  public Future<Profile> showReceipts(User user, boolean receipts) {
    return people.showReceipts(user, receipts).compose(shown -> me(user));
  }

  /**
   * Gives somebody another password. Their other logins end: here at once and soon everywhere.
   *
   * @param current the one they have
   * @return {@code FORBIDDEN} where {@code current} is wrong or there is no password, {@code RATE_LIMITED} where there
   *     were too many tries, {@code BAD_REQUEST} where {@code fresh} may not be a password
   */
  public Future<Void> changePassword(Identity who, String current, String fresh) {
    Optional<Refusal> weak = passwords.refuses(fresh);
    if (weak.isPresent()) {
      return Future.failedFuture(weak.get());
    }
    return proof
        .account(who.user())
        .compose(account -> proof.demand(account, current))
        .compose(proven -> passwords.hash(fresh))
        .compose(hash -> people.changePassword(who.user(), hash, who.login()))
        .map(over -> {
          revocations.announce(new Ended(over, List.of()));
          return null;
        });
  }

  /**
   * Ends an account: its sessions close, here at once and soon everywhere; it leaves its rooms, what it said becomes
   * tombstones, its username is never given again. Where the store goes away in between it is ended all the same, and
   * what remains is done later.
   *
   * @param password needed where the account has one; else not looked at
   * @return {@code FORBIDDEN} where the password is wrong, {@code BAD_REQUEST} where it is missing, {@code RATE_LIMITED}
   *     where there were too many tries
   */
  public Future<Void> end(Identity who, @Nullable String password) {
    User user = who.user();
    return proof
        .account(user)
        .compose(account -> mayEnd(account, password))
        .compose(proven -> people.end(user))
        .compose(over -> {
          revocations.announce(new Ended(over, List.of(new Shut(user.id(), false))));
          return departures.finish(user);
        });
  }

  private Future<Void> mayEnd(Account account, @Nullable String password) {
    if (account.passwordHash() == null) {
      return Future.succeededFuture();
    }
    return password == null
        ? Future.failedFuture(
            new Refusal(ErrorCode.BAD_REQUEST, "The password of the account is needed."))
        : proof.demand(account, password);
  }
}
