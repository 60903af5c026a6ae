package dev.hubbub.history;

import dev.hubbub.room.Appended;
import dev.hubbub.room.Draft;
import dev.hubbub.room.Event;
import dev.hubbub.room.Event.Change;
import dev.hubbub.room.Policy;
import dev.hubbub.room.Policy.Action;
import dev.hubbub.room.Policy.Standing;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.Role;
import dev.hubbub.room.User;
import dev.hubbub.room.Visibility;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A room while its row is locked for one deed: how those concerned stand to it, and the events that come of it. Lives
 * for one attempt of one transaction.
 */
final class LockedRoom {
  private static final String LOCK =
      """
      SELECT r.no, r.id, r.epoch, r.name, r.topic, r.visibility, r.slow_mode_s, r.kept, r.last_seq,
        r.messages, r.last_message, r.members, now_ms() AS now
      FROM rooms r WHERE r.id = $1 AND r.ended_at IS NULL
      FOR NO KEY UPDATE OF r
      """;

  private static final String PARTY =
      """
      SELECT a.administrator, a.shut_at, a.ended_at,
        (SELECT m.role FROM memberships m WHERE m.room = r.no AND m.account = a.no) AS role,
        (SELECT b.banned_at FROM bans b WHERE b.room = r.no AND b.account = a.no) AS banned_at,
        (SELECT u.muted_at FROM mutes u WHERE u.room = r.no AND u.account = a.no
          AND (u.ends_at IS NULL OR u.ends_at > now_ms())) AS muted_at
      FROM rooms r JOIN accounts a ON a.no = $2
      WHERE r.id = $1
      """;

  private static final String CHANGE_EVENT =
      """
      INSERT INTO events (room, seq, type, ts, sender, key, digest, messages, target, text, emoji,
        reacts, mentions)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
      """;

  private static final String ROOM_EVENT =
      """
      INSERT INTO events (room, seq, type, ts, sender, messages, name, topic, visibility,
        slow_mode_s, deleted)
      VALUES ($1, $2, 'room', $3, $4, $5, $6, $7, $8, $9, $10)
      """;

  private final Statements statements;
  private final String id;
  private final String epoch;
  private final long no;
  private final long ts;
  private final boolean kept;
  private final long messages;
  private final Party asker;
  private final @Nullable Party target;
  private final Writes writes = new Writes();
  private final List<Event> events = new ArrayList<>();
  private final Map<Long, Altered> changes = new HashMap<>();
  private Shape shape;
  private @Nullable Long lastMessage;
  private @Nullable Event before;
  private long lastSeq;
  private int members;
  private boolean ended;

  /** What is kept of an event that changes a message, besides what it tells. */
  private record Altered(long digest, @Nullable String mentions) {}

  /** What can be changed about a room. */
  record Shape(String name, String topic, Visibility visibility, int slowModeS) {}

  private LockedRoom(Statements statements, Row row, Party asker, @Nullable Party target) {
    this.statements = statements;
    this.id = row.text("id");
    this.epoch = row.text("epoch");
    this.no = row.number("no");
    this.ts = row.number("now");
    this.kept = row.flag("kept");
    this.messages = row.number("messages");
    this.lastMessage = row.numberOrNull("last_message");
    this.shape =
        new Shape(row.text("name"), row.text("topic"), Visibility.of(row.text("visibility")), (int)
            row.number("slow_mode_s"));
    this.lastSeq = row.number("last_seq");
    this.members = (int) row.number("members");
    this.asker = asker;
    this.target = target;
  }

  /**
   * Locks a room and reads how {@code asker} and {@code target} stand to it; {@code NOT_FOUND} where there is no such
   * room, or where one of them has no account. Until the end of the transaction nobody else changes any of it.
   */
  static Future<LockedRoom> lock(
      Statements statements, String room, User asker, @Nullable User target) {
    return Future.all(
            statements.query(LOCK, room),
            statements.query(PARTY, room, asker.id()),
            target == null
                ? Future.succeededFuture(List.<Row>of())
                : statements.query(PARTY, room, target.id()))
        .map(all -> {
          Row row = first(all.resultAt(0));
          Party by = Party.of(asker, first(all.resultAt(1)));
          Party to = target == null ? null : Party.of(target, first(all.resultAt(2)));
          return new LockedRoom(statements, row, by, to);
        });
  }

  private static Row first(List<Row> rows) {
    return rows.stream().findFirst().orElseThrow(Refusal::notFound);
  }

  /** Throws the {@link Refusal} where who asks may not do that to whom it is done to. */
  void demand(Action action) {
    if (asker.shut()) {
      throw Places.letInNoMore();
    }
    if (target != null && target.ended()) {
      throw Refusal.notFound();
    }
    Standing standing = new Standing(
        shape.visibility(),
        kept,
        asker.role(),
        asker.banned(),
        asker.muted(),
        asker.administrator(),
        members);
    Policy.refuses(action, standing, target == null ? null : target.role()).ifPresent(refusal -> {
      throw refusal;
    });
  }

  long no() {
    return no;
  }

  /** Milliseconds since 1970, UTC, by the clock of the store. */
  long ts() {
    return ts;
  }

  boolean kept() {
    return kept;
  }

  int members() {
    return members;
  }

  Shape shape() {
    return shape;
  }

