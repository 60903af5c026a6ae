package dev.hubbub.survive;

import dev.hubbub.testing.Testimony;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** Who was shown to whom as what, from the {@code presence} frames of testimonies. */
final class Sightings {
  private static final String OFFLINE = "offline";

  private final List<Sighting> all = new ArrayList<>();

  /** Somebody was shown to be in a state. */
  private record Sighting(String user, String state, long nanos) {}

  Sightings(List<Testimony> testimonies) {
    for (Testimony one : testimonies) {
      for (Testimony.Connection connection : one.connections()) {
        for (Testimony.Line line : connection.lines()) {
          if (!line.sent() && "presence".equals(line.frame().getString("type"))) {
            read(line);
          }
        }
      }
    }
  }

  private void read(Testimony.Line line) {
    JsonObject frame = line.frame();
    JsonObject states = frame.getJsonObject("states", new JsonObject());
    states.forEach(entry ->
        all.add(new Sighting(entry.getKey(), String.valueOf(entry.getValue()), line.nanos())));
    if (frame.containsKey("user")) {
      all.add(new Sighting(frame.getString("user"), frame.getString("state"), line.nanos()));
    }
  }

  /** When somebody was first shown to be offline after a moment. */
  OptionalLong offline(String user, long after) {
    return all.stream()
        .filter(one -> one.user().equals(user) && one.state().equals(OFFLINE))
        .mapToLong(Sighting::nanos)
        .filter(at -> at > after)
        .min();
  }

  /** Those who were shown to be offline in that span. */
  Set<String> offline(long from, long to) {
    Set<String> users = new TreeSet<>();
    all.stream()
        .filter(one -> one.state().equals(OFFLINE) && one.nanos() >= from && one.nanos() < to)
        .forEach(one -> users.add(one.user()));
    return users;
  }
}
