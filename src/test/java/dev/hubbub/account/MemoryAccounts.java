package dev.hubbub.account;

import dev.hubbub.room.Accounts;
import dev.hubbub.room.Ended;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.User;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Accounts in memory: what the port promises, and no more. Any thread may use it. */
public final class MemoryAccounts implements Accounts {
  private final Map<String, Account> accounts = new HashMap<>();
  private final Map<String, Kept> logins = new HashMap<>();
  private final Map<String, Spent> tokens = new HashMap<>();
  private final AtomicLong ids = new AtomicLong();
  private volatile boolean away;

  private static final class Kept {
    private final Account account;
    private @Nullable Long endedAt;

    private Kept(Account account) {
      this.account = account;
    }
  }

  private static final class Spent {
    private final String login;
    private final long expiresAt;
    private boolean used;

    private Spent(String login, long expiresAt) {
      this.login = login;
      this.expiresAt = expiresAt;
    }
  }

  /** Makes every answer {@code unavailable}, or no longer. */
  public void away(boolean gone) {
    away = gone;
  }

  /** Shuts somebody out, or lets them in again. */
  public synchronized void disable(String username, boolean disabled) {
    accounts.computeIfPresent(
        key(username),
        (name, old) -> new Account(
            old.user(),
            old.name(),
            old.passwordHash(),
            old.guest(),
            disabled,
            old.administrator(),
            old.createdAt()));
  }

  /** The hash kept for somebody. */
  public synchronized @Nullable String hashOf(String username) {
    Account account = accounts.get(key(username));
    return account == null ? null : account.passwordHash();
  }

  @Override
  public synchronized Future<Account> create(NewAccount wanted) {
    if (away) {
      return Future.failedFuture(Refusal.unavailable());
    }
    User user = new User(ids.incrementAndGet(), wanted.username());
    Account account = new Account(
        user,
        wanted.name(),
        wanted.passwordHash(),
        wanted.guest(),
        false,
        false,
        System.currentTimeMillis());
    return accounts.putIfAbsent(key(wanted.username()), account) == null
        ? Future.succeededFuture(account)
        : Future.failedFuture(new Refusal(ErrorCode.CONFLICT, "This username is taken."));
  }

  @Override
  public synchronized Future<Optional<Account>> find(String username) {
    return away
        ? Future.failedFuture(Refusal.unavailable())
        : Future.succeededFuture(Optional.ofNullable(accounts.get(key(username))));
  }

  @Override
  public synchronized Future<Void> startLogin(NewLogin login) {
    Account account = accounts.get(key(login.user().username()));
    if (away || account == null || logins.containsKey(login.id())) {
      return Future.failedFuture(Refusal.unavailable());
    }
    logins.put(login.id(), new Kept(account));
    tokens.put(login.refreshHash(), new Spent(login.id(), login.expiresAt()));
    return Future.succeededFuture();
  }

  @Override
  public synchronized Future<Login> rotate(String oldHash, String newHash, long expiresAt) {
    if (away) {
      return Future.failedFuture(Refusal.unavailable());
    }
    Spent old = tokens.get(oldHash);
    Kept login = old == null ? null : logins.get(old.login);
    if (old == null || login == null) {
      return unknown();
    }
    if (old.used && login.endedAt == null) {
      login.endedAt = System.currentTimeMillis();
    }
    if (login.endedAt != null || old.expiresAt <= System.currentTimeMillis()) {
      return unknown();
    }
    old.used = true;
    tokens.put(newHash, new Spent(old.login, expiresAt));
    Account now = accounts.getOrDefault(key(login.account.user().username()), login.account);
    return Future.succeededFuture(new Login(old.login, now));
  }

  private static Future<Login> unknown() {
    return Future.failedFuture(new Refusal(ErrorCode.UNAUTHORIZED, "This token is over."));
  }

  @Override
  public synchronized Future<Void> endLogin(String login) {
    if (away) {
      return Future.failedFuture(Refusal.unavailable());
    }
    Kept kept = logins.get(login);
    if (kept != null && kept.endedAt == null) {
      kept.endedAt = System.currentTimeMillis();
    }
    return Future.succeededFuture();
  }

  @Override
  public synchronized Future<Ended> ended(long windowMs) {
    if (away) {
      return Future.failedFuture(Refusal.unavailable());
    }
    long since = System.currentTimeMillis() - windowMs;
    List<String> over = logins.entrySet().stream()
        .filter(entry -> {
          Long endedAt = entry.getValue().endedAt;
          return endedAt != null && endedAt >= since;
        })
        .map(Map.Entry::getKey)
        .toList();
    return Future.succeededFuture(new Ended(over, List.of()));
  }

  private static String key(String username) {
    return username.toLowerCase(Locale.ROOT);
  }
}
