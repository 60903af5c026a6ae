package dev.hubbub.ops;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether this instance can do its work. Any thread may ask; whoever does not answer within {@link #WITHIN_MS} is taken
 * to be away, so that there is always an answer in time.
 */
public final class Health {
  /** Milliseconds that a part has to say how it is. */
  public static final long WITHIN_MS = 2_000;

  private final Supplier<Future<Boolean>> store;
  private final @Nullable Supplier<Future<Boolean>> redis;
  private final BooleanSupplier draining;

  /**
   * Asks these.
   *
   * @param store whether the store answers; failing is answering that it does not
   * @param redis whether the link to Redis carries; absent where none is configured
   * @param draining whether this instance is on its way out
   */
  public Health(
      Supplier<Future<Boolean>> store,
      @Nullable Supplier<Future<Boolean>> redis,
      BooleanSupplier draining) {
    this.store = store;
    this.redis = redis;
    this.draining = draining;
  }

  /** How a part is. */
  public enum State {
    UP,
    AWAY
  }

  /** How everything is now; it never fails. */
  public Future<Report> report() {
    Future<State> stored = ask(store);
    Future<Optional<State>> linked =
        redis == null ? Future.succeededFuture(Optional.empty()) : ask(redis).map(Optional::of);
    return Future.all(stored, linked)
        .map(both -> new Report(stored.result(), linked.result(), draining.getAsBoolean()));
  }

  private static Future<State> ask(Supplier<Future<Boolean>> part) {
    return Future.succeededFuture()
        .compose(now -> part.get())
        .timeout(WITHIN_MS, TimeUnit.MILLISECONDS)
        .otherwise(false)
        .map(up -> up ? State.UP : State.AWAY);
  }

  /**
   * How everything is.
   *
   * @param redis empty where none is configured
   */
  public record Report(State store, Optional<State> redis, boolean draining) {
    /** Whether somebody should be sent here. */
    public boolean isReady() {
      return store == State.UP && !draining;
    }

    /** Whether it works, but not as well as it is meant to. */
    public boolean isDegraded() {
      return redis.equals(Optional.of(State.AWAY));
    }
  }
}
