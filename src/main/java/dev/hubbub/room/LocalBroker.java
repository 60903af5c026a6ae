package dev.hubbub.room;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * A broker in memory, for an instance that has no others, and for several instances in one process. It tells at once and
 * loses nothing, which is more than a {@link Broker} promises. Any thread may use it.
 */
public final class LocalBroker implements Broker {
  private final Medium medium;
  private final Executor context;
  private final Listener listener;
  private final Set<String> rooms = ConcurrentHashMap.newKeySet();

  /**
   * Attaches one instance to what it shares with the others.
   *
   * @param context runs what the listener is told, in order, such as a Vert.x context does
   */
  public LocalBroker(Medium medium, Executor context, Listener listener) {
    this.medium = medium;
    this.context = context;
    this.listener = listener;
    medium.attached.add(this);
  }

  @Override
  public void publish(Event event, String epoch) {
    for (LocalBroker other : medium.attached) {
      if (other != this && other.rooms.contains(event.room())) {
        other.context.execute(() -> other.listener.heard(event, epoch));
      }
    }
  }

  @Override
  public void publish(Signal signal) {
    for (LocalBroker other : medium.attached) {
      if (other != this && other.rooms.contains(signal.room())) {
        other.context.execute(() -> other.listener.heard(signal));
      }
    }
  }

  @Override
  public Future<Void> subscribe(String room) {
    rooms.add(room);
    return Future.succeededFuture();
  }

  @Override
  public void unsubscribe(String room) {
    rooms.remove(room);
  }

  @Override
  public void announceEnded(Ended ended) {
    tellOthers(other -> other.ended(ended));
  }

  @Override
  public void announceSpent(Collection<Spent> spent) {
    List<Spent> all = List.copyOf(spent);
    tellOthers(other -> other.spent(all));
  }

  @Override
  public void announce(Attending attending) {
    tellOthers(other -> other.attending(attending));
  }

  @Override
  public void announceRenewed(String user) {
    tellOthers(other -> other.renewed(user));
  }

  @Override
  public void keep(Collection<Attendance> people) {
    // Nobody could look at it.
  }

  @Override
  public void forget(String room, String user) {
    // Nothing is remembered here.
  }

  @Override
  public void inquire(Journey.Inquiry inquiry) {
    tellOthers(other -> other.inquired(inquiry));
  }

  @Override
  public void answer(String inquiry, Journey journey) {
    tellOthers(other -> other.answered(inquiry, journey));
  }

  private void tellOthers(Consumer<Listener> said) {
    for (LocalBroker other : medium.attached) {
      if (other != this) {
        other.context.execute(() -> said.accept(other.listener));
      }
    }
  }

  /** What instances share. */
  public static final class Medium {
    private final List<LocalBroker> attached = new CopyOnWriteArrayList<>();
  }
}
