package dev.hubbub.gateway;

import dev.hubbub.room.Appended;
import dev.hubbub.room.Draft;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Event;
import dev.hubbub.room.History;
import dev.hubbub.room.Policy;
import dev.hubbub.room.Policy.Action;
import dev.hubbub.room.Policy.Standing;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.Role;
import dev.hubbub.room.RoomEntry;
import dev.hubbub.room.Rooms;
import dev.hubbub.room.User;
import dev.hubbub.room.Visibility;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Rooms and their logs in memory: what the ports promise of the routes that exist. Any thread may use it. */
final class MemoryRooms implements Rooms, History {
  private final TreeMap<String, Kept> rooms = new TreeMap<>();
  private boolean away;

  private static final class Kept {
    private final NewRoom made;
    private final String id;
    private final List<Event> log = new ArrayList<>();
    private final Map<String, Role> members = new HashMap<>();

    private Kept(NewRoom made, String id) {
      this.made = made;
      this.id = id;
    }

    private Standing standing(User user) {
      return new Standing(
          made.visibility(),
          false,
          members.get(user.username()),
          false,
          false,
          false,
          members.size());
    }

    private Appended add(Event event) {
      log.add(event);
      return Appended.stored(List.of(event), "e1");
    }

    private long next() {
      return log.size() + 1L;
    }

    private List<Event> messages() {
      return log.stream().filter(Event.Message.class::isInstance).toList();
    }
  }

  /** Makes every answer {@code unavailable}, or no longer. */
  synchronized void away(boolean gone) {
    away = gone;
  }

  private synchronized <T> Future<T> answer(Supplier<T> work) {
    if (away) {
      return Future.failedFuture(Refusal.unavailable());
    }
    try {
      return Future.succeededFuture(work.get());
    } catch (Refusal refusal) {
      return Future.failedFuture(refusal);
    }
  }

  private Kept allowed(Action action, String room, User user) {
    Kept kept = rooms.get(room);
    Optional<Refusal> refusal = Policy.refuses(action, kept == null ? null : kept.standing(user));
    if (kept == null || refusal.isPresent()) {
      throw refusal.orElseGet(Refusal::notFound);
    }
    return kept;
  }

  @Override
  public Future<RoomView> create(NewRoom room) {
    return answer(() -> {
      String id = room.id() != null ? room.id() : "made-" + rooms.size();
      if (rooms.containsKey(id)) {
        throw new Refusal(ErrorCode.CONFLICT, "This id is taken.");
      }
      Kept kept = new Kept(room, id);
      rooms.put(id, kept);
      return view(kept, join(kept, room.owner(), Role.OWNER));
    });
  }

  private static User join(Kept kept, User user, Role role) {
    kept.members.put(user.username(), role);
    kept.log.add(new Event.Member(
        kept.id,
        kept.next(),
        1,
        user.username(),
        null,
        user.username(),
        Event.Change.JOINED,
        role));
    return user;
  }

  private static RoomView view(Kept kept, User user) {
    Role role = kept.members.get(user.username());
    List<Event> messages = kept.messages();
    Event.Message last =
        messages.isEmpty() ? null : (Event.Message) messages.get(messages.size() - 1);
    boolean member = role != null;
    return new RoomView(
        kept.id,
        kept.made.name(),
        kept.made.topic(),
        kept.made.visibility(),
        0,
        null,
        role,
        kept.members.size(),
        kept.log.size(),
        "epoch",
        1_700_000_000_000L,
        member ? 1L : null,
        member ? (long) messages.size() : null,
        member ? 0L : null,
        member ? last : null);
  }

  @Override
  public Future<Direct> direct(User user, User other) {
    return Future.failedFuture(new UnsupportedOperationException("no direct rooms here"));
  }

  @Override
  public Future<RoomView> get(String room, User user) {
    return answer(() -> view(allowed(Action.SEE, room, user), user));
  }

  @Override
  public Future<Slice<RoomView>> mine(User user, @Nullable String cursor, int limit) {
    return slice(user, cursor, limit, kept -> kept.members.containsKey(user.username()));
  }

  @Override
  public Future<Slice<RoomView>> directory(
      User user, String text, @Nullable String cursor, int limit) {
    return slice(
        user,
        cursor,
        limit,
        kept -> kept.made.visibility() == Visibility.PUBLIC && kept.id.contains(text));
  }

  @Override
  public Future<Slice<RoomEntry>> all(String text, @Nullable String cursor, int limit) {
    return Future.failedFuture(new UnsupportedOperationException("nobody looks after these rooms"));
  }

