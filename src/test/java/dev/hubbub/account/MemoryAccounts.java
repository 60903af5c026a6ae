package dev.hubbub.account;

import dev.hubbub.room.Accounts;
import dev.hubbub.room.Ended;
import dev.hubbub.room.Ended.Shut;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.People;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.Rooms.Slice;
import dev.hubbub.room.User;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Accounts, and those who have them, in memory: what the ports promise, and no more. Any thread may use it. */
public final class MemoryAccounts implements Accounts, People {
  private final Map<String, Account> accounts = new TreeMap<>();
  private final Map<String, Kept> logins = new LinkedHashMap<>();
  private final Map<String, Spent> tokens = new HashMap<>();
  private final Map<User, Boolean> ended = new LinkedHashMap<>();
  private final Map<Long, List<String>> rooms = new HashMap<>();
  private final AtomicLong ids = new AtomicLong();
  private volatile boolean away;

  private static final class Kept {
    private final User user;
    private final long createdAt = System.currentTimeMillis();
    private @Nullable String agent;
    private @Nullable Long endedAt;

    private Kept(User user, @Nullable String agent) {
      this.user = user;
      this.agent = agent;
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

  /** Shuts somebody out, or lets them in again, and leaves their logins as they are. */
  public synchronized void disable(String username, boolean disabled) {
    change(
        username, old -> with(old, old.name(), old.passwordHash(), disabled, old.administrator()));
  }

  /** Has somebody be a member of rooms, for {@link #remains}. */
  public synchronized void memberOf(User user, List<String> ids) {
    rooms.put(user.id(), ids);
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
        true,
        System.currentTimeMillis());
    return accounts.putIfAbsent(key(wanted.username()), account) == null
        ? Future.succeededFuture(account)
        : Future.failedFuture(new Refusal(ErrorCode.CONFLICT, "This username is taken."));
  }

  @Override
  public synchronized Future<Optional<Account>> find(String username) {
    return away
        ? Future.failedFuture(Refusal.unavailable())
        : Future.succeededFuture(Optional.ofNullable(accounts.get(key(username)))
            .filter(account -> !ended.containsKey(account.user())));
  }

  @Override
  public synchronized Future<Void> startLogin(NewLogin login) {
    Account account = accounts.get(key(login.user().username()));
    if (away || account == null || logins.containsKey(login.id())) {
      return Future.failedFuture(Refusal.unavailable());
    }
    logins.put(login.id(), new Kept(login.user(), login.agent()));
    tokens.put(login.refreshHash(), new Spent(login.id(), login.expiresAt()));
    return Future.succeededFuture();
  }

  @Override
  public synchronized Future<Exchange> rotate(
      String oldHash, String newHash, String otherHash, long expiresAt, @Nullable String agent) {
    if (away) {
      return Future.failedFuture(Refusal.unavailable());
    }
    Spent old = tokens.get(oldHash);
    Kept login = old == null ? null : logins.get(old.login);
    if (old == null || login == null) {
      return unknown();
    }
    Account account = Objects.requireNonNull(accounts.get(key(login.user.username())));
    for (String hash : List.of(newHash, otherHash)) {
      Spent next = tokens.get(hash);
      if (old.used && next != null && !next.used && login.endedAt == null) {
        return Future.succeededFuture(new Exchange(new Login(old.login, account), hash));
      }
    }
    if (old.used && login.endedAt == null) {
      login.endedAt = System.currentTimeMillis();
      return Future.failedFuture(new Reused(login.user.username()));
    }
    if (login.endedAt != null || old.expiresAt <= System.currentTimeMillis()) {
      return unknown();
    }
    old.used = true;
    tokens.put(newHash, new Spent(old.login, expiresAt));
    login.agent = agent == null ? login.agent : agent;
    return Future.succeededFuture(new Exchange(new Login(old.login, account), newHash));
  }

  private static Future<Exchange> unknown() {
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
    List<Shut> shut = accounts.values().stream()
        .filter(account -> account.disabled() || ended.containsKey(account.user()))
        .map(account -> new Shut(account.user().id(), !ended.containsKey(account.user())))
        .toList();
    return Future.succeededFuture(new Ended(over, shut));
  }

  @Override
  public synchronized Future<Slice<Account>> search(
      String text, @Nullable String cursor, int limit) {
    String wanted = key(text);
    List<Account> found = accounts.values().stream()
        .filter(account -> !ended.containsKey(account.user()))
        .filter(account -> key(account.user().username()).contains(wanted)
            || key(account.name()).contains(wanted))
        .filter(account -> cursor == null || key(account.user().username()).compareTo(cursor) > 0)
        .toList();
    boolean more = found.size() > limit;
    return answer(new Slice<>(
        more ? found.subList(0, limit) : found,
        more ? key(found.get(limit - 1).user().username()) : null));
  }

