package dev.hubbub.ops;

import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Moments on the way of a message at which a test has the process stand still or die, to show that nothing
 * acknowledged is lost there. Hubbub has no class that does so: a test puts a {@link Probe} on the class path beside the
 * jar. Without one, which is always but in such a test, passing a point does nothing.
 */
public enum Failpoint {
  /** A transaction has written its events and is about to commit. */
  BEFORE_COMMIT,
  /** A transaction has committed, and nobody knows yet: no sender, no shard. */
  AFTER_COMMIT,
  /** An event is about to go to Redis; its sender may have its {@code ack}, and this instance's sessions the event. */
  BEFORE_PUBLISH;

  private static final @Nullable Probe PROBE =
      ServiceLoader.load(Probe.class).findFirst().orElse(null);

  /** What a test puts in the way; found by {@link ServiceLoader}. */
  public interface Probe {
    /** The process comes by a point, on whatever thread does that work; it goes on once this returns. */
    void passed(Failpoint point);
  }

  /** Comes by. */
  public void pass() {
    if (PROBE != null) {
      PROBE.passed(this);
    }
  }
}
