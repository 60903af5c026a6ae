package dev.hubbub.survive;

import dev.hubbub.testing.Checker;
import dev.hubbub.testing.Testimony;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What sessions were told after the store went back in time: in each room first that it begins afresh, and from then on
 * nothing but what the log holds in the end.
 */
final class NewLives {
  private final Map<String, Map<Long, JsonObject>> logs = new HashMap<>();
  private final Map<String, Map<String, Integer>> keys = new HashMap<>();
  private final Map<String, Set<String>> epochs = new TreeMap<>();
  private final List<String> faults = new ArrayList<>();
  private final long lost;
  private int expected;
  private int begun;
  private int acked;
  private int missing;
  private long last;

  /**
   * Looks at what people were told.
   *
   * @param log of each room in the end
   * @param lost when the store was about to go back
   */
  NewLives(List<Testimony> testimonies, Map<String, List<JsonObject>> log, long lost) {
    this.lost = lost;
    this.last = lost;
    log.forEach((room, events) -> {
      Map<Long, JsonObject> bySeq = logs.computeIfAbsent(room, id -> new HashMap<>());
      Map<String, Integer> byKey = keys.computeIfAbsent(room, id -> new HashMap<>());
      for (JsonObject event : events) {
        bySeq.put(event.getLong("seq"), event);
        byKey.merge(event.getString("from") + " " + event.getString("key"), 1, Integer::sum);
      }
    });
    testimonies.forEach(this::read);
  }

  private void read(Testimony testimony) {
    Map<String, String> lives = new HashMap<>();
    Map<String, Long> next = new HashMap<>();
    Set<String> anew = new HashSet<>();
    for (Testimony.Connection connection : testimony.connections()) {
      for (Testimony.Line line : connection.lines()) {
        JsonObject frame = line.frame();
        String room = frame.getString("room", "");
        if (line.sent() || room.isEmpty()) {
          continue;
        }
        boolean joined = "joined".equals(frame.getString("type"));
        if (line.nanos() < lost) {
          if (joined) {
            lives.put(room, frame.getString("epoch"));
          }
        } else if (joined) {
          begins(testimony, line, room, lives.getOrDefault(room, ""), anew);
          next.put(room, frame.getLong("seq") + 1);
        } else if (anew.contains(room)) {
          goesOn(testimony, frame, room, next);
        } else if (Checker.isEvent(frame) && same(room, frame)) {
          // What was under way when the store died may still come, but nothing of the new life.
          faults.add(testimony.user() + " is told before it begins afresh: " + frame.encode());
        }
      }
    }
    expected += testimony.rooms().size();
    begun += anew.size();
  }

  private void begins(
      Testimony testimony, Testimony.Line line, String room, String old, Set<String> anew) {
    JsonObject frame = line.frame();
    String epoch = frame.getString("epoch");
    if (epoch.equals(old)) {
      faults.add(testimony.user() + " joins the old life: " + frame.encode());
      return;
    }
    if (anew.add(room) && frame.getBoolean("recovered")) {
      faults.add(testimony.user() + " goes on in another life: " + frame.encode());
    }
    epochs.computeIfAbsent(room, id -> new HashSet<>()).add(epoch);
    last = Math.max(last, line.nanos());
    for (Object event : frame.getJsonArray("events", new JsonArray())) {
      if (!same(room, (JsonObject) event)) {
        faults.add(testimony.user() + " is told what is not in the log: " + event);
      }
    }
  }

  private void goesOn(Testimony testimony, JsonObject frame, String room, Map<String, Long> next) {
    if (Checker.isEvent(frame)) {
      long due = next.getOrDefault(room, 0L);
      if (frame.getLong("seq") != due || !same(room, frame)) {
        faults.add(testimony.user() + " is told, instead of " + due + ": " + frame.encode());
      }
      next.put(room, frame.getLong("seq") + 1);
    } else if ("ack".equals(frame.getString("type"))) {
      acked++;
      String key = testimony.user() + " " + frame.getString("key");
      if (keys.getOrDefault(room, Map.of()).getOrDefault(key, 0) != 1) {
        missing++;
      }
    }
  }

  private boolean same(String room, JsonObject event) {
    JsonObject kept = logs.getOrDefault(room, Map.of()).get(event.getLong("seq"));
    return kept != null
        && String.valueOf(kept.getString("text")).equals(String.valueOf(event.getString("text")))
        && String.valueOf(kept.getString("from")).equals(String.valueOf(event.getString("from")));
  }

  /** How many sessions in rooms there are that were to begin afresh. */
  int expected() {
    return expected;
  }

  /** How many of them did. */
  int begun() {
    return begun;
  }

  /** What is wrong, in words. */
  List<String> faults() {
    return faults;
  }

  /** How many sends were acked in the new life. */
  int acked() {
    return acked;
  }

  /** How many of these are not in the log once. */
  int missing() {
    return missing;
  }

  /** How long after a moment the last session began afresh. */
  Duration lastAfter(long moment) {
    return Duration.ofNanos(Math.max(0, last - moment));
  }

  /** Whether nobody was told of two new lives of a room. */
  boolean oneEpochEach() {
    return epochs.values().stream().allMatch(one -> one.size() == 1);
  }

  /** How many rooms have how many new epochs. */
  String epochs() {
    int most = epochs.values().stream().mapToInt(Set::size).max().orElse(0);
    return epochs.size() + " rooms, at most " + most + " each";
  }
}
