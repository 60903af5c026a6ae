package dev.hubbub.gateway;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.hubbub.account.Administration;
import dev.hubbub.ops.InstanceFacts;
import dev.hubbub.ops.SecurityEvent;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.RoomEntry;
import dev.hubbub.room.Rooms;
import dev.hubbub.room.Rooms.Slice;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/** {@code /admin}: the instances, the rooms and the accounts, for those who look after the server. */
final class AdminRouter {
  private final Administration administration;
  private final Rooms rooms;
  private final Supplier<Future<List<InstanceFacts>>> instances;
  private final Incidents incidents;

  /**
   * The routes.
   *
   * @param instances what all instances say about themselves
   */
  AdminRouter(
      Administration administration,
      Rooms rooms,
      Supplier<Future<List<InstanceFacts>>> instances,
      Incidents incidents) {
    this.administration = administration;
    this.rooms = rooms;
    this.instances = instances;
    this.incidents = incidents;
  }

  /** Adds the routes to {@code router}. */
  void addTo(Router router, Bodies bodies, Bearer bearer) {
    Resource.at(router, "/admin/instances")
        .on(HttpMethod.GET, bearer, this::instances)
        .only();
    Resource.at(router, "/admin/rooms").on(HttpMethod.GET, bearer, this::rooms).only();
    Resource.at(router, "/admin/users").on(HttpMethod.GET, bearer, this::list).only();
    Resource.at(router, "/admin/users/:user")
        .on(HttpMethod.PATCH, bearer, bodies, this::setDisabled)
        .on(HttpMethod.DELETE, bearer, this::erase)
        .only();
  }

  private void instances(RoutingContext routing) {
    Answer.list(
        routing,
        "instances",
        administration
            .permitted(Bearer.user(routing))
            .compose(may -> instances.get())
            .map(all -> new Slice<>(all, null)),
        InstanceShape::write);
  }

  private void rooms(RoutingContext routing) {
    Query query = Query.of(routing);
    String text = query.search();
    String cursor = query.cursor();
    int limit = query.limit();
    Answer.list(
        routing,
        "rooms",
        administration
            .permitted(Bearer.user(routing))
            .compose(may -> rooms.all(text, cursor, limit)),
        AdminRouter::write);
  }

  private static void write(JsonGenerator to, RoomEntry room) throws IOException {
    to.writeStartObject();
    to.writeStringField("id", room.id());
    to.writeStringField("name", room.name());
    to.writeStringField("topic", room.topic());
    to.writeStringField("visibility", room.visibility().wire());
    to.writeBooleanField("kept", room.kept());
    to.writeNumberField("members", room.members());
    to.writeNumberField("messages", room.messages());
    to.writeNumberField("created_at", room.createdAt());
    to.writeEndObject();
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
        administration
            .setDisabled(Bearer.user(routing), username, disabled)
            .onSuccess(profile -> incidents
                .to(
                    routing,
                    disabled ? SecurityEvent.ACCOUNT_DISABLED : SecurityEvent.ACCOUNT_ENABLED,
                    profile.user().username())
                .write()),
        profile -> to -> UserShape.writeAll(to, profile));
  }

  private void erase(RoutingContext routing) {
    String username = username(routing);
    Answer.done(
        routing, administration.erase(Bearer.user(routing), username).onSuccess(done -> incidents
            .to(routing, SecurityEvent.ACCOUNT_ENDED, username)
            .write()));
  }

  private static String username(RoutingContext routing) {
    String username = routing.pathParam("user");
    if (username == null) {
      throw Refusal.notFound();
    }
    return username;
  }
}
