package dev.hubbub.gateway;

import dev.hubbub.account.Identity;
import dev.hubbub.ops.SessionMeters.Kind;
import dev.hubbub.protocol.CloseCode;
import dev.hubbub.protocol.Command;
import dev.hubbub.protocol.Command.Join.Target;
import dev.hubbub.protocol.MalformedFrame;
import dev.hubbub.protocol.Push;
import dev.hubbub.protocol.PushJson;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Refusal;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A session over a WebSocket: who is there, how long, and in which order they are answered. */
final class SocketSession implements Session, Connection.Listener {
  private static final Logger log = LoggerFactory.getLogger(SocketSession.class);

  /** Before the token ends, in ms, the client is told. */
  private static final long EXPIRY_NOTICE_MS = 30_000;

  /** What a session is shown of a room that starts afresh; as in a join that does not say. */
  private static final int RESTART_MESSAGES = 50;

  private final String id = UUID.randomUUID().toString();
  private final Context context;
  private final Sessions sessions;
  private final Door door;
  private final Connection connection;
  private final FrameRate rate;
  private final long began = System.currentTimeMillis();
  private final long openedAt = System.nanoTime();
  private final Reads reads;
  private final Commands commands;

  private volatile @Nullable Identity identity;
  private @Nullable String atOnce;
  private boolean warned;
  private boolean leaving;
  private int unanswered;
  private @Nullable Runnable whenAnswered;

