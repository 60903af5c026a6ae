package dev.hubbub;

import dev.hubbub.config.Config;
import dev.hubbub.config.StartFailure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.Supplier;

/** What the process runs once its configuration is sound. */
public interface Application {
  /**
   * Starts to serve. Fails with a {@link StartFailure} where the configuration is to blame: a port that is taken,
   * credentials that are refused, a store that did not come within {@code database.wait_seconds}.
   */
  Future<Running> start(Vertx vertx, Config config);

  /** The services to try for {@code --check}, in the order in which they are told. Tries nothing by itself. */
  List<Check> checks(Vertx vertx, Config config);

  /**
   * Opens the store and nothing else, for who looks after what is in it; it is closed with {@code vertx}. Fails with a
   * {@link StartFailure} where it cannot be opened.
   */
  Future<Desk> desk(Vertx vertx, Config config);

  /** A server that serves. */
  interface Running {
    /** The port it listens on. */
    int port();

    /**
     * Leaves well: ready no more, no new sessions, what is in flight finished, sessions sent elsewhere over {@code
     * drain.seconds}, all closed. Called once; what is not done a few seconds after that time is cut off.
     */
    Future<Void> drain();
  }

  /**
   * A try of one service.
   *
   * @param key what names it in the configuration, such as {@code redis.url}
   * @param attempt connects and asks; its result is one line for a person such as the server's version, its failure a
   *     {@link StartFailure} where a reason can be told; neither holds a password
   */
  record Check(String key, Supplier<Future<String>> attempt) {}
}
