package dev.hubbub.history;

import dev.hubbub.bus.LocalBus;
import dev.hubbub.bus.Request;
import dev.hubbub.room.RoomEntry;
import dev.hubbub.room.Rooms;
import dev.hubbub.room.User;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rooms there are, as the verticles beside {@link HistoryVerticle} reach them. Answers on the caller's context. */
public final class RoomsClient implements Rooms {
  static final String ADDRESS = "rooms";

  private final LocalBus bus;

  /** A client of the store of this instance. */
  public RoomsClient(Vertx vertx) {
    this.bus = LocalBus.of(vertx);
  }

  @Override
  public Future<RoomView> create(NewRoom room) {
    return bus.ask(ADDRESS, new Create(room));
  }

  @Override
  public Future<Direct> direct(User user, User other) {
    return bus.ask(ADDRESS, new OfTwo(user, other));
  }

  @Override
  public Future<RoomView> get(String room, User user) {
    return bus.ask(ADDRESS, new Get(room, user));
  }

  @Override
  public Future<List<Membership>> memberships(Collection<Long> accounts) {
    return bus.ask(ADDRESS, new Memberships(List.copyOf(accounts)));
  }

  @Override
  public Future<Slice<RoomView>> mine(User user, @Nullable String cursor, int limit) {
    return bus.ask(ADDRESS, new Mine(user, cursor, limit));
  }

  @Override
  public Future<Slice<RoomView>> directory(
      User user, String text, @Nullable String cursor, int limit) {
    return bus.ask(ADDRESS, new Directory(user, text, cursor, limit));
  }

  @Override
  public Future<Slice<RoomEntry>> all(String text, @Nullable String cursor, int limit) {
    return bus.ask(ADDRESS, new All(text, cursor, limit));
  }

  private record Create(NewRoom room) implements Request<Rooms, RoomView> {
    @Override
    public Future<RoomView> answeredBy(Rooms rooms) {
      return rooms.create(room);
    }
  }

  private record OfTwo(User user, User other) implements Request<Rooms, Direct> {
    @Override
    public Future<Direct> answeredBy(Rooms rooms) {
      return rooms.direct(user, other);
    }
  }

  private record Get(String room, User user) implements Request<Rooms, RoomView> {
    @Override
    public Future<RoomView> answeredBy(Rooms rooms) {
      return rooms.get(room, user);
    }
  }

  private record Memberships(List<Long> accounts) implements Request<Rooms, List<Membership>> {
    @Override
    public Future<List<Membership>> answeredBy(Rooms rooms) {
      return rooms.memberships(accounts);
    }
  }

  private record Mine(User user, @Nullable String cursor, int limit)
      implements Request<Rooms, Slice<RoomView>> {
    @Override
    public Future<Slice<RoomView>> answeredBy(Rooms rooms) {
      return rooms.mine(user, cursor, limit);
    }
  }

  private record Directory(User user, String text, @Nullable String cursor, int limit)
      implements Request<Rooms, Slice<RoomView>> {
    @Override
    public Future<Slice<RoomView>> answeredBy(Rooms rooms) {
      return rooms.directory(user, text, cursor, limit);
    }
  }

  private record All(String text, @Nullable String cursor, int limit)
      implements Request<Rooms, Slice<RoomEntry>> {
    @Override
    public Future<Slice<RoomEntry>> answeredBy(Rooms rooms) {
      return rooms.all(text, cursor, limit);
    }
  }
}
