package dev.hubbub.gateway;

import dev.hubbub.protocol.Command;
import dev.hubbub.protocol.Push;
import dev.hubbub.protocol.PushJson;
import dev.hubbub.room.Appended;
import dev.hubbub.room.Draft;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Event;
import dev.hubbub.room.History;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.Signal;
import dev.hubbub.room.State;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/** What the client of one WebSocket may ask for (PROTOCOL.md 3.2). Used by its session's event loop. */
final class Commands implements Command.Handler<Void> {
  private final Vertx vertx;
  private final SocketSession session;
  private final Sessions sessions;
  private final Door door;

  Commands(Vertx vertx, SocketSession session, Sessions sessions, Door door) {
    this.vertx = vertx;
    this.session = session;
    this.sessions = sessions;
    this.door = door;
  }

  @Override
  public Void auth(Command.Auth command) {
    session.identify(command);
    return null;
  }

  @Override
  public Void join(Command.Join command) {
    for (Command.Join.Target target : command.targets()) {
      if (target.possible()) {
        session.read(() -> sessions.fanout().join(session, opening(target), command.id()));
      } else {
        session.refuse("join", command.id(), target.room(), Refusal.notFound());
      }
    }
    return null;
  }

  private History.Open opening(Command.Join.Target target) {
    return new History.Open(
        target.room(),
        session.user(),
        target.since(),
        target.epoch(),
        target.limit(),
        door.replay());
  }

  @Override
  public Void leave(Command.Leave command) {
    session.read(() -> {
      sessions.fanout().leave(session, command.room());
      ok(command.id());
      return Future.succeededFuture();
    });
    return null;
  }

  @Override
  public Void send(Command.Send command) {
    append(
        "send",
        command.id(),
        command.key(),
        new Draft.Message(
            command.room(), session.user(), command.key(), command.text(), command.replyTo()));
    return null;
  }

  @Override
  public Void edit(Command.Edit command) {
    append(
        "edit",
        command.id(),
        command.key(),
        new Draft.Edit(
            command.room(), session.user(), command.key(), command.target(), command.text()));
    return null;
  }

  @Override
  public Void delete(Command.Delete command) {
    append(
        "delete",
        command.id(),
        command.key(),
        new Draft.Delete(command.room(), session.user(), command.key(), command.target()));
    return null;
  }

  @Override
  public Void react(Command.React command) {
    append(
        "react",
        command.id(),
        command.key(),
        new Draft.React(
            command.room(),
            session.user(),
            command.key(),
            command.target(),
            command.emoji(),
            command.on()));
    return null;
  }

  private void append(String action, @Nullable String replyTo, @Nullable String key, Draft draft) {
    session.begun();
    door.speech().say(draft).onComplete(appended -> {
      if (appended.succeeded()) {
        session.tell(ack(replyTo, key, appended.result()));
      } else if (appended.cause() instanceof Refusal refusal
          && refusal.code() == ErrorCode.RATE_LIMITED) {
        session.limited(action, replyTo, draft.room(), refusal);
      } else {
        session.refuse(action, replyTo, draft.room(), appended.cause());
      }
      session.answered();
    });
  }

  private static Push ack(@Nullable String replyTo, @Nullable String key, Appended appended) {
    Event event = appended.event();
    return new Push.Ack(replyTo, event.room(), event.seq(), event.ts(), key, appended.duplicate());
  }

  @Override
  public Void read(Command.Read command) {
    session.begun();
    door.receipts()
        .read(command.room(), session.user(), command.seq(), session.id())
        .onComplete(marked -> {
          if (marked.succeeded()) {
            ok(command.id());
          } else {
            session.refuse("read", command.id(), command.room(), marked.cause());
          }
          session.answered();
        });
    return null;
  }

  @Override
  public Void typing(Command.Typing command) {
    Signal.Typing typing =
        new Signal.Typing(command.room(), session.user().username(), command.on());
    if (sessions.fanout().follows(session, command.room())) {
      sessions.fanout().typing().says(session.id(), typing);
      ok(command.id());
      return null;
    }
    session.read(() -> door.roster()
        .one(command.room(), session.user(), session.user())
        .onComplete(member -> {
          if (member.failed()) {
            session.refuse("typing", command.id(), command.room(), member.cause());
            return;
          }
          sessions.fanout().typing().says(session.id(), typing);
          ok(command.id());
        }));
    return null;
  }

  @Override
  public Void presence(Command.Presence command) {
    sessions.fanout().residents().says(session, command.away() ? State.AWAY : State.ONLINE);
    ok(command.id());
    return null;
  }

  @Override
  public Void history(Command.History command) {
    long wait = door.reads().tryTake(session.user().username());
    if (wait > 0) {
      session.limited(
          "history",
          command.id(),
          command.room(),
          new Refusal(ErrorCode.RATE_LIMITED, "Too many pages of history; slow down.", wait));
      return null;
    }
    History.PageQuery query = new History.PageQuery(
        command.room(), session.user(), command.before(), command.after(), command.limit());
    session.read(() -> door.answers()
        .make(
            vertx,
            () -> door.history().page(query),
            History.Page::events,
            page -> PushJson.encode(
                new Push.History(command.id(), page.room(), page.events(), page.more())))
        .onComplete(frame -> {
          if (frame.succeeded()) {
            session.tell(frame.result());
          } else {
            session.refuse("history", command.id(), command.room(), frame.cause());
          }
        }));
    return null;
  }

  @Override
  public Void who(Command.Who command) {
    session.read(() -> door.roster().of(command.room(), session.user()).onComplete(users -> {
      if (users.succeeded()) {
        session.tell(new Push.Who(command.id(), command.room(), users.result()));
      } else {
        session.refuse("who", command.id(), command.room(), users.cause());
      }
    }));
    return null;
  }

  @Override
  public Void ping(Command.Ping command) {
    session.tell(new Push.Pong(command.id(), System.currentTimeMillis()));
    return null;
  }

  private void ok(@Nullable String replyTo) {
    if (replyTo != null) {
      session.tell(new Push.Ok(replyTo));
    }
  }
}
