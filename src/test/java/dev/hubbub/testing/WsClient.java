package dev.hubbub.testing;

import io.vertx.core.MultiMap;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A session from the user's chair, for a test's thread: every frame is recorded in order, and every wait is bounded.
 * {@link #next()} and its like read the frames one after the other, as a client would; {@link #ask} finds its answer
 * among all of them and leaves that reading where it is.
 */
public final class WsClient implements AutoCloseable {
  /** How long something that must come may take. */
  public static final Duration PATIENCE = Duration.ofSeconds(15);

  static final int LARGEST = 64 * 1024 * 1024;
  private static final WebSocketClient CLIENT = Loops.vertx()
      .createWebSocketClient(new WebSocketClientOptions()
          .setMaxConnections(10_000)
          .setConnectTimeout((int) PATIENCE.toMillis())
          .setMaxFrameSize(LARGEST)
          .setMaxMessageSize(LARGEST));

  private final List<String> frames = new ArrayList<>();
  private final WebSocket socket;
  private final boolean described;
  private int read;
  private int asked;
  private boolean closed;
  private int closeCode;
  private @Nullable String closeReason;

  private WsClient(WebSocket socket, boolean described) {
    this.socket = socket;
    this.described = described;
    socket.textMessageHandler(this::heard);
    socket.closeHandler(unused -> ended());
    socket.exceptionHandler(broken -> {});
  }

  /** Connects with the user's token in a header, and reads the {@code hello}. */
  public static WsClient connect(int port, Rest.User user) {
    return connect(port, user.token());
  }

  /** Connects with a token in a header, and reads the {@code hello}. */
  public static WsClient connect(int port, String token) {
    WsClient client = open(port, "/api/v1/ws", Map.of("Authorization", "Bearer " + token));
    JsonObject unused = client.expect("hello");
    return client;
  }

  /** Connects without a token, and says who is there in the first frame; reads the {@code hello}. */
  public static WsClient connectAndAuth(int port, String token) {
    WsClient client = open(port, "/api/v1/ws", Map.of());
    client.send(new JsonObject().put("type", "auth").put("token", token));
    JsonObject unused = client.expect("hello");
    return client;
  }

  /** Opens a WebSocket and waits for nothing but the upgrade, which must succeed. */
  public static WsClient open(int port, String path, Map<String, String> headers) {
    // Who connects first and listens then misses what comes along with the answer to the upgrade.
    ClientWebSocket socket = CLIENT.webSocket();
    WsClient client = new WsClient(socket, path.startsWith("/api/v1/ws"));
    WebSocket unused = Loops.await(socket.connect(options(port, path, headers)), PATIENCE);
    return client;
  }

  /** Tries to open a WebSocket and hands out the HTTP status it is refused with. */
  public static int refused(int port, String path, Map<String, String> headers) {
    try (WsClient taken = open(port, path, headers)) {
      throw new AssertionError("Was let in by " + path + ": " + taken.frames());
    } catch (UpgradeRejectedException refused) {
      return refused.getStatus();
    }
  }

  private static WebSocketConnectOptions options(
      int port, String path, Map<String, String> headers) {
    return new WebSocketConnectOptions()
        .setHost("127.0.0.1")
        .setPort(port)
        .setURI(path)
        .setHeaders(MultiMap.caseInsensitiveMultiMap().addAll(headers));
  }

  /** Sends a frame, and does not wait for anything. */
  public void send(JsonObject frame) {
    Secrets.ALL.addThoseOf(frame);
    sendText(frame.encode());
  }

  /** Sends a text as it is. */
  public void sendText(String text) {
    var unused = socket.writeTextMessage(text);
  }

  /** Sends a frame with an {@code id} of its own, and waits for the frame that answers it. */
  public JsonObject ask(JsonObject frame) {
    String id = "ask-" + ++asked;
    JsonObject sent = frame.copy().put("id", id);
    int before = count();
    send(sent);
    JsonObject answer =
        seen(before, found -> id.equals(found.getString("id")), "an answer to " + frame.encode());
    if (!"error".equals(answer.getString("type"))) {
      DescribedFrames.checkClient(sent);
    }
    return answer;
  }

  /** Says something with a key, and waits for the answer. */
  public JsonObject say(String room, String key, String text) {
    return ask(
        new JsonObject().put("type", "send").put("room", room).put("key", key).put("text", text));
  }

  /** Joins a room from its newest messages on; the {@code joined}, or {@code error}. */
  public JsonObject join(String room) {
    return ask(new JsonObject().put("type", "join").put("room", room));
  }

  /** Joins a room from an event on; the {@code joined}, or {@code error}. */
  public JsonObject join(String room, long since) {
    return ask(new JsonObject().put("type", "join").put("room", room).put("since", since));
  }

  /** The next frame as it came; those about who is there, and about other rooms, are passed over: they come when they may. */
  public String nextText() {
    synchronized (frames) {
      do {
        awaitFrames(read + 1, "another frame");
      } while (isAside(frames.get(read++)));
      return frames.get(read - 1);
    }
  }

  private static boolean isAside(String frame) {
    return frame.startsWith("{\"type\":\"presence\"") || frame.startsWith("{\"type\":\"inbox\"");
  }

  /** The next frame. */
  public JsonObject next() {
    return new JsonObject(nextText());
  }

  /** The next frame, which must be of that type. */
  public JsonObject expect(String type) {
    JsonObject next = next();
    if (!type.equals(next.getString("type"))) {
      throw new AssertionError("Expected " + type + " but was told " + next.encode());
    }
    return next;
  }

  /** The next frame for which {@code wanted} holds; those before it are passed over. */
  public JsonObject await(Predicate<JsonObject> wanted) {
    while (true) {
      JsonObject next = next();
      if (wanted.test(next)) {
        return next;
      }
    }
  }

  /** The next frame of that type; those before it are passed over. */
  public JsonObject await(String type) {
    return await(frame -> type.equals(frame.getString("type")));
  }

  /** Waits for a frame for which {@code wanted} holds, be it read already or not. */
  public JsonObject seen(Predicate<JsonObject> wanted, String what) {
    return seen(0, wanted, what);
  }

  private int count() {
    synchronized (frames) {
      return frames.size();
    }
  }

  private JsonObject seen(int from, Predicate<JsonObject> wanted, String what) {
    for (int i = from; ; i++) {
      String text;
      synchronized (frames) {
        awaitFrames(i + 1, what);
        text = frames.get(i);
      }
      // Not under the lock: who holds it keeps the client from reading.
      JsonObject frame = new JsonObject(text);
      if (wanted.test(frame)) {
        return frame;
      }
    }
  }

  /** Has the server answer a {@code ping}: what it wrote before is here then. */
  public void barrier() {
    JsonObject unused = ask(new JsonObject().put("type", "ping"));
  }

  /** Fails if there are unread frames other than {@code pong}, those included that are here after a {@link #barrier()}. */
  public void assertNothingMore() {
    barrier();
    synchronized (frames) {
      List<String> unread = frames.subList(read, frames.size()).stream()
          .filter(frame -> !"pong".equals(new JsonObject(frame).getString("type")))
          .filter(frame -> !isAside(frame))
          .toList();
      read = frames.size();
      if (!unread.isEmpty()) {
        throw new AssertionError("Expected nothing more, but there was " + unread);
      }
    }
  }

  /** All frames so far, in order. */
  public List<JsonObject> frames() {
    List<String> all;
    synchronized (frames) {
      all = List.copyOf(frames);
    }
    return all.stream().map(JsonObject::new).toList();
  }

  /** The events of a room so far, live ones and those that came with a {@code joined}, in order. */
  public List<JsonObject> events(String room) {
    List<JsonObject> events = new ArrayList<>();
    for (JsonObject frame : frames()) {
      if (!room.equals(frame.getString("room"))) {
        continue;
      }
      if ("joined".equals(frame.getString("type"))) {
        frame.getJsonArray("events").forEach(event -> events.add((JsonObject) event));
      } else if (Checker.isEvent(frame)) {
        events.add(frame);
      }
    }
    return events;
  }

  /** Waits for the server to close, and tells the code. */
  public int awaitClose() {
    return awaitClose(PATIENCE);
  }

  /** Waits so long for the server to close, and tells the code. */
  public int awaitClose(Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    synchronized (frames) {
      while (!closed) {
        pause(end, "a close");
      }
      return closeCode;
    }
  }

  /** The words beside the close code; null while open, or where there are none. */
  public @Nullable String closeReason() {
    synchronized (frames) {
      return closeReason;
    }
  }

  /**
   * Closes with 1000 and waits until that is done. A frame that came and is not as the AsyncAPI document says is an
   * assertion error; of those with the same fields one is looked at.
   */
  @Override
  public void close() {
    socket.close();
    int unused = awaitClose();
    if (described) {
      Set<String> known = new HashSet<>();
      for (JsonObject frame : frames()) {
        if (known.add(frame.getString("type") + frame.fieldNames())) {
          DescribedFrames.checkServer(frame);
        }
      }
    }
  }

  private void awaitFrames(int count, String what) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (frames.size() < count) {
      if (closed) {
        throw new AssertionError(
            "Closed with " + closeCode + " before " + what + "; there was " + frames);
      }
      pause(end, what);
    }
  }

  private void pause(long end, String what) {
    long left = end - System.nanoTime();
    if (left <= 0) {
      throw new AssertionError("No sign of " + what + "; there was " + frames);
    }
    try {
      TimeUnit.NANOSECONDS.timedWait(frames, left);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void heard(String text) {
    synchronized (frames) {
      frames.add(text);
      frames.notifyAll();
    }
  }

  private void ended() {
    synchronized (frames) {
      closed = true;
      Short code = socket.closeStatusCode();
      closeCode = code == null ? 1006 : code;
      closeReason = socket.closeReason();
      frames.notifyAll();
    }
  }
}
