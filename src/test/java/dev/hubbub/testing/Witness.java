package dev.hubbub.testing;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One {@link Testimony} under examination: follows the user's connections line by line, as a client would. One who was
 * away when removed learns of it by a refused {@code join}, and not by the event.
 */
final class Witness {
  private static final Set<String> SIGNALS = Set.of("typing", "receipt", "inbox");
  private static final Set<String> TRY_AGAIN = Set.of("unavailable", "rate_limited");
  private static final Set<String> NOT_YOURS = Set.of("not_found", "forbidden");

  private final Checker checker;
  private final Testimony testimony;
  private final Map<String, Long> cursors = new HashMap<>();
  private final Set<String> removedFrom = new HashSet<>();
  private final Map<String, JsonObject> said = new LinkedHashMap<>();
  private final Map<String, Long> acked = new HashMap<>();
  private final Set<String> stored = new HashSet<>();
  private final Set<String> refused = new HashSet<>();
  private final Set<String> shutOut = new HashSet<>();

  Witness(Checker checker, Testimony testimony) {
    this.checker = checker;
    this.testimony = testimony;
  }

  void check() {
    for (Testimony.Connection connection : testimony.connections()) {
      new Session().follow(connection);
    }
    for (String room : testimony.rooms()) {
      long seen = cursors.getOrDefault(room, 0L);
      long last = checker.last(room, testimony.user());
      boolean toldSo = shutOut.contains(room) && seen < last;
      if (seen != last && !toldSo) {
        fault("has seen " + room + " up to " + seen + " and not to " + last);
      }
    }
    said.forEach((key, frame) -> {
      if (!acked.containsKey(key)
          && !refused.contains(key)
          && !removedInTheEnd(frame.getString("room"))) {
        fault("was never told of " + frame.encode());
      }
    });
  }

  private boolean removedInTheEnd(String room) {
    JsonObject last = checker.event(room, checker.last(room, testimony.user()));
    return last != null && testimony.user().equals(Checker.removed(last));
  }

  private void fault(String what) {
    checker.fault(testimony.user() + " " + what);
  }

  /** A send on one connection, and how many there were before it. */
  private record Attempt(JsonObject frame, int place) {}

  /** One connection under examination. */
  private final class Session {
    private final Set<String> live = new HashSet<>();
    private final Map<String, Long> since = new HashMap<>();
    private final Map<String, Attempt> attempts = new HashMap<>();
    private final Map<String, Map<Integer, Long>> order = new HashMap<>();

    void follow(Testimony.Connection connection) {
      for (Testimony.Line line : connection.lines()) {
        if (line.sent()) {
          sent(line.frame());
        } else {
          heard(line.frame());
        }
      }
      order.forEach(this::checkOrder);
    }

    private void sent(JsonObject frame) {
      switch (frame.getString("type")) {
        case "join" -> sentJoin(frame);
        case "send" -> {
          attempts.put(frame.getString("id"), new Attempt(frame, attempts.size()));
          JsonObject unused = said.putIfAbsent(frame.getString("key"), frame);
        }
        default -> {}
      }
    }

    private void sentJoin(JsonObject frame) {
      JsonObject rooms = frame.getJsonObject("rooms");
      if (rooms == null) {
        asked(frame.getString("room"), frame.getLong("since"));
      } else {
        rooms.forEach(
            entry -> asked(entry.getKey(), ((JsonObject) entry.getValue()).getLong("since")));
      }
    }

    private void asked(String room, @Nullable Long from) {
      if (from == null) {
        since.remove(room);
      } else {
        since.put(room, from);
      }
    }

    private void heard(JsonObject frame) {
      String type = frame.getString("type");
      String room = frame.getString("room");
      if (Checker.isEvent(frame)) {
        heardEvent(room, frame);
      } else if ("joined".equals(type)) {
        heardJoined(room, frame);
      } else if ("ack".equals(type)) {
        heardAck(frame);
      } else if ("error".equals(type)) {
        heardError(frame);
      } else if (SIGNALS.contains(type) && removedFrom.contains(room)) {
        fault("is told of " + room + " after the removal: " + frame.encode());
      }
    }