  private Future<Slice<RoomView>> slice(
      User user, @Nullable String cursor, int limit, Predicate<Kept> wanted) {
    return answer(() -> {
      List<RoomView> views = rooms.tailMap(cursor == null ? "" : cursor, false).values().stream()
          .filter(wanted)
          .map(kept -> view(kept, user))
          .toList();
      return views.size() <= limit
          ? new Slice<>(views, null)
          : new Slice<>(views.subList(0, limit), views.get(limit - 1).id());
    });
  }

  @Override
  public Future<Appended> append(Draft draft) {
    return answer(() -> appended(draft));
  }

  private Appended appended(Draft draft) {
    User user = draft.from();
    if (draft instanceof Draft.Message message) {
      return said(allowed(Action.SEND, draft.room(), user), message);
    }
    if (draft instanceof Draft.Leave) {
      Kept kept = allowed(Action.LEAVE, draft.room(), user);
      kept.members.remove(user.username());
      return kept.add(new Event.Member(
          kept.id,
          kept.next(),
          1,
          user.username(),
          null,
          user.username(),
          Event.Change.LEFT,
          null));
    }
    Kept kept = allowed(Action.JOIN, draft.room(), user);
    if (kept.members.containsKey(user.username())) {
      return Appended.NOTHING;
    }
    var unused = join(kept, user, Role.MEMBER);
    return Appended.stored(List.of(kept.log.get(kept.log.size() - 1)), "e1");
  }

  private static Appended said(Kept kept, Draft.Message message) {
    for (Event event : kept.messages()) {
      if (message.key() != null
          && message.key().equals(event.key())
          && event.from().equals(message.from().username())) {
        if (event instanceof Event.Message same && message.text().equals(same.text())) {
          return Appended.known(event);
        }
        throw new Refusal(ErrorCode.CONFLICT, "This key is another message's.");
      }
    }
    return kept.add(new Event.Message(
        kept.id,
        kept.next(),
        1,
        message.from().username(),
        message.key(),
        message.text(),
        message.replyTo()));
  }

  @Override
  public Future<Page> page(String room, @Nullable Long before, @Nullable Long after, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Future<Page> page(PageQuery query) {
    return answer(() -> {
      Kept kept = allowed(Action.READ, query.room(), query.user());
      Long before = query.before();
      Long after = query.after();
      List<Event> all = kept.messages().stream()
          .filter(event -> before == null || event.seq() < before)
          .filter(event -> after == null || event.seq() > after)
          .sorted(Comparator.comparingLong(Event::seq))
          .toList();
      int from = after != null ? 0 : Math.max(0, all.size() - query.limit());
      List<Event> page = all.subList(from, Math.min(all.size(), from + query.limit()));
      return new Page(query.room(), page, page.size() < all.size());
    });
  }

  @Override
  public Future<LogPage> log(LogQuery query) {
    return answer(() -> {
      Kept kept = allowed(Action.READ, query.room(), query.user());
      List<Event> page = kept.log.stream()
          .filter(event -> event.seq() > query.after())
          .limit(query.limit())
          .toList();
      long reached = query.after() + page.size();
      return new LogPage(query.room(), page, kept.log.size(), reached < kept.log.size());
    });
  }

  @Override
  public Future<Opened> open(Open open) {
    return Future.failedFuture(Refusal.unavailable());
  }

  @Override
  public Future<Mark> read(String room, User user, long seq) {
    return answer(() -> {
      Kept kept = allowed(Action.READ, room, user);
      return new Mark(Math.min(seq, kept.log.size()), true, true);
    });
  }

  @Override
  public Future<Readers> readers(String room, User user, long seq) {
    return answer(() -> {
      Kept unused = allowed(Action.READ, room, user);
      return new Readers(0, List.of());
    });
  }

  @Override
  public Future<List<Inbox>> inbox(Collection<Place> places) {
    return Future.failedFuture(Refusal.unavailable());
  }

  @Override
  public Future<List<Membership>> memberships(Collection<Long> accounts) {
    return Future.failedFuture(Refusal.unavailable());
  }

  @Override
  public Future<List<Event>> fill(String room, String epoch, long after, int limit) {
    return Future.failedFuture(Refusal.unavailable());
  }

  @Override
  public Future<List<Head>> heads(Collection<String> asked) {
    return Future.failedFuture(Refusal.unavailable());
  }
}
