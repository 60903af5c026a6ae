package dev.hubbub.gateway;

import dev.hubbub.account.Administration;
import dev.hubbub.room.Refusal;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** {@code /admin/users}: the accounts, for those who look after the server. */
final class AdminRouter {
  private final Administration administration;

  AdminRouter(Administration administration) {
    this.administration = administration;
  }

  /** Adds the routes to {@code router}. */
  void addTo(Router router, Bodies bodies, Bearer bearer) {
    Resource.at(router, "/admin/users").on(HttpMethod.GET, bearer, this::list).only();
    Resource.at(router, "/admin/users/:user")
        .on(HttpMethod.PATCH, bearer, bodies, this::setDisabled)
        .on(HttpMethod.DELETE, bearer, this::erase)
        .only();
  }

  private void list(RoutingContext routing) {
    Query query = Query.of(routing);
    Answer.list(
        routing,
        "users",
        administration.list(Bearer.user(routing), query.search(), query.cursor(), query.limit()),
        UserShape::writeAll);
  }

  private void setDisabled(RoutingContext routing) {
    boolean disabled = JsonBody.of(routing).bool("disabled");
    String username = username(routing);
    Answer.with(
        routing,
        200,
        administration.setDisabled(Bearer.user(routing), username, disabled),
        profile -> to -> UserShape.writeAll(to, profile));
  }

  private void erase(RoutingContext routing) {
    Answer.done(routing, administration.erase(Bearer.user(routing), username(routing)));
  }

  private static String username(RoutingContext routing) {
    String username = routing.pathParam("user");
    if (username == null) {
      throw Refusal.notFound();
    }
    return username;
  }
}
