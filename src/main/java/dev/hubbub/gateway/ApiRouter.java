package dev.hubbub.gateway;

import dev.hubbub.account.Authenticator;
import dev.hubbub.account.Logins;
import dev.hubbub.config.Config;
import dev.hubbub.room.Appended;
import dev.hubbub.room.Draft;
import dev.hubbub.room.History;
import dev.hubbub.room.Rooms;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.function.Function;

/**
 * {@code /api}: every route of PROTOCOL.md 4 but the WebSocket's, and what is common to them. What is not a route is 404
 * here, never a page. One serves all event loops; each mounts a router of its own.
 */
final class ApiRouter {
  private final Config config;
  private final Bearer bearer;
  private final AuthRouter auth;
  private final RoomsRouter rooms;
  private final MessagesRouter messages;

  /**
   * The routes.
   *
   * @param append commits an event and has it delivered
   */
  ApiRouter(
      Config config,
      Authenticator authenticator,
      Logins logins,
      Rooms rooms,
      History history,
      Function<Draft, Future<Appended>> append,
      Limits limits) {
    ClientAddress addresses = new ClientAddress(config.http(), config.profile());
    this.config = config;
    this.bearer = new Bearer(authenticator);
    this.auth = new AuthRouter(
        logins,
        addresses,
        new AddressLimit(addresses, limits.registrations()),
        new AddressLimit(addresses, limits.logins()));
    this.rooms = new RoomsRouter(rooms, append);
    this.messages = new MessagesRouter(
        history,
        new Speech(limits, rooms, append),
        new UserLimit(limits.history()),
        config.limits().text());
  }

  /**
   * The routes for one event loop, to be mounted as {@code router.route("/api/*").subRouter(…)}, behind the WebSocket's.
   */
  Router router(Vertx vertx) {
    Router v1 = Router.router(vertx);
    Bodies bodies = new Bodies(vertx, config.http());
    auth.addTo(v1, bodies, bearer);
    messages.addTo(v1, bodies, bearer);
    rooms.addTo(v1, bodies, bearer);

    Router api = Router.router(vertx);
    api.route().handler(new ApiHeaders()).handler(new Paths()).failureHandler(new Faults());
    api.route("/v1/*").subRouter(v1);
    api.route().handler(routing -> routing.fail(404));
    return api;
  }
}
