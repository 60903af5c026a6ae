package dev.hubbub.history;

import dev.hubbub.bus.LocalBus;
import dev.hubbub.bus.Request;
import dev.hubbub.room.Members.Member;
import dev.hubbub.room.Rooms.Slice;
import dev.hubbub.room.Upkeep;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rooms as a whole, as those beside {@link HistoryVerticle} reach them. Answers on the caller's context. */
public final class UpkeepClient implements Upkeep {
  static final String ADDRESS = "upkeep";

  private final LocalBus bus;

  /** A client of the store of this instance. */
  public UpkeepClient(Vertx vertx) {
    this.bus = LocalBus.of(vertx);
  }

  @Override
  public Future<Slice<Overview>> rooms(@Nullable String cursor, int limit) {
    return bus.ask(ADDRESS, new ListRooms(cursor, limit));
  }

  @Override
  public Future<Optional<Overview>> room(String id) {
    return bus.ask(ADDRESS, new GetRoom(id));
  }

  @Override
  public Future<Slice<Member>> members(String room, @Nullable String cursor, int limit) {
    return bus.ask(ADDRESS, new ListMembers(room, cursor, limit));
  }

  @Override
  public Future<Slice<String>> newEpoch(@Nullable String cursor, int limit) {
    return bus.ask(ADDRESS, new NewEpoch(cursor, limit));
  }

  private record ListRooms(@Nullable String cursor, int limit)
      implements Request<Upkeep, Slice<Overview>> {
    @Override
    public Future<Slice<Overview>> answeredBy(Upkeep upkeep) {
      return upkeep.rooms(cursor, limit);
    }
  }

  private record GetRoom(String id) implements Request<Upkeep, Optional<Overview>> {
    @Override
    public Future<Optional<Overview>> answeredBy(Upkeep upkeep) {
      return upkeep.room(id);
    }
  }

  private record ListMembers(String room, @Nullable String cursor, int limit)
      implements Request<Upkeep, Slice<Member>> {
    @Override
    public Future<Slice<Member>> answeredBy(Upkeep upkeep) {
      return upkeep.members(room, cursor, limit);
    }
  }

  private record NewEpoch(@Nullable String cursor, int limit)
      implements Request<Upkeep, Slice<String>> {
    @Override
    public Future<Slice<String>> answeredBy(Upkeep upkeep) {
      return upkeep.newEpoch(cursor, limit);
    }
  }
}
