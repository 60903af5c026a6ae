package dev.hubbub.account;

import dev.hubbub.room.Accounts;
import dev.hubbub.room.Accounts.Account;
import dev.hubbub.room.Accounts.NewAccount;
import dev.hubbub.room.Accounts.NewLogin;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Names;
import dev.hubbub.room.People;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.Rooms.Slice;
import dev.hubbub.room.User;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Does to accounts what whoever owns the server wants done, and asks nobody's leave: the command line. What it does is in
 * the store; running instances find it there within two seconds. Any thread may use it; every future may fail with a
 * {@link Refusal}.
 */
public final class Caretaker {
  private final Accounts accounts;
  private final People people;
  private final Newcomers newcomers;
  private final Passwords passwords;
  private final Tokens tokens;
  private final Departures departures;
  private final SecureRandom random = new SecureRandom();

  /** A hand on the accounts. */
  public Caretaker(
      Accounts accounts,
      People people,
      Newcomers newcomers,
      Passwords passwords,
      Tokens tokens,
      Departures departures) {
    this.accounts = accounts;
    this.people = people;
    this.newcomers = newcomers;
    this.passwords = passwords;
    this.tokens = tokens;
    this.departures = departures;
  }

  /**
   * Makes an account, which is in the rooms for newcomers then.
   *
   * @param name how they like to be called; absent for the username
   * @return {@code CONFLICT} where the username is taken, {@code BAD_REQUEST} where it, the name or the password may not
   *     be one
   */
  public Future<Profile> add(
      String username, @Nullable String name, String password, boolean administrator) {
    String shown = name == null ? username : name;
    if (!Names.isUsername(username)) {
      return Future.failedFuture(Logins.badUsername());
    }
    if (!Names.isName(shown)) {
      return Future.failedFuture(Logins.badName());
    }
    return hashed(password)
        .compose(hash -> newcomers.admit(new NewAccount(username, shown, hash, false)))
        .compose(account -> administrator
            ? people.setAdministrator(account.user(), true).compose(made -> profile(username))
            : Future.succeededFuture(Profile.of(account)));
  }

  /** Makes somebody an administrator of the server, or one no more; {@code NOT_FOUND} where there is nobody of that name. */
  public Future<Profile> setAdministrator(String username, boolean administrator) {
    return account(username)
        .compose(account -> people.setAdministrator(account.user(), administrator))
        .compose(done -> profile(username));
  }

  /** Shuts somebody out, which ends all their logins, or lets them in again; {@code NOT_FOUND} as above. */
  public Future<Profile> setDisabled(String username, boolean disabled) {
    return account(username)
        .compose(account -> people.setDisabled(account.user(), disabled))
        .compose(done -> profile(username));
  }

  /**
   * Gives somebody another password and ends all their logins.
   *
   * @return {@code NOT_FOUND} as above, {@code BAD_REQUEST} where it may not be a password, {@code CONFLICT} for a guest
   */
  public Future<Profile> resetPassword(String username, String password) {
    return account(username)
        .compose(account -> account.guest()
            ? Future.failedFuture(
                new Refusal(ErrorCode.CONFLICT, "This account has no password: it is a guest's."))
            : hashed(password)
                .compose(hash -> people.changePassword(account.user(), hash, null))
                .map(over -> Profile.of(account)));
  }

  /**
   * Ends an account for ever, and erases what it said: it leaves its rooms, its messages become tombstones, its username is
   * never given again. Where the store goes away in between it is ended all the same, and a server does the rest.
   *
   * @return who it was; {@code NOT_FOUND} as above
   */
  public Future<User> erase(String username) {
    return account(username)
        .map(Account::user)
        .compose(
            user -> people.end(user).compose(over -> departures.finish(user)).map(user));
  }

  /**
   * Logs somebody in for a while and makes the access token of that login. It ends before its time as all logins do.
   *
   * @param seconds how long it holds
   * @return the token; {@code NOT_FOUND} as above, {@code UNAUTHORIZED} for one who is shut out
   */
  public Future<String> token(String username, int seconds) {
    return account(username).compose(account -> {
      String login = tokens.id();
      // Nobody has the refresh token: when the access token is over, so is the login.
      NewLogin begun = new NewLogin(
          login,
          account.user(),
          RefreshToken.random(random).hash(),
          System.currentTimeMillis() + seconds * 1_000L,
          "hubbub token");
      return accounts.startLogin(begun).map(done -> tokens.issue(account.user(), login, seconds));
    });
  }

  /** All accounts, by username. */
  public Future<Slice<Profile>> list(@Nullable String cursor, int limit) {
    return people.search("", cursor, limit).map(Profile::of);
  }

  private Future<String> hashed(String password) {
    return passwords
        .refuses(password)
        .<Future<String>>map(Future::failedFuture)
        .orElseGet(() -> passwords.hash(password));
  }

  private Future<Profile> profile(String username) {
    return account(username).map(Profile::of);
  }

  private Future<Account> account(String username) {
    Future<Optional<Account>> found = Names.isUsername(username)
        ? accounts.find(username)
        : Future.succeededFuture(Optional.empty());
    return found.compose(account -> account
        .map(Future::succeededFuture)
        .orElseGet(() -> Future.failedFuture(
            new Refusal(ErrorCode.NOT_FOUND, "There is no account of this name."))));
  }
}
