package dev.hubbub.history;

import dev.hubbub.history.Mentions.Called;
import dev.hubbub.room.Draft;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Event;
import dev.hubbub.room.Policy;
import dev.hubbub.room.Policy.Action;
import dev.hubbub.room.Policy.Standing;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.Role;
import dev.hubbub.room.User;
import dev.hubbub.room.Visibility;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One room while its row is locked: decides on the drafts for it, one after the other, each on what the ones before it
 * left, and notes what is to be written. Lives for one attempt of one transaction.
 */
final class Ledger {
  private final String id;
  private final String epoch;
  private final long no;
  private final Visibility visibility;
  private final boolean kept;
  private final long paceMs;
  private final long ts;
  private final Map<Long, Stand> stands = new HashMap<>();
  private final Map<Key, Known> known = new HashMap<>();
  private final Set<Long> messagesThere = new HashSet<>();
  private final Map<String, Called> callable = new HashMap<>();
  private final Writes writes;
  private long lastSeq;
  private long messages;
  private @Nullable Long lastMessage;
  private int members;
  private boolean ended;
  private boolean changed;

  /** A sender's key. */
  record Key(long sender, String key) {}

  /** What is in the log under a key. */
  record Known(long digest, Event event) {}

  /** How an account stands to the room, and what the transaction changes about it. */
  private static final class Stand {
    @Nullable
    Role role;

    boolean banned;

    boolean muted;

    @Nullable
    Long joined;

    @Nullable
    Long read;

    @Nullable
    Long sentAt;

    boolean left;

    boolean paced;
  }

  /** The room that {@code row} locked, at {@code now}; what is to be written goes to {@code writes}. */
  Ledger(Row row, Writes writes) {
    this.id = row.text("id");
    this.epoch = row.text("epoch");
    this.no = row.number("no");
    this.visibility = Visibility.of(row.text("visibility"));
    this.kept = row.flag("kept");
    this.paceMs = row.number("slow_mode_s") * 1_000;
    this.ts = row.number("now");
    this.lastSeq = row.number("last_seq");
    this.messages = row.number("messages");
    this.lastMessage = row.numberOrNull("last_message");
    this.members = (int) row.number("members");
    this.writes = writes;
  }

  /** Notes how an account stands to the room, as a row tells. */
  void stands(Row row) {
    Stand stand = stand(row.number("account"));
    String role = row.textOrNull("role");
    stand.role = role == null ? null : Role.of(role);
    stand.banned = row.has("banned_at");
    stand.muted = row.has("muted_at");
    stand.sentAt = row.numberOrNull("sent_at");
  }

  /** Whether an account would become a member by joining. */
  boolean lacks(long account) {
    return stand(account).role == null;
  }

  /** Notes what is in the log under a key. */
  void knows(Key key, Known what) {
    known.put(key, what);
  }

  /** Notes that there is a message of this seq. */
  void hasMessage(long seq) {
    messagesThere.add(seq);
  }

  /** Notes that a member can be called by a name, in its folded form. */
  void calls(String name, Called member) {
    callable.put(name, member);
  }

  /** Decides on a draft. */
  Outcome decide(Draft draft, Places places) {
    if (draft instanceof Draft.Message message) {
      return message(message);
    }
    return draft instanceof Draft.Join ? join(draft.from(), places) : leave(draft.from());
  }

  /** Notes how the room and its memberships end up. Once, after the last draft. */
  void close() {
    if (!changed) {
      return;
    }
    writes.rooms.add(no, lastSeq, messages, lastMessage, members, ended ? Long.valueOf(ts) : null);
    stands.forEach((account, stand) -> {
      if (stand.role != null && stand.joined != null) {
        writes.joined.add(no, account, stand.role.wire(), stand.read, stand.joined);
      } else if (stand.role != null && stand.read != null) {
        writes.read.add(no, account, stand.read);
      }
      if (stand.left) {
        writes.departed(no, account, stand.role != null);
      }
      if (stand.paced) {
        writes.paced.add(no, account, stand.sentAt);
      }
    });
  }

