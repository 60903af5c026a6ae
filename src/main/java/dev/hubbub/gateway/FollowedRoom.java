package dev.hubbub.gateway;

import dev.hubbub.hub.Told;
import dev.hubbub.ops.DeliveryMeters;
import dev.hubbub.ops.Trail;
import dev.hubbub.protocol.CloseCode;
import dev.hubbub.room.Event;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The sessions of one event loop that follow one room, and the frames on their way to them. A quiet room is written at
 * once; in a loud one frames gather for a few milliseconds, so that each socket gets many with one system call. Used by
 * that event loop only.
 */
final class FollowedRoom {
  private static final long NEVER = Long.MAX_VALUE;

  private final Vertx vertx;
  private final DeliveryMeters meters;
  private final List<Follower> followers = new ArrayList<>();
  private final Map<Session, Follower> bySession = new HashMap<>();
  private final Loudness loudness = new Loudness();
  private final List<Event> events = new ArrayList<>();
  private final List<byte[]> frames = new ArrayList<>();
  private final List<Trail> trails = new ArrayList<>();
  private boolean gathering;

  FollowedRoom(Vertx vertx, DeliveryMeters meters) {
    this.vertx = vertx;
    this.meters = meters;
  }

  /** A session that follows the room, or is about to. */
  private static final class Follower {
    private final Session session;
    private int index;
    /** The seq it is told next; 0 while it is not known where it starts, {@link #NEVER} until it asks again. */
    private long next;
    /** What was said meanwhile. */
    private List<Batch> early = List.of();

    Follower(Session session) {
      this.session = session;
    }

    boolean isTold() {
      return next > 0 && next < NEVER;
    }
  }

  /** Whether a session follows the room, or is about to. */
  boolean has(Session session) {
    return bySession.containsKey(session);
  }

  /** Whether a session follows the room and has been told so. */
  boolean isIn(Session session) {
    Follower follower = bySession.get(session);
    return follower != null && follower.isTold();
  }

  boolean isEmpty() {
    return followers.isEmpty();
  }

  /** Those who follow the room now. */
  List<Session> sessions() {
    return followers.stream().map(follower -> follower.session).toList();
  }

  /** Those who have been told that they follow the room. */
  List<Session> listeners() {
    return followers.stream()
        .filter(Follower::isTold)
        .map(follower -> follower.session)
        .toList();
  }

  /** Keeps what is said from now on for a session that is about to learn from where on it needs it. */
  void expect(Session session) {
    Follower follower = bySession.computeIfAbsent(session, s -> {
      Follower fresh = new Follower(s);
      fresh.index = followers.size();
      followers.add(fresh);
      return fresh;
    });
    follower.next = 0;
    follower.early = new ArrayList<>();
  }

  /**
   * Lets a session have what comes after {@code head}.
   *
   * @param removed takes the session where it turns out to be a member no more
   */
  void admit(Session session, long head, Consumer<Session> removed) {
    Follower follower = bySession.get(session);
    if (follower == null) {
      return;
    }
    List<Batch> early = follower.early;
    follower.early = List.of();
    follower.next = head + 1;
    for (Batch batch : early) {
      for (int i = 0; i < batch.events().size(); i++) {
        Event event = batch.events().get(i);
        if (event.seq() >= follower.next) {
          Batch one = new Batch(batch.events().subList(i, i + 1), batch.json().subList(i, i + 1));
          write(follower, one);
          one.release();
          if (removes(event, session)) {
            removed.accept(session);
            return;
          }
        }
      }
    }
  }

  /** The numbering is over: tells nobody anything more of it, nor of the next one before they have asked where it starts. */
  void restart() {
    flush();
    for (Follower follower : followers) {
      if (follower.next == 0) {
        follower.early.clear();
      } else {
        follower.next = NEVER;
      }
    }
  }

  /** Forgets a session. */
  void remove(Session session) {
    Follower follower = bySession.remove(session);
    if (follower == null) {
      return;
    }
    Follower last = followers.remove(followers.size() - 1);
    if (last != follower) {
      followers.set(follower.index, last);
      last.index = follower.index;
    }
  }

  /**
   * Tells everybody.
   *
   * @param removed takes the sessions of those who are members no more, once they have been told so
   */
  void tell(Told told, Consumer<Session> removed) {
    for (int i = 0; i < told.events().size(); i++) {
      Event event = told.events().get(i);
      events.add(event);
      frames.add(told.frames().get(i));
      trails.add(told.trails().get(i));
      if (endsSomething(event)) {
        flush();
        sessions().stream()
            .filter(session -> removes(event, session) && isAt(session, event.seq() + 1))
            .forEach(removed);
      }
    }
    if (gathering || frames.isEmpty()) {
      return;
    }
    long wait = loudness.waitMs(System.nanoTime(), (long) told.events().size() * followers.size());
    if (wait == 0) {
      flush();
    } else {
      gathering = true;
      vertx.setTimer(wait, timer -> {
        gathering = false;
        flush();
      });
    }
  }

  private boolean isAt(Session session, long next) {
    Follower follower = bySession.get(session);
    return follower != null && follower.next == next;
  }

  private static boolean endsSomething(Event event) {
    return event instanceof Event.Member member
        ? member.change().endsMembership()
        : event instanceof Event.Room changed && changed.deleted();
  }

  private static boolean removes(Event event, Session session) {
    return event.isLastFor(session.user().username());
  }

  /** Writes what has gathered. */
  void flush() {
    if (frames.isEmpty() || followers.isEmpty()) {
      events.clear();
      frames.clear();
      trails.clear();
      return;
    }
    int written = 0;
    long began = System.nanoTime();
    Batch all = new Batch(events, frames);
    long first = all.firstSeq();
    long next = all.nextSeq();
    try {
      // Backwards: a session that is cut for being slow is removed meanwhile, and the last one
      // takes its place.
      for (int i = followers.size() - 1; i >= 0; i--) {
        Follower follower = followers.get(i);
        if (follower.next == first) {
          follower.next = next;
          follower.session.push(all);
          written++;
        } else if (follower.next == 0) {
          follower.early.add(all.copy());
        } else if (follower.next < next) {
          write(follower, all);
          written++;
        }
      }
    } finally {
      all.release();
      events.clear();
      frames.clear();
      if (written > 0) {
        note(List.copyOf(trails), written, began);
      }
      trails.clear();
    }
  }

  /** Takes note of what was written once it has left, which is what takes the time. */
  private void note(List<Trail> told, int sessions, long began) {
    vertx.runOnContext(left -> {
      long now = System.nanoTime();
      loudness.wrote(now, now - began);
      meters.written(told.size(), sessions);
      for (Trail trail : told) {
        if (trail.source() != Trail.Source.STORE) {
          meters.took(trail.source() == Trail.Source.HERE, now - trail.receivedNanos());
        }
        trail.written(sessions, now);
      }
    });
  }

  /** Writes those of the given events that the follower has not been told. */
  private static void write(Follower follower, Batch batch) {
    if (batch.firstSeq() > follower.next) {
      // It cannot be, for the hub tells without a gap; but a session with a hole must not go on.
      follower.session.close(CloseCode.FAULT);
      return;
    }
    Batch rest = batch.from((int) (follower.next - batch.firstSeq()));
    follower.next = batch.nextSeq();
    follower.session.push(rest);
    rest.release();
  }
}
