package dev.hubbub.history;

import dev.hubbub.bus.LocalBus;
import dev.hubbub.bus.Request;
import dev.hubbub.room.Members;
import dev.hubbub.room.Rooms.Slice;
import dev.hubbub.room.User;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/** Who is in the rooms, as the verticles beside {@link HistoryVerticle} reach it. Answers on the caller's context. */
public final class MembersClient implements Members {
  static final String ADDRESS = "members";

  private final LocalBus bus;

  /** A client of the store of this instance. */
  public MembersClient(Vertx vertx) {
    this.bus = LocalBus.of(vertx);
  }

  @Override
  public Future<Slice<Member>> list(String room, User asker, @Nullable String cursor, int limit) {
    return bus.ask(ADDRESS, new ListMembers(room, asker, cursor, limit));
  }

  @Override
  public Future<Member> get(String room, User asker, User user) {
    return bus.ask(ADDRESS, new Get(room, asker, user));
  }

  @Override
  public Future<Slice<Ban>> bans(String room, User asker, @Nullable String cursor, int limit) {
    return bus.ask(ADDRESS, new ListBans(room, asker, cursor, limit));
  }

  @Override
  public Future<Slice<Mute>> mutes(String room, User asker, @Nullable String cursor, int limit) {
    return bus.ask(ADDRESS, new ListMutes(room, asker, cursor, limit));
  }

  @Override
  public Future<Slice<Entry>> audit(String room, User asker, @Nullable String cursor, int limit) {
    return bus.ask(ADDRESS, new ReadAudit(room, asker, cursor, limit));
  }

  private record ListMembers(String room, User asker, @Nullable String cursor, int limit)
      implements Request<Members, Slice<Member>> {
    @Override
    public Future<Slice<Member>> answeredBy(Members members) {
      return members.list(room, asker, cursor, limit);
    }
  }

  private record Get(String room, User asker, User user) implements Request<Members, Member> {
    @Override
    public Future<Member> answeredBy(Members members) {
      return members.get(room, asker, user);
    }
  }

  private record ListBans(String room, User asker, @Nullable String cursor, int limit)
      implements Request<Members, Slice<Ban>> {
    @Override
    public Future<Slice<Ban>> answeredBy(Members members) {
      return members.bans(room, asker, cursor, limit);
    }
  }

  private record ListMutes(String room, User asker, @Nullable String cursor, int limit)
      implements Request<Members, Slice<Mute>> {
    @Override
    public Future<Slice<Mute>> answeredBy(Members members) {
      return members.mutes(room, asker, cursor, limit);
    }
  }

  private record ReadAudit(String room, User asker, @Nullable String cursor, int limit)
      implements Request<Members, Slice<Entry>> {
    @Override
    public Future<Slice<Entry>> answeredBy(Members members) {
      return members.audit(room, asker, cursor, limit);
    }
  }
}
