package dev.hubbub.survive;

import dev.hubbub.testing.Testimony;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What people were refused, from the {@code error} frames of testimonies. Times are those of {@code System.nanoTime()}. */
final class Refusals {
  private final List<Refusal> all = new ArrayList<>();

  /** An answer to what was sent at a time. */
  private record Refusal(String code, long from, long to) {}

  Refusals(List<Testimony> testimonies) {
    for (Testimony one : testimonies) {
      one.connections().forEach(this::read);
    }
  }

  private void read(Testimony.Connection connection) {
    Map<String, Long> sent = new HashMap<>();
    for (Testimony.Line line : connection.lines()) {
      JsonObject frame = line.frame();
      String id = frame.getString("id", "");
      if (line.sent()) {
        sent.put(id, line.nanos());
      } else if ("error".equals(frame.getString("type"))) {
        long from = sent.getOrDefault(id, line.nanos());
        all.add(new Refusal(frame.getString("code", ""), from, line.nanos()));
      }
    }
  }

  /** With which codes what came in that span was refused, and how often. */
  Map<String, Integer> codes(long from, long to) {
    Map<String, Integer> codes = new TreeMap<>();
    all.stream()
        .filter(one -> one.to() >= from && one.to() < to)
        .forEach(one -> codes.merge(one.code(), 1, Integer::sum));
    return codes;
  }

  /** How long the slowest refusal took of what was sent in that span. */
  Duration slowest(long from, long to) {
    return Duration.ofNanos(all.stream()
        .filter(one -> one.from() >= from && one.from() < to)
        .mapToLong(one -> one.to() - one.from())
        .max()
        .orElse(0));
  }
}
