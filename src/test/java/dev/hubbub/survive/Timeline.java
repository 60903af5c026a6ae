package dev.hubbub.survive;

import dev.hubbub.testing.Testimony;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What testimonies say about time: how long acks and deliveries took, when connections ended and people were back. Times
 * are those of {@code System.nanoTime()}; a span of time is from one of them up to another.
 */
public final class Timeline {
  private static final double MOST = 0.99;

  private final List<Answer> acks = new ArrayList<>();
  private final List<Answer> deliveries = new ArrayList<>();
  private final List<Return> returns = new ArrayList<>();
  private final List<Testimony.End> ends = new ArrayList<>();
  private final List<Seen> seen = new ArrayList<>();
  private final Map<String, Long> known = new HashMap<>();
  private final Map<String, List<Long>> hearings = new HashMap<>();

  /** Something that was sent at a time, and what came of it at another. */
  private record Answer(long from, long to) {}

  /** Somebody whose connection ended, and who was in all rooms again. */
  private record Return(long from, long to) {}

  /** An event that came to somebody. */
  private record Seen(String event, long at) {}

  /** What these people were through. */
  public Timeline(List<Testimony> testimonies) {
    Map<String, Long> sent = new HashMap<>();
    for (Testimony one : testimonies) {
      firstSends(one, sent);
    }
    for (Testimony one : testimonies) {
      read(one, sent);
    }
  }

  private static void firstSends(Testimony testimony, Map<String, Long> sent) {
    for (Testimony.Connection connection : testimony.connections()) {
      for (Testimony.Line line : connection.lines()) {
        if (line.sent() && "send".equals(line.frame().getString("type"))) {
          Long unused = sent.putIfAbsent(
              testimony.user() + " " + line.frame().getString("key"), line.nanos());
        }
      }
    }
  }

  private void read(Testimony testimony, Map<String, Long> sent) {
    long endedAt = 0;
    List<Long> heard = hearings.computeIfAbsent(testimony.user(), user -> new ArrayList<>());
    for (Testimony.Connection connection : testimony.connections()) {
      int joined = 0;
      for (Testimony.Line line : connection.lines()) {
        if (line.sent()) {
          continue;
        }
        JsonObject frame = line.frame();
        String type = frame.getString("type", "");
        if (type.equals("joined")) {
          if (++joined == testimony.rooms().size() && endedAt != 0) {
            returns.add(new Return(endedAt, line.nanos()));
            endedAt = 0;
          }
          for (Object event : frame.getJsonArray("events", new JsonArray())) {
            came((JsonObject) event, line.nanos(), sent, heard);
          }
        } else if (type.equals("ack")) {
          Long from = sent.get(testimony.user() + " " + frame.getString("key"));
          if (from != null) {
            acks.add(new Answer(from, line.nanos()));
          }
          learn(frame, line.nanos());
        } else if (frame.containsKey("seq") && frame.containsKey("from")) {
          came(frame, line.nanos(), sent, heard);
        }
      }
      if (connection.end().happened()) {
        ends.add(connection.end());
        endedAt = endedAt == 0 ? connection.end().nanos() : endedAt;
      }
    }
  }

  private void came(JsonObject event, long at, Map<String, Long> sent, List<Long> heard) {
    learn(event, at);
    seen.add(new Seen(name(event), at));
    heard.add(at);
    Long from = sent.get(event.getString("from") + " " + event.getString("key"));
    if (from != null) {
      deliveries.add(new Answer(from, at));
    }
  }

  private void learn(JsonObject frame, long at) {
    known.merge(name(frame), at, Math::min);
  }

  private static String name(JsonObject frame) {
    return frame.getString("room") + " " + frame.getLong("seq");
  }

  /** The time that 99 of 100 messages that were sent in that span took until they were acked; 0 for none. */
  public Duration ackP99(long from, long to) {
    return percentile(took(acks, from, to));
  }

  /** The time that 99 of 100 deliveries took, of messages that were sent in that span. */
  public Duration deliveryP99(long from, long to) {
    return percentile(took(deliveries, from, to));
  }

  /** How many messages that were sent in that span came to somebody, each as often as it did. */
  public int delivered(long from, long to) {
    return took(deliveries, from, to).length;
  }

  /** The longest time in that span without an ack for anybody. */
  public Duration ackGap(long from, long to) {
    return longestGap(acks.stream().map(Answer::to).toList(), from, to);
  }

  /** For 99 of 100 people, the longest time in that span in which nothing came. */
  public Duration pauseP99(long from, long to) {
    return percentile(hearings.values().stream()
        .mapToLong(times -> longestGap(times, from, to).toNanos())
        .toArray());
  }

  private static Duration longestGap(List<Long> times, long from, long to) {
    long last = from;
    long longest = 0;
    for (long at : times.stream().filter(one -> one > from && one < to).sorted().toList()) {
      longest = Math.max(longest, at - last);
      last = at;
    }
    return Duration.ofNanos(Math.max(longest, to - last));
  }

  /**
   * How long after {@code moment} the last event that anybody knew of by then came to the last one it came to; zero where
   * all had everything by then.
   */
  public Duration atHeads(long moment) {
    long last = moment;
    for (Seen one : seen) {
      if (known.getOrDefault(one.event(), Long.MAX_VALUE) <= moment) {
        last = Math.max(last, one.at());
      }
    }
    return Duration.ofNanos(last - moment);
  }

  /** The time within which 99 of 100 connections that ended in that span were followed by one that is in all rooms. */
  public Duration backP99(long from, long to) {
    return percentile(returns.stream()
        .filter(one -> one.from() >= from && one.from() < to)
        .mapToLong(one -> one.to() - one.from())
        .toArray());
  }

  /** With which codes connections ended in that span, and how many. */
  public Map<Integer, Integer> ends(long from, long to) {
    Map<Integer, Integer> codes = new TreeMap<>();
    ends.stream()
        .filter(end -> end.nanos() >= from && end.nanos() < to)
        .forEach(end -> codes.merge(end.code(), 1, Integer::sum));
    return codes;
  }

  private static long[] took(List<Answer> answers, long from, long to) {
    return answers.stream()
        .filter(one -> one.from() >= from && one.from() < to)
        .mapToLong(one -> one.to() - one.from())
        .toArray();
  }

  private static Duration percentile(long[] nanos) {
    if (nanos.length == 0) {
      return Duration.ZERO;
    }
    Arrays.sort(nanos);
    int at = (int) Math.ceil(nanos.length * MOST) - 1;
    return Duration.ofNanos(nanos[at]);
  }
}
