package dev.hubbub.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks for in one frame (PROTOCOL.md 3.2). An instance is well-formed: every field has the type, the
 * length and the alphabet that the protocol demands of it. Whether it is allowed is another question.
 */
public sealed interface Command {
  /** The client's name for this frame, which the reply carries back. */
  @Nullable
  String id();

  /** Calls the method of {@code handler} that is for this kind of command. */
  <R> R handledBy(Handler<R> handler);

  /** Somebody who handles every kind of command; a new kind fails to compile until it is handled everywhere. */
  interface Handler<R> {
    R auth(Auth command);

    R join(Join command);

    R leave(Leave command);

    R send(Send command);

    R edit(Edit command);

    R delete(Delete command);

    R react(React command);

    R read(Read command);

    R typing(Typing command);

    R presence(Presence command);

    R history(History command);

    R who(Who command);

    R ping(Ping command);
  }

  /** Says who is there. */
  record Auth(@Nullable String id, String token) implements Command {
    @Override
    public <R> R handledBy(Handler<R> handler) {
      return handler.auth(this);
    }

    /** Shows no token. */
    @Override
    public String toString() {
      return "Auth[id=" + id + "]";
    }
  }

  /** Follows one or more rooms; each is answered by itself. */
  record Join(@Nullable String id, List<Target> targets) implements Command {
    @Override
    public <R> R handledBy(Handler<R> handler) {
      return handler.join(this);
    }

    /**
     * One room to follow.
     *
     * @param since the last seq the client has
     * @param epoch the life of the numbering that seq is of
     * @param limit how many messages where it starts afresh
     */
    public record Target(String room, @Nullable Long since, @Nullable String epoch, int limit) {
      /**
       * Whether a room of that id can exist. Of many rooms in one frame each is answered by itself, so one that cannot
       * is still here; its answer is {@code not_found}, without asking anybody.
       */
      public boolean possible() {
        return Syntax.isRoom(room);
      }
    }
  }

  /** Stops following a room on this session. */
  record Leave(@Nullable String id, String room) implements Command {
    @Override
    public <R> R handledBy(Handler<R> handler) {
      return handler.leave(this);
    }
  }

  /** Says something. */
  record Send(
      @Nullable String id, String room, String text, @Nullable String key, @Nullable Long replyTo)
      implements Command {
    @Override
    public <R> R handledBy(Handler<R> handler) {
      return handler.send(this);
    }
  }

  /** Gives a message another text. */
  record Edit(@Nullable String id, String room, long target, String text, @Nullable String key)
      implements Command {
    @Override
    public <R> R handledBy(Handler<R> handler) {
      return handler.edit(this);
    }
  }

  /** Takes a message back. */
  record Delete(@Nullable String id, String room, long target, @Nullable String key)
      implements Command {
    @Override
    public <R> R handledBy(Handler<R> handler) {
      return handler.delete(this);
    }
  }

  /** Reacts to a message, or does so no more. */
  record React(
      @Nullable String id, String room, long target, String emoji, boolean on, @Nullable String key)
      implements Command {
    @Override
    public <R> R handledBy(Handler<R> handler) {
      return handler.react(this);
    }
  }

  /** Says how far the user has read. */
  record Read(@Nullable String id, String room, long seq) implements Command {
    @Override
    public <R> R handledBy(Handler<R> handler) {
      return handler.read(this);
    }
  }

  /** Says that the user is writing, or has ceased to. */
  record Typing(@Nullable String id, String room, boolean on) implements Command {
    @Override
    public <R> R handledBy(Handler<R> handler) {
      return handler.typing(this);
    }
  }

  /** Says whether this session is away. */
  record Presence(@Nullable String id, boolean away) implements Command {
    @Override
    public <R> R handledBy(Handler<R> handler) {
      return handler.presence(this);
    }
  }

  /** Asks who is in a room. */
  record Who(@Nullable String id, String room) implements Command {
    @Override
    public <R> R handledBy(Handler<R> handler) {
      return handler.who(this);
    }
  }

  /** Asks for a page of messages. */
  record History(
      @Nullable String id, String room, @Nullable Long before, @Nullable Long after, int limit)
      implements Command {
    @Override
    public <R> R handledBy(Handler<R> handler) {
      return handler.history(this);
    }
  }

  /** Asks for a {@code pong}. */
  record Ping(@Nullable String id) implements Command {
    @Override
    public <R> R handledBy(Handler<R> handler) {
      return handler.ping(this);
    }
  }
}
