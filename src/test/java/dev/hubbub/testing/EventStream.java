package dev.hubbub.testing;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A reader of {@code /events}, as {@code curl -N} is one. Its events wait until a test asks for them. */
public final class EventStream implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** What ends the queue. */
  private static final Received END = new Received(null, "", new JsonObject());

  private final HttpURLConnection connection;
  private final int status;
  private final BlockingQueue<Received> events = new LinkedBlockingQueue<>();
  private volatile @Nullable String lastId;

  /** One event of the stream. */
  public record Received(@Nullable String id, String event, JsonObject data) {}

  private EventStream(HttpURLConnection connection, int status) {
    this.connection = connection;
    this.status = status;
  }

  /**
   * Opens one and reads it from then on.
   *
   * @param rooms as the parameter of that name
   * @param lastEventId what another one ended with
   */
  public static EventStream open(
      int port, @Nullable String token, String rooms, @Nullable String lastEventId) {
    try {
      HttpURLConnection connection = (HttpURLConnection)
          URI.create("http://127.0.0.1:" + port + "/api/v1/events?rooms=" + rooms)
              .toURL()
              .openConnection();
      connection.setRequestProperty("Accept", "text/event-stream");
      if (token != null) {
        connection.setRequestProperty("Authorization", "Bearer " + token);
      }
      if (lastEventId != null) {
        connection.setRequestProperty("Last-Event-ID", lastEventId);
      }
      connection.setConnectTimeout((int) PATIENCE.toMillis());
      EventStream stream = new EventStream(connection, connection.getResponseCode());
      if (stream.status == 200) {
        InputStream body = connection.getInputStream();
        Thread reader = new Thread(() -> stream.read(body), "event-stream");
        reader.setDaemon(true);
        reader.start();
      }
      return stream;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How the request was answered. */
  public int status() {
    return status;
  }

  /** The type of the answer. */
  public @Nullable String contentType() {
    return connection.getContentType();
  }

  /** The next event. */
  public Received next() {
    try {
      Received next = events.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (next == null || END.equals(next)) {
        throw new AssertionError(next == null ? "No event came." : "The stream ended.");
      }
      return next;
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  /** The next event of that type; others before it are passed over. */
  public Received next(String type) {
    Received next = next();
    while (!next.event().equals(type)) {
      next = next();
    }
    return next;
  }

  /** Waits until the stream ends; hands out the events that came before. */
  public List<Received> untilEnd() {
    List<Received> before = new ArrayList<>();
    try {
      while (true) {
        Received next = events.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        if (next == null) {
          throw new AssertionError("The stream did not end; before: " + before);
        }
        if (END.equals(next)) {
          return before;
        }
        before.add(next);
      }
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  /** The id of the last event that had one. */
  public String lastId() {
    String id = lastId;
    if (id == null) {
      throw new AssertionError("No event had an id.");
    }
    return id;
  }

  private void read(InputStream body) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
      String id = null;
      String event = "message";
      StringBuilder data = new StringBuilder();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("event: ")) {
          event = line.substring(7);
        } else if (line.startsWith("data: ")) {
          data.append(line, 6, line.length());
        } else if (line.isEmpty() && !data.isEmpty()) {
          lastId = id == null ? lastId : id;
          events.add(new Received(id, event, new JsonObject(data.toString())));
          id = null;
          event = "message";
          data.setLength(0);
        }
      }
    } catch (IOException e) {
      // It was cut, which ends it as well.
    } finally {
      events.add(END);
    }
  }

  @Override
  public void close() {
    connection.disconnect();
  }
}
