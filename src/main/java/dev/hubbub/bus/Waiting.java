package dev.hubbub.bus;

import io.vertx.core.Future;
import java.util.concurrent.ExecutionException;

/** Waits for futures, on threads that have nothing else to do: those of the command line, never an event loop. */
public final class Waiting {
  private Waiting() {}

  /** What comes of it; what it fails with is thrown. */
  public static <T> T done(Future<T> future) throws InterruptedException {
    try {
      return future.toCompletionStage().toCompletableFuture().get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known
          ? known
          : new IllegalStateException(e.getCause());
    }
  }
}