    private void heardJoined(String room, JsonObject frame) {
      Long from = since.get(room);
      if (removedFrom.contains(room)) {
        if (from != null) {
          fault("has resumed " + room + " after the removal");
        }
        removedFrom.remove(room);
        cursors.remove(room);
      }
      if (frame.getBoolean("recovered")) {
        if (from == null) {
          fault("was told recovered of " + room + " without having asked since when");
        }
        cursors.put(room, from == null ? 0L : from);
        live.add(room);
        events(frame).forEach(event -> heardEvent(room, event));
      } else {
        if (cursors.containsKey(room)) {
          fault("was made to start " + room + " afresh after " + cursors.get(room));
        }
        events(frame).forEach(event -> checkContent(room, event));
        live.add(room);
        cursors.put(room, frame.getLong("seq"));
      }
      if (live.contains(room) && !frame.getLong("seq").equals(cursors.get(room))) {
        fault("was told " + room + " stands at " + frame.getLong("seq") + " and given events up to "
            + cursors.get(room));
      }
    }

    private List<JsonObject> events(JsonObject joined) {
      JsonArray events = joined.getJsonArray("events");
      return events.stream().map(event -> (JsonObject) event).toList();
    }

    private void heardEvent(String room, JsonObject event) {
      long seq = event.getLong("seq");
      if (removedFrom.contains(room)) {
        fault("is told of " + room + " after the removal: " + event.encode());
        return;
      }
      if (!live.contains(room)) {
        fault("is told of " + room + " before joined: " + event.encode());
        return;
      }
      long expected = cursors.getOrDefault(room, 0L) + 1;
      if (seq != expected) {
        fault("is told " + seq + " of " + room + " where " + expected + " is next");
      }
      cursors.put(room, seq);
      checkContent(room, event);
      if (testimony.user().equals(Checker.removed(event))) {
        removedFrom.add(room);
        live.remove(room);
      }
    }

    private void checkContent(String room, JsonObject event) {
      JsonObject logged = checker.event(room, event.getLong("seq"));
      if (logged == null || !Checker.same(logged, event)) {
        fault("is told " + event.encode() + " where the log has "
            + (logged == null ? "nothing" : logged.encode()));
      }
    }

    private void heardAck(JsonObject ack) {
      Attempt attempt = attempts.get(ack.getString("id"));
      if (attempt == null) {
        fault("has an ack for nothing: " + ack.encode());
        return;
      }
      String key = attempt.frame().getString("key");
      String room = attempt.frame().getString("room");
      long seq = ack.getLong("seq");
      Long before = acked.put(key, seq);
      if (before != null && before != seq) {
        fault("has two seqs for key " + key + ": " + before + " and " + seq);
      }
      JsonObject logged = checker.event(room, seq);
      boolean kept = logged != null
          && testimony.user().equals(logged.getString("from"))
          && key.equals(logged.getString("key"))
          && attempt.frame().getString("text").equals(logged.getString("text"));
      if (!kept) {
        fault("has " + ack.encode() + " for " + attempt.frame().encode() + " where the log has "
            + (logged == null ? "nothing" : logged.encode()));
      }
      if (!ack.getBoolean("duplicate", false)) {
        if (!stored.add(key)) {
          fault("was told twice that key " + key + " is new");
        }
        order.computeIfAbsent(room, unused -> new HashMap<>()).put(attempt.place(), seq);
      }
    }

    private void heardError(JsonObject error) {
      String code = error.getString("code", "");
      Attempt attempt = attempts.get(error.getString("id", ""));
      String room =
          attempt == null ? error.getString("room", "") : attempt.frame().getString("room");
      if (TRY_AGAIN.contains(code)) {
        return;
      }
      if (!NOT_YOURS.contains(code) || !removedInTheEnd(room)) {
        fault("is refused: " + error.encode()
            + (attempt == null ? "" : " for " + attempt.frame().encode()));
      }
      if (attempt == null) {
        shutOut.add(room);
      } else {
        refused.add(attempt.frame().getString("key"));
      }
    }

    private void checkOrder(String room, Map<Integer, Long> seqs) {
      long before = 0;
      for (int place : seqs.keySet().stream().sorted().toList()) {
        long seq = seqs.getOrDefault(place, 0L);
        if (seq < before) {
          fault("said in " + room + " what became " + seq + " after what became " + before);
        }
        before = seq;
      }
    }
  }
}
