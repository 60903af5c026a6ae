package dev.hubbub.load;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One user with one session, who checks all that is told: in every room the seqs must follow each other. Who loses the
 * connection comes back after a time with full jitter, to the next address, resumes, and sends again what was not
 * answered. Of the crowd's event loop only.
 */
final class Client implements Socket.Ear {
  private static final long FIRST_WAIT_MS = 500;
  private static final long LONGEST_WAIT_MS = 30_000;
  private static final int TRIES_TO_COME = 5;
  private static final Set<Integer> STOPS = Set.of(1002, 1003, 1007, 1008, 1009, 4401, 4403, 4409);

  private final Crowd crowd;
  private final int index;
  private final long[] cursors;
  private final @Nullable String[] epochs;
  private final Deque<Integer> unanswered = new ArrayDeque<>();
  private @Nullable Socket socket;
  private int turn;
  private int joined;
  private int tries;
  private long wait = -1;
  private long replay;
  private boolean here;
  private boolean came;
  private boolean gone;
  private boolean removed;
  private String username = "";

  Client(Crowd crowd, int index) {
    this.crowd = crowd;
    this.index = index;
    this.turn = index / crowd.plan().rooms();
    this.cursors = new long[crowd.plan().joins()];
    this.epochs = new String[crowd.plan().joins()];
  }

  int index() {
    return index;
  }

  /** Opens the session. */
  void connect() {
    joined = 0;
    socket = crowd.open(turn++, index, this);
  }

  /** Whether it is connected and in all its rooms. */
  boolean isReady() {
    return here && joined == cursors.length;
  }

  /** The seq of the last event it has of a room, which is one of its own. */
  long cursor(int room) {
    return cursors[crowd.plan().slot(index, room)];
  }

  /** The name the server told. */
  String username() {
    return username;
  }

  /** Takes note that somebody removes the user from its first room. */
  void remove() {
    removed = true;
  }

  /** Whether somebody removed the user from that room. */
  boolean isRemovedFrom(int room) {
    return removed && crowd.plan().slot(index, room) == 0;
  }

  /** How many of its messages have no answer. */
  int unanswered() {
    return unanswered.size();
  }

  /** The message without an answer for longest; negative for none. */
  int oldestUnanswered() {
    Integer oldest = unanswered.peekFirst();
    return oldest == null ? -1 : oldest;
  }

  /** Sends a message, or keeps it until there is a connection. */
  void send(int number) {
    unanswered.add(number);
    Socket to = socket;
    if (here && to != null) {
      to.send(crowd.frame(number));
    }
  }

  /** Breaks the connection. */
  void cut() {
    if (socket != null) {
      socket.cut();
    }
  }

  /** Leaves for good. */
  void leave() {
    gone = true;
    if (socket != null) {
      socket.leave();
    }
  }

  @Override
  public void heard(byte[] text, int length, long nanos) {
    try {
      read(text, length, nanos);
    } catch (LoadFailure failure) {
      crowd.failed(index, String.valueOf(failure.getMessage()));
    }
  }

  private void read(byte[] text, int length, long nanos) {
    Glance glance = crowd.glance();
    glance.at(text, length);
    switch (glance.kind()) {
      case MESSAGE -> {
        event(glance.room(), glance.seq(), glance.number(), nanos, false);
        compareText(glance);
      }
      case OTHER_EVENT -> event(glance.room(), glance.seq(), glance.number(), nanos, false);
      case ACK -> acknowledged(glance, nanos);
      case HELLO -> greeted(json(text, length));
      case JOINED -> joined(json(text, length), nanos);
      case ERROR -> refused(json(text, length));
      case BYE -> wait = json(text, length).getLong("reconnect_ms", 0L);
      case SIGNAL -> crowd.tally().signals++;
    }
  }

  private static JsonObject json(byte[] text, int length) {
    try {
      return new JsonObject(new String(text, 0, length, StandardCharsets.UTF_8));
    } catch (DecodeException e) {
      throw new LoadFailure("the server sent a frame that is no JSON object");
    }
  }

  private void event(int room, long seq, int number, long nanos, boolean resumed) {
    int slot = room < 0 ? -1 : crowd.plan().slot(index, room);
    if (slot < 0) {
      crowd.breach(Promise.AUTHORITY, room, index, seq, "an event of a room the user is not in");
      return;
    }
    long cursor = cursors[slot];
    if (seq <= cursor) {
      crowd.breach(
          Promise.IN_ORDER,
          room,
          index,
          seq,
          "it came after seq " + cursor + ": again, or swapped");
      crowd.tally().repeated++;
      return;
    }
    if (seq > cursor + 1) {
      Promise which = resumed ? Promise.RESUMING : Promise.IN_ORDER;
      crowd.breach(which, room, index, seq, (seq - cursor - 1) + " before it are missing");
    }
    cursors[slot] = seq;
    crowd.delivered(this, room, seq, number, nanos, resumed);
  }

  private void compareText(Glance glance) {
    if (crowd.sends().has(glance.number()) && glance.said() != glance.number()) {
      crowd.breach(
          Promise.DURABLE,
          glance.room(),
          index,
          glance.seq(),
          "message " + glance.number() + " has another text");
    }
  }

