package dev.hubbub.hub;

import dev.hubbub.bus.JsonBus;
import dev.hubbub.protocol.EventJson;
import dev.hubbub.protocol.SignalJson;
import dev.hubbub.room.Event;
import dev.hubbub.room.Signal;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells the verticles of others what this instance hears of rooms, as the frames of PROTOCOL.md 3.3 and 3.4: each event
 * at most once, ascending. Without a gap only while somebody on this instance follows the room. Used on one context.
 */
final class OpenRooms {
  private static final String ADDRESS = "hubbub.room.";

  /** Rooms whose last event is remembered. */
  private static final int MOST = 10_000;

  private final JsonBus bus;
  private final Map<String, Long> told = new LinkedHashMap<>(16, 0.75f, true) {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
      return size() > MOST;
    }
  };

  OpenRooms(Vertx vertx) {
    this.bus = JsonBus.of(vertx);
  }

  void tell(Event event) {
    tell(event, EventJson.encode(event));
  }

  /** Tells an event of which the frame is there already. */
  void tell(Event event, byte[] frame) {
    long last = told.getOrDefault(event.room(), 0L);
    if (event.seq() > last) {
      told.put(event.room(), event.seq());
      publish(event.room(), frame);
    }
  }

  /** Tells something live; the mark of somebody who shows it to nobody is told to nobody. */
  void tell(Signal signal) {
    if (!(signal instanceof Signal.Receipt receipt) || receipt.open()) {
      publish(signal.room(), SignalJson.encode(signal));
    }
  }

  /** The room's log went back in time. */
  void restart(String room) {
    told.remove(room);
  }

  private void publish(String room, byte[] frame) {
    bus.publish(ADDRESS + room, new JsonObject(Buffer.buffer(frame)));
  }
}
