package dev.hubbub.testing;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waiting for a state that nobody announces: asks again and again until it is reached. */
public final class Eventually {
  private static final long BETWEEN_MS = 25;

  private Eventually() {}

  /**
   * Asks until nothing is missing any more.
   *
   * @param missing tells what is, or null; a connection that fails counts as missing, and so does a failed assertion
   */
  public static void within(Duration atMost, Supplier<@Nullable String> missing) {
    long end = System.nanoTime() + atMost.toNanos();
    while (true) {
      String still = tell(missing);
      if (still == null) {
        return;
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("After " + atMost + " still " + still);
      }
      pause();
    }
  }

  private static @Nullable String tell(Supplier<@Nullable String> missing) {
    try {
      return missing.get();
    } catch (UncheckedIOException | AssertionError e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static void pause() {
    try {
      boolean unused = new CountDownLatch(1).await(BETWEEN_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
