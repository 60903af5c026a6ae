package dev.hubbub.testing;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A user with a well-behaved client: keeps what it wants to say until it is acked, sends it again with the same key, and
 * after the end of a connection comes back, to the next instance, with what it has seen last. All of it happens on one
 * Vert.x context.
 */
final class Participant {
  private static final int UNDERWAY = 8;
  private static final long BACK_OFF_MS = 50;
  private static final long LONGEST_BACK_OFF_MS = 1_000;

  private final Context context;
  private final WebSocketClient client;
  private final List<Integer> ports;
  private final Rest.User user;
  private final Set<String> rooms;
  private final List<Testimony.Connection> connections = new ArrayList<>();
  private final Map<String, Long> cursors = new HashMap<>();
  private final Map<String, String> epochs = new HashMap<>();
  private final Set<String> removedFrom = new HashSet<>();
  private final Deque<Utterance> waiting = new ArrayDeque<>();
  private final Map<String, Utterance> underway = new LinkedHashMap<>();
  private final List<Promise<Void>> barriers = new ArrayList<>();
  private @Nullable WebSocket socket;
  private boolean greeted;
  private boolean stopped;
  private int next;
  private int ids;
  private int failures;
  private long reconnectMs = -1;
  private String lastEnd = "never";
  private int acked;
  private int refused;

  /** Something to be said. */
  private record Utterance(String room, String key, String text) {}

  /**
   * A user who is not connected yet.
   *
   * @param ports of the instances to connect to, one after the other
   */
  Participant(
      Context context,
      WebSocketClient client,
      List<Integer> ports,
      Rest.User user,
      Set<String> rooms) {
    this.context = context;
    this.client = client;
    this.ports = ports;
    this.user = user;
    this.rooms = rooms;
  }

  Rest.User user() {
    return user;
  }

  /** Connects, and keeps connected until {@link #stop()}. */
  void start() {
    WebSocketConnectOptions options = new WebSocketConnectOptions()
        .setHost("127.0.0.1")
        .setPort(ports.get(next % ports.size()))
        .setURI("/api/v1/ws")
        .addHeader("Authorization", "Bearer " + user.token());
    ClientWebSocket opening = client.webSocket();
    listen(options.getPort(), opening);
    var unused = opening.connect(options).onComplete(done -> {
      if (done.failed()) {
        connections.remove(connections.size() - 1);
        lost(String.valueOf(done.cause()));
      } else {
        socket = opening;
        if (stopped) {
          stop();
        }
      }
    });
  }

  /** Says something as soon as may be. */
  void say(String room, String key, String text) {
    waiting.add(new Utterance(room, key, text));
    flush();
  }

  /** Whether every room has been joined, now or before. */
  boolean hasJoinedAll() {
    return cursors.keySet().containsAll(rooms);
  }

  /** How many utterances have been acked. */
  int acked() {
    return acked;
  }

  /** How many will never be acked, because the user is out of the room. */
  int refused() {
    return refused;
  }

  /** Whether the user has seen all up to there, as far as it is for them to see. */
  boolean hasSeen(String room, long head) {
    return removedFrom.contains(room) || cursors.getOrDefault(room, 0L) >= head;
  }

  /** What the user is about, for messages. */
  String state() {
    return user.username() + (socket == null ? " (away)" : " (connected)")
        + " last end: " + lastEnd + " acked=" + acked
        + " waiting=" + waiting.size() + " underway=" + underway.keySet() + " seen=" + cursors;
  }

  /** Has the server answer a ping; what it wrote before is in the testimony then. */
  Future<Void> barrier() {
    Promise<Void> promise = Promise.promise();
    barriers.add(promise);
    send(new JsonObject().put("type", "ping").put("id", "barrier-" + barriers.size()));
    return promise.future();
  }

  /** Closes, and does not come back. */
  void stop() {
    stopped = true;
    if (socket != null) {
      var unused = socket.close();
    }
  }

  /** What was said and told until now. */
  Testimony testimony() {
    return new Testimony(
        user.username(),
        rooms,
        connections.stream()
            .map(one -> new Testimony.Connection(one.port(), List.copyOf(one.lines())))
            .toList());
  }

  /** Before it is open: the first frames may come along with the answer to the upgrade. */
  private void listen(int port, WebSocket opened) {
    List<Testimony.Line> lines = new ArrayList<>();
    connections.add(new Testimony.Connection(port, lines));
    opened.textMessageHandler(text -> {
      socket = opened;
      JsonObject frame = new JsonObject(text);
      lines.add(new Testimony.Line(false, frame));
      heard(frame);
    });
    opened.exceptionHandler(broken -> {});
    opened.closeHandler(unused -> lost("closed with " + opened.closeStatusCode()));
  }

