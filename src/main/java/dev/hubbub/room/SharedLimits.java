package dev.hubbub.room;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Counts limits over all instances together. Each decides by itself and at once; what is used up it tells the others, who
 * subtract it from what they would give. Nobody ever waits for the broker: while it is away each instance counts alone.
 *
 * <p>The first use after a pause is told at once, those within the next {@value #GATHER_MS} ms together. Any thread may
 * use it.
 */
public final class SharedLimits implements Broker.Listener {
  static final long GATHER_MS = 5;

  private final Map<String, ObjIntConsumer<String>> counts = new ConcurrentHashMap<>();
  private final @Nullable Broker broker;
  private final Later later;
  private Map<Use, Integer> gathered = new HashMap<>();
  private boolean gathering;

  /** Runs something once, so many milliseconds from now, on any thread. */
  @FunctionalInterface
  public interface Later {
    /** Returns at once. */
    void run(long ms, Runnable task);
  }

  private record Use(String limit, String who) {}

  private SharedLimits(@Nullable Function<Broker.Listener, Broker> brokers, Later later) {
    this.later = later;
    this.broker = brokers == null ? null : brokers.apply(this);
  }

  /** For an instance that has no others: nothing is told to anybody. */
  public static SharedLimits alone() {
    return new SharedLimits(null, (ms, task) -> {});
  }

  /**
   * For one of several instances.
   *
   * @param brokers connects the broker that this listens to
   */
  public static SharedLimits among(Function<Broker.Listener, Broker> brokers, Later later) {
    return new SharedLimits(brokers, later);
  }

  /**
   * Has {@code local} counted over all instances.
   *
   * @param name the same on all of them, and of this limit only
   */
  public Limit shared(String name, RateLimit local) {
    if (broker == null || local.isOff()) {
      return local;
    }
    Consumer<String> used = share(name, local::spend);
    return key -> {
      long waitMs = local.tryTake(key);
      if (waitMs == 0) {
        used.accept(key);
      }
      return waitMs;
    };
  }

  /**
   * Has something else counted over all instances.
   *
   * @param name as for {@link #shared}
   * @param elsewhere told who used how much on another instance; on the context of the broker, so it must not wait
   * @return to be told who used one here
   */
  public Consumer<String> share(String name, ObjIntConsumer<String> elsewhere) {
    Broker told = broker;
    if (told == null) {
      return who -> {};
    }
    counts.put(name, elsewhere);
    return who -> used(told, new Use(name, who));
  }

  private void used(Broker told, Use use) {
    synchronized (this) {
      if (gathering) {
        int unused = gathered.merge(use, 1, Integer::sum);
        return;
      }
      gathering = true;
    }
    told.announceSpent(List.of(new Spent(use.limit(), use.who(), 1)));
    later.run(GATHER_MS, () -> tell(told));
  }

  private void tell(Broker told) {
    List<Spent> all = gathered();
    if (!all.isEmpty()) {
      told.announceSpent(all);
      later.run(GATHER_MS, () -> tell(told));
    }
  }

  /** What was gathered; where that is nothing, the next use is the first after a pause. */
  private synchronized List<Spent> gathered() {
    List<Spent> all = new ArrayList<>(gathered.size());
    gathered.forEach((use, times) -> all.add(new Spent(use.limit(), use.who(), times)));
    gathering = !all.isEmpty();
    gathered = new HashMap<>();
    return all;
  }

  @Override
  public void spent(Collection<Spent> spent) {
    for (Spent one : spent) {
      ObjIntConsumer<String> count = counts.get(one.limit());
      if (count != null && one.times() > 0) {
        count.accept(one.who(), one.times());
      }
    }
  }
}
