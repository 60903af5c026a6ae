package dev.hubbub.account;

import dev.hubbub.config.AuthConfig;
import dev.hubbub.config.LimitsConfig;
import dev.hubbub.ops.SecurityEvent;
import dev.hubbub.ops.SecurityLog;
import dev.hubbub.room.Accounts;
import dev.hubbub.room.Accounts.Account;
import dev.hubbub.room.Accounts.Login;
import dev.hubbub.room.Accounts.NewAccount;
import dev.hubbub.room.Accounts.NewLogin;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Limit;
import dev.hubbub.room.Names;
import dev.hubbub.room.People;
import dev.hubbub.room.People.LoginView;
import dev.hubbub.room.RateLimit;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.Rooms.Slice;
import dev.hubbub.room.SharedLimits;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ways in and the way out (PROTOCOL.md 4, {@code /auth}). Any thread may use it; every future may fail with a {@link
 * Refusal}.
 */
public final class Logins {
  private static final String GUEST_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int GUEST_LETTERS = 6;
  private static final int GUEST_TRIES = 5;
  private static final int FIRST_TRY_SECONDS = 600;

  private final AuthConfig config;
  private final Accounts accounts;
  private final People people;
  private final Newcomers newcomers;
  private final Passwords passwords;
  private final Tokens tokens;
  private final Revocations revocations;
  private final FailedLogins failures;
  private final Limit tries;
  private final Limit firstTries;
  private final Limit freshTries;
  private final SecureRandom random = new SecureRandom();

  /**
   * The ways in, with nobody known to have failed yet.
   *
   * @param shared counts tries and failures over all instances
   */
  public Logins(
      AuthConfig config,
      LimitsConfig limits,
      Accounts accounts,
      People people,
      Newcomers newcomers,
      Passwords passwords,
      Tokens tokens,
      Revocations revocations,
      SharedLimits shared) {
    this.config = config;
    this.accounts = accounts;
    this.people = people;
    this.newcomers = newcomers;
    this.passwords = passwords;
    this.tokens = tokens;
    this.revocations = revocations;
    this.failures = new FailedLogins(limits.loginsPerMinute(), shared, System::nanoTime);
    this.tries = shared.shared("account-logins", RateLimit.perMinute(limits.loginsPerMinute()));
    this.freshTries = shared.shared("fresh-logins", RateLimit.perMinute(limits.loginsPerMinute()));
    this.firstTries = shared.shared("first-logins", RateLimit.onceIn(FIRST_TRY_SECONDS));
  }

  /**
   * Makes an account with a password.
   *
   * @param name how they like to be called; absent for the username
   * @param agent what the client calls itself, in its {@code User-Agent}
   * @return {@code CONFLICT} where the username is taken, without regard to case; {@code FORBIDDEN} where registration is
   *     closed
   */
  public Future<Grant> register(
      String username, String password, @Nullable String name, @Nullable String agent) {
    if (!config.registration()) {
      return refused(ErrorCode.FORBIDDEN, "Registration is closed on this server.");
    }
    if (!Names.isUsername(username)) {
      return Future.failedFuture(badUsername());
    }
    if (name != null && !Names.isName(name)) {
      return Future.failedFuture(badName());
    }
    Optional<Refusal> weak = passwords.refuses(password);
    if (weak.isPresent()) {
      return Future.failedFuture(weak.get());
    }
    String shown = name == null ? username : name;
    return passwords
        .hash(password)
        .compose(hash -> newcomers.admit(new NewAccount(username, shown, hash, false)))
        .compose(account -> begin(account, agent));
  }

  /**
   * Makes a throw-away account.
   *
   * @param name how they like to be called; absent for the username that is made up
   * @param agent what the client calls itself, in its {@code User-Agent}
   * @return {@code FORBIDDEN} where guests are not let in
   */
  public Future<Grant> guest(@Nullable String name, @Nullable String agent) {
    if (!config.guests()) {
      return refused(ErrorCode.FORBIDDEN, "This server lets no guests in.");
    }
    if (name != null && !Names.isName(name)) {
      return Future.failedFuture(badName());
    }
    return admitGuest(name, GUEST_TRIES).compose(account -> begin(account, agent));
  }