  private void acknowledged(Glance glance, long nanos) {
    int number = glance.number();
    if (!crowd.sends().has(number) || !answered(number)) {
      crowd.breach(
          Promise.REPLIES, glance.room(), index, glance.seq(), "an ack of nothing that was sent");
      return;
    }
    crowd.acknowledged(number, glance.seq(), index, nanos);
  }

  private boolean answered(int number) {
    Integer oldest = unanswered.peekFirst();
    if (oldest != null && oldest == number) {
      int unused = unanswered.removeFirst();
      return true;
    }
    return unanswered.removeFirstOccurrence(number);
  }

  private void greeted(JsonObject hello) {
    replay = hello.getJsonObject("limits", new JsonObject()).getLong("replay", 0L);
    username = hello.getString("user", "");
    crowd.learn(hello);
    here = true;
    Socket to = socket;
    if (to == null) {
      return;
    }
    for (int slot = 0; slot < cursors.length; slot++) {
      join(slot);
    }
    for (int number : unanswered) {
      crowd.tally().resent++;
      to.send(crowd.frame(number));
    }
  }

  private void join(int slot) {
    Socket to = socket;
    if (!here || to == null) {
      return;
    }
    JsonObject join = new JsonObject()
        .put("type", "join")
        .put("room", crowd.roomId(crowd.plan().room(index, slot)));
    if (epochs[slot] == null) {
      join.put("limit", 1);
    } else {
      join.put("since", cursors[slot]).put("epoch", epochs[slot]);
    }
    to.send(join.encode());
  }

  private void joined(JsonObject frame, long nanos) {
    int room = crowd.roomNumber(frame.getString("room"));
    int slot = room < 0 ? -1 : crowd.plan().slot(index, room);
    if (slot < 0) {
      throw new LoadFailure("the server joined a user to a room that was not asked for");
    }
    long head = frame.getLong("seq");
    String epoch = frame.getString("epoch");
    if (epochs[slot] != null) {
      resumed(frame, room, slot, head, epoch, nanos);
    }
    cursors[slot] = head;
    epochs[slot] = epoch;
    crowd.heard(room, head);
    if (++joined == cursors.length) {
      tries = 0;
      if (came) {
        crowd.tally().resumed++;
      } else {
        came = true;
        crowd.arrived();
      }
    }
  }

  private void resumed(JsonObject frame, int room, int slot, long head, String epoch, long nanos) {
    long since = cursors[slot];
    boolean sameLife = epoch.equals(epochs[slot]);
    if (sameLife && head < since) {
      crowd.breach(Promise.EPOCH, room, index, head, "the log went back from " + since);
    } else if (frame.getBoolean("recovered", false)) {
      JsonArray events = frame.getJsonArray("events", new JsonArray());
      for (int i = 0; i < events.size(); i++) {
        JsonObject event = events.getJsonObject(i);
        event(room, event.getLong("seq"), crowd.number(event.getString("key")), nanos, true);
      }
      if (cursors[slot] != head) {
        crowd.breach(
            Promise.RESUMING,
            room,
            index,
            head,
            "it is the head, but events ended at " + cursors[slot]);
      }
    } else {
      crowd.tally().afresh++;
      if (sameLife) {
        crowd.tally().skipped += head - since;
        if (head - since <= replay) {
          crowd.breach(
              Promise.RESUMING,
              room,
              index,
              head,
              "not recovered, though only " + (head - since) + " events were missed");
        }
      }
    }
  }

  private void refused(JsonObject error) {
    String code = error.getString("code", "?");
    int number = Crowd.numberOf(error.getString("id"));
    if (!crowd.sends().has(number)) {
      int room = crowd.roomNumber(error.getString("room"));
      int slot = room < 0 ? -1 : crowd.plan().slot(index, room);
      if (slot >= 0 && code.equals("unavailable")) {
        crowd.tally().errors.merge(code, 1, Integer::sum);
        crowd.later(backOff(0), () -> join(slot));
        return;
      }
      crowd.failed(index, "the server answered " + code + ": " + error.getString("message"));
      return;
    }
    crowd.sends().refuse(number);
    crowd.tally().errors.merge(code, 1, Integer::sum);
    if (code.equals("unavailable")) {
      crowd.later(backOff(0), () -> again(number));
    } else if (!answered(number)) {
      crowd.breach(Promise.REPLIES, -1, index, 0, "an error for nothing that was sent");
    }
  }

  /** Nothing was acknowledged: the same key finds out what became of it. */
  private void again(int number) {
    Socket to = socket;
    if (here && to != null && unanswered.contains(number)) {
      crowd.tally().resent++;
      to.send(crowd.frame(number));
    }
  }

  @Override
  public void closed(int code, @Nullable String why) {
    here = false;
    socket = null;
    if (gone || crowd.isOver()) {
      return;
    }
    if (came && why == null) {
      crowd.tally().drops.merge(code, 1, Integer::sum);
    }
    if (STOPS.contains(code) || (!came && ++tries >= TRIES_TO_COME)) {
      gone = true;
      crowd.failed(index, why == null ? "the server closed with " + code : why);
      return;
    }
    long after = wait >= 0 ? wait : backOff(tries);
    wait = -1;
    if (came) {
      tries++;
    }
    crowd.later(after, this::connect);
  }

  /** Full jitter: anything up to a bound that doubles each time. */
  private static long backOff(int tries) {
    long bound = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS << Math.min(tries, 10));
    return ThreadLocalRandom.current().nextLong(bound);
  }
}
