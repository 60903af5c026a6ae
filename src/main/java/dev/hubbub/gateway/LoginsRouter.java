package dev.hubbub.gateway;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.hubbub.account.Identity;
import dev.hubbub.account.Logins;
import dev.hubbub.ops.SecurityEvent;
import dev.hubbub.room.People.LoginView;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;

/** {@code /auth/sessions}: where somebody is logged in. */
final class LoginsRouter {
  private final Logins logins;
  private final Incidents incidents;

  LoginsRouter(Logins logins, Incidents incidents) {
    this.logins = logins;
    this.incidents = incidents;
  }

  /** Adds the routes to {@code router}. */
  void addTo(Router router, Bodies bodies, Bearer bearer) {
    Resource.at(router, "/auth/sessions").on(HttpMethod.GET, bearer, this::list).only();
    Resource.at(router, "/auth/sessions/:id")
        .on(HttpMethod.DELETE, bearer, this::end)
        .only();
  }

  private void list(RoutingContext routing) {
    Query query = Query.of(routing);
    Identity who = Bearer.identity(routing);
    Answer.list(
        routing,
        "sessions",
        logins.logins(who, query.cursor(), query.limit()),
        (to, login) -> write(to, login, login.id().equals(who.login())));
  }

  private void end(RoutingContext routing) {
    Answer.done(
        routing,
        logins
            .endLogin(Bearer.identity(routing), Paths.id(routing))
            .onSuccess(done -> incidents.by(routing, SecurityEvent.LOGOUT).write()));
  }

  private static void write(JsonGenerator to, LoginView login, boolean current) throws IOException {
    to.writeStartObject();
    to.writeStringField("id", login.id());
    to.writeNumberField("created_at", login.createdAt());
    to.writeNumberField("seen_at", login.seenAt());
    to.writeStringField("agent", login.agent());
    to.writeBooleanField("current", current);
    to.writeEndObject();
  }
}