  /** A session of whoever is at the other end of {@code ws}. */
  SocketSession(Vertx vertx, Sessions sessions, Door door, ServerWebSocket ws) {
    this.context = vertx.getOrCreateContext();
    this.sessions = sessions;
    this.door = door;
    this.rate = new FrameRate(door.limits().framesPerSecond(), System.nanoTime());
    this.connection = new Connection(vertx, door.limits(), ws, sessions.flush(), this);
    this.reads = new Reads(vertx, connection, door.answers(), this::user, this::answered);
    this.commands = new Commands(vertx, this, sessions, door);
    door.meters().opened(Kind.WEBSOCKET);
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
  public @Nullable Identity identity() {
    return identity;
  }

  @Override
  public boolean isEnded() {
    return connection.isEnded();
  }

  @Override
  public void push(Batch batch) {
    connection.push(batch.frames(connection.socket()));
  }

  @Override
  public void signal(byte[] frame) {
    if (!connection.isEnded() && connection.socket().writable()) {
      connection.socket().writeText(frame);
    }
  }

  /** Lets somebody in whose token was proven on the upgrade. */
  void admit(Identity proven, @Nullable String replyTo) {
    if (connection.isEnded()) {
      return;
    }
    boolean first = identity == null;
    identity = proven;
    warned = false;
    if (first) {
      sessions.entered(this, proven);
    }
    // It may have ended while nobody knew of this session, who would have been told.
    if (!door.authenticator().stillHolds(proven)) {
      boolean disabled = door.authenticator().isShutOut(proven);
      connection.close(disabled ? CloseCode.DISABLED : CloseCode.UNAUTHORIZED);
      return;
    }
    tell(new Push.Hello(
        replyTo,
        proven.user().username(),
        id,
        door.instance(),
        door.version(),
        door.limits().heartbeatMs(),
        door.limits().text(),
        door.limits().frame(),
        door.limits().replay()));
    String asked = atOnce;
    if (asked != null) {
      atOnce = null;
      message(asked);
    }
  }

  /** Takes the frame that the URL stands for, once it is known who is there. */
  void takeWhenAdmitted(String frame) {
    atOnce = frame;
  }

  @Override
  public void restart(String room) {
    // No event has this seq, so this starts afresh; a plain join would make a member of one who no
    // longer is.
    Target afresh = new Target(room, Long.MAX_VALUE, null, RESTART_MESSAGES);
    Void unused = commands.join(new Command.Join(null, List.of(afresh)));
  }

  @Override
  public void end(CloseCode code) {
    context.runOnContext(v -> close(code));
  }

  /** Says why, and ends the session. */
  @Override
  public void close(CloseCode code) {
    connection.close(code);
  }

  @Override
  public void tend(long now, long wallClockMs) {
    connection.tend(now);
    Identity known = identity;
    if (known == null) {
      if (now - openedAt > door.limits().authSeconds() * 1_000_000_000L
          && door.limits().authSeconds() > 0) {
        connection.close(CloseCode.UNAUTHORIZED);
      }
    } else if (wallClockMs >= known.expiresAtMs()) {
      connection.close(CloseCode.UNAUTHORIZED);
    } else if (!warned && wallClockMs >= known.expiresAtMs() - EXPIRY_NOTICE_MS) {
      warned = true;
      refuse(
          "auth",
          null,
          null,
          new Refusal(
              ErrorCode.UNAUTHORIZED,
              "Your token is about to expire; send an auth frame with a new one."));
    }
  }

  @Override
  public void leave(long reconnectMs) {
    if (leaving) {
      return;
    }
    leaving = true;
    whenAnswered = () -> {
      tell(new Push.Bye(CloseCode.RESTART.code(), CloseCode.RESTART.reason(), reconnectMs));
      connection.close(CloseCode.RESTART);
    };
    goIfAnswered();
  }

  @Override
  public void tell(Push push) {
    tell(PushJson.encode(push));
  }

  /** Tells the client something that is a frame's text already. */
  void tell(byte[] frame) {
    connection.answer(frame);
  }

  @Override
  public void refuse(
      String action, @Nullable String replyTo, @Nullable String room, Throwable why) {
    Refusal refusal;
    if (why instanceof Refusal expected) {
      refusal = expected;
    } else {
      log.error("A command of session {} failed", id, why);
      refusal = Refusal.unavailable();
    }
    tell(new Push.Error(
        replyTo, room, refusal.code(), refusal.getMessage(), refusal.retryAfterMs()));
    Incidents.refused(refusal, identity, sessions.address(this), action, room);
  }

  @Override
  public void message(String text) {
    if (leaving) {
      return;
    }
    try {
      Command command = door.parser().parse(text);
      pass(command.id(), command instanceof Command.Auth, () -> {
        Void unused = command.handledBy(commands);
      });
    } catch (MalformedFrame e) {
      pass(e.id(), false, () -> tell(e.answer()));
    }
  }

  /** Does what a frame is for, unless there were too many, or it is not known yet whose it is. */
  private void pass(@Nullable String replyTo, boolean introduces, Runnable purpose) {
    long wait = rate.take(System.nanoTime());
    if (wait > 0) {
      door.limited().run();
      limited(
          "frame",
          replyTo,
          null,
          new Refusal(ErrorCode.RATE_LIMITED, "Too many frames; slow down.", wait));
    } else if (identity == null && !introduces) {
      refuse(
          "frame",
          replyTo,
          null,
          new Refusal(ErrorCode.UNAUTHORIZED, "Say who you are first: send an auth frame."));
    } else {
      purpose.run();
    }
  }

  @Override
  public void ended(CloseCode code) {
    reads.clear();
    sessions.left(this);
    door.meters().ended(Kind.WEBSOCKET, code);
  }

  /** Has somebody prove anew who they are; another user, or nobody, ends the session. */
  void identify(Command.Auth command) {
    begun();
    door.authenticator().identify(command.token()).onComplete(proven -> {
      if (proven.succeeded() && maySpeak(proven.result())) {
        admit(proven.result(), command.id());
      } else if (proven.failed()
          && proven.cause() instanceof Refusal refusal
          && refusal.code() != ErrorCode.UNAUTHORIZED) {
        refuse("auth", command.id(), null, refusal);
      } else {
        connection.close(CloseCode.UNAUTHORIZED);
      }
      answered();
    });
  }

  private boolean maySpeak(Identity proven) {
    Identity known = identity;
    return known == null || known.user().id() == proven.user().id();
  }

  /** Tells the client that it asks too much; one that goes on regardless is closed. */
  void limited(String action, @Nullable String replyTo, @Nullable String room, Refusal why) {
    if (rate.floods(System.nanoTime())) {
      Incidents.refused(why, identity, sessions.address(this), action, room);
      connection.close(CloseCode.FLOODING);
    } else {
      refuse(action, replyTo, room, why);
    }
  }

  /** Reads of the store once what was asked to read before is done; counts as {@link #begun}. */
  void read(Supplier<Future<?>> read) {
    begun();
    reads.add(read);
  }

  /** Takes note that an answer is owed. */
  void begun() {
    unanswered++;
  }

  /** Takes note that it was given. */
  void answered() {
    unanswered--;
    goIfAnswered();
  }

  private void goIfAnswered() {
    Runnable go = whenAnswered;
    if (unanswered == 0 && go != null) {
      whenAnswered = null;
      go.run();
    }
  }
}
