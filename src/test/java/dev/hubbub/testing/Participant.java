package dev.hubbub.testing;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
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
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A user with a well-behaved client: keeps what it wants to say until it is acked, sends it again with the same key, and
 * after the end of a connection comes back, to the next port, with what it has seen last. It waits with full jitter, or
 * as a {@code bye} told, and stays away after the codes of PROTOCOL.md 3.6 that say so. All of it happens on one Vert.x
 * context.
 */
public final class Participant {
  private static final int UNDERWAY = 8;
  private static final int CONNECT_MS = 5_000;
  private static final long BACK_OFF_MS = 100;
  private static final long LONGEST_BACK_OFF_MS = 1_000;
  private static final long AFTER_FLOODING_MS = 10_000;
  /** The store's absence is told within 5 s, so who hears nothing for longer asks again. */
  private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(6);

  private static final long DEAD_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final int FLOODED = 4429;
  private static final Set<Integer> STOPS = Set.of(1002, 1003, 1007, 1008, 1009, 4401, 4403, 4409);
  private final Context context;
  private final WebSocketClient client;
  private final List<Integer> ports;
  private final Rest.User user;
  private final Set<String> rooms;
  private final List<Contact> contacts = new ArrayList<>();
  private final Map<String, Long> cursors = new HashMap<>();
  private final Map<String, String> epochs = new HashMap<>();
  private final Set<String> removedFrom = new HashSet<>();
  private final Deque<Utterance> waiting = new ArrayDeque<>();
  private final Map<String, Utterance> underway = new LinkedHashMap<>();
  private final List<Promise<Void>> barriers = new ArrayList<>();
  private final Map<Integer, Integer> turnedAway = new HashMap<>();
  private @Nullable Contact contact;
  private boolean greeted;
  private boolean stopped;
  private int next;
  private int ids;
  private int failures;
  private long reconnectMs = -1;
  private String lastEnd = "never";
  private int acked;
  private int refused;

  /** Something to be said; since when it is underway. */
  private record Utterance(String room, String key, String text, long nanos) {
    Utterance now() {
      return new Utterance(room, key, text, System.nanoTime());
    }
  }

