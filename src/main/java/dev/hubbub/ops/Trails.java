package dev.hubbub.ops;

import dev.hubbub.config.TracingConfig;
import dev.hubbub.room.Appended;
import dev.hubbub.room.Event;
import dev.hubbub.room.Journey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ways of the last events through this instance. A bounded number is kept; where tracing is off only enough to know
 * how long those under way have taken. Thread-safe.
 */
public final class Trails {
  private static final Logger log = LoggerFactory.getLogger(Trails.class);

  /** Kept in any case, for those that wait for the ones before them. */
  private static final int UNDER_WAY = 512;

  private final String instance;
  private final int messages;
  private final @Nullable SpanExport export;
  private final Map<Place, Trail> trails;

  private record Place(String room, long seq) {
    static Place of(Event event) {
      return new Place(event.room(), event.seq());
    }
  }

  /**
   * No ways yet.
   *
   * @param instance the id of this instance
   * @param export takes spans; absent where nobody wants any
   */
  public Trails(String instance, TracingConfig config, @Nullable SpanExport export) {
    this.instance = instance;
    this.messages = config.messages();
    this.export = export;
    int most = Math.max(UNDER_WAY, messages);
    this.trails = new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<Place, Trail> eldest) {
        return size() > most;
      }
    };
  }

  /** Whether what happens on the way is of interest. */
  boolean isOn() {
    return messages > 0 || export != null;
  }

  /**
   * Something was committed here, and nobody has been told yet.
   *
   * @param receivedNanos when it was received, as {@link System#nanoTime} tells it
   */
  public void committed(Appended appended, long receivedNanos) {
    if (appended.duplicate()) {
      return;
    }
    long now = System.nanoTime();
    for (Event event : appended.events()) {
      keep(event, new Trail(this, event, Trail.Source.HERE, receivedNanos, now));
    }
  }

  /** Another instance told of an event. */
  public void heard(Event event) {
    long now = System.nanoTime();
    keep(event, new Trail(this, event, Trail.Source.ELSEWHERE, now, now));
  }

  /** The way of an event; one that nobody told of comes from the store. */
  public Trail of(Event event) {
    Trail known = find(event);
    if (known != null) {
      return known;
    }
    long now = System.nanoTime();
    Trail fetched = new Trail(this, event, Trail.Source.STORE, now, now);
    keep(event, fetched);
    return fetched;
  }

  /** The way of an event; absent where it is forgotten. */
  public @Nullable Trail find(Event event) {
    synchronized (trails) {
      return trails.get(Place.of(event));
    }
  }

  /** What is known of an event; nothing where it is forgotten, or tracing is off. */
  public Optional<Journey> journey(String room, long seq) {
    Trail trail;
    synchronized (trails) {
      trail = trails.get(new Place(room, seq));
    }
    return messages == 0 || trail == null ? Optional.empty() : Optional.of(trail.journey(instance));
  }

  private void keep(Event event, Trail trail) {
    synchronized (trails) {
      Trail unused = trails.putIfAbsent(Place.of(event), trail);
    }
  }

  /** A step was made: to be logged, and exported. */
  void tell(
      Event event, String place, long sinceNanos, long nanos, int sessions, long receivedNanos) {
    if (!log.isDebugEnabled() && export == null) {
      return;
    }
    TraceId trace = TraceId.of(event);
    if (log.isDebugEnabled()) {
      log.debug(
          "trace {} room {} seq {}: {} after {} us, sessions {}",
          trace.hex(),
          event.room(),
          event.seq(),
          place,
          (nanos - receivedNanos) / 1_000,
          sessions);
    }
    if (export != null && !place.equals("received")) {
      export.add(new SpanExport.Span(
          trace, place, event.room(), event.seq(), sinceNanos, nanos, sessions));
    }
  }
}
