package dev.hubbub.room;

import dev.hubbub.room.History.Head;
import dev.hubbub.room.History.Open;
import dev.hubbub.room.History.Opened;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rooms of one shard: what is said in them goes to the store and then to everybody, and what was said elsewhere
 * comes in order to those who follow them here. One owner per room and instance; all methods are called on its thread,
 * and the futures of its ports complete there.
 */
public final class Hub implements Broker.Listener {
  private static final Logger log = LoggerFactory.getLogger(Hub.class);

  /** Rooms that are watched within this time are started together. */
  private static final long START_MS = 20;

  private final History history;
  private final Function<Draft, Future<Appended>> commit;
  private final Broker broker;
  private final Audience audience;
  private final Alarm alarm;
  private final HubObserver observer;
  private final Map<String, Followed> rooms = new HashMap<>();
  private boolean starting;

  /** Those on this instance who follow rooms; each follower stands for the sessions of one event loop. */
  public interface Audience {
    /** Hands events of a room, ascending and following on what was handed before, to each of {@code followers}. */
    void tell(Collection<String> followers, String room, List<Event> events);

    /** Takes note that {@code followers} are handed what happens in a room after {@code head}. */
    void started(Collection<String> followers, String room, long head);

    /**
     * Hands something live in a room to each of {@code followers}.
     *
     * @param origin the id of the session it comes from; absent where that is elsewhere
     */
    void signal(Collection<String> followers, Signal signal, @Nullable String origin);

    /**
     * An event came by of a room that is not followed here, or not yet: mostly one that was committed here. In no
     * promised order, and perhaps handed to followers later.
     */
    default void overheard(Event event) {}

    /** Somebody became a member of a room: what is known of them is to be asked anew. */
    void renewed(String user);

    /** The room's log went back in time, or is another one now: its sessions start afresh. */
    void restart(Collection<String> followers, String room);
  }

  /** Calls back later. */
  public interface Alarm {
    /** Runs {@code task} on the hub's thread after {@code ms} milliseconds. */
    void after(long ms, Runnable task);
  }

  /**
   * A hub over the given ports.
   *
   * @param commit has the store take a draft, as {@link History#append} promises
   * @param brokers connects the broker that this hub listens to
   */
  public Hub(
      History history,
      Function<Draft, Future<Appended>> commit,
      Function<Broker.Listener, Broker> brokers,
      Audience audience,
      Alarm alarm,
      HubObserver observer) {
    this.history = history;
    this.commit = commit;
    this.broker = brokers.apply(this);
    this.audience = audience;
    this.alarm = alarm;
    this.observer = observer;
  }

  /**
   * Has the store take a draft, as {@link History#append}; once it did, tells everybody here and elsewhere.
   *
   * @param first takes note of what came of it, before anybody is told
   */
  public Future<Appended> append(Draft draft, Consumer<Appended> first) {
    return commit.apply(draft).onSuccess(appended -> {
      first.accept(appended);
      announce(appended);
    });
  }

  /** The same, where nobody takes note. */
  Future<Appended> append(Draft draft) {
    return append(draft, appended -> {});
  }

  /**
   * Starts following a room, so that nothing is missed and nothing comes twice: live events are handed to {@code
   * follower} from the call on, and the answer tells up to which seq they are known already.
   *
   * @param follower who is to be told; it stays so until {@link #unfollow}, also when the answer is a refusal
   */
  public Future<Opened> open(Open open, String follower) {
    Followed followed = rooms.computeIfAbsent(open.room(), this::follow);
    followed.followers().add(follower);
    return followed
        .heard()
        .compose(subscribed -> open.since() == null
            ? append(new Draft.Join(open.room(), open.user())).compose(joined -> read(open))
            : read(open));
  }

  private Followed follow(String room) {
    return new Followed(room, broker.subscribe(room), history, audience, alarm, observer);
  }