  private void lost(String how) {
    lastEnd = how;
    socket = null;
    greeted = false;
    List<Utterance> again = new ArrayList<>(underway.values());
    underway.clear();
    for (int i = again.size() - 1; i >= 0; i--) {
      waiting.addFirst(again.get(i));
    }
    if (stopped) {
      return;
    }
    next++;
    long backOff = Math.min(LONGEST_BACK_OFF_MS, BACK_OFF_MS << Math.min(10, failures++));
    long delay = reconnectMs >= 0 ? reconnectMs : backOff;
    reconnectMs = -1;
    later(delay, this::start);
  }

  private void heard(JsonObject frame) {
    String room = frame.getString("room", "");
    switch (frame.getString("type", "")) {
      case "hello" -> greeted();
      case "joined" -> joined(room, frame);
      case "ack" -> answered(frame.getString("id"), true);
      case "error" -> failed(frame, room);
      case "bye" -> reconnectMs = frame.getLong("reconnect_ms");
      case "pong" -> barriers.forEach(barrier -> {
        boolean unused = barrier.tryComplete();
      });
      default -> {
        if (Checker.isEvent(frame)) {
          saw(room, frame);
        }
      }
    }
  }

  private void greeted() {
    greeted = true;
    failures = 0;
    JsonObject wanted = new JsonObject();
    rooms.stream()
        .filter(room -> !removedFrom.contains(room))
        .forEach(room -> wanted.put(room, from(room)));
    send(new JsonObject().put("type", "join").put("id", "join-" + ++ids).put("rooms", wanted));
    flush();
  }

  private JsonObject from(String room) {
    JsonObject from = new JsonObject();
    if (cursors.containsKey(room)) {
      from.put("since", cursors.get(room)).put("epoch", epochs.get(room));
    }
    return from;
  }

  private void joined(String room, JsonObject frame) {
    frame.getJsonArray("events").forEach(event -> saw(room, (JsonObject) event));
    cursors.put(room, frame.getLong("seq"));
    epochs.put(room, frame.getString("epoch"));
    flush();
  }

  private void saw(String room, JsonObject event) {
    cursors.put(room, event.getLong("seq"));
    if (user.username().equals(Checker.removed(event))) {
      removed(room);
    }
  }

  private void removed(String room) {
    removedFrom.add(room);
    Predicate<Utterance> there = one -> one.room().equals(room);
    refused += (int) waiting.stream().filter(there).count();
    waiting.removeIf(there);
  }

  private void answered(@Nullable String id, boolean well) {
    if (id != null && underway.remove(id) != null) {
      if (well) {
        acked++;
      } else {
        refused++;
      }
      flush();
    }
  }

  private void failed(JsonObject error, String room) {
    String id = error.getString("id", "");
    String code = error.getString("code", "");
    boolean again = code.equals("unavailable") || code.equals("rate_limited");
    long delay = Math.max(50, Math.min(2_000, error.getLong("retry_after_ms", 200L)));
    if (id.startsWith("join-")) {
      if (again) {
        later(delay, () -> rejoin(room));
      } else {
        removed(room);
      }
    } else if (again) {
      Utterance utterance = underway.remove(id);
      if (utterance != null) {
        later(delay, () -> {
          waiting.addFirst(utterance);
          flush();
        });
      }
    } else {
      answered(id, false);
    }
  }

  private void rejoin(String room) {
    if (greeted) {
      JsonObject again = from(room).put("type", "join").put("id", "join-" + ++ids);
      send(again.put("room", room));
    }
  }

  private void flush() {
    while (greeted && underway.size() < UNDERWAY && !waiting.isEmpty()) {
      Utterance utterance = waiting.element();
      if (!cursors.containsKey(utterance.room())) {
        return;
      }
      waiting.remove();
      String id = "send-" + ++ids;
      underway.put(id, utterance);
      send(new JsonObject()
          .put("type", "send")
          .put("id", id)
          .put("room", utterance.room())
          .put("key", utterance.key())
          .put("text", utterance.text()));
    }
  }

  private void send(JsonObject frame) {
    if (socket != null) {
      connections.get(connections.size() - 1).lines().add(new Testimony.Line(true, frame));
      var unused = socket.writeTextMessage(frame.encode());
    }
  }

  private void later(long delay, Runnable what) {
    long unused = context.owner().setTimer(Math.max(1, delay), id -> {
      if (!stopped) {
        what.run();
      }
    });
  }
}
