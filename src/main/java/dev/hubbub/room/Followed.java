package dev.hubbub.room;

import dev.hubbub.room.History.Head;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A room that somebody on this instance follows: what of its log they were handed, and what they are to be handed next.
 * What nobody tells of is fetched from the store; where the log turns out to be another one, all start afresh.
 *
 * <p>State of one {@link Hub}; touched by its thread only.
 */
final class Followed {
  private static final Logger log = LoggerFactory.getLogger(Followed.class);

  /** How long an event that came too early waits for the ones before it until the store is asked for them. */
  private static final long REORDER_MS = 30;

  /** Events asked of the store at a time. */
  private static final int FILL_PAGE = 200;

  private final String id;
  private final Future<Void> heard;
  private final History history;
  private final Hub.Audience audience;
  private final Hub.Alarm alarm;
  private final HubObserver observer;
  private final Set<String> followers = new HashSet<>();
  private final List<Heard> early = new ArrayList<>();
  private @Nullable Room room;
  private boolean filling;
  private boolean doubting;
  private boolean over;
  private long begin;

  /** An event, and the life of its room's numbering that it is of, where that is known. */
  private record Heard(Event event, @Nullable String epoch) {}

  /**
   * A room that nobody follows yet.
   *
   * @param heard when others' events are heard
   */
  Followed(
      String id,
      Future<Void> heard,
      History history,
      Hub.Audience audience,
      Hub.Alarm alarm,
      HubObserver observer) {
    this.id = id;
    this.heard = heard;
    this.history = history;
    this.audience = audience;
    this.alarm = alarm;
    this.observer = observer;
  }

  /** Who is handed what happens; theirs to change who has this room. */
  Set<String> followers() {
    return followers;
  }

  /** When others' events are heard; never fails. */
  Future<Void> heard() {
    return heard;
  }

  /** Whether what comes is told, since it is known after what. */
  boolean isStarted() {
    return room != null;
  }

  /** Nobody follows it any more: what the store still answers is of no interest. */
  void end() {
    over = true;
  }

  /** Begins to tell what comes after {@code head}, unless it has begun; whether it tells all of that. */
  boolean start(String epoch, long head) {
    Room current = room;
    if (current == null) {
      room = new Room(id, epoch, head);
      begin = head;
      audience.started(followers, id, head);
      early.forEach(one -> take(one.event(), one.epoch()));
      early.clear();
    } else if (current.epoch().equals(epoch)) {
      current.learn(head);
      fill();
    } else {
      restart(epoch, head);
    }
    return head >= begin;
  }

  /** Takes an event that somebody told of. */
  void take(Event event, @Nullable String epoch) {
    Room current = room;
    if (current == null) {
      audience.overheard(event);
      // What is forgotten here is found by the next poll.
      if (early.size() < Room.MOST_HELD) {
        early.add(new Heard(event, epoch));
      }
      return;
    }
    if (epoch != null && !epoch.equals(current.epoch())) {
      doubt();
      return;
    }
    if (event.seq() < current.next()) {
      observer.duplicate();
    }
    tell(current.deliver(event));
    if (current.behind() && !filling) {
      filling = true;
      alarm.after(REORDER_MS, this::fillNow);
    }
  }

  /** Asks the store which life of the numbering it is in: what is followed here may be over, or what was heard late. */
  private void doubt() {
    if (!doubting) {
      doubting = true;
      long known = known();
      history
          .heads(Set.of(id))
          .onSuccess(heads -> {
            doubting = false;
            if (!over) {
              heads.forEach(head -> learn(head, known));
            }
          })
          .onFailure(e -> doubting = false); // the next poll asks again
    }
  }

  /** The seq up to which everything has come out; 0 before the room is started. */
  long known() {
    return room == null ? 0 : room.next() - 1;
  }

  /**
   * Takes note of the store's answer.
   *
   * @param known what was known when the store was asked: a head below it means that the log went back
   */
  void learn(Head head, long known) {
    Room current = room;
    if (current == null) {
      boolean unused = start(head.epoch(), head.seq());
      return;
    }
    if (!current.epoch().equals(head.epoch()) || head.seq() < known) {
      restart(head.epoch(), head.seq());
      return;
    }
    current.learn(head.seq());
    if (current.behind()) {
      observer.behind();
    }
    fill();
  }

  private void restart(String epoch, long head) {
    log.warn("The log of room {} is not the one that was followed; its sessions start afresh.", id);
    observer.restarted();
    room = new Room(id, epoch, head);
    begin = head;
    audience.restart(followers, id);
  }

  private void fill() {
    Room current = room;
    if (current != null && current.behind() && !filling) {
      filling = true;
      fillNow();
    }
  }

  private void fillNow() {
    Room current = room;
    if (current == null || !current.behind() || over) {
      filling = false;
      return;
    }
    long after = current.next() - 1;
    history
        .fill(id, current.epoch(), after, FILL_PAGE)
        .onSuccess(events -> filled(current, after, events))
        .onFailure(e -> filling = false); // the next poll tries again
  }

  private void filled(Room asked, long after, List<Event> events) {
    filling = false;
    observer.filled(events.size());
    if (room != asked) {
      return;
    }
    if (!events.isEmpty() && events.get(0).seq() > after + 1) {
      restart(asked.epoch(), asked.head()); // what comes before is kept no longer
      return;
    }
    events.forEach(event -> tell(asked.deliver(event)));
    if (asked.next() - 1 > after) {
      fill();
    }
  }

  private void tell(List<Event> due) {
    if (!due.isEmpty()) {
      audience.tell(followers, id, due);
    }
  }
}
