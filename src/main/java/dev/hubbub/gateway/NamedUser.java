package dev.hubbub.gateway;

import dev.hubbub.room.Accounts;
import dev.hubbub.room.Accounts.Account;
import dev.hubbub.room.Names;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.User;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/**
 * Finds whom a request names. A name that nobody has, that nobody can have, and that somebody had who is gone are all
 * {@code NOT_FOUND}: the answer that also stands for what is not to be seen.
 */
final class NamedUser {
  private final Accounts accounts;

  NamedUser(Accounts accounts) {
    this.accounts = accounts;
  }

  /** The user that the path names. */
  Future<User> inPath(RoutingContext routing) {
    String username = routing.pathParam("user");
    return username == null ? Future.failedFuture(Refusal.notFound()) : called(username);
  }

  /** The user of that name, without regard to case. */
  Future<User> called(String username) {
    return Names.isUsername(username)
        ? accounts
            .find(username)
            .map(found -> found.map(Account::user).orElseThrow(Refusal::notFound))
        : Future.failedFuture(Refusal.notFound());
  }
}
