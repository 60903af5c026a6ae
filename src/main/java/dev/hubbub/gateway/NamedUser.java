package dev.hubbub.gateway;

import dev.hubbub.account.Profile;
import dev.hubbub.account.Profiles;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.User;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/**
 * Finds whom a request names. A name that nobody has, that nobody can have, and that somebody had who is gone are all
 * {@code NOT_FOUND}: the answer that also stands for what is not to be seen.
 */
final class NamedUser {
  private final Profiles profiles;

  NamedUser(Profiles profiles) {
    this.profiles = profiles;
  }

  /** The user that the path names. */
  Future<User> inPath(RoutingContext routing) {
    return profile(routing).map(Profile::user);
  }

  /** What may be shown of the user that the path names. */
  Future<Profile> profile(RoutingContext routing) {
    String username = routing.pathParam("user");
    return username == null ? Future.failedFuture(Refusal.notFound()) : profiles.find(username);
  }

  /** The user of that name, without regard to case. */
  Future<User> called(String username) {
    return profiles.find(username).map(Profile::user);
  }
}