  Party asker() {
    return asker;
  }

  /** To whom it is done; for deeds that are done to somebody. */
  Party target() {
    if (target == null) {
      throw new IllegalStateException("This is done to nobody.");
    }
    return target;
  }

  /** Adds the event that makes the asker a member. */
  void joined() {
    User user = asker.user();
    members++;
    member(user, Change.JOINED, Role.MEMBER);
    writes.joined.add(no, user.id(), Role.MEMBER.wire(), lastSeq, lastSeq);
  }

  /** Adds the event with which a member ceases to be one. */
  void departed(User user, Change change) {
    members--;
    writes.departed(no, user.id(), false);
    member(user, change, null);
  }

  /** Adds the event that tells a member's new role. */
  void role(User user, Role role) {
    writes.roles.add(no, user.id(), role.wire());
    if (role == Role.MEMBER) {
      writes.uninvited.add(no, user.id());
    }
    member(user, Change.ROLE, role);
  }

  /** Adds an event that changes nobody's membership. */
  void told(User user, Change change) {
    member(user, change, null);
  }

  /** Adds the event that tells what the room is from now on. */
  void changed(Shape now) {
    shape = now;
    tell(false);
  }

  /** Adds the last event: all memberships are over. */
  void ended() {
    members = 0;
    ended = true;
    tell(true);
  }

  /** Notes that the room ended with the last event there is. */
  void abandoned() {
    ended = true;
  }

  /** Adds the event that gives a message another text. */
  Event.Edit edited(Draft.Edit deed, long digest, List<Mentions.Called> called) {
    Event.Edit event = new Event.Edit(
        id,
        ++lastSeq,
        ts,
        asker.user().username(),
        deed.key(),
        deed.target(),
        deed.kept(),
        called.stream().map(Mentions.Called::name).toList());
    changes.put(event.seq(), new Altered(digest, Mentions.shown(called)));
    events.add(event);
    return event;
  }

  /**
   * Adds the event that takes a message back.
   *
   * @param older the newest message that is left before it
   */
  void deleted(Draft.Delete deed, long digest, @Nullable Long older) {
    Event.Delete event =
        new Event.Delete(id, ++lastSeq, ts, asker.user().username(), deed.key(), deed.target());
    changes.put(event.seq(), new Altered(digest, null));
    events.add(event);
    if (lastMessage != null && lastMessage == deed.target()) {
      lastMessage = older;
    }
  }

  /** Adds the event that reacts to a message. */
  Event.Reaction reacted(Draft.React deed, long digest) {
    Event.Reaction event = new Event.Reaction(
        id,
        ++lastSeq,
        ts,
        asker.user().username(),
        deed.key(),
        deed.target(),
        deed.emoji(),
        deed.on());
    changes.put(event.seq(), new Altered(digest, null));
    events.add(event);
    return event;
  }

  /** Notes that an event which is in the log did it already. */
  void was(Row event) {
    before = Events.of(id, event);
  }

  /** Writes the room and its events, where there are new ones. */
  Future<Appended> write() {
    if (events.isEmpty()) {
      return Future.succeededFuture(before == null ? Appended.NOTHING : Appended.known(before));
    }
    writes.rooms.add(no, lastSeq, messages, lastMessage, members, ended ? Long.valueOf(ts) : null);
    List<Future<?>> written = new ArrayList<>();
    written.add(writes.run(statements));
    for (Event event : events) {
      if (event instanceof Event.Room room) {
        written.add(statements.query(
            ROOM_EVENT,
            no,
            room.seq(),
            ts,
            asker.user().id(),
            messages,
            room.name(),
            room.topic(),
            room.visibility().wire(),
            room.slowModeS(),
            room.deleted()));
      } else if (changes.containsKey(event.seq())) {
        written.add(statements.query(CHANGE_EVENT, row(event)));
      }
    }
    return Future.all(written).map(done -> Appended.stored(events, epoch));
  }

  private void member(User user, Change change, @Nullable Role role) {
    Event.Member event = new Event.Member(
        id, ++lastSeq, ts, asker.user().username(), null, user.username(), change, role);
    writes.member(no, event, asker.user().id(), user.id(), messages);
    events.add(event);
  }

  /** What is written of an event that changes a message. */
  private @Nullable Object[] row(Event event) {
    Altered change = Objects.requireNonNull(changes.get(event.seq()));
    Event.Edit edit = event instanceof Event.Edit one ? one : null;
    Event.Reaction reaction = event instanceof Event.Reaction one ? one : null;
    long target = edit != null
        ? edit.target()
        : reaction != null ? reaction.target() : ((Event.Delete) event).target();
    return new @Nullable Object[] {
      no,
      event.seq(),
      edit != null ? Events.EDIT : reaction != null ? Events.REACTION : Events.DELETE,
      ts,
      asker.user().id(),
      event.key(),
      change.digest(),
      messages,
      target,
      edit == null ? null : edit.text(),
      reaction == null ? null : reaction.emoji(),
      reaction == null ? null : reaction.on(),
      change.mentions()
    };
  }

  private void tell(boolean last) {
    events.add(new Event.Room(
        id,
        ++lastSeq,
        ts,
        asker.user().username(),
        null,
        shape.name(),
        shape.topic(),
        shape.visibility(),
        shape.slowModeS(),
        last));
  }
}
