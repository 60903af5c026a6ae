package dev.hubbub;

import dev.hubbub.config.StartFailure;
import dev.hubbub.config.VerticleConfig;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The verticles of others that the configuration names. They are there before anybody is let in and go after everybody
 * has gone, so that nothing is said past one that looks at messages.
 */
final class Verticles {
  private static final Logger log = LoggerFactory.getLogger(Verticles.class);

  /** Within which each has started. */
  private static final int START_SECONDS = 30;

  /** Within which all have stopped; the rest is cut off with the process. */
  private static final int STOP_SECONDS = 2;

  private final Vertx vertx;
  private final List<VerticleConfig> named;
  private final Deque<String> deployed = new ConcurrentLinkedDeque<>();

  Verticles(Vertx vertx, List<VerticleConfig> named) {
    this.vertx = vertx;
    this.named = named;
  }

  /** Deploys one after the other, as they are listed; fails with a {@link StartFailure} that names the one that failed. */
  Future<Void> deploy() {
    Future<Void> done = Future.succeededFuture();
    for (int i = 0; i < named.size(); i++) {
      VerticleConfig one = named.get(i);
      String key = "verticles[" + i + "]";
      done = done.compose(before -> deploy(one, key));
    }
    return done;
  }

  private Future<Void> deploy(VerticleConfig one, String key) {
    DeploymentOptions options = new DeploymentOptions()
        .setInstances(one.instances())
        .setConfig(one.config().copy());
    return vertx
        .deployVerticle(one.name(), options)
        .timeout(START_SECONDS, TimeUnit.SECONDS)
        .onSuccess(id -> {
          deployed.push(id);
          log.info("deployed {}", one.name());
        })
        .recover(cause -> {
          log.error("{} did not start", one.name(), cause);
          return Future.failedFuture(new StartFailure(
              key, one.name() + " did not start (" + cause.getClass().getName() + ")."));
        })
        .mapEmpty();
  }

  /** Undeploys them, the last one first. Never fails. */
  Future<Void> undeploy() {
    Future<Void> done = Future.succeededFuture();
    for (String id : new ArrayDeque<>(deployed)) {
      done = done.eventually(() -> vertx.undeploy(id));
    }
    return done.timeout(STOP_SECONDS, TimeUnit.SECONDS).otherwise(cause -> {
      log.warn("a verticle did not stop well: {}", cause.getClass().getName());
      return null;
    });
  }
}
