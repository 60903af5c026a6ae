package dev.hubbub.gateway;

import dev.hubbub.bus.LocalBus;
import dev.hubbub.hub.HubClient;
import dev.hubbub.hub.PresenceClient;
import dev.hubbub.hub.Renewed;
import dev.hubbub.hub.Restarted;
import dev.hubbub.hub.Signalled;
import dev.hubbub.hub.Started;
import dev.hubbub.hub.Surplus;
import dev.hubbub.hub.Told;
import dev.hubbub.protocol.Push;
import dev.hubbub.protocol.SignalJson;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Event;
import dev.hubbub.room.History.Open;
import dev.hubbub.room.History.Opened;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.Signal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which sessions of this event loop follow which rooms, and the hub's one follower for all of them. Used by that event
 * loop only.
 */
final class Fanout {
  private final Vertx vertx;
  private final Door door;
  private final int mostRooms;
  private final HubClient hub;
  private final LocalBus bus;
  private final String address = "gateway." + UUID.randomUUID();
  private final Map<String, FollowedRoom> rooms = new HashMap<>();
  private final Map<Session, Set<String>> followed = new HashMap<>();
  private final Residents residents;
  private final Inbox inbox;
  private final SignalQueue signals;
  private final Onlookers onlookers;
  private final Introductions introductions;
  private final PresenceClient presence;
  private final Typing typing;

  /** Nobody follows anything yet. */
  Fanout(Vertx vertx, Door door) {
    this.vertx = vertx;
    this.door = door;
    this.mostRooms = door.limits().roomsPerSession();
    this.hub = door.hub();
    this.bus = LocalBus.of(vertx);
    this.presence = door.presence();
    this.residents = new Residents(
        vertx, door.rooms(), door.presence(), door.limits().presenceMembers(), new Neighbourhood());
    this.signals = new SignalQueue(vertx);
    this.inbox = new Inbox(door.history(), residents, this::follows, signals, System::nanoTime);
    this.onlookers = new Onlookers(residents, signals);
    this.introductions = new Introductions(vertx, presence::in, signals, this::isIn);
    this.typing = new Typing(hub::signal, this::tell, System::nanoTime);
  }

  /** Begins to hear the hub. */
  Future<Void> start() {
    typing.start(vertx);
    residents.start();
    inbox.start(vertx);
    return Future.all(
            bus.hear(address, this::heard).completion(),
            bus.<Renewed>hear(Renewed.ADDRESS, residents::heard).completion(),
            bus.<Surplus>hear(Surplus.ADDRESS, residents::heard).completion(),
            presence.hear(onlookers::show).completion())
        .mapEmpty();
  }

  /** Those who have sessions here. */
  Residents residents() {
    return residents;
  }

  /** Who is writing in the rooms that are followed here. */
  Typing typing() {
    return typing;
  }

  /** Whether a session follows a room, or is about to. */
  boolean follows(Session session, String room) {
    FollowedRoom followers = rooms.get(room);
    return followers != null && followers.has(session);
  }

  /**
   * Has a session follow a room, and tells it so, or why not.
   *
   * @return when the session has been told
   */
  Future<?> join(Session session, Open open, @Nullable String replyTo) {
    String room = open.room();
    Set<String> mine = followed.computeIfAbsent(session, s -> new HashSet<>());
    if (!mine.contains(room) && mostRooms > 0 && mine.size() >= mostRooms) {
      session.refuse("join", replyTo, room, tooManyRooms());
      return Future.succeededFuture();
    }
    if (mine.add(room)) {
      door.meters().follow(1);
    }
    rooms
        .computeIfAbsent(room, id -> new FollowedRoom(vertx, door.deliveries()))
        .expect(session);
    return hub.open(open, address).onComplete(opened -> {
      if (session.isEnded()) {
        leave(session, room);
      } else if (opened.succeeded()) {
        joined(session, opened.result(), replyTo);
      } else {
        leave(session, room);
        session.refuse("join", replyTo, room, opened.cause());
      }
    });
  }

