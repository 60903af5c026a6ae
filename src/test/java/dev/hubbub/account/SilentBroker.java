package dev.hubbub.account;

import dev.hubbub.room.Attending;
import dev.hubbub.room.Broker;
import dev.hubbub.room.Ended;
import dev.hubbub.room.Ended.Shut;
import dev.hubbub.room.Event;
import dev.hubbub.room.Journey;
import dev.hubbub.room.Signal;
import dev.hubbub.room.Spent;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A broker whose link is away; it remembers what it was told. */
public final class SilentBroker implements Broker {
  private final List<String> announced = new CopyOnWriteArrayList<>();
  private final List<Shut> shut = new CopyOnWriteArrayList<>();
  private final List<String> forgotten = new CopyOnWriteArrayList<>();

  /** The logins it was told have ended. */
  public List<String> announced() {
    return announced;
  }

  /** The accounts it was told are let in no more. */
  public List<Shut> shut() {
    return shut;
  }

  /** What it was told to forget, as {@code room: user}. */
  public List<String> forgotten() {
    return forgotten;
  }

  @Override
  public void publish(Event event, String epoch) {}

  @Override
  public Future<Void> subscribe(String room) {
    return Future.succeededFuture();
  }

  @Override
  public void unsubscribe(String room) {}

  @Override
  public void announceEnded(Ended ended) {
    announced.addAll(ended.logins());
    shut.addAll(ended.accounts());
  }

  @Override
  public void announceSpent(Collection<Spent> spent) {}

  @Override
  public void publish(Signal signal) {}

  @Override
  public void announce(Attending attending) {}

  @Override
  public void keep(Collection<Attendance> people) {}

  @Override
  public void announceRenewed(String user) {}

  @Override
  public void forget(String room, String user) {
    forgotten.add(room + ": " + user);
  }

  @Override
  public void inquire(Journey.Inquiry inquiry) {}

  @Override
  public void answer(String inquiry, Journey journey) {}
}
