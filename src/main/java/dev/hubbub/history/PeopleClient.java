package dev.hubbub.history;

import dev.hubbub.bus.LocalBus;
import dev.hubbub.bus.Request;
import dev.hubbub.room.Accounts.Account;
import dev.hubbub.room.People;
import dev.hubbub.room.Rooms.Slice;
import dev.hubbub.room.User;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Those who have accounts, as the verticles beside {@link HistoryVerticle} reach them. Answers on the caller's context. */
public final class PeopleClient implements People {
  static final String ADDRESS = "people";

  private final LocalBus bus;

  /** A client of the store of this instance. */
  public PeopleClient(Vertx vertx) {
    this.bus = LocalBus.of(vertx);
  }

  @Override
  public Future<Slice<Account>> search(String text, @Nullable String cursor, int limit) {
    return bus.ask(ADDRESS, new Search(text, cursor, limit));
  }

  @Override
  public Future<Void> left(Collection<Long> accounts) {
    return bus.ask(ADDRESS, new Left(List.copyOf(accounts)));
  }

  @Override
  public Future<Void> showReceipts(User user, boolean receipts) {
    return bus.ask(ADDRESS, new ShowReceipts(user, receipts));
  }

  @Override
  public Future<Void> rename(User user, String name) {
    return bus.ask(ADDRESS, new Rename(user, name));
  }

  @Override
  public Future<List<String>> changePassword(User user, String hash, @Nullable String keptLogin) {
    return bus.ask(ADDRESS, new ChangePassword(user, hash, keptLogin));
  }

  @Override
  public Future<Slice<LoginView>> logins(User user, @Nullable String cursor, int limit) {
    return bus.ask(ADDRESS, new ListLogins(user, cursor, limit));
  }

  @Override
  public Future<Void> endLogin(User user, String login) {
    return bus.ask(ADDRESS, new EndLogin(user, login));
  }

  @Override
  public Future<List<String>> setDisabled(User user, boolean disabled) {
    return bus.ask(ADDRESS, new SetDisabled(user, disabled));
  }

  @Override
  public Future<Void> setAdministrator(User user, boolean administrator) {
    return bus.ask(ADDRESS, new SetAdministrator(user, administrator));
  }

  @Override
  public Future<List<String>> end(User user) {
    return bus.ask(ADDRESS, new End(user));
  }

  @Override
  public Future<List<Remains>> remains() {
    return bus.ask(ADDRESS, new AskRemains());
  }

  /** Asks step by step, because all of it may take longer than an answer may. */
  @Override
  public Future<Void> erase(User user) {
    return bus.ask(ADDRESS, new EraseSome(user))
        .compose(more -> more ? erase(user) : Future.succeededFuture());
  }

  private record Search(String text, @Nullable String cursor, int limit)
      implements Request<SqlPeople, Slice<Account>> {
    @Override
    public Future<Slice<Account>> answeredBy(SqlPeople people) {
      return people.search(text, cursor, limit);
    }
  }

  private record Left(List<Long> accounts) implements Request<SqlPeople, Void> {
    @Override
    public Future<Void> answeredBy(SqlPeople people) {
      return people.left(accounts);
    }
  }

  private record ShowReceipts(User user, boolean receipts) implements Request<SqlPeople, Void> {
    @Override
    public Future<Void> answeredBy(SqlPeople people) {
      return people.showReceipts(user, receipts);
    }
  }

  private record Rename(User user, String name) implements Request<SqlPeople, Void> {
    @Override
    public Future<Void> answeredBy(SqlPeople people) {
      return people.rename(user, name);
    }
  }

  /** Not to be printed: it holds a hash. */
  private record ChangePassword(User user, String hash, @Nullable String keptLogin)
      implements Request<SqlPeople, List<String>> {
    @Override
    public Future<List<String>> answeredBy(SqlPeople people) {
      return people.changePassword(user, hash, keptLogin);
    }
  }

  private record ListLogins(User user, @Nullable String cursor, int limit)
      implements Request<SqlPeople, Slice<LoginView>> {
    @Override
    public Future<Slice<LoginView>> answeredBy(SqlPeople people) {
      return people.logins(user, cursor, limit);
    }
  }

  private record EndLogin(User user, String login) implements Request<SqlPeople, Void> {
    @Override
    public Future<Void> answeredBy(SqlPeople people) {
      return people.endLogin(user, login);
    }
  }

  private record SetDisabled(User user, boolean disabled)
      implements Request<SqlPeople, List<String>> {
    @Override
    public Future<List<String>> answeredBy(SqlPeople people) {
      return people.setDisabled(user, disabled);
    }
  }

  private record SetAdministrator(User user, boolean administrator)
      implements Request<SqlPeople, Void> {
    @Override
    public Future<Void> answeredBy(SqlPeople people) {
      return people.setAdministrator(user, administrator);
    }
  }

  private record End(User user) implements Request<SqlPeople, List<String>> {
    @Override
    public Future<List<String>> answeredBy(SqlPeople people) {
      return people.end(user);
    }
  }

  private record AskRemains() implements Request<SqlPeople, List<Remains>> {
    @Override
    public Future<List<Remains>> answeredBy(SqlPeople people) {
      return people.remains();
    }
  }

  private record EraseSome(User user) implements Request<SqlPeople, Boolean> {
    @Override
    public Future<Boolean> answeredBy(SqlPeople people) {
      return people.eraseSome(user);
    }
  }
}
