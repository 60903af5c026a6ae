package dev.hubbub.gateway;

import dev.hubbub.room.History;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** {@code /rooms/{room}/read}: how far somebody has read. */
final class ReadRouter {
  private final History history;

  ReadRouter(History history) {
    this.history = history;
  }

  /** Adds the routes to {@code router}. */
  void addTo(Router router, Bodies bodies, Bearer bearer) {
    Resource.at(router, "/rooms/:room/read")
        .on(HttpMethod.PUT, bearer, bodies, this::read)
        .only();
  }

  private void read(RoutingContext routing) {
    long seq = JsonBody.of(routing).seq("seq");
    Answer.done(routing, history.read(Paths.room(routing), Bearer.user(routing), seq));
  }
}
