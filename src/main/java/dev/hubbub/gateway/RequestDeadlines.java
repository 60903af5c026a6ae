package dev.hubbub.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends connections on which no request arrives: the headers of the first one within the configured time, those of a
 * next one within {@value #KEPT_SECONDS} s, however busily bytes drip. Vert.x's own idle timeout begins anew with each
 * byte. And cuts those whose peer does not take its answer. Used by one event loop.
 */
final class RequestDeadlines {
  private static final int KEPT_SECONDS = 60;
  private static final long SWEEP_MS = 500;

  private final long firstNs;
  private final long stallNs;
  private final IdentityHashMap<HttpConnection, State> connections = new IdentityHashMap<>();

  /** A connection: the request that is being answered on it, or else until when one has to come. */
  private static final class State {
    private final Wire wire;
    private @Nullable HttpServerRequest request;
    private long deadline;
    private boolean closing;

    State(Wire wire, long deadline) {
      this.wire = wire;
      this.deadline = deadline;
    }
  }

  /**
   * Begins to watch.
   *
   * @param firstSeconds for the headers of a first request; 0 for no bound on any
   * @param stallSeconds in which a peer takes nothing although something waits for it; 0 for no bound
   */
  RequestDeadlines(Vertx vertx, int firstSeconds, int stallSeconds) {
    this.firstNs = TimeUnit.SECONDS.toNanos(firstSeconds);
    this.stallNs = TimeUnit.SECONDS.toNanos(stallSeconds);
    if (firstSeconds > 0 || stallSeconds > 0) {
      vertx.setPeriodic(SWEEP_MS, timer -> sweep(System.nanoTime()));
    }
  }

  /** A connection was opened. */
  void opened(HttpConnection connection) {
    connections.put(connection, new State(Wire.of(connection), System.nanoTime() + firstNs));
    connection.closeHandler(closed -> connections.remove(connection));
  }

  /** The headers of a request have come. */
  void began(HttpServerRequest request) {
    State state = connections.get(request.connection());
    if (state != null) {
      state.request = request;
    }
  }

  /** The connection becomes a WebSocket, which has a heartbeat. */
  void upgraded(HttpConnection connection) {
    connections.remove(connection);
  }

  private void sweep(long now) {
    for (Map.Entry<HttpConnection, State> entry : List.copyOf(connections.entrySet())) {
      State state = entry.getValue();
      if (stallNs > 0 && state.wire.stalledFor(now) > stallNs) {
        connections.remove(entry.getKey());
        state.wire.cut();
      } else if (firstNs > 0 && !state.closing) {
        await(entry.getKey(), state, now);
      }
    }
  }

  private static void await(HttpConnection connection, State state, long now) {
    HttpServerRequest request = state.request;
    if (request != null && request.response().ended()) {
      state.request = null;
      state.deadline = now + TimeUnit.SECONDS.toNanos(KEPT_SECONDS);
    } else if (request == null && state.deadline - now < 0) {
      state.closing = true;
      connection.close().onComplete(closed -> {});
    }
  }
}
