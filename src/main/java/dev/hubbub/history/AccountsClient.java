package dev.hubbub.history;

import dev.hubbub.bus.LocalBus;
import dev.hubbub.bus.Request;
import dev.hubbub.room.Accounts;
import dev.hubbub.room.Ended;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Accounts and logins, as the verticles beside {@link HistoryVerticle} reach them. Answers on the caller's context. */
public final class AccountsClient implements Accounts {
  static final String ADDRESS = "accounts";

  private final LocalBus bus;

  /** A client of the store of this instance. */
  public AccountsClient(Vertx vertx) {
    this.bus = LocalBus.of(vertx);
  }

  @Override
  public Future<Account> create(NewAccount account) {
    return bus.ask(ADDRESS, new Create(account));
  }

  @Override
  public Future<Optional<Account>> find(String username) {
    return bus.ask(ADDRESS, new Find(username));
  }

  @Override
  public Future<Void> startLogin(NewLogin login) {
    return bus.ask(ADDRESS, new StartLogin(login));
  }

  @Override
  public Future<Exchange> rotate(
      String oldHash, String newHash, String otherHash, long expiresAt, @Nullable String agent) {
    return bus.ask(ADDRESS, new Rotate(oldHash, newHash, otherHash, expiresAt, agent));
  }

  @Override
  public Future<Void> endLogin(String login) {
    return bus.ask(ADDRESS, new EndLogin(login));
  }

  @Override
  public Future<Ended> ended(long windowMs) {
    return bus.ask(ADDRESS, new EndedSince(windowMs));
  }

  private record Create(NewAccount account) implements Request<Accounts, Account> {
    @Override
    public Future<Account> answeredBy(Accounts accounts) {
      return accounts.create(account);
    }
  }

  private record Find(String username) implements Request<Accounts, Optional<Account>> {
    @Override
    public Future<Optional<Account>> answeredBy(Accounts accounts) {
      return accounts.find(username);
    }
  }

  private record StartLogin(NewLogin login) implements Request<Accounts, Void> {
    @Override
    public Future<Void> answeredBy(Accounts accounts) {
      return accounts.startLogin(login);
    }
  }

  private record Rotate(
      String oldHash, String newHash, String otherHash, long expiresAt, @Nullable String agent)
      implements Request<Accounts, Exchange> {
    @Override
    public Future<Exchange> answeredBy(Accounts accounts) {
      return accounts.rotate(oldHash, newHash, otherHash, expiresAt, agent);
    }
  }

  private record EndLogin(String login) implements Request<Accounts, Void> {
    @Override
    public Future<Void> answeredBy(Accounts accounts) {
      return accounts.endLogin(login);
    }
  }

  private record EndedSince(long windowMs) implements Request<Accounts, Ended> {
    @Override
    public Future<Ended> answeredBy(Accounts accounts) {
      return accounts.ended(windowMs);
    }
  }
}
