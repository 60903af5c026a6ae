package dev.hubbub.testing;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges a {@link Conversation} by the promises of PROTOCOL.md 2, from nothing but what users said and were told and
 * what the logs hold in the end: acked is kept, seqs are dense, nobody misses, repeats or swaps an event, no key is
 * there twice, sends keep their order, all instances tell the same, and who was removed says nothing and is told no more.
 */
public final class Checker {
  private static final Set<String> EVENTS =
      Set.of("message", "edit", "delete", "reaction", "member", "room");
  private static final Set<String> SAID = Set.of("message", "edit", "delete", "reaction");
  private static final Set<String> REMOVALS = Set.of("left", "kicked", "banned");
  private static final List<String> CONTENT = List.of(
      "type",
      "room",
      "seq",
      "ts",
      "from",
      "key",
      "text",
      "reply_to",
      "user",
      "change",
      "role",
      "target",
      "emoji",
      "on");

  private final Map<String, List<JsonObject>> logs = new HashMap<>();
  private final List<String> faults = new ArrayList<>();

  /**
   * Checks the logs themselves.
   *
   * @param logs by the name of the instance that told it, and by room
   */
  public Checker(Map<String, Map<String, List<JsonObject>>> logs) {
    logs.forEach((instance, rooms) -> rooms.forEach((room, log) -> {
      List<JsonObject> known = this.logs.putIfAbsent(room, log);
      if (known == null) {
        checkLog(room, log);
      } else {
        compare(instance, room, known, log);
      }
    }));
  }

  /** Whether a frame is an event of a room's log. */
  public static boolean isEvent(JsonObject frame) {
    return EVENTS.contains(frame.getString("type", "")) && frame.containsKey("seq");
  }

  /** The user whose membership an event ends; null where it ends nobody's. */
  static @Nullable String removed(JsonObject event) {
    return "member".equals(event.getString("type"))
            && REMOVALS.contains(event.getString("change", ""))
        ? event.getString("user")
        : null;
  }

  /** Checks what one user said and was told against the logs. */
  public void hear(Testimony testimony) {
    new Witness(this, testimony).check();
  }

  /** What is wrong, in words; empty if all promises were kept. */
  public List<String> faults() {
    return List.copyOf(faults);
  }

  void fault(String what) {
    faults.add(what);
  }

  /** The event of that number; null where the log has none. */
  @Nullable
  JsonObject event(String room, long seq) {
    List<JsonObject> log = logs.getOrDefault(room, List.of());
    return seq >= 1 && seq <= log.size() ? log.get((int) seq - 1) : null;
  }

  /** The last event of a room that {@code user} is to see: that of their removal, else the last of all. */
  long last(String room, String user) {
    long last = 0;
    boolean member = true;
    for (JsonObject event : logs.getOrDefault(room, List.of())) {
      boolean mine = user.equals(event.getString("user"));
      if (mine && "joined".equals(event.getString("change"))) {
        member = true;
      }
      if (member) {
        last = event.getLong("seq");
      }
      if (user.equals(removed(event))) {
        member = false;
      }
    }
    return last;
  }

  /** Whether two tell the same event with the same content. */
  static boolean same(JsonObject one, JsonObject other) {
    return CONTENT.stream()
        .allMatch(field -> Objects.equals(text(one.getValue(field)), text(other.getValue(field))));
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  private void checkLog(String room, List<JsonObject> log) {
    Set<String> keys = new HashSet<>();
    Set<String> members = new HashSet<>();
    for (int i = 0; i < log.size(); i++) {
      JsonObject event = log.get(i);
      if (event.getLong("seq") != i + 1) {
        fault("log of " + room + ": seq " + event.getLong("seq") + " stands at place " + (i + 1));
        return;
      }
      if ("joined".equals(event.getString("change"))) {
        members.add(event.getString("user"));
      }
      members.remove(removed(event));
      if (SAID.contains(event.getString("type", ""))
          && !members.contains(event.getString("from"))) {
        fault("log of " + room + ": from one who is no member: " + event.encode());
      }
      String key = event.getString("key");
      if (key != null && !keys.add(event.getString("from") + " " + key)) {
        fault("log of " + room + ": a second event with key " + key + ": " + event.encode());
      }
    }
  }

  private void compare(String instance, String room, List<JsonObject> known, List<JsonObject> log) {
    if (known.size() != log.size()) {
      fault("log of " + room + ": " + instance + " has " + log.size() + " events, another "
          + known.size());
    }
    for (int i = 0; i < Math.min(known.size(), log.size()); i++) {
      if (!same(known.get(i), log.get(i))) {
        fault("log of " + room + ": " + instance + " tells " + log.get(i).encode() + ", another "
            + known.get(i).encode());
      }
    }
  }
}
