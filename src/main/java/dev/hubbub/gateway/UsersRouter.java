package dev.hubbub.gateway;

import dev.hubbub.account.Profiles;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** {@code /users}: finding people. */
final class UsersRouter {
  private final Profiles profiles;
  private final NamedUser named;
  private final Acquaintances acquaintances;

  UsersRouter(Profiles profiles, NamedUser named, Acquaintances acquaintances) {
    this.profiles = profiles;
    this.named = named;
    this.acquaintances = acquaintances;
  }

  /** Adds the routes to {@code router}. */
  void addTo(Router router, Bodies bodies, Bearer bearer) {
    Resource.at(router, "/users").on(HttpMethod.GET, bearer, this::list).only();
    Resource.at(router, "/users/:user").on(HttpMethod.GET, bearer, this::get).only();
  }

  private void list(RoutingContext routing) {
    Query query = Query.of(routing);
    Answer.list(
        routing,
        "users",
        profiles.search(query.search(), query.cursor(), query.limit()),
        UserShape::write);
  }

  private void get(RoutingContext routing) {
    Answer.with(
        routing,
        200,
        named.profile(routing).compose(profile -> acquaintances
            .of(Bearer.user(routing), profile.user())
            .map(present -> UserShape.met(profile, present.orElse(null)))),
        content -> content);
  }
}
