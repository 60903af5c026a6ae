package dev.hubbub;

import dev.hubbub.config.Config;
import dev.hubbub.config.StartFailure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process of {@link Launch} with the smallest application there can be, so that a test can hold up its start and its
 * leave, which the real one never does for long. {@code -Dsmall.start} and {@code -Dsmall.drain} are milliseconds, below
 * 0 for ever.
 */
final class SmallServer implements Application {
  private SmallServer() {}

  public static void main(String[] args) throws InterruptedException {
    System.exit(new Launch(SmallServer::new, System.out, System.err).run(System.getenv(), args));
  }

  @Override
  public Future<Running> start(Vertx vertx, Config config) {
    return pause(vertx, Integer.getInteger("small.start", 0))
        .compose(paused -> vertx
            .createHttpServer()
            .requestHandler(request -> request.response().end("{}"))
            .listen(config.http().port(), config.http().host()))
        .recover(cause -> Future.failedFuture(StartFailure.cannotListen(config.http(), cause)))
        .map(server -> new Serving(vertx, server));
  }

  @Override
  public List<Check> checks(Vertx vertx, Config config) {
    return List.of(
        new Check("database.url", () -> Future.succeededFuture("there")),
        new Check(
            "redis.url",
            () -> config.redis() == null
                ? Future.succeededFuture("none")
                : Future.failedFuture(new StartFailure("redis.url", "nobody answers there."))));
  }

  @Override
  public Future<Desk> desk(Vertx vertx, Config config) {
    return Future.failedFuture(new StartFailure("database.url", "there is no store here"));
  }

  private record Serving(Vertx vertx, HttpServer server) implements Running {
    @Override
    public int port() {
      return server.actualPort();
    }

    @Override
    public Future<Void> drain() {
      return pause(vertx, Integer.getInteger("small.drain", 0)).compose(paused -> server.close());
    }
  }

  private static Future<Void> pause(Vertx vertx, int milliseconds) {
    if (milliseconds == 0) {
      return Future.succeededFuture();
    }
    return milliseconds < 0
        ? Promise.<Void>promise().future()
        : vertx.timer(milliseconds, TimeUnit.MILLISECONDS).mapEmpty();
  }
}
