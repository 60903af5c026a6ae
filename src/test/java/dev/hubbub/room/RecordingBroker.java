package dev.hubbub.room;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A broker that writes down what it is told. */
final class RecordingBroker implements Broker {
  final List<Long> published = new ArrayList<>();
  final List<Signal> signals = new ArrayList<>();
  final List<String> newcomers = new ArrayList<>();
  final Set<String> subscribed = new TreeSet<>();
  private final Map<String, Integer> times = new HashMap<>();
  Future<Void> confirmation = Future.succeededFuture();

  @Override
  public void publish(Event event, String epoch) {
    published.add(event.seq());
  }

  @Override
  public void publish(Signal signal) {
    signals.add(signal);
  }

  @Override
  public void announceRenewed(String user) {
    newcomers.add(user);
  }

  @Override
  public void announce(Attending attending) {
    throw new AssertionError("Presence is not the hub's.");
  }

  @Override
  public void keep(Collection<Attendance> people) {
    throw new AssertionError("Presence is not the hub's.");
  }

  @Override
  public Future<Void> subscribe(String room) {
    subscribed.add(room);
    assertEquals(1, times.merge(room, 1, Integer::sum));
    return confirmation;
  }

  @Override
  public void unsubscribe(String room) {
    subscribed.remove(room);
  }

  @Override
  public void announceEnded(Ended ended) {
    throw new AssertionError("Logins are not the hub's.");
  }

  @Override
  public void announceSpent(Collection<Spent> spent) {
    throw new AssertionError("Limits are not the hub's.");
  }

  @Override
  public void forget(String room, String user) {
    throw new AssertionError("Nobody told the hub to.");
  }

  @Override
  public void inquire(Journey.Inquiry inquiry) {}

  @Override
  public void answer(String inquiry, Journey journey) {}
}
