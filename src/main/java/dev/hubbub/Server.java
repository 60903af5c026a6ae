package dev.hubbub;

import dev.hubbub.account.Administration;
import dev.hubbub.account.Authenticator;
import dev.hubbub.account.Caretaker;
import dev.hubbub.account.Departures;
import dev.hubbub.account.Logins;
import dev.hubbub.account.Newcomers;
import dev.hubbub.account.OutsideIssuer;
import dev.hubbub.account.PasswordProof;
import dev.hubbub.account.Passwords;
import dev.hubbub.account.Profiles;
import dev.hubbub.account.Revocations;
import dev.hubbub.account.Tokens;
import dev.hubbub.bus.LocalBus;
import dev.hubbub.config.Build;
import dev.hubbub.config.Config;
import dev.hubbub.config.RedisConfig;
import dev.hubbub.gateway.Gateway;
import dev.hubbub.gateway.ManagementVerticle;
import dev.hubbub.history.AccountsClient;
import dev.hubbub.history.ArchiveClient;
import dev.hubbub.history.HistoryClient;
import dev.hubbub.history.HistoryVerticle;
import dev.hubbub.history.InvitesClient;
import dev.hubbub.history.MembersClient;
import dev.hubbub.history.PeopleClient;
import dev.hubbub.history.RoomsClient;
import dev.hubbub.history.SearchClient;
import dev.hubbub.history.StoreCheck;
import dev.hubbub.history.StoreHealth;
import dev.hubbub.history.UpkeepClient;
import dev.hubbub.hub.BusDoorVerticle;
import dev.hubbub.hub.HubClient;
import dev.hubbub.hub.HubVerticle;
import dev.hubbub.hub.PresenceClient;
import dev.hubbub.hub.PresenceVerticle;
import dev.hubbub.hub.Traces;
import dev.hubbub.ops.Metrics;
import dev.hubbub.ops.SpanExport;
import dev.hubbub.ops.StoreMeters;
import dev.hubbub.ops.Trails;
import dev.hubbub.protocol.BusParser;
import dev.hubbub.protocol.CommandParser;
import dev.hubbub.redis.BrokerClient;
import dev.hubbub.redis.ChannelsClient;
import dev.hubbub.redis.RedisBridgeVerticle;
import dev.hubbub.redis.RedisCheck;
import dev.hubbub.redis.RedisHealth;
import dev.hubbub.redis.RedisRefused;
import dev.hubbub.redis.RoomMemories;
import dev.hubbub.room.Broker;
import dev.hubbub.room.Channels;
import dev.hubbub.room.Ended;
import dev.hubbub.room.LocalBroker;
import dev.hubbub.room.LocalChannels;
import dev.hubbub.room.SharedLimits;
import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One instance, put together: the only class that knows which store and which broker there are. */
final class Server implements Application {
  private static final Logger log = LoggerFactory.getLogger(Server.class);

  @Override
  public Future<Running> start(Vertx vertx, Config config) {
    LocalBus.install(vertx);
    return new Instance(vertx, config).start();
  }

  @Override
  public List<Check> checks(Vertx vertx, Config config) {
    List<Check> checks = new ArrayList<>();
    checks.add(new Check(
        config.database().url() == null ? "data.dir" : "database.url",
        () -> StoreCheck.attempt(vertx, config.database())));
    RedisConfig redis = config.redis();
    if (redis != null) {
      checks.add(new Check("redis.url", () -> RedisCheck.attempt(vertx, redis)));
    }
    return checks;
  }

  @Override
  public Future<Desk> desk(Vertx vertx, Config config) {
    LocalBus.install(vertx);
    AccountsClient accounts = new AccountsClient(vertx);
    // Nobody follows rooms here: running instances find who joined them in the store.
    Newcomers newcomers = new Newcomers(accounts, config.rooms(), new HistoryClient(vertx)::append);
    return vertx
        .deployVerticle(new HistoryVerticle(
            config.database(), config.rooms(), config.limits(), StoreMeters.unseen()))
        .map(opened -> {
          PeopleClient people = new PeopleClient(vertx);
          HistoryClient history = new HistoryClient(vertx);
          RoomMemories memories =
              config.redis() == null ? null : new RoomMemories(vertx, config.redis());
          Departures departures = new Departures(
              vertx, people, history::append, (room, user) -> forget(memories, room, user));
          return new Desk(
              new Caretaker(
                  accounts,
                  people,
                  newcomers,
                  Passwords.with(vertx),
                  Tokens.with(vertx, config.auth()),
                  departures),
              accounts,
              new RoomsClient(vertx),
              new InvitesClient(vertx),
              history::append,
              new UpkeepClient(vertx),
              new ArchiveClient(vertx),
              memories);
        });
  }

