package dev.hubbub.gateway;

import dev.hubbub.account.Identity;
import dev.hubbub.config.LimitsConfig;
import dev.hubbub.ops.SessionMeters.Kind;
import dev.hubbub.protocol.CloseCode;
import dev.hubbub.protocol.EventJson;
import dev.hubbub.protocol.Push;
import dev.hubbub.protocol.PushJson;
import dev.hubbub.room.Event;
import dev.hubbub.room.History;
import dev.hubbub.room.Refusal;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session over Server-Sent Events (WHATWG HTML, 9.2): it follows its rooms from the beginning and asks nothing. What it
 * is told before its response has begun waits.
 */
final class StreamSession implements Session {
  private static final Logger log = LoggerFactory.getLogger(StreamSession.class);

  /** Between two signs of life (PROTOCOL.md 4). */
  private static final long COMMENT_NS = TimeUnit.SECONDS.toNanos(15);

  private static final byte[] TYPE = "{\"type\":\"".getBytes(StandardCharsets.US_ASCII);

  private final String id = UUID.randomUUID().toString();
  private final long began = System.currentTimeMillis();
  private final Context context;
  private final Sessions sessions;
  private final Door door;
  private final Identity identity;
  private final HttpServerResponse response;
  private final Wire wire;
  private final StreamPosition position = new StreamPosition();
  private final boolean resumes;
  private final List<Buffer> early = new ArrayList<>();
  private @Nullable Throwable refused;
  private boolean begun;
  private boolean ended;
  private long pending;
  private long takenAt = System.nanoTime();
  private long saidAt = takenAt;

  /**
   * A session of somebody whose token is proven.
   *
   * @param wire of the connection that {@code response} is on
   * @param resumes whether the client says where it was: then it is told where it cannot go on from there
   */
  StreamSession(
      Vertx vertx,
      Sessions sessions,
      Door door,
      Identity identity,
      HttpServerResponse response,
      Wire wire,
      boolean resumes) {
    this.context = vertx.getOrCreateContext();
    this.sessions = sessions;
    this.door = door;
    this.identity = identity;
    this.response = response;
    this.wire = wire;
    this.resumes = resumes;
    response.closeHandler(closed -> over(CloseCode.NORMAL));
    response.exceptionHandler(e -> log.debug("An event stream broke: {}", e.toString()));
  }

  /** Why one of the rooms is not for this session; absent where all are. */
  @Nullable
  Throwable refused() {
    return refused;
  }