  private Future<Account> admitGuest(@Nullable String name, int tries) {
    String username = guestName();
    String shown = name == null ? username : name;
    return newcomers
        .admit(new NewAccount(username, shown, null, true))
        .recover(cause -> isConflict(cause) && tries > 1
            ? admitGuest(name, tries - 1)
            : Future.failedFuture(cause));
  }

  private static boolean isConflict(Throwable cause) {
    return cause instanceof Refusal refusal && refusal.code() == ErrorCode.CONFLICT;
  }

  private String guestName() {
    StringBuilder name = new StringBuilder("guest-");
    random
        .ints(GUEST_LETTERS, 0, GUEST_ALPHABET.length())
        .forEach(i -> name.append(GUEST_ALPHABET.charAt(i)));
    return name.toString();
  }

  /**
   * Lets somebody in by their password. A wrong name, a wrong password, a guest's and a disabled account are answered
   * alike, after the same work. Whoever guesses makes the account slow, but an address that has not tried it lately has one
   * try that need not wait for others, as often in a minute as an account may be tried at all: so its owner gets in from
   * a new place.
   *
   * @param address where the try comes from
   * @param agent what the client calls itself, in its {@code User-Agent}
   * @return {@code UNAUTHORIZED} where it is wrong, {@code RATE_LIMITED} where there were too many tries
   */
  public Future<Grant> login(
      String username, String password, String address, @Nullable String agent) {
    boolean possible = Names.isUsername(username);
    String account = possible ? username.toLowerCase(Locale.ROOT) : "";
    String counter = failures.counter(account, address);
    boolean first = firstTries.tryTake(account + '@' + address) == 0;
    long waitMs = failures.waitMs(counter);
    if (waitMs == 0) {
      waitMs = tries.tryTake(counter);
    }
    if (waitMs > 0 && (!first || freshTries.tryTake(account) > 0)) {
      return Future.failedFuture(new Refusal(
          ErrorCode.RATE_LIMITED, "Too many tries to log in; wait before the next.", waitMs));
    }
    boolean known = FailedLogins.isKnown(counter);
    return passwords
        .ready(known)
        .compose(
            ready -> possible ? accounts.find(username) : Future.succeededFuture(Optional.empty()))
        .compose(candidate -> verified(candidate, password, known).compose(proven -> {
          if (proven.isEmpty()) {
            failures.failed(counter);
            tellFailed(candidate, address, agent);
            return refused(ErrorCode.UNAUTHORIZED, "The username or the password is wrong.");
          }
          failures.succeeded(account, address);
          return begin(proven.get(), agent);
        }));
  }

  /** Whoever types their password where the username belongs names no account: then no name is told. */
  private static void tellFailed(
      Optional<Account> candidate, String address, @Nullable String agent) {
    SecurityLog.of(SecurityEvent.LOGIN_FAILED)
        .with("user", candidate.map(account -> account.user().username()).orElse(null))
        .with("address", address)
        .with("reason", candidate.map(Logins::whyNot).orElse("no_account"))
        .with("agent", agent)
        .write();
  }

  private static String whyNot(Account account) {
    return account.disabled()
        ? "disabled"
        : account.passwordHash() == null ? "no_password" : "wrong_password";
  }

  private Future<Optional<Account>> verified(
      Optional<Account> candidate, String password, boolean known) {
    String hash = candidate.map(Account::passwordHash).orElse(null);
    return (known ? passwords.verifyKnown(password, hash) : passwords.verify(password, hash))
        .map(right -> right ? candidate.filter(account -> !account.disabled()) : Optional.empty());
  }

  /**
   * Exchanges a refresh token for new tokens. One that was exchanged before ends its login: somebody has a copy.
   *
   * @param address where it is shown
   * @param agent what the client calls itself, in its {@code User-Agent}
   * @return {@code UNAUTHORIZED} for a token that is unknown, over or used before
   */
  public Future<Grant> refresh(String refreshToken, String address, @Nullable String agent) {
    RefreshToken next = RefreshToken.random(random);
    return exchange(refreshToken, next, next, address, agent);
  }

  /**
   * The same for a token that a browser keeps in a cookie. A page that is left while it waits never sees the answer: within
   * a minute it is given again, unless the new token was shown meanwhile, also by an instance that has the other secret
   * first while they are changed.
   */
  public Future<Grant> refreshKept(String refreshToken, String address, @Nullable String agent) {
    List<RefreshToken> next = config.secrets().stream()
        .map(secret -> RefreshToken.after(refreshToken, secret))
        .toList();
    return exchange(refreshToken, next.get(0), next.get(next.size() - 1), address, agent);
  }