  /** A Redis that is away forgets a room within a week. */
  private static void forget(@Nullable RoomMemories memories, String room, String user) {
    if (memories != null) {
      memories
          .forget(room, user)
          .onFailure(cause ->
              log.error("Redis did not forget what somebody said: {}", cause.getMessage()));
    }
  }

  /** The parts of one instance, in the order in which they need each other. */
  private static final class Instance {
    /** Between two looks at how the store is. */
    private static final long STORE_PROBE_MS = 5_000;

    private final Vertx vertx;
    private final Config config;
    private final int loops = Runtime.getRuntime().availableProcessors();
    private volatile Runnable afterwards = () -> {};
    private final LocalBroker.Medium nearby = new LocalBroker.Medium();
    private final LocalChannels.Medium nearbyChannels = new LocalChannels.Medium();
    private final Verticles verticles;
    private final Metrics metrics = new Metrics(Build.version());
    private final Trails trails;
    private final Instances instances;

    Instance(Vertx vertx, Config config) {
      this.vertx = vertx;
      this.config = config;
      this.instances = new Instances(vertx, config, metrics);
      this.trails = new Trails(config.instanceId(), config.tracing(), spans());
      this.verticles = new Verticles(vertx, config.verticles());
    }

    Future<Running> start() {
      HubClient hub = new HubClient(vertx, loops, trails, metrics.hub());
      AtomicInteger shard = new AtomicInteger();
      return deploy(
              1,
              () -> new HistoryVerticle(
                  config.database(),
                  config.rooms(),
                  config.limits(),
                  config.retentionDays(),
                  metrics.store()))
          .compose(store -> bridge())
          .compose(bridged -> deploy(
              loops,
              () -> new HubVerticle(
                  shard.getAndIncrement(),
                  new HistoryClient(vertx),
                  this::broker,
                  config,
                  trails,
                  metrics)))
          .compose(hubs -> deploy(
              1,
              () -> new PresenceVerticle(
                  config.instanceId(),
                  config.limits().sessionsPerUser(),
                  this::broker,
                  this::left)))
          .compose(present -> accounts(hub))
          .compose(door -> busDoor(hub).compose(opened -> verticles.deploy()).map(door))
          .compose(this::open);
    }

    private Future<?> busDoor(HubClient hub) {
      return config.verticles().isEmpty()
          ? Future.succeededFuture()
          : deploy(
              1,
              () -> new BusDoorVerticle(
                  hub,
                  new HistoryClient(vertx),
                  new AccountsClient(vertx),
                  new BusParser(new CommandParser(config.limits()))));
    }

    private Future<?> bridge() {
      RedisConfig redis = config.redis();
      return redis == null
          ? Future.succeededFuture()
          : deploy(
                  1,
                  () -> new RedisBridgeVerticle(
                      redis, config.instanceId(), instances::own, trails, metrics.redis()))
              .recover(cause -> Future.failedFuture(
                  cause instanceof RedisRefused ? RedisCheck.failure(redis, cause) : cause));
    }

