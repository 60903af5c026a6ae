package dev.hubbub.room;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Plain channels in memory, for an instance without Redis. All listeners of a channel hear its texts in the same order.
 * Any thread may use it.
 */
public final class LocalChannels implements Channels {
  private final Medium medium;
  private final Executor context;
  private final Listener listener;
  private final Set<String> heard = new HashSet<>();

  /**
   * Attaches one listener to what it shares with the others.
   *
   * @param context runs what the listener is told, in order, such as a Vert.x context does
   */
  public LocalChannels(Medium medium, Executor context, Listener listener) {
    this.medium = medium;
    this.context = context;
    this.listener = listener;
    synchronized (medium) {
      medium.attached.add(this);
    }
  }

  @Override
  public void publish(String channel, String text) {
    synchronized (medium) {
      for (LocalChannels one : medium.attached) {
        if (one.heard.contains(channel)) {
          one.context.execute(() -> one.listener.heard(channel, text));
        }
      }
    }
  }

  @Override
  public Future<Void> subscribe(String channel) {
    synchronized (medium) {
      heard.add(channel);
    }
    return Future.succeededFuture();
  }

  /** What listeners share; also the lock over all of it, which is what makes the order one. */
  public static final class Medium {
    private final List<LocalChannels> attached = new ArrayList<>();
  }
}