  private Future<Grant> exchange(
      String refreshToken,
      RefreshToken next,
      RefreshToken other,
      String address,
      @Nullable String agent) {
    if (!RefreshToken.isOne(refreshToken)) {
      return Future.failedFuture(Unproven.refusal());
    }
    return accounts
        .rotate(
            RefreshToken.hash(refreshToken),
            next.hash(),
            other.hash(),
            refreshExpiry(),
            Agent.shown(agent))
        .recover(cause -> perhapsEnded(cause, address))
        .compose(exchange -> {
          Login login = exchange.login();
          if (login.account().disabled()) {
            return end(login.id()).compose(done -> Future.failedFuture(Unproven.refusal()));
          }
          return Future.succeededFuture(grant(
              login.account(), login.id(), exchange.newHash().equals(next.hash()) ? next : other));
        });
  }

  /** A refused refresh token may just have ended its login; this instance knows before it answers. */
  private <T> Future<T> perhapsEnded(Throwable cause, String address) {
    if (cause instanceof Accounts.Reused reused) {
      SecurityLog.of(SecurityEvent.TOKEN_REUSED)
          .with("user", reused.username())
          .with("address", address)
          .write();
    }
    if (cause instanceof Refusal refusal && refusal.code() == ErrorCode.UNAUTHORIZED) {
      return revocations.look().transform(looked -> Future.failedFuture(Unproven.refusal()));
    }
    return Future.failedFuture(cause);
  }

  /** Ends the login somebody came in by: its tokens are refused, its sessions close, here at once and soon everywhere. */
  public Future<Void> logout(Identity who) {
    if (!who.isForeign()) {
      return end(who.login());
    }
    // The store keeps the ends of the logins it knows. A second logout at the same time finds it
    // kept already.
    RefreshToken nobodys = RefreshToken.random(random);
    NewLogin login = new NewLogin(who.login(), who.user(), nobodys.hash(), who.expiresAtMs());
    return accounts
        .startLogin(login)
        .recover(cause -> Future.succeededFuture())
        .compose(kept -> end(who.login()));
  }

  /** The logins of somebody that go on, the newest first. */
  public Future<Slice<LoginView>> logins(Identity who, @Nullable String cursor, int limit) {
    return people.logins(who.user(), cursor, limit);
  }

  /**
   * Ends one of somebody's logins, as {@link #logout} ends the one they came in by.
   *
   * @param login its id in the list; the one they came in by may be named too where it was not made here
   * @return {@code NOT_FOUND} where they have none of that id
   */
  public Future<Void> endLogin(Identity who, String login) {
    if (who.isForeign() && who.login().equals(login)) {
      return logout(who);
    }
    return people.endLogin(who.user(), login).onSuccess(done -> revocations.announce(login));
  }

  private Future<Void> end(String login) {
    return accounts.endLogin(login).onSuccess(done -> revocations.announce(login));
  }

  private Future<Grant> begin(Account account, @Nullable String agent) {
    String login = tokens.id();
    RefreshToken refresh = RefreshToken.random(random);
    return accounts
        .startLogin(new NewLogin(
            login, account.user(), refresh.hash(), refreshExpiry(), Agent.shown(agent)))
        .map(kept -> grant(account, login, refresh));
  }

  private Grant grant(Account account, String login, RefreshToken refresh) {
    return new Grant(
        account.user(),
        account.name(),
        tokens.issue(account.user(), login),
        tokens.accessSeconds(),
        refresh.text());
  }

  private long refreshExpiry() {
    return System.currentTimeMillis() + config.refreshSeconds() * 1_000L;
  }

  /** What is answered to what is no username. */
  static Refusal badUsername() {
    return new Refusal(
        ErrorCode.BAD_REQUEST,
        "A username has 2 to 32 of A-Z, a-z, 0-9, _, . and -, and begins with a letter or a digit.");
  }

  /** What is answered to what is no name. */
  static Refusal badName() {
    return new Refusal(
        ErrorCode.BAD_REQUEST,
        "A name has 1 to " + Names.NAME + " characters, and no control characters among them.");
  }

  private static <T> Future<T> refused(ErrorCode code, String message) {
    return Future.failedFuture(new Refusal(code, message));
  }
}