  /**
   * A user who is not connected yet.
   *
   * @param client of {@link #clients}
   * @param ports to connect to on 127.0.0.1, one after the other
   */
  public Participant(
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

  /** What many participants connect with. */
  public static WebSocketClient clients(Vertx vertx) {
    return vertx.createWebSocketClient(new WebSocketClientOptions()
        .setMaxConnections(10_000)
        .setConnectTimeout(CONNECT_MS)
        .setClosingTimeout(1)
        .setMaxFrameSize(WsClient.LARGEST)
        .setMaxMessageSize(WsClient.LARGEST));
  }

  public Rest.User user() {
    return user;
  }

  public Set<String> rooms() {
    return rooms;
  }

  /** Connects, and keeps connected until {@link #stop()}. */
  public void start() {
    int port = ports.get(next % ports.size());
    WebSocketConnectOptions options = new WebSocketConnectOptions()
        .setHost("127.0.0.1")
        .setPort(port)
        .setURI("/api/v1/ws")
        .setTimeout(CONNECT_MS)
        .addHeader("Authorization", "Bearer " + user.token());
    ClientWebSocket opening = client.webSocket();
    Contact fresh = new Contact(port, opening, this::heard, this::ended);
    var unused = opening.connect(options).onComplete(done -> {
      if (done.failed()) {
        if (done.cause() instanceof UpgradeRejectedException rejected) {
          turnedAway.merge(rejected.getStatus(), 1, Integer::sum);
        }
        lost(String.valueOf(done.cause()));
      } else {
        connected(fresh);
      }
    });
  }

  /** Says something as soon as may be. */
  public void say(String room, String key, String text) {
    waiting.add(new Utterance(room, key, text, 0));
    flush();
  }

  /** Whether every room has been joined, now or before. */
  public boolean hasJoinedAll() {
    return cursors.keySet().containsAll(rooms);
  }

  /** How many utterances have been acked. */
  public int acked() {
    return acked;
  }

  /** How many will never be, because the user is out of the room. */
  public int refused() {
    return refused;
  }

  /** With which status of HTTP a connection was refused, and how often. */
  public Map<Integer, Integer> turnedAway() {
    return Map.copyOf(turnedAway);
  }

  /** Whether the user has seen all up to there, as far as it is for them to see. */
  public boolean hasSeen(String room, long head) {
    return removedFrom.contains(room) || cursors.getOrDefault(room, 0L) >= head;
  }

  /** What the user is about, for messages. */
  public String state() {
    return user.username() + (contact == null ? " (away)" : " (connected)")
        + " last end: " + lastEnd + " acked=" + acked
        + " waiting=" + waiting.size() + " underway=" + underway.keySet() + " seen=" + cursors;
  }

  /** Has the server answer a ping; what it wrote before is in the testimony then. */
  public Future<Void> barrier() {
    Promise<Void> promise = Promise.promise();
    barriers.add(promise);
    ping();
    return promise.future();
  }

  /** Closes, and does not come back. */
  public void stop() {
    stopped = true;
    if (contact != null) {
      contact.close();
    }
  }

  /**
   * Looks whether the connection still carries, as a client does that lives through more than the end of connections: asks
   * where it is silent, says again what has no answer, and leaves a connection on which nothing comes at all. To be called
   * a few times a second.
   */
  public void tend() {
    Contact open = contact;
    if (open == null) {
      return;
    }
    if (open.silentNanos() > DEAD_NANOS) {
      open.giveUp();
      ended(open);
    } else if (open.silentNanos() > SILENT_NANOS) {
      ping();
    } else {
      long now = System.nanoTime();
      List<Utterance> old = underway.values().stream()
          .filter(one -> now - one.nanos() > SILENT_NANOS)
          .toList();
      for (Utterance one : old) {
        boolean unused = underway.values().remove(one);
        send(one);
      }
    }
  }

  /** What was said and told until now. */
  public Testimony testimony() {
    return new Testimony(
        user.username(), rooms, contacts.stream().map(Contact::told).toList());
  }

  private void connected(Contact fresh) {
    if (contacts.contains(fresh)) {
      return;
    }
    contacts.add(fresh);
    contact = fresh;
    if (fresh.code() != 0) {
      ended(fresh);
    } else if (stopped) {
      fresh.close();
    }
  }

  private void ended(Contact over) {
    if (over == contact) {
      stopped |= STOPS.contains(over.code());
      if (over.code() == FLOODED) {
        reconnectMs = AFTER_FLOODING_MS;
      }
      lost("closed with " + over.code());
    }
  }

  private void lost(String how) {
    lastEnd = how;
    contact = null;
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
    long bound = Math.min(LONGEST_BACK_OFF_MS, BACK_OFF_MS << Math.min(10, failures++));
    long delay = reconnectMs >= 0 ? reconnectMs : ThreadLocalRandom.current().nextLong(bound);
    reconnectMs = -1;
    later(delay, this::start);
  }

  private void heard(Contact from, JsonObject frame) {
    connected(from);
    if (from != contact) {
      return;
    }
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
    return cursors.containsKey(room)
        ? new JsonObject().put("since", cursors.get(room)).put("epoch", epochs.get(room))
        : new JsonObject();
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
    int before = waiting.size();
    waiting.removeIf(one -> one.room().equals(room));
    refused += before - waiting.size();
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
        Contact asked = contact;
        later(delay, () -> rejoin(room, asked));
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

  private void rejoin(String room, @Nullable Contact asked) {
    if (greeted && contact == asked) {
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
      send(utterance);
    }
  }

  private void send(Utterance utterance) {
    String id = "send-" + ++ids;
    underway.put(id, utterance.now());
    send(new JsonObject()
        .put("type", "send")
        .put("id", id)
        .put("room", utterance.room())
        .put("key", utterance.key())
        .put("text", utterance.text()));
  }

  private void ping() {
    send(new JsonObject().put("type", "ping").put("id", "ping-" + ++ids));
  }

  private void send(JsonObject frame) {
    if (contact != null) {
      Secrets.ALL.addThoseOf(frame);
      contact.send(frame);
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