    private Future<Gateway> accounts(HubClient hub) {
      AccountsClient accounts = new AccountsClient(vertx);
      SharedLimits shared = shared();
      Newcomers newcomers = new Newcomers(accounts, config.rooms(), hub::append);
      Tokens tokens = Tokens.with(vertx, config.auth());
      OutsideIssuer outside = OutsideIssuer.with(vertx, config.auth(), tokens);
      Revocations revocations = new Revocations(
          vertx,
          accounts,
          this::broker,
          Duration.ofSeconds(tokens.longestLife()),
          this::endSessions);
      Authenticator authenticator =
          new Authenticator(tokens, outside, revocations, accounts, newcomers);
      PeopleClient people = new PeopleClient(vertx);
      Passwords passwords = Passwords.with(vertx);
      Logins logins = new Logins(
          config.auth(),
          config.limits(),
          accounts,
          people,
          newcomers,
          passwords,
          tokens,
          revocations,
          shared);
      Departures departures =
          new Departures(vertx, people, hub::append, broker(new Broker.Listener() {})::forget);
      Profiles profiles = new Profiles(
          accounts,
          people,
          passwords,
          new PasswordProof(accounts, passwords, config.limits(), shared),
          revocations,
          departures);
      Administration administration = new Administration(accounts, people, revocations, departures);
      Gateway door = new Gateway(new Gateway.Services(
          config,
          Build.version(),
          hub,
          new HistoryClient(vertx),
          new RoomsClient(vertx),
          new MembersClient(vertx),
          new InvitesClient(vertx),
          new SearchClient(vertx),
          new PresenceClient(vertx),
          new Traces(vertx, trails, config.redis() == null, this::broker),
          authenticator,
          logins,
          profiles,
          administration,
          () -> new StoreHealth(vertx).check().map(true),
          config.redis() == null ? null : () -> RedisHealth.ask(vertx).map(RedisHealth::up),
          this::channels,
          shared,
          metrics,
          instances::all));
      instances.opening(door);
      afterwards = () -> {
        revocations.stop();
        departures.stop();
      };
      return revocations
          .start()
          .onSuccess(known -> departures.start())
          .compose(known -> outside == null ? Future.succeededFuture() : outside.start())
          .map(door);
    }

    private void left(List<Long> accounts) {
      new PeopleClient(vertx)
          .left(accounts)
          .onFailure(cause -> log.debug("Who left is not noted: {}", cause.getMessage()));
    }

    private void endSessions(Ended ended) {
      Gateway door = instances.door();
      if (door != null) {
        door.end(ended);
      }
    }

    /** Absent where nobody wants any. */
    private @Nullable SpanExport spans() {
      String url = config.tracing().otlpUrl();
      return url == null
          ? null
          : new SpanExport(vertx, url, config.instanceId(), Build.version(), metrics);
    }

    /** How the store is, asked now and then, so that it is known without anybody asking. */
    private void probeStore() {
      long began = System.nanoTime();
      new StoreHealth(vertx).check().onComplete(answer -> metrics
          .store()
          .probed(answer.succeeded(), System.nanoTime() - began));
    }

    private Future<?> operators(Gateway door) {
      ManagementVerticle management = door.management();
      if (management == null) {
        return Future.succeededFuture();
      }
      return deploy(1, () -> management)
          .onSuccess(deployed -> log.info(
              "operators: http://{}:{}/metrics", config.management().host(), management.port()));
    }

    private Future<Running> open(Gateway door) {
      return operators(door)
          .compose(opened -> deploy(loops, door::verticle))
          .onSuccess(deployed -> {
            instances.open(door.port());
            long unused = vertx.setPeriodic(1, STORE_PROBE_MS, timer -> probeStore());
          })
          .map(deployed -> new Running() {
            @Override
            public int port() {
              return door.port();
            }

            @Override
            public Future<Void> drain() {
              return door.leave(config.drainSeconds() * 1_000L)
                  .compose(gone -> new PresenceClient(vertx).leave())
                  .eventually(verticles::undeploy)
                  .onComplete(gone -> afterwards.run());
            }
          });
    }

    private Broker broker(Broker.Listener listener) {
      return config.redis() == null
          ? new LocalBroker(nearby, here(), listener)
          : new BrokerClient(vertx, listener);
    }

    /** Without Redis there is nobody who would count with us. */
    private SharedLimits shared() {
      return config.redis() == null
          ? SharedLimits.alone()
          : SharedLimits.among(this::broker, (ms, task) -> vertx.setTimer(ms, over -> task.run()));
    }

    private Channels channels(Channels.Listener listener) {
      return config.redis() == null
          ? new LocalChannels(nearbyChannels, here(), listener)
          : new ChannelsClient(vertx, listener);
    }

    private Executor here() {
      Context context = vertx.getOrCreateContext();
      return task -> context.runOnContext(v -> task.run());
    }

    private Future<String> deploy(int instances, Supplier<Deployable> verticle) {
      return vertx.deployVerticle(verticle, new DeploymentOptions().setInstances(instances));
    }
  }
}
