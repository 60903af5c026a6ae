package dev.hubbub.gateway;

import dev.hubbub.ops.SecurityEvent;
import dev.hubbub.protocol.PushJson;
import dev.hubbub.room.Appended;
import dev.hubbub.room.Draft;
import dev.hubbub.room.Role;
import dev.hubbub.room.User;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Function;

/** {@code /rooms/{room}/members}: who is in a room, as what, and who is no longer. */
final class MembersRouter {
  private final Roster roster;
  private final NamedUser named;
  private final Function<Draft, Future<Appended>> append;
  private final Incidents incidents;

  /**
   * The routes.
   *
   * @param append commits an event and has it delivered
   */
  MembersRouter(
      Roster roster,
      NamedUser named,
      Function<Draft, Future<Appended>> append,
      Incidents incidents) {
    this.roster = roster;
    this.named = named;
    this.append = append;
    this.incidents = incidents;
  }

  /** Adds the routes to {@code router}. */
  void addTo(Router router, Bodies bodies, Bearer bearer) {
    Resource.at(router, "/rooms/:room/members")
        .on(HttpMethod.GET, bearer, this::list)
        .only();
    Resource.at(router, "/rooms/:room/members/:user")
        .on(HttpMethod.PATCH, bearer, bodies, this::setRole)
        .on(HttpMethod.DELETE, bearer, this::kick)
        .only();
  }

  private void list(RoutingContext routing) {
    Query query = Query.of(routing);
    Answer.list(
        routing,
        "members",
        roster.page(Paths.room(routing), Bearer.user(routing), query.cursor(), query.limit()),
        PushJson::write);
  }

  private void setRole(RoutingContext routing) {
    Role role = JsonBody.of(routing).word("role", RoomShape.ROLES);
    String room = Paths.room(routing);
    User asker = Bearer.user(routing);
    Answer.with(
        routing,
        200,
        named.inPath(routing).compose(user -> append
            .apply(new Draft.SetRole(room, asker, user, role))
            .onSuccess(appended -> {
              if (!appended.duplicate()) {
                incidents
                    .to(routing, SecurityEvent.ROLE, user.username())
                    .with("role", role.wire())
                    .write();
              }
            })
            .compose(appended -> roster.one(room, asker, user))),
        member -> to -> PushJson.write(to, member));
  }

  private void kick(RoutingContext routing) {
    String room = Paths.room(routing);
    User asker = Bearer.user(routing);
    Answer.done(routing, named.inPath(routing).compose(user -> append
        .apply(new Draft.Kick(room, asker, user))
        .onSuccess(
            kicked -> incidents.to(routing, SecurityEvent.KICK, user.username()).write())));
  }
}
