package dev.hubbub.bus;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** The answer to a {@link Request}: a result, or why there is none. */
record Reply<R>(@Nullable R result, @Nullable Throwable failure) {
  Future<R> future() {
    return failure == null ? Future.succeededFuture(result) : Future.failedFuture(failure);
  }
}