  /** The store answers several who ask at once in any order; what lies before a room's beginning here is told by nobody. */
  private Future<Opened> read(Open open) {
    return history.open(open).compose(opened -> {
      Followed followed = rooms.get(open.room());
      boolean whole = followed == null || followed.start(opened.epoch(), opened.head());
      return whole ? Future.succeededFuture(opened) : history.open(open);
    });
  }

  /**
   * Has a room handed to {@code follower} from now on, or very soon, without asking who sees it.
   *
   * @param follower who is to be told; it stays so until {@link #unfollow}
   */
  public void watch(String room, String follower) {
    Followed followed = rooms.computeIfAbsent(room, this::follow);
    followed.followers().add(follower);
    if (followed.isStarted()) {
      audience.started(Set.of(follower), room, followed.known());
    } else if (!starting) {
      starting = true;
      alarm.after(START_MS, this::startWatched);
    }
  }

  private void startWatched() {
    starting = false;
    Set<String> unknown = new HashSet<>();
    rooms.forEach((id, followed) -> {
      if (!followed.isStarted()) {
        unknown.add(id);
      }
    });
    if (!unknown.isEmpty()) {
      history
          .heads(unknown)
          .onSuccess(heads -> heads.forEach(head -> learn(head, 0)))
          .onFailure(e -> log.debug("Heads of watched rooms are not known: {}", e.getMessage()));
    }
  }

  /**
   * Tells something live in a room to those who follow it, here and elsewhere.
   *
   * @param origin the id of the session it comes from, which is not told
   */
  public void signal(Signal signal, String origin) {
    tell(signal, origin);
    broker.publish(signal);
  }

  private void tell(Signal signal, @Nullable String origin) {
    Followed followed = rooms.get(signal.room());
    if (followed != null) {
      audience.signal(followed.followers(), signal, origin);
    }
  }

  /** Stops handing a room to {@code follower}. A room nobody follows is no longer heard. */
  public void unfollow(String room, String follower) {
    Followed followed = rooms.get(room);
    if (followed == null) {
      return;
    }
    followed.followers().remove(follower);
    if (followed.followers().isEmpty()) {
      rooms.remove(room);
      followed.end();
      broker.unsubscribe(room);
    }
  }

  /** How many rooms are followed here. */
  public int rooms() {
    return rooms.size();
  }

  /**
   * Asks the store how far every followed room goes and fetches what nobody told of.
   *
   * @return when the answer has been taken in; fails as the store does, and is then asked again later
   */
  public Future<Void> poll() {
    if (rooms.isEmpty()) {
      return Future.succeededFuture();
    }
    Map<String, Long> known = new HashMap<>();
    rooms.forEach((id, followed) -> known.put(id, followed.known()));
    return history.heads(known.keySet()).map(heads -> {
      heads.forEach(head -> learn(head, known.getOrDefault(head.room(), 0L)));
      return null;
    });
  }

  @Override
  public void heard(Event event, @Nullable String epoch) {
    Followed followed = rooms.get(event.room());
    if (followed == null) {
      audience.overheard(event);
    } else {
      followed.take(event, epoch);
    }
  }

  @Override
  public void heard(Signal signal) {
    tell(signal, null);
  }

  @Override
  public void interrupted() {
    poll()
        .onFailure(e -> log.debug("Heads are not known after an interruption: {}", e.getMessage()));
  }

  private void announce(Appended appended) {
    String epoch = appended.epoch();
    if (epoch != null) {
      appended.events().forEach(event -> {
        heard(event, epoch);
        broker.publish(event, epoch);
        if (event instanceof Event.Member member && member.change() == Event.Change.JOINED) {
          audience.renewed(member.user());
          broker.announceRenewed(member.user());
        }
      });
    }
  }

  private void learn(Head head, long known) {
    Followed followed = rooms.get(head.room());
    if (followed != null) {
      followed.learn(head, known);
    }
  }
}
