package dev.hubbub.survive;

import dev.hubbub.testing.Eventually;
import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.Rest;
import dev.hubbub.testing.WsClient;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** Somebody with one session in a room of their own, who says things one after the other. For one thread. */
final class Voice implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int AT_ONCE = 200;

  private final HubbubProcess instance;
  private final Rest.User user;
  private final String room;
  private final WsClient session;
  private final List<String> acked = new ArrayList<>();
  private int said;
  private Duration slowest = Duration.ZERO;

  private Voice(HubbubProcess instance, Rest.User user, String room) {
    this.instance = instance;
    this.user = user;
    this.room = room;
    this.session = WsClient.connect(instance.port(), user);
    JsonObject joined = session.join(room);
    if (!"joined".equals(joined.getString("type"))) {
      throw new AssertionError("No room to speak in: " + joined.encode());
    }
  }

  /** A guest at an instance that is ready. */
  static Voice at(HubbubProcess instance) {
    Rest.User user = instance.rest().guest("Voice");
    return new Voice(instance, user, instance.rest().as(user).newRoom("Of " + user.username()));
  }

  /** Says one more thing; {@code ack}, or the code of the error. */
  String say() {
    return say("k" + ++said);
  }

  private String say(String key) {
    long began = System.nanoTime();
    JsonObject answer = session.say(room, key, "text of " + key);
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    slowest = took.compareTo(slowest) > 0 ? took : slowest;
    if ("ack".equals(answer.getString("type"))) {
      acked.add(key);
      return "ack";
    }
    return answer.getString("code", "");
  }

  /** Says one more thing again and again, with the same key, until it is acked; how long that took. */
  Duration untilAcked() {
    String key = "k" + ++said;
    long began = System.nanoTime();
    Eventually.within(PATIENCE, () -> {
      String answer = say(key);
      return answer.equals("ack") ? null : answer;
    });
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /** Says so many things without waiting between them, and waits until all are acked. */
  void sayAll(int things) {
    for (int done = 0; done < things; done += AT_ONCE) {
      int now = Math.min(AT_ONCE, things - done);
      for (int i = 1; i < now; i++) {
        String key = "k" + ++said;
        acked.add(key);
        session.send(new JsonObject()
            .put("type", "send")
            .put("room", room)
            .put("key", key)
            .put("text", "text of " + key));
      }
      String last = say();
      if (!last.equals("ack")) {
        throw new AssertionError("Not acked but " + last);
      }
    }
  }

  /** The longest that an answer took since this was asked last. */
  Duration slowest() {
    Duration took = slowest;
    slowest = Duration.ZERO;
    return took;
  }

  /** Whether the session is there without having come back. */
  boolean isThere() {
    return "pong".equals(session.ask(new JsonObject().put("type", "ping")).getString("type"));
  }

  /** What was acked is in the log once, and the log has no hole. */
  Finding kept() {
    List<JsonObject> log = instance.rest().as(user).log(room);
    List<String> keys = log.stream()
        .map(event -> event.getString("key"))
        .filter(Objects::nonNull)
        .toList();
    long lost =
        acked.stream().filter(key -> Collections.frequency(keys, key) != 1).count();
    boolean dense = log.isEmpty() || log.get(log.size() - 1).getLong("seq") == log.size();
    return Finding.promise(
        "all acked there once, no hole",
        acked.size() + " acked, " + lost + " not there once" + (dense ? "" : ", a hole"),
        lost == 0 && dense);
  }

  @Override
  public void close() {
    session.close();
  }
}
