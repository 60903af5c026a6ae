package dev.hubbub.gateway;

import dev.hubbub.account.Grant;
import dev.hubbub.account.Logins;
import dev.hubbub.ops.SecurityEvent;
import dev.hubbub.protocol.Json;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Refusal;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** {@code /auth}: the ways in and the way out. */
final class AuthRouter {
  private final Logins logins;
  private final RefreshCookie cookie;
  private final ClientAddress addresses;
  private final Incidents incidents;
  private final AddressLimit registrations;
  private final AddressLimit tries;
  private final Runnable accountTries;

  /**
   * The routes.
   *
   * @param cookie where browsers keep their refresh token
   * @param registrations how often an address may make an account, a guest's too
   * @param tries how often an address may try to log in
   * @param accountTries takes note of a try that was one too many for its account
   */
  AuthRouter(
      Logins logins,
      RefreshCookie cookie,
      ClientAddress addresses,
      Incidents incidents,
      AddressLimit registrations,
      AddressLimit tries,
      Runnable accountTries) {
    this.logins = logins;
    this.cookie = cookie;
    this.addresses = addresses;
    this.incidents = incidents;
    this.registrations = registrations;
    this.tries = tries;
    this.accountTries = accountTries;
  }

  /** Adds the routes to {@code router}. */
  void addTo(Router router, Bodies bodies, Bearer bearer) {
    Resource.at(router, "/auth/register")
        .on(HttpMethod.POST, cookie, bodies, registrations, this::register)
        .only();
    Resource.at(router, "/auth/guest")
        .on(HttpMethod.POST, cookie, bodies, registrations, this::guest)
        .only();
    Resource.at(router, "/auth/login")
        .on(HttpMethod.POST, cookie, bodies, tries, this::login)
        .only();
    Resource.at(router, "/auth/refresh")
        .on(HttpMethod.POST, cookie, bodies, this::refresh)
        .only();
    Resource.at(router, "/auth/logout")
        .on(HttpMethod.POST, cookie, bearer, this::logout)
        .only();
  }

  private void register(RoutingContext routing) {
    JsonBody body = JsonBody.of(routing);
    String username = body.string("username");
    String password = body.string("password");
    answer(
        routing,
        201,
        logins
            .register(username, password, body.optionalString("name"), agent(routing))
            .onSuccess(grant -> tellIn(routing, grant, "registration")));
  }

  private void guest(RoutingContext routing) {
    JsonBody body = JsonBody.of(routing);
    answer(
        routing,
        201,
        logins
            .guest(body.optionalString("name"), agent(routing))
            .onSuccess(grant -> tellIn(routing, grant, "guest")));
  }

  private void login(RoutingContext routing) {
    JsonBody body = JsonBody.of(routing);
    String username = body.string("username");
    String password = body.string("password");
    String address = addresses.of(routing.request());
    answer(
        routing,
        200,
        logins
            .login(username, password, address, agent(routing))
            .onSuccess(grant -> tellIn(routing, grant, "password"))
            .onFailure(cause -> {
              if (cause instanceof Refusal refusal && refusal.code() == ErrorCode.RATE_LIMITED) {
                accountTries.run();
              }
            }));
  }

  private void tellIn(RoutingContext routing, Grant grant, String how) {
    Incidents.line(SecurityEvent.LOGIN, grant.user().username(), addresses.of(routing.request()))
        .with("how", how)
        .with("agent", agent(routing))
        .write();
  }

  private void refresh(RoutingContext routing) {
    String address = addresses.of(routing.request());
    Future<Grant> granted = RefreshCookie.isWanted(routing)
        ? logins.refreshKept(RefreshCookie.read(routing), address, agent(routing))
        : logins.refresh(JsonBody.of(routing).string("refresh_token"), address, agent(routing));
    answer(routing, 200, granted.onFailure(cause -> cookie.ended(routing, cause)));
  }

  private void logout(RoutingContext routing) {
    Answer.done(routing, logins.logout(Bearer.identity(routing)).onSuccess(done -> {
      cookie.clear(routing);
      incidents.by(routing, SecurityEvent.LOGOUT).write();
    }));
  }

  /** Answers with new tokens; the refresh token is in the cookie, or in the body. */
  private void answer(RoutingContext routing, int status, Future<Grant> granted) {
    boolean inCookie = RefreshCookie.isWanted(routing);
    Answer.with(
        routing,
        status,
        granted.onSuccess(grant -> cookie.keep(routing, grant.refreshToken())),
        grant -> shape(grant, inCookie));
  }

  /** What the client calls itself. */
  private static @Nullable String agent(RoutingContext routing) {
    return routing.request().getHeader(HttpHeaders.USER_AGENT);
  }

  private static Json.Content shape(Grant grant, boolean inCookie) {
    return to -> {
      to.writeStartObject();
      to.writeObjectFieldStart("user");
      to.writeStringField("username", grant.user().username());
      to.writeStringField("name", grant.name());
      to.writeEndObject();
      to.writeStringField("access_token", grant.accessToken());
      to.writeStringField("token_type", "Bearer");
      to.writeNumberField("expires_in", grant.expiresIn());
      if (!inCookie) {
        to.writeStringField("refresh_token", grant.refreshToken());
      }
      to.writeEndObject();
    };
  }
}