  @Override
  public Future<Void> left(Collection<Long> accounts) {
    return away ? Future.failedFuture(Refusal.unavailable()) : Future.succeededFuture();
  }

  @Override
  public synchronized Future<Void> showReceipts(User user, boolean receipts) {
    return changed(
            user,
            account -> new Account(
                account.user(),
                account.name(),
                account.passwordHash(),
                account.guest(),
                account.disabled(),
                account.administrator(),
                receipts,
                account.createdAt()))
        .mapEmpty();
  }

  @Override
  public synchronized Future<Void> rename(User user, String name) {
    return changed(
            user, old -> with(old, name, old.passwordHash(), old.disabled(), old.administrator()))
        .mapEmpty();
  }

  @Override
  public synchronized Future<List<String>> changePassword(
      User user, String hash, @Nullable String keptLogin) {
    return changed(user, old -> with(old, old.name(), hash, old.disabled(), old.administrator()))
        .map(done -> over(user, keptLogin));
  }

  @Override
  public synchronized Future<Slice<LoginView>> logins(
      User user, @Nullable String cursor, int limit) {
    List<LoginView> going = new ArrayList<>();
    logins.forEach((id, kept) -> {
      if (kept.user.equals(user) && kept.endedAt == null) {
        going.add(0, new LoginView(id, kept.createdAt, kept.createdAt, kept.agent));
      }
    });
    int from = cursor == null ? 0 : Integer.parseInt(cursor);
    int to = Math.min(going.size(), from + limit);
    return answer(
        new Slice<>(going.subList(from, to), to < going.size() ? Integer.toString(to) : null));
  }

  @Override
  public synchronized Future<Void> endLogin(User user, String login) {
    Kept kept = logins.get(login);
    return kept == null || !kept.user.equals(user) || kept.endedAt != null
        ? Future.failedFuture(Refusal.notFound())
        : endLogin(login);
  }

  @Override
  public synchronized Future<List<String>> setDisabled(User user, boolean disabled) {
    return changed(
            user, old -> with(old, old.name(), old.passwordHash(), disabled, old.administrator()))
        .map(done -> disabled ? over(user, null) : List.of());
  }

  @Override
  public synchronized Future<Void> setAdministrator(User user, boolean administrator) {
    return changed(
            user, old -> with(old, old.name(), old.passwordHash(), old.disabled(), administrator))
        .mapEmpty();
  }

  @Override
  public synchronized Future<List<String>> end(User user) {
    return changed(user, old -> with(old, old.user().username(), null, false, false))
        .map(done -> {
          ended.put(user, false);
          return over(user, null);
        });
  }

  @Override
  public synchronized Future<List<Remains>> remains() {
    return answer(ended.entrySet().stream()
        .filter(entry -> !entry.getValue())
        .map(Map.Entry::getKey)
        .map(user -> {
          List<String> ids = rooms.getOrDefault(user.id(), List.of());
          return new Remains(user, ids, ids);
        })
        .toList());
  }

  @Override
  public synchronized Future<Void> erase(User user) {
    if (!away) {
      ended.replace(user, true);
    }
    return answer(true).mapEmpty();
  }

  /** The logins of somebody but one, which end now. */
  private List<String> over(User user, @Nullable String kept) {
    List<String> over = new ArrayList<>();
    logins.forEach((id, login) -> {
      if (login.user.equals(user) && login.endedAt == null && !id.equals(kept)) {
        login.endedAt = System.currentTimeMillis();
        over.add(id);
      }
    });
    return over;
  }

  private Future<Boolean> changed(User user, UnaryOperator<Account> how) {
    if (away) {
      return Future.failedFuture(Refusal.unavailable());
    }
    if (!accounts.containsKey(key(user.username())) || ended.containsKey(user)) {
      return Future.failedFuture(Refusal.notFound());
    }
    change(user.username(), how);
    return Future.succeededFuture(true);
  }

  private void change(String username, UnaryOperator<Account> how) {
    accounts.computeIfPresent(key(username), (name, old) -> how.apply(old));
  }

  private <T> Future<T> answer(T answer) {
    return away ? Future.failedFuture(Refusal.unavailable()) : Future.succeededFuture(answer);
  }

  private static Account with(
      Account old, String name, @Nullable String hash, boolean disabled, boolean administrator) {
    return new Account(
        old.user(),
        name,
        hash,
        old.guest(),
        disabled,
        administrator,
        old.receipts(),
        old.createdAt());
  }

  private static String key(String username) {
    return username.toLowerCase(Locale.ROOT);
  }
}