  /** Has a session follow a room no more. */
  void leave(Session session, String room) {
    Set<String> mine = followed.get(session);
    if (mine != null && mine.remove(room)) {
      door.meters().follow(-1);
      if (mine.isEmpty()) {
        followed.remove(session);
      }
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
      door.meters().follow(-mine.size());
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
      Resident resident = residents.called(session.user().username());
      if (resident != null && resident.rooms().contains(opened.room())) {
        introductions.show(List.of(session), opened.room());
      } // else once it is known that they are a member, so that no change in between is missed
    }
  }

  /** Whether a session has been told that it follows a room. */
  private boolean isIn(Session session, String room) {
    FollowedRoom followers = rooms.get(room);
    return followers != null && followers.isIn(session);
  }

  /** What is done when rooms come and go with those who are members of them. */
  private final class Neighbourhood implements Residents.Surroundings {
    @Override
    public void inhabited(String room) {
      inbox.starts(room);
      hub.watch(room, address);
    }

    @Override
    public void deserted(String room) {
      inbox.ends(room);
      forgetIfNobodys(room);
    }

    @Override
    public void settled(Resident resident, List<Residents.Settled> known) {
      for (Residents.Settled in : known) {
        String room = in.room();
        List<Session> followers =
            resident.sessions().stream().filter(session -> isIn(session, room)).toList();
        if (!followers.isEmpty()) {
          introductions.show(followers, room);
        }
        if (in.news()) {
          inbox.changed(resident, room);
        } else {
          inbox.knows(room, in.head());
        }
      }
    }
  }

  private void heard(Object message) {
    if (message instanceof Told told) {
      FollowedRoom room = rooms.get(told.room());
      if (room != null) {
        room.tell(told, removed -> leave(removed, told.room()));
      }
      told.events().forEach(this::note);
    } else if (message instanceof Signalled signalled) {
      heard(signalled);
    } else if (message instanceof Started started) {
      inbox.started(started.room(), started.head());
    } else if (message instanceof Restarted restarted) {
      FollowedRoom room = rooms.get(restarted.room());
      if (room != null) {
        room.restart();
        room.sessions().forEach(session -> session.restart(restarted.room()));
      }
    }
  }

  /** Takes note of what an event is to others than the room's followers. */
  private void note(Event event) {
    if (event instanceof Event.Message) {
      typing.said(event.room(), event.from());
    }
    inbox.heard(event);
    residents.heard(event);
  }

  private void heard(Signalled signalled) {
    if (signalled.signal() instanceof Signal.Typing said) {
      typing.heard(said);
    } else if (signalled.signal() instanceof Signal.Receipt receipt) {
      tell(
          SignalJson.encode(receipt),
          receipt.room(),
          session -> !session.id().equals(signalled.origin()) && concerns(receipt, session),
          session -> true);
      Resident reader = residents.called(receipt.user());
      if (reader != null) {
        inbox.changed(reader, receipt.room());
      }
    }
  }

  private boolean concerns(Signal.Receipt receipt, Session session) {
    if (session.user().username().equals(receipt.user())) {
      return true;
    }
    Resident resident = residents.called(session.user().username());
    return receipt.open() && resident != null && resident.known() && resident.receipts();
  }

  private void tell(Signal.Typing said) {
    if (!signals.isBusy()) {
      tell(
          SignalJson.encode(said),
          said.room(),
          session -> !session.user().username().equals(said.user()),
          session -> typing.isTyping(said.room(), said.user()) == said.on());
    }
  }

  /** Tells something to those who follow a room, whom it concerns, and for whom it holds when their turn has come. */
  private void tell(
      byte[] frame, String id, Predicate<Session> concerned, Predicate<Session> holds) {
    FollowedRoom room = rooms.get(id);
    if (room != null) {
      signals.tell(
          frame,
          room.listeners().stream().filter(concerned).toList(),
          session -> isIn(session, id) && holds.test(session));
    }
  }

  private static Refusal tooManyRooms() {
    return new Refusal(
        ErrorCode.RATE_LIMITED, "This session follows too many rooms; leave one first.");
  }

  private void forgetIfEmpty(String room, FollowedRoom followers) {
    if (followers.isEmpty() && rooms.remove(room, followers)) {
      forgetIfNobodys(room);
    }
  }

  private void forgetIfNobodys(String room) {
    if (!rooms.containsKey(room) && residents.of(room).isEmpty()) {
      hub.unfollow(room, address);
    }
  }
}
