package dev.hubbub.gateway;

import dev.hubbub.account.Identity;
import dev.hubbub.protocol.CloseCode;
import dev.hubbub.protocol.Command;
import dev.hubbub.protocol.MalformedFrame;
import dev.hubbub.protocol.Push;
import dev.hubbub.protocol.PushJson;
import dev.hubbub.room.Appended;
import dev.hubbub.room.Draft;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Event;
import dev.hubbub.room.History;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.User;
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

/**
 * One live connection of a user: what its client asks (PROTOCOL.md 3.2) and what it is told. Belongs to one event loop;
 * only {@link #end} may be called from elsewhere.
 */
final class Session implements Connection.Listener, Command.Handler<Void> {
  private static final Logger log = LoggerFactory.getLogger(Session.class);

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
  private final long openedAt = System.nanoTime();
  private final Reads reads;

  private volatile @Nullable Identity identity;
  private @Nullable String atOnce;
  private boolean warned;
  private boolean leaving;
  private int unanswered;
  private @Nullable Runnable whenAnswered;

  /** A session of whoever is at the other end of {@code ws}. */
  Session(Vertx vertx, Sessions sessions, Door door, ServerWebSocket ws) {
    this.context = vertx.getOrCreateContext();
    this.sessions = sessions;
    this.door = door;
    this.rate = new FrameRate(door.limits().framesPerSecond(), System.nanoTime());
    this.connection = new Connection(vertx, door.limits(), ws, sessions.flush(), this);
    this.reads = new Reads(connection, this::answered);
  }

  String id() {
    return id;
  }

  Connection connection() {
    return connection;
  }

