package dev.hubbub.gateway;

import dev.hubbub.account.Administration;
import dev.hubbub.account.Authenticator;
import dev.hubbub.account.Logins;
import dev.hubbub.account.Profiles;
import dev.hubbub.config.Config;
import dev.hubbub.hub.PresenceClient;
import dev.hubbub.hub.Traces;
import dev.hubbub.ops.InstanceFacts;
import dev.hubbub.room.Appended;
import dev.hubbub.room.Draft;
import dev.hubbub.room.History;
import dev.hubbub.room.Invites;
import dev.hubbub.room.Members;
import dev.hubbub.room.Rooms;
import dev.hubbub.room.Search;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * {@code /api}: every route of PROTOCOL.md 4 but the WebSocket's, and what is common to them. What is not a route is 404
 * here, never a page. One serves all event loops; each mounts a router of its own.
 */
final class ApiRouter {
  /** Where the routes are. */
  static final String ROOT = "/api/v1";

  private final Config config;
  private final Bearer bearer;
  private final Incidents incidents;
  private final List<Feature> features;
  private final List<Feature> operation;

  /** Some of the routes. */
  private interface Feature {
    /** Adds them to {@code router}. */
    void addTo(Router router, Bodies bodies, Bearer bearer);
  }

  /**
   * What the routes reach.
   *
   * @param append commits an event and has it delivered
   * @param roster who is in rooms
   * @param receipts how far people have read
   * @param presence who is there
   * @param traces where messages came by
   * @param instances what all instances say about themselves
   */
  record Ports(
      Authenticator authenticator,
      Logins logins,
      Profiles profiles,
      Administration administration,
      Rooms rooms,
      Members members,
      Invites invites,
      History history,
      Search search,
      Function<Draft, Future<Appended>> append,
      Roster roster,
      Receipts receipts,
      PresenceClient presence,
      Traces traces,
      Supplier<Future<List<InstanceFacts>>> instances) {}

  /**
   * The routes.
   *
   * @param limits how often things may be asked for
   */
  ApiRouter(Config config, Ports ports, Limits limits) {
    ClientAddress addresses = new ClientAddress(config.http(), config.profile());
    Incidents incidents = new Incidents(addresses);
    NamedUser named = new NamedUser(ports.profiles());
    var append = ports.append();
    this.config = config;
    this.incidents = incidents;
    this.bearer = new Bearer(ports.authenticator());
    AuthRouter auth = new AuthRouter(
        ports.logins(),
        new RefreshCookie(config.http(), config.auth()),
        addresses,
        incidents,
        new AddressLimit(addresses, limits.registrations()),
        new AddressLimit(addresses, limits.logins()),
        limits.accountTries());
    InvitesRouter invites = new InvitesRouter(
        ports.invites(),
        ports.rooms(),
        append,
        new Origins(config.http()),
        config.auth().secrets(),
        new AddressLimit(addresses, limits.inviteTriesOfAddress()),
        new UserLimit(limits.inviteTriesOfUser()));
    Speech speech = new Speech(limits, ports.rooms(), append);
    MessagesRouter messages = new MessagesRouter(
        ports.history(),
        speech,
        new UserLimit(limits.history()),
        limits.answers(),
        config.limits().text());
    this.features = List.of(
        auth::addTo,
        messages::addTo,
        new ChangesRouter(speech, config.limits().text())::addTo,
        new ReadRouter(ports.receipts(), ports.history())::addTo,
        new SearchRouter(ports.search(), new UserLimit(limits.search()))::addTo,
        new RoomsRouter(ports.rooms(), append)::addTo,
        new MembersRouter(ports.roster(), named, append, incidents)::addTo,
        new ModerationRouter(ports.members(), named, append, incidents)::addTo,
        invites::addTo,
        new DirectRouter(ports.rooms(), named)::addTo,
        new UsersRouter(
            ports.profiles(),
            named,
            new Acquaintances(ports.rooms(), ports.roster(), config.limits()))::addTo,
        new MeRouter(ports.profiles(), ports.presence(), incidents)::addTo,
        new LoginsRouter(ports.logins(), incidents)::addTo);
    this.operation = List.of(
        new AdminRouter(ports.administration(), ports.rooms(), ports.instances(), incidents)::addTo,
        new TracesRouter(ports.administration(), ports.traces())::addTo);
  }

  /** What tells the security log of refusals: to stand before {@link Faults} where failures of these routes arrive. */
  Incidents incidents() {
    return incidents;
  }

  /**
   * The routes for one event loop, to be mounted as {@code router.route("/api/*").subRouter(…)}, behind the WebSocket's.
   * Those of administrators are among them where there is no other door for these.
   */
  Router router(Vertx vertx, StreamsRouter streams) {
    Router v1 = Router.router(vertx);
    Bodies bodies = new Bodies(vertx, config.http());
    features.forEach(feature -> feature.addTo(v1, bodies, bearer));
    if (config.management().port() == null) {
      operation.forEach(feature -> feature.addTo(v1, bodies, bearer));
    }
    streams.addTo(v1, bearer);
    // A GET of it does not come here: the WebSocket's endpoint goes first.
    Resource.at(v1, "/ws").on(HttpMethod.GET, routing -> routing.fail(404)).only();
    return mounted(vertx, v1);
  }

  /** The routes of administrators for another door, to be mounted likewise. */
  Router operators(Vertx vertx) {
    Router v1 = Router.router(vertx);
    Bodies bodies = new Bodies(vertx, config.http());
    operation.forEach(feature -> feature.addTo(v1, bodies, bearer));
    return mounted(vertx, v1);
  }

  private static Router mounted(Vertx vertx, Router v1) {
    Router api = Router.router(vertx);
    api.route().handler(new Paths()).failureHandler(new Faults());
    api.route("/v1/*").subRouter(v1);
    api.route().handler(routing -> routing.fail(404));
    return api;
  }
}
