package dev.hubbub.gateway;

import dev.hubbub.config.Config;
import dev.hubbub.config.StartFailure;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The door for those who operate this instance. It stays open while sessions are sent elsewhere, until the end. */
public final class ManagementVerticle extends VerticleBase {
  private final Config config;
  private final int port;
  private final ApiRouter api;
  private final OpsRouter ops;
  private volatile @Nullable HttpServer server;

  /** To be deployed once. */
  ManagementVerticle(Config config, int port, ApiRouter api, OpsRouter ops) {
    this.config = config;
    this.port = port;
    this.api = api;
    this.ops = ops;
  }

  @Override
  public Future<?> start() {
    RequestDeadlines deadlines = new RequestDeadlines(
        vertx, config.http().requestSeconds(), config.limits().stallSeconds());
    Router router = Router.router(vertx);
    router
        .route()
        .handler(new ApiHeaders(config.http()))
        .handler(new Paths())
        .failureHandler(api.incidents())
        .failureHandler(new Faults());
    router.route("/api/*").subRouter(api.operators(vertx));
    router.route().subRouter(ops.router(vertx));
    router.route().handler(routing -> routing.fail(404));
    return vertx
        .createHttpServer(
            GatewayVerticle.options(config).setHost(config.management().host()).setPort(port))
        .connectionHandler(connection -> {
          deadlines.opened(connection);
          VersionCheck.watch(connection);
        })
        .invalidRequestHandler(Framing::refuse)
        .requestHandler(request -> {
          deadlines.began(request);
          if (Framing.isSound(request)) {
            router.handle(request);
          } else {
            Framing.refuse(request);
          }
        })
        .listen()
        .onSuccess(listening -> server = listening)
        .recover(cause ->
            Future.failedFuture(StartFailure.cannotListen(config.management(), port, cause)));
  }

  /** The port that is listened on, once it is deployed. */
  public int port() {
    return Objects.requireNonNull(server, "not started").actualPort();
  }
}
