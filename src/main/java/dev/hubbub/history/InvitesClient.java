package dev.hubbub.history;

import dev.hubbub.bus.LocalBus;
import dev.hubbub.bus.Request;
import dev.hubbub.room.Invites;
import dev.hubbub.room.Rooms.Slice;
import dev.hubbub.room.User;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/** Invitations, as the verticles beside {@link HistoryVerticle} reach them. Answers on the caller's context. */
public final class InvitesClient implements Invites {
  static final String ADDRESS = "invites";

  private final LocalBus bus;

  /** A client of the store of this instance. */
  public InvitesClient(Vertx vertx) {
    this.bus = LocalBus.of(vertx);
  }

  @Override
  public Future<Invite> create(NewInvite invite) {
    return bus.ask(ADDRESS, new Create(invite));
  }

  @Override
  public Future<Slice<Invite>> list(String room, User asker, @Nullable String cursor, int limit) {
    return bus.ask(ADDRESS, new ListInvites(room, asker, cursor, limit));
  }

  @Override
  public Future<Void> revoke(String room, User asker, String id) {
    return bus.ask(ADDRESS, new Revoke(room, asker, id));
  }

  @Override
  public Future<Preview> preview(String codeHash) {
    return bus.ask(ADDRESS, new Look(codeHash));
  }

  private record Create(NewInvite invite) implements Request<Invites, Invite> {
    @Override
    public Future<Invite> answeredBy(Invites invites) {
      return invites.create(invite);
    }
  }

  private record ListInvites(String room, User asker, @Nullable String cursor, int limit)
      implements Request<Invites, Slice<Invite>> {
    @Override
    public Future<Slice<Invite>> answeredBy(Invites invites) {
      return invites.list(room, asker, cursor, limit);
    }
  }

  private record Revoke(String room, User asker, String id) implements Request<Invites, Void> {
    @Override
    public Future<Void> answeredBy(Invites invites) {
      return invites.revoke(room, asker, id);
    }
  }

  private record Look(String codeHash) implements Request<Invites, Preview> {
    @Override
    public Future<Preview> answeredBy(Invites invites) {
      return invites.preview(codeHash);
    }
  }
}