  private Outcome message(Draft.Message draft) {
    User from = draft.from();
    Stand stand = stand(from.id());
    Optional<Refusal> refusal = refuses(Action.SEND, stand, false);
    if (refusal.isPresent()) {
      return Outcome.refused(refusal.get());
    }
    Key key = draft.key() == null ? null : new Key(from.id(), draft.key());
    Long digest = key == null ? null : Long.valueOf(Digest.of(draft));
    Known before = key == null ? null : known.get(key);
    if (before != null) {
      return digest != null && digest == before.digest()
          ? Outcome.known(before.event())
          : Outcome.refused(new Refusal(
              ErrorCode.CONFLICT, "You have used this key for something else in this room."));
    }
    // Whoever was told nothing of a message that is in the log is told, also when they may say
    // nothing now.
    refusal = refuses(Action.SEND, stand, stand.muted)
        .or(() -> Optional.ofNullable(draft.verdict().refusal()))
        .or(() -> pace(stand));
    if (refusal.isPresent()) {
      return Outcome.refused(refusal.get());
    }
    if (draft.replyTo() != null && !messagesThere.contains(draft.replyTo())) {
      return Outcome.refused(Refusal.notFound());
    }
    List<Called> called = called(draft.kept(), stand.role);
    Event.Message event = new Event.Message(
        id,
        next(),
        ts,
        from.username(),
        draft.key(),
        draft.kept(),
        draft.replyTo(),
        called.stream().map(Called::name).toList(),
        null);
    messages++;
    lastMessage = event.seq();
    stand.read = event.seq();
    if (keepsPace(stand)) {
      stand.sentAt = ts;
      stand.paced = true;
    }
    messagesThere.add(event.seq());
    if (key != null && digest != null) {
      known.put(key, new Known(digest, event));
    }
    writes.message(no, event, from.id(), digest, messages);
    writes.called(no, event.seq(), from.id(), called);
    return Outcome.stored(event, epoch);
  }

  /** Those whom a text of somebody of a role calls. */
  private List<Called> called(String text, @Nullable Role role) {
    Set<String> names = Mentions.names(text);
    if (names.isEmpty()) {
      return List.of();
    }
    List<Called> called = new ArrayList<>();
    for (String name : names) {
      Called one = Mentions.callsEverybody(name, role) ? Mentions.ALL : callable.get(name);
      if (one != null) {
        called.add(one);
      }
    }
    return called;
  }

  /** In a room with a slow mode, a member waits between two messages. */
  private Optional<Refusal> pace(Stand stand) {
    if (stand.sentAt == null || !keepsPace(stand)) {
      return Optional.empty();
    }
    long wait = Math.min(paceMs, stand.sentAt + paceMs - ts); // the clock may have been set back
    return wait <= 0
        ? Optional.empty()
        : Optional.of(
            new Refusal(ErrorCode.RATE_LIMITED, "This room is in slow mode; wait a little.", wait));
  }

  private boolean keepsPace(Stand stand) {
    return paceMs > 0 && stand.role == Role.MEMBER;
  }

  private Outcome join(User from, Places places) {
    Stand stand = stand(from.id());
    Optional<Refusal> refusal = refuses(Action.JOIN, stand, false);
    if (refusal.isPresent()) {
      return Outcome.refused(refusal.get());
    }
    if (stand.role != null) {
      return Outcome.unchanged();
    }
    refusal = places.take(from.id(), !kept);
    if (refusal.isPresent()) {
      return Outcome.refused(refusal.get());
    }
    Event.Member event = member(from, Event.Change.JOINED, Role.MEMBER);
    stand.role = Role.MEMBER;
    stand.joined = event.seq();
    stand.read = event.seq();
    members++;
    return Outcome.stored(event, epoch);
  }

  private Outcome leave(User from) {
    Stand stand = stand(from.id());
    Optional<Refusal> refusal = refuses(Action.LEAVE, stand, false);
    if (refusal.isPresent()) {
      return Outcome.refused(refusal.get());
    }
    Event.Member event = member(from, Event.Change.LEFT, null);
    stand.role = null;
    stand.joined = null;
    stand.left = true;
    members--;
    ended = members == 0 && !kept;
    return Outcome.stored(event, epoch);
  }

  private Event.Member member(User who, Event.Change change, @Nullable Role role) {
    Event.Member event =
        new Event.Member(id, next(), ts, who.username(), null, who.username(), change, role);
    writes.member(no, event, who.id(), who.id(), messages);
    return event;
  }

  private long next() {
    changed = true;
    return ++lastSeq;
  }

  private Optional<Refusal> refuses(Action action, Stand stand, boolean muted) {
    return Policy.refuses(
        action,
        ended
            ? null
            : new Standing(visibility, kept, stand.role, stand.banned, muted, false, members));
  }

  private Stand stand(long account) {
    return stands.computeIfAbsent(account, unknown -> new Stand());
  }
}
