package dev.hubbub.ops;

import dev.hubbub.room.Event;
import dev.hubbub.room.Journey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The way of one event through this instance: where it came from, when, and, where that is wanted, every place it came by.
 * Thread-safe.
 */
public final class Trail {
  /** More are forgotten; there is one for each event loop, and a few. */
  private static final int MOST_HOPS = 256;

  private final Trails trails;
  private final Event event;
  private final Source source;
  private final long receivedNanos;
  private final long hereNanos;
  private final List<Step> steps = new ArrayList<>(4);

  /** Where an event came from. */
  public enum Source {
    /** It was committed here. */
    HERE("committed"),
    /** Another instance published it. */
    ELSEWHERE("heard"),
    /** Nobody told of it; it was asked of the store. */
    STORE("fetched");

    private final String place;

    Source(String place) {
      this.place = place;
    }
  }

  private record Step(String place, long nanos, int sessions) {}

  /**
   * A trail that begins.
   *
   * @param receivedNanos when the event was received, as {@link System#nanoTime} tells it
   * @param hereNanos when it was there to be told
   */
  Trail(Trails trails, Event event, Source source, long receivedNanos, long hereNanos) {
    this.trails = trails;
    this.event = event;
    this.source = source;
    this.receivedNanos = receivedNanos;
    this.hereNanos = hereNanos;
    if (trails.isOn()) {
      if (source == Source.HERE) {
        step("received", receivedNanos, receivedNanos, 0);
      }
      step(source.place, receivedNanos, hereNanos, 0);
    }
  }

  /** Where it came from. */
  public Source source() {
    return source;
  }

  /** When it was received here, as {@link System#nanoTime} tells it. */
  public long receivedNanos() {
    return receivedNanos;
  }

  /** It was handed to the link to the other instances. */
  public void published() {
    if (trails.isOn()) {
      step("published", hereNanos, System.nanoTime(), 0);
    }
  }

  /** An event loop has written it to so many sessions. */
  public void written(int sessions, long nanos) {
    if (trails.isOn()) {
      step("written", hereNanos, nanos, sessions);
    }
  }

  private void step(String place, long sinceNanos, long nanos, int sessions) {
    synchronized (this) {
      if (steps.size() < MOST_HOPS) {
        steps.add(new Step(place, nanos, sessions));
      }
    }
    trails.tell(event, place, sinceNanos, nanos, sessions, receivedNanos);
  }

  /** What is known so far. */
  Journey journey(String instance) {
    long nowNanos = System.nanoTime();
    long nowMicros = TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis());
    List<Journey.Hop> hops;
    synchronized (this) {
      hops = steps.stream()
          .map(step -> new Journey.Hop(
              step.place(), nowMicros - (nowNanos - step.nanos()) / 1_000, step.sessions()))
          .toList();
    }
    return new Journey(instance, TraceId.of(event).hex(), hops);
  }
}
