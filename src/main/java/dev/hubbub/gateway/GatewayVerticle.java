package dev.hubbub.gateway;

import dev.hubbub.config.Config;
import dev.hubbub.config.HttpConfig;
import dev.hubbub.config.PlainChannel;
import dev.hubbub.config.StartFailure;
import dev.hubbub.room.Channels;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One event loop at the door: its HTTP server (all share the port), its sessions, its routes. */
public final class GatewayVerticle extends VerticleBase {
  /** A port number that stands for one free port shared by all verticles. */
  private static final int ANY_SHARED = -1;

  /** For requests that are being answered when everybody is sent elsewhere. */
  private static final int ANSWERS_SECONDS = 2;

  private static final int BACKLOG = 1_024;
  private static final int HEADER_BYTES = 8_192;
  private static final int REQUEST_LINE_BYTES = 4_096;

  private final Gateway.Services services;
  private final Door door;
  private final Handshake handshake;
  private final Routes routes;
  private volatile @Nullable Here here;

  /** What is here once the verticle has started. */
  private record Here(Sessions sessions, List<PlainSessions> plain, HttpServer server) {}

  /**
   * What is asked over plain HTTP.
   *
   * @param ops absent where there is another door for those who operate the instance
   */
  record Routes(
      HttpConfig http, ApiRouter api, @Nullable OpsRouter ops, DocsRouter docs, WebRouter web) {
    /** All of them, for one event loop. */
    Router router(Vertx vertx, StreamsRouter streams) {
      Router router = Router.router(vertx);
      router
          .route()
          .handler(new ApiHeaders(http))
          .handler(new Paths())
          .failureHandler(api.incidents())
          .failureHandler(new Faults());
      router.route().subRouter(docs.router(vertx));
      router.route("/api/*").subRouter(api.router(vertx, streams));
      if (ops != null) {
        router.route().subRouter(ops.router(vertx));
      }
      router.route().subRouter(web.router(vertx));
      router.route().handler(routing -> routing.fail(404));
      return router;
    }
  }

  GatewayVerticle(Gateway.Services services, Door door, Handshake handshake, Routes routes) {
    this.services = services;
    this.door = door;
    this.handshake = handshake;
    this.routes = routes;
  }

  @Override
  public Future<?> start() {
    Config config = services.config();
    services.metrics().loops().measure(vertx, "gateway");
    ClientAddress addresses = new ClientAddress(config.http(), config.profile());
    Sessions sessions = new Sessions(vertx, door);
    RequestDeadlines deadlines = new RequestDeadlines(
        vertx, config.http().requestSeconds(), config.limits().stallSeconds());
    List<UpgradeEndpoint> upgrades = new ArrayList<>();
    upgrades.add(new WebSocketEndpoint(
        new Turnstile(vertx),
        handshake,
        deadlines,
        sessions,
        addresses,
        services.authenticator(),
        config.http().tokenInUrl()));
    Router router = routes.router(vertx, new StreamsRouter(vertx, sessions, door, addresses));
    List<PlainSessions> plain = new ArrayList<>();
    Channels channels = services
        .channels()
        .apply((channel, text) -> plain.forEach(one -> one.heard(channel, text)));
    for (PlainChannel channel : config.channels()) {
      PlainSessions one =
          new PlainSessions(vertx, channel, config.limits(), channels, sessions.flush(), door);
      plain.add(one);
      upgrades.add(new PlainEndpoint(channel.path(), handshake, deadlines, one, addresses));
    }
    HttpServer server = vertx
        .createHttpServer(options(config))
        .connectionHandler(connection -> {
          deadlines.opened(connection);
          VersionCheck.watch(connection);
          if (config.http().compression()) {
            Compression.offer(connection, config.limits().frame());
          }
        })
        .invalidRequestHandler(Framing::refuse)
        .requestHandler(request -> {
          UpgradeEndpoint upgrade = upgradeAt(request, upgrades);
          deadlines.began(request);
          if (!Framing.isSound(request)) {
            Framing.refuse(request);
          } else if (upgrade == null) {
            router.handle(request);
          } else {
            upgrade.handle(request);
          }
        });
    return sessions
        .start()
        .compose(started -> Future.join(plain.stream().map(PlainSessions::start).toList()))
        .compose(started -> server.listen())
        .recover(cause -> Future.failedFuture(StartFailure.cannotListen(config.http(), cause)))
        .onSuccess(listening -> here = new Here(sessions, plain, server));
  }

  private static @Nullable UpgradeEndpoint upgradeAt(
      HttpServerRequest request, List<UpgradeEndpoint> upgrades) {
    String path = request.path();
    if (path == null || !HttpMethod.GET.equals(request.method())) {
      return null;
    }
    return upgrades.stream().filter(endpoint -> endpoint.isAt(path)).findFirst().orElse(null);
  }

  /** The port that is listened on. */
  int port() {
    return here().server().actualPort();
  }

  /** Sends everybody elsewhere; from any thread. */
  Future<Void> leave(long spreadMs) {
    Promise<Void> gone = Promise.promise();
    context.runOnContext(v -> {
      Stream<Future<Void>> plain = here().plain().stream().map(PlainSessions::leave);
      Future.join(
              Stream.concat(Stream.of(here().sessions().leave(spreadMs)), plain).toList())
          .compose(left -> here().server().shutdown(ANSWERS_SECONDS, TimeUnit.SECONDS))
          .onComplete(gone);
    });
    return gone.future();
  }

  private Here here() {
    return Objects.requireNonNull(here, "not started");
  }

  /** No idle timeout: requests have deadlines and sessions a heartbeat, and it would cost with every write. */
  static HttpServerOptions options(Config config) {
    HttpConfig http = config.http();
    return new HttpServerOptions()
        .setHost(http.host())
        .setPort(http.port() == 0 ? ANY_SHARED : http.port())
        .setAcceptBacklog(BACKLOG)
        .setMaxHeaderSize(HEADER_BYTES)
        .setMaxInitialLineLength(REQUEST_LINE_BYTES)
        .setHttp2ClearTextEnabled(false)
        .setMaxWebSocketFrameSize(
            config.limits().frame() == 0 ? Integer.MAX_VALUE : config.limits().frame())
        .setPerMessageWebSocketCompressionSupported(http.compression())
        .setPerFrameWebSocketCompressionSupported(false);
  }
}
