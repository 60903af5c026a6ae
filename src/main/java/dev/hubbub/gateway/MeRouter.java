package dev.hubbub.gateway;

import dev.hubbub.account.Identity;
import dev.hubbub.account.Profile;
import dev.hubbub.account.Profiles;
import dev.hubbub.hub.PresenceClient;
import dev.hubbub.ops.SecurityEvent;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** {@code /me}: one's own account. */
final class MeRouter {
  private final Profiles profiles;
  private final PresenceClient presence;
  private final Incidents incidents;

  MeRouter(Profiles profiles, PresenceClient presence, Incidents incidents) {
    this.profiles = profiles;
    this.presence = presence;
    this.incidents = incidents;
  }

  /** Adds the routes to {@code router}. */
  void addTo(Router router, Bodies bodies, Bearer bearer) {
    Resource.at(router, "/me")
        .on(HttpMethod.GET, bearer, this::get)
        .on(HttpMethod.PATCH, bearer, bodies, this::change)
        .on(HttpMethod.DELETE, bearer, bodies, this::end)
        .only();
  }

  private void get(RoutingContext routing) {
    answer(routing, profiles.me(Bearer.user(routing)));
  }

  /** The password goes first: it may be refused, a name that is one is not. */
  private void change(RoutingContext routing) {
    JsonBody body = JsonBody.of(routing);
    body.anyOf("name", "password", "receipts");
    String name = body.optionalName("name");
    Boolean receipts = body.optionalBool("receipts");
    String password = body.optionalString("password");
    Identity who = Bearer.identity(routing);
    Future<Void> changed = password == null
        ? Future.succeededFuture()
        : profiles
            .changePassword(who, body.string("current_password"), password)
            .onSuccess(
                done -> incidents.by(routing, SecurityEvent.PASSWORD_CHANGED).write());
    answer(
        routing,
        changed
            .compose(done -> receipts == null
                ? Future.succeededFuture()
                : profiles
                    .showReceipts(who.user(), receipts)
                    .onSuccess(shown -> presence.renew(who.user().username())))
            .compose(done ->
                name == null ? profiles.me(who.user()) : profiles.rename(who.user(), name)));
  }

  private void end(RoutingContext routing) {
    String password = JsonBody.of(routing).optionalString("password");
    Answer.done(
        routing, profiles.end(Bearer.identity(routing), password).onSuccess(done -> incidents
            .by(routing, SecurityEvent.ACCOUNT_ENDED)
            .write()));
  }

  private static void answer(RoutingContext routing, Future<Profile> profile) {
    Answer.with(routing, 200, profile, UserShape::own);
  }
}
