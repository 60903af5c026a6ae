package dev.hubbub.testing;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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

  private static final HttpClient CLIENT = HttpClient.newBuilder()
      .version(HttpClient.Version.HTTP_1_1)
      .connectTimeout(PATIENCE)
      .build();

  private final HttpResponse<InputStream> response;
  private final BlockingQueue<Received> events = new LinkedBlockingQueue<>();
  private volatile @Nullable String lastId;

  /** One event of the stream. */
  public record Received(@Nullable String id, String event, JsonObject data) {}

  private EventStream(HttpResponse<InputStream> response) {
    this.response = response;
  }

  /**
   * Opens one and reads it from then on.
   *
   * @param rooms as the parameter of that name
   * @param lastEventId what another one ended with
   */
  public static EventStream open(
      int port, @Nullable String token, String rooms, @Nullable String lastEventId) {
    HttpRequest.Builder request = HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + port + "/api/v1/events?rooms=" + rooms))
        .timeout(PATIENCE)
        .header("Accept", "text/event-stream");
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    try {
      EventStream stream =
          new EventStream(CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
      Thread reader = new Thread(stream::read, "event-stream");
      reader.setDaemon(true);
      reader.start();
      return stream;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  /** How the request was answered. */
  public int status() {
    return response.statusCode();
  }

  /** The type of the answer. */
  public @Nullable String contentType() {
    return response.headers().firstValue("Content-Type").orElse(null);
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

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
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
    try {
      response.body().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
