package dev.hubbub.gateway;

import dev.hubbub.account.Identity;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The sessions of one event loop, from handshake to close. Used by that event loop only. */
final class Sessions {
  private static final long TEND_MS = 1_000;
  /** Who is back within this time is not seen to have left: the grace of presence is longer. */
  private static final long UNSEEN_MS = 1_000;
  /** So many have to be let in elsewhere in a second, where they are not too many for {@link #LONGEST_MS}. */
  private static final int SENT_AWAY_PER_SECOND = 200;
  /** No drain takes longer because there are many. */
  private static final long LONGEST_MS = 10_000;

  private final Vertx vertx;
  private final Door door;
  private final Fanout fanout;
  private final Flush flush = new Flush();
  private final Map<Session, String> addresses = new LinkedHashMap<>();
  private @Nullable Promise<Void> emptied;

  Sessions(Vertx vertx, Door door) {
    this.vertx = vertx;
    this.door = door;
    this.fanout = new Fanout(vertx, door);
  }

  /** Begins to look after sessions. */
  Future<Void> start() {
    vertx.setPeriodic(TEND_MS, timer -> tend());
    return fanout.start();
  }

  Flush flush() {
    return flush;
  }

  Fanout fanout() {
    return fanout;
  }

  /**
   * Takes over an accepted WebSocket.
   *
   * @param address as counted by {@link SessionRegistry#connected}; given back when the session ends
   */
  SocketSession open(ServerWebSocket ws, String address) {
    SocketSession session = new SocketSession(vertx, this, door, ws);
    opened(session, address);
    return session;
  }

  /**
   * Looks after a session from now on.
   *
   * @param address as counted by {@link SessionRegistry#connected}; given back when the session ends
   */
  void opened(Session session, String address) {
    addresses.put(session, address);
    if (emptied != null) {
      session.leave(0); // its handshake was under way when the others were sent away
    }
  }

  /** Where a session comes from; absent once it has ended. */
  @Nullable
  String address(Session session) {
    return addresses.get(session);
  }

  /** Takes note that it is known who is there. */
  void entered(Session session, Identity identity) {
    door.registry().entered(session, identity);
    fanout.residents().entered(session);
  }

  /** Forgets a session that has ended. */
  void left(Session session) {
    fanout.leaveAll(session);
    Identity identity = session.identity();
    if (identity != null) {
      fanout.residents().left(session);
      door.registry().left(session, identity);
    }
    String address = addresses.remove(session);
    if (address != null) {
      door.registry().disconnected(address);
    }
    Promise<Void> waiting = emptied;
    if (waiting != null && addresses.isEmpty()) {
      waiting.tryComplete();
    }
  }

  /**
   * Sends every session elsewhere, one after the other, so that they need not wait for each other where they come back:
   * each goes on until its turn, is answered what it asked, told when to come back, and closed.
   *
   * @param mostMs the time within which all have had their turn
   * @return when all are gone
   */
  Future<Void> leave(long mostMs) {
    Promise<Void> gone = Promise.promise();
    emptied = gone;
    List<Session> leaving = new ArrayList<>(addresses.keySet());
    long spreadMs = spread(leaving.size(), mostMs);
    for (int i = 0; i < leaving.size(); i++) {
      Session session = leaving.get(i);
      long turnMs = spreadMs * i / leaving.size();
      if (turnMs == 0) {
        sendAway(session, mostMs);
      } else {
        vertx.setTimer(turnMs, turn -> sendAway(session, mostMs));
      }
    }
    if (addresses.isEmpty()) {
      gone.tryComplete();
    }
    return gone.future();
  }

  private void sendAway(Session session, long mostMs) {
    if (addresses.containsKey(session)) {
      session.leave(ThreadLocalRandom.current().nextLong(Math.min(UNSEEN_MS, mostMs) + 1));
    }
  }

  /** The time over which so many sessions are sent away: short, but not all at once. */
  static long spread(int sessions, long mostMs) {
    return Math.min(sessions * 1_000L / SENT_AWAY_PER_SECOND, Math.min(mostMs, LONGEST_MS));
  }

  private void tend() {
    long now = System.nanoTime();
    long wallClockMs = System.currentTimeMillis();
    List.copyOf(addresses.keySet()).forEach(session -> session.tend(now, wallClockMs));
  }
}
