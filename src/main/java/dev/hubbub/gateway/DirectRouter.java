package dev.hubbub.gateway;

import dev.hubbub.room.Rooms;
import dev.hubbub.room.User;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** {@code /direct}: the room of two. */
final class DirectRouter {
  private final Rooms rooms;
  private final NamedUser named;

  DirectRouter(Rooms rooms, NamedUser named) {
    this.rooms = rooms;
    this.named = named;
  }

  /** Adds the routes to {@code router}. */
  void addTo(Router router, Bodies bodies, Bearer bearer) {
    Resource.at(router, "/direct")
        .on(HttpMethod.POST, bearer, bodies, this::open)
        .only();
  }

  private void open(RoutingContext routing) {
    String username = JsonBody.of(routing).string("user");
    User user = Bearer.user(routing);
    if (username.equalsIgnoreCase(user.username())) {
      throw JsonBody.wrong("user", "must be somebody else");
    }
    named
        .called(username)
        .compose(other -> rooms.direct(user, other))
        .onSuccess(direct -> {
          if (direct.created()) {
            Answer.created(routing, "/rooms/" + direct.room().id(), RoomShape.of(direct.room()));
          } else {
            Answer.json(routing, 200, RoomShape.of(direct.room()));
          }
        })
        .onFailure(routing::fail);
  }
}