  /** Who is there; absent until they have said so. */
  @Nullable
  Identity identity() {
    return identity;
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

  /** Follows a room from where its log is now, for the log that was followed is another one. */
  void restart(String room) {
    // No event has this seq, so this starts afresh; a plain join would make a member of one who no
    // longer is.
    join(new Command.Join(
        null, List.of(new Command.Join.Target(room, Long.MAX_VALUE, null, RESTART_MESSAGES))));
  }

  /** What is asked of the hub for this session to follow a room. */
  History.Open opening(Command.Join.Target target) {
    int replay = door.limits().replay();
    return new History.Open(
        target.room(),
        user(),
        target.since(),
        target.epoch(),
        target.limit(),
        replay == 0 ? Integer.MAX_VALUE : replay);
  }

  /** Ends the session, from any thread. */
  void end(CloseCode code) {
    context.runOnContext(v -> connection.close(code));
  }

  /** Looks after the session; to be called about once a second. */
  void tend(long now, long wallClockMs) {
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
          null,
          null,
          new Refusal(
              ErrorCode.UNAUTHORIZED,
              "Your token is about to expire; send an auth frame with a new one."));
    }
  }

  /**
   * Says good-bye once what was asked before is answered, and closes; nothing is accepted any more.
   *
   * @param reconnectMs when the client should come back
   */
  void leave(long reconnectMs) {
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

  /** Tells the client something that it asked for. */
  void tell(Push push) {
    connection.answer(PushJson.encode(push));
  }

  /** Tells the client why something was not done. */
  void refuse(@Nullable String replyTo, @Nullable String room, Throwable why) {
    Refusal refusal;
    if (why instanceof Refusal expected) {
      refusal = expected;
    } else {
      log.error("A command of session {} failed", id, why);
      refusal = Refusal.unavailable();
    }
    tell(new Push.Error(
        replyTo, room, refusal.code(), refusal.getMessage(), refusal.retryAfterMs()));
  }

  @Override
  public void message(String text) {
    if (leaving) {
      return;
    }
    try {
      Command command = door.parser().parse(text);
      pass(command.id(), command instanceof Command.Auth, () -> command.handledBy(this));
    } catch (MalformedFrame e) {
      pass(e.id(), false, () -> tell(e.answer()));
    }
  }

  /** Does what a frame is for, unless there were too many, or it is not known yet whose it is. */
  private void pass(@Nullable String replyTo, boolean introduces, Runnable purpose) {
    long wait = rate.take(System.nanoTime());
    if (wait > 0) {
      limited(replyTo, null, "Too many frames; slow down.", wait);
    } else if (identity == null && !introduces) {
      refuse(
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
  }

  @Override
  public Void auth(Command.Auth command) {
    begun();
    door.authenticator().identify(command.token()).onComplete(proven -> {
      if (proven.succeeded() && maySpeak(proven.result())) {
        admit(proven.result(), command.id());
      } else if (proven.failed()
          && proven.cause() instanceof Refusal refusal
          && refusal.code() != ErrorCode.UNAUTHORIZED) {
        refuse(command.id(), null, refusal);
      } else {
        connection.close(CloseCode.UNAUTHORIZED);
      }
      answered();
    });
    return null;
  }

  @Override
  public Void join(Command.Join command) {
    for (Command.Join.Target target : command.targets()) {
      if (target.possible()) {
        read(() -> sessions.fanout().join(this, target, command.id()));
      } else {
        refuse(command.id(), target.room(), Refusal.notFound());
      }
    }
    return null;
  }

  @Override
  public Void leave(Command.Leave command) {
    read(() -> {
      sessions.fanout().leave(this, command.room());
      ok(command.id());
      return Future.succeededFuture();
    });
    return null;
  }

  @Override
  public Void send(Command.Send command) {
    begun();
    door.speech()
        .say(new Draft.Message(
            command.room(), user(), command.key(), command.text(), command.replyTo()))
        .onComplete(appended -> {
          if (appended.succeeded()) {
            tell(ack(command, appended.result()));
          } else if (isLimit(appended.cause())) {
            limited(command.id(), command.room(), appended.cause());
          } else {
            refuse(command.id(), command.room(), appended.cause());
          }
          answered();
        });
    return null;
  }

  @Override
  public Void history(Command.History command) {
    long wait = door.reads().tryTake(user().username());
    if (wait > 0) {
      limited(command.id(), command.room(), "Too many pages of history; slow down.", wait);
      return null;
    }
    History.PageQuery query = new History.PageQuery(
        command.room(), user(), command.before(), command.after(), command.limit());
    read(() -> door.history().page(query).onComplete(page -> {
      if (page.succeeded()) {
        tell(new Push.History(
            command.id(), command.room(), page.result().events(), page.result().more()));
      } else {
        refuse(command.id(), command.room(), page.cause());
      }
    }));
    return null;
  }

  @Override
  public Void ping(Command.Ping command) {
    tell(new Push.Pong(command.id(), System.currentTimeMillis()));
    return null;
  }

  /** The user, once admitted. */
  User user() {
    Identity known = identity;
    if (known == null) {
      throw new IllegalStateException("Nobody has said yet who is there.");
    }
    return known.user();
  }

  private boolean maySpeak(Identity proven) {
    Identity known = identity;
    return known == null || known.user().id() == proven.user().id();
  }

  private static Push ack(Command.Send command, Appended appended) {
    Event event = appended.event();
    return new Push.Ack(
        command.id(), event.room(), event.seq(), event.ts(), command.key(), appended.duplicate());
  }

  private void ok(@Nullable String replyTo) {
    if (replyTo != null) {
      tell(new Push.Ok(replyTo));
    }
  }

  private static boolean isLimit(Throwable cause) {
    return cause instanceof Refusal refusal && refusal.code() == ErrorCode.RATE_LIMITED;
  }

  private void limited(@Nullable String replyTo, @Nullable String room, String why, long waitMs) {
    limited(replyTo, room, new Refusal(ErrorCode.RATE_LIMITED, why, waitMs));
  }

  private void limited(@Nullable String replyTo, @Nullable String room, Throwable why) {
    if (rate.floods(System.nanoTime())) {
      connection.close(CloseCode.FLOODING);
    } else {
      refuse(replyTo, room, why);
    }
  }

  private void read(Supplier<Future<?>> read) {
    begun();
    reads.add(read);
  }

  private void begun() {
    unanswered++;
  }

  private void answered() {
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