  /** Begins to answer. */
  void begin() {
    response
        .setChunked(true)
        .putHeader("Content-Type", "text/event-stream")
        .putHeader("Cache-Control", "no-store")
        .putHeader("X-Accel-Buffering", "no");
    begun = true;
    door.meters().opened(Kind.SSE);
    write(Buffer.buffer(":\n\n"));
    early.forEach(this::write);
    early.clear();
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public long began() {
    return began;
  }

  @Override
  public Identity identity() {
    return identity;
  }

  @Override
  public boolean isEnded() {
    return ended;
  }

  @Override
  public void push(Batch batch) {
    Buffer all = Buffer.buffer();
    for (int i = 0; i < batch.events().size(); i++) {
      append(all, batch.events().get(i), batch.json().get(i));
    }
    write(all);
  }

  private void append(Buffer to, Event event, byte[] json) {
    position.reached(event.room(), event.seq());
    to.appendString("id: ").appendString(position.word()).appendString("\n");
    append(to, json);
  }

  /** One event of the stream; the type stands first in every frame. */
  private static void append(Buffer to, byte[] json) {
    int end = TYPE.length;
    while (json[end] != '"') {
      end++;
    }
    to.appendString("event: ")
        .appendBytes(json, TYPE.length, end - TYPE.length)
        .appendString("\ndata: ")
        .appendBytes(json)
        .appendString("\n\n");
  }

  @Override
  public void signal(byte[] frame) {
    if (pending == 0 && begun) {
      tellFrame(frame);
    }
  }

  private void tellFrame(byte[] frame) {
    Buffer one = Buffer.buffer();
    append(one, frame);
    write(one);
  }

  /** Of a room that is joined, it is told what came since; or, where that cannot be, how the room is now. */
  @Override
  public void tell(Push push) {
    if (push instanceof Push.Joined joined) {
      joined(joined);
    } else {
      tellFrame(PushJson.encode(push));
    }
  }

  private void joined(Push.Joined joined) {
    StreamPosition.Place before = position.of(joined.room());
    position.reached(joined.room(), joined.epoch(), joined.seq());
    if (!joined.recovered()) {
      if (resumes || before != null) {
        Buffer one = Buffer.buffer();
        one.appendString("id: ").appendString(position.word()).appendString("\n");
        append(one, PushJson.encode(joined));
        write(one);
      }
      return;
    }
    Buffer all = Buffer.buffer();
    joined.events().list().forEach(event -> append(all, event, EventJson.encode(event)));
    position.reached(joined.room(), joined.seq());
    write(all);
  }

  @Override
  public void refuse(
      String action, @Nullable String replyTo, @Nullable String room, Throwable why) {
    if (!begun) {
      refused = why;
    } else if (room != null) {
      position.left(room);
      Refusal refusal = why instanceof Refusal known ? known : Refusal.unavailable();
      tellFrame(PushJson.encode(new Push.Error(
          null, room, refusal.code(), refusal.getMessage(), refusal.retryAfterMs())));
      Incidents.refused(refusal, identity, sessions.address(this), action, room);
    }
  }

  @Override
  public void restart(String room) {
    History.Open afresh =
        new History.Open(room, user(), Long.MAX_VALUE, null, Query.DEFAULT_LIMIT, door.replay());
    sessions
        .fanout()
        .join(this, afresh, null)
        .onFailure(e -> log.debug("A stream could not start afresh: {}", e.getMessage()));
  }

  @Override
  public void tend(long now, long wallClockMs) {
    LimitsConfig limits = door.limits();
    if (wallClockMs >= identity.expiresAtMs()) {
      close(CloseCode.UNAUTHORIZED);
    } else if (pending > 0
        && limits.stallSeconds() > 0
        && now - takenAt > TimeUnit.SECONDS.toNanos(limits.stallSeconds())) {
      close(CloseCode.TOO_SLOW);
    } else if (begun && now - saidAt >= COMMENT_NS) {
      write(Buffer.buffer(":\n\n"));
    }
  }

  @Override
  public void leave(long reconnectMs) {
    if (begun && !ended) {
      write(Buffer.buffer("retry: " + reconnectMs + "\n"));
      tellFrame(PushJson.encode(
          new Push.Bye(CloseCode.RESTART.code(), CloseCode.RESTART.reason(), reconnectMs)));
    }
    close(CloseCode.RESTART);
  }

  /** HTTP has no word for why: a stream that keeps up is ended, one that does not is cut. */
  @Override
  public void close(CloseCode code) {
    if (ended) {
      return;
    }
    over(code);
    if (code == CloseCode.TOO_SLOW) {
      wire.cut();
    } else if (!begun) {
      response.reset().onFailure(e -> log.debug("A stream could not be cut: {}", e.getMessage()));
    } else {
      response.end().onFailure(e -> log.debug("A stream could not be ended: {}", e.getMessage()));
    }
  }

  @Override
  public void end(CloseCode code) {
    context.runOnContext(v -> close(code));
  }

  /** Forgets the session, and answers nothing. */
  void over(CloseCode code) {
    if (!ended) {
      ended = true;
      sessions.left(this);
      if (begun) {
        door.meters().ended(Kind.SSE, code);
      }
    }
  }

  private void write(Buffer some) {
    if (ended || some.length() == 0) {
      return;
    }
    if (!begun) {
      early.add(some);
      return;
    }
    if (pending > door.limits().outboxBytes() && door.limits().outboxBytes() > 0) {
      close(CloseCode.TOO_SLOW);
      return;
    }
    if (pending == 0) {
      takenAt = System.nanoTime();
    }
    saidAt = System.nanoTime();
    pending += some.length();
    response.write(some).onComplete(taken -> {
      pending -= some.length();
      takenAt = System.nanoTime();
    });
  }
}
