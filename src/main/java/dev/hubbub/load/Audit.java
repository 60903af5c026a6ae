package dev.hubbub.load;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Lays the log of every room beside what was acknowledged and delivered: each acknowledged message is there, once, with
 * its seq and its text; the seqs have no hole; nobody's session ended before the head. Blocks; after the load.
 */
final class Audit {
  private static final int PAGE = 1_000;

  private final Crowd crowd;
  private final Scene scene;
  private final Api api;
  private final LoadPlan plan;
  private final Map<Integer, Long> kept = new HashMap<>();
  private final Map<String, Long> removals = new HashMap<>();

  Audit(Crowd crowd, Scene scene, Api api) {
    this.crowd = crowd;
    this.scene = scene;
    this.api = api;
    this.plan = crowd.plan();
  }

  /** What can be told without the logs: the order of each sender's messages, and what has no answer. */
  void ofWhatWasSent() {
    Sends sends = crowd.sends();
    Map<Long, Integer> latest = new HashMap<>();
    for (int number = 0; number < sends.count(); number++) {
      if (sends.seq(number) == 0 || sends.refused(number)) {
        continue;
      }
      long stream = (long) sends.sender(number) * plan.rooms() + sends.room(number);
      Integer before = latest.put(stream, number);
      if (before != null && sends.seq(before) >= sends.seq(number)) {
        crowd.breach(
            Promise.SEND_ORDER,
            sends.room(number),
            sends.sender(number),
            sends.seq(number),
            "message " + number + " was sent after message " + before + " of seq "
                + sends.seq(before));
      }
    }
    for (Client client : crowd.clients()) {
      int oldest = client.oldestUnanswered();
      if (oldest >= 0) {
        crowd.breach(
            Promise.REPLIES,
            sends.room(oldest),
            client.index(),
            0,
            client.unanswered() + " sends have no answer, the oldest is message " + oldest);
      }
    }
  }

  /** Reads all logs; {@code done} is told how many rooms are through. */
  void ofTheLogs(IntConsumer done) {
    for (int room = 0; room < plan.rooms(); room++) {
      long head = readLog(room);
      for (Client client : crowd.clients()) {
        if (client.isRemovedFrom(room)) {
          ofTheRemoved(client, room);
        } else if (plan.slot(client.index(), room) >= 0 && client.cursor(room) < head) {
          crowd.breach(
              Promise.IN_ORDER,
              room,
              client.index(),
              client.cursor(room) + 1,
              (head - client.cursor(room)) + " events up to the head never came");
        }
      }
      done.accept(room + 1);
    }
    Sends sends = crowd.sends();
    for (int number = 0; number < sends.count(); number++) {
      if (sends.acknowledged(number) > 0 && !kept.containsKey(number)) {
        crowd.breach(
            Promise.DURABLE,
            sends.room(number),
            sends.sender(number),
            sends.acknowledged(number),
            "message " + number + " was acknowledged and is not in the log");
      }
    }
  }

  private void ofTheRemoved(Client client, int room) {
    long last = removals.getOrDefault(client.username(), 0L);
    if (client.cursor(room) != last) {
      crowd.breach(
          Promise.REMOVAL,
          room,
          client.index(),
          last,
          "the user was removed here, and was told all up to seq " + client.cursor(room));
    }
  }

  private long readLog(int room) {
    long after = 0;
    while (true) {
      JsonObject page = api.demand(
          plan.url(room),
          "GET",
          "/api/v1/rooms/" + crowd.roomId(room) + "/log?after=" + after + "&limit=" + PAGE,
          scene.tokens().get(room),
          null);
      JsonArray events = page.getJsonArray("events");
      for (int i = 0; i < events.size(); i++) {
        JsonObject event = events.getJsonObject(i);
        long seq = event.getLong("seq");
        if (seq != after + 1) {
          crowd.breach(Promise.IN_ORDER, room, -1, seq, "in the log it follows seq " + after);
        }
        after = seq;
        if ("kicked".equals(event.getString("change"))) {
          removals.put(event.getString("user"), seq);
        }
        compare(room, seq, crowd.number(event.getString("key")), event.getString("text"));
      }
      if (!page.getBoolean("more", false) || events.isEmpty()) {
        return page.getLong("seq");
      }
    }
  }

  private void compare(int room, long seq, int number, @Nullable String text) {
    Sends sends = crowd.sends();
    if (!sends.has(number)) {
      return;
    }
    Long before = kept.put(number, seq);
    if (before != null) {
      crowd.breach(
          Promise.RESENDING,
          room,
          -1,
          seq,
          "message " + number + " is in the log twice, also as " + before);
    } else if (sends.seq(number) > 0 && sends.seq(number) != seq) {
      crowd.breach(
          Promise.DURABLE,
          room,
          -1,
          seq,
          "message " + number + " was told to be " + sends.seq(number));
    }
    if (!crowd.text(number).equals(text)) {
      crowd.breach(Promise.DURABLE, room, -1, seq, "message " + number + " has another text");
    }
  }
}
