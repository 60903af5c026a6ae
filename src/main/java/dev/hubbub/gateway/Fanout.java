package dev.hubbub.gateway;

import dev.hubbub.bus.LocalBus;
import dev.hubbub.hub.HubClient;
import dev.hubbub.hub.Restarted;
import dev.hubbub.hub.Told;
import dev.hubbub.protocol.Command;
import dev.hubbub.protocol.Push;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.History.Opened;
import dev.hubbub.room.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which sessions of this event loop follow which rooms, and the hub's one follower for all of them. Used by that event
 * loop only.
 */
final class Fanout {
  private final Vertx vertx;
  private final int mostRooms;
  private final HubClient hub;
  private final LocalBus bus;
  private final String address = "gateway." + UUID.randomUUID();
  private final Map<String, FollowedRoom> rooms = new HashMap<>();
  private final Map<Session, Set<String>> followed = new HashMap<>();

  /**
   * Nobody follows anything yet.
   *
   * @param mostRooms that one session may follow; 0 for no bound
   */
  Fanout(Vertx vertx, HubClient hub, int mostRooms) {
    this.vertx = vertx;
    this.mostRooms = mostRooms;
    this.hub = hub;
    this.bus = LocalBus.of(vertx);
  }

  /** Begins to hear the hub. */
  Future<Void> start() {
    return bus.hear(address, this::heard).completion();
  }

  /**
   * Has a session follow a room, and tells it so, or why not.
   *
   * @return when the session has been told
   */
  Future<?> join(Session session, Command.Join.Target target, @Nullable String replyTo) {
    String room = target.room();
    Set<String> mine = followed.computeIfAbsent(session, s -> new HashSet<>());
    if (!mine.contains(room) && mostRooms > 0 && mine.size() >= mostRooms) {
      session.refuse(replyTo, room, tooManyRooms());
      return Future.succeededFuture();
    }
    mine.add(room);
    rooms.computeIfAbsent(room, id -> new FollowedRoom(vertx, id)).expect(session);
    return hub.open(session.opening(target), address).onComplete(opened -> {
      if (session.connection().isEnded()) {
        leave(session, room);
      } else if (opened.succeeded()) {
        joined(session, opened.result(), replyTo);
      } else {
        leave(session, room);
        session.refuse(replyTo, room, opened.cause());
      }
    });
  }

  /** Has a session follow a room no more. */
  void leave(Session session, String room) {
    Set<String> mine = followed.get(session);
    if (mine != null && mine.remove(room) && mine.isEmpty()) {
      followed.remove(session);
    }
    FollowedRoom followers = rooms.get(room);
    if (followers != null) {
      followers.remove(session);
      forgetIfEmpty(room, followers);
    }
  }

  /** Has a session follow nothing. */
  void leaveAll(Session session) {
    Set<String> mine = followed.remove(session);
    if (mine != null) {
      mine.forEach(room -> leave(session, room));
    }
  }

  private void joined(Session session, Opened opened, @Nullable String replyTo) {
    session.tell(new Push.Joined(
        replyTo,
        opened.room(),
        opened.epoch(),
        opened.head(),
        opened.recovered(),
        opened.events(),
        opened.name(),
        opened.topic(),
        opened.visibility(),
        opened.role(),
        opened.members(),
        opened.read(),
        opened.unread()));
    FollowedRoom room = rooms.get(opened.room());
    if (room != null) {
      room.admit(session, opened.head(), removed -> leave(removed, opened.room()));
    }
  }

  private void heard(Object message) {
    if (message instanceof Told told) {
      FollowedRoom room = rooms.get(told.room());
      if (room != null) {
        room.tell(told, removed -> leave(removed, told.room()));
      }
    } else if (message instanceof Restarted restarted) {
      FollowedRoom room = rooms.get(restarted.room());
      if (room != null) {
        room.flush(); // what has gathered is of the old numbering
        room.sessions().forEach(session -> session.restart(restarted.room()));
      }
    }
  }

  private static Refusal tooManyRooms() {
    return new Refusal(
        ErrorCode.RATE_LIMITED, "This session follows too many rooms; leave one first.");
  }

  private void forgetIfEmpty(String room, FollowedRoom followers) {
    if (followers.isEmpty() && rooms.remove(room, followers)) {
      hub.unfollow(room, address);
    }
  }
}
