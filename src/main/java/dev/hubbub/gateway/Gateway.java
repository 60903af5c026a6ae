package dev.hubbub.gateway;

import dev.hubbub.account.Administration;
import dev.hubbub.account.Authenticator;
import dev.hubbub.account.Logins;
import dev.hubbub.account.Profiles;
import dev.hubbub.config.Config;
import dev.hubbub.gateway.web.Client;
import dev.hubbub.hub.HubClient;
import dev.hubbub.hub.PresenceClient;
import dev.hubbub.hub.Traces;
import dev.hubbub.ops.Health;
import dev.hubbub.ops.InstanceFacts;
import dev.hubbub.ops.Metrics;
import dev.hubbub.protocol.CommandParser;
import dev.hubbub.room.Channels;
import dev.hubbub.room.Ended;
import dev.hubbub.room.History;
import dev.hubbub.room.Invites;
import dev.hubbub.room.Members;
import dev.hubbub.room.Rooms;
import dev.hubbub.room.Search;
import dev.hubbub.room.SharedLimits;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The door of one instance: what its {@link GatewayVerticle}s share, and what can be asked of all of them. Thread-safe.
 */
public final class Gateway {
  private final Services services;
  private final Door door;
  private final Handshake handshake;
  private final GatewayVerticle.Routes routes;
  private final @Nullable ManagementVerticle management;
  private final AtomicBoolean leaving = new AtomicBoolean();
  private final List<GatewayVerticle> verticles = new CopyOnWriteArrayList<>();

  /**
   * What the door opens to.
   *
   * @param store whether the store answers
   * @param redis whether the link to Redis carries; absent where none is configured
   * @param traces where messages came by
   * @param shared counts limits over all instances
   * @param instances what all instances say about themselves
   * @param channels connects the plain channels; called on the context of whoever listens
   */
  public record Services(
      Config config,
      String version,
      HubClient hub,
      History history,
      Rooms rooms,
      Members members,
      Invites invites,
      Search search,
      PresenceClient presence,
      Traces traces,
      Authenticator authenticator,
      Logins logins,
      Profiles profiles,
      Administration administration,
      Supplier<Future<Boolean>> store,
      @Nullable Supplier<Future<Boolean>> redis,
      Function<Channels.Listener, Channels> channels,
      SharedLimits shared,
      Metrics metrics,
      Supplier<Future<List<InstanceFacts>>> instances) {}

  /** A door that nobody has come through. */
  public Gateway(Services services) {
    var limits = services.config().limits();
    Metrics metrics = services.metrics();
    Limits rates = Limits.of(limits, services.shared(), metrics.limits());
    Receipts receipts = new Receipts(services.history(), services.hub());
    Roster roster = new Roster(services.members(), services.presence());
    SessionRegistry registry = new SessionRegistry(limits);
    metrics.sessions().users(registry::users);
    this.services = services;
    this.door = new Door(
        services.config().instanceId(),
        services.version(),
        limits,
        new CommandParser(limits),
        services.hub(),
        services.history(),
        services.rooms(),
        roster,
        receipts,
        services.presence(),
        services.authenticator(),
        new Speech(rates, services.rooms(), services.hub()::append),
        rates.history(),
        rates.answers(),
        registry,
        rates.frames(),
        metrics.sessions(),
        metrics.deliveries());
    Config config = services.config();
    ClientAddress addresses = new ClientAddress(config.http(), config.profile());
    ApiRouter api = new ApiRouter(config, ports(roster, receipts), rates);
    OpsRouter ops = new OpsRouter(
        new Health(services.store(), services.redis(), leaving::get),
        services.version(),
        metrics::text,
        request -> config.management().metricsPublic() || addresses.isFree(request));
    Integer operators = config.management().port();
    this.management =
        operators == null ? null : new ManagementVerticle(config, operators, api, ops.unguarded());
    this.routes = new GatewayVerticle.Routes(
        config.http(),
        api,
        operators == null ? ops : null,
        new DocsRouter(services.version()),
        new WebRouter(config.http(), () -> Client.in(Client.SHIPPED)));
    this.handshake = new Handshake(
        services.config().http(),
        registry,
        metrics.limits().counted("handshakes", Handshake.perAddress(limits)),
        metrics.limits().hits("sessions"),
        leaving::get);
  }

  private ApiRouter.Ports ports(Roster roster, Receipts receipts) {
    return new ApiRouter.Ports(
        services.authenticator(),
        services.logins(),
        services.profiles(),
        services.administration(),
        services.rooms(),
        services.members(),
        services.invites(),
        services.history(),
        services.search(),
        services.hub()::append,
        roster,
        receipts,
        services.presence(),
        services.traces(),
        services.instances());
  }

  /** The door for those who operate this instance, to be deployed; absent where none is configured. */
  public @Nullable ManagementVerticle management() {
    return management;
  }

  /** One more event loop at the door, to be deployed. */
  public GatewayVerticle verticle() {
    GatewayVerticle verticle = new GatewayVerticle(services, door, handshake, routes);
    verticles.add(verticle);
    return verticle;
  }

  /** The port that is listened on, once a verticle is deployed. */
  public int port() {
    return verticles.get(0).port();
  }

  /** Open connections. */
  public int sessions() {
    return door.registry().open();
  }

  /** Ends the sessions of those who are let in no more. */
  public void end(Ended ended) {
    door.registry().end(ended, door.authenticator());
  }

  /**
   * Lets nobody in any more, and sends everybody elsewhere: each is answered what they asked, told to come back at some
   * time within {@code spreadMs}, and closed.
   *
   * @return when all are gone
   */
  public Future<Void> leave(long spreadMs) {
    leaving.set(true);
    return Future.join(
            verticles.stream().map(verticle -> verticle.leave(spreadMs)).toList())
        .mapEmpty();
  }
}
