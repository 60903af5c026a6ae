package dev.hubbub.hub;

import dev.hubbub.bus.Request;
import dev.hubbub.room.Appended;
import dev.hubbub.room.Draft;
import dev.hubbub.room.History;
import dev.hubbub.room.Hub;
import dev.hubbub.room.Signal;
import io.vertx.core.Future;
import java.util.function.Consumer;

/** What is asked of a hub shard. */
sealed interface HubRequest<R> extends Request<Hub, R> {
  /** {@link Hub#append}. */
  record Append(Draft draft, Consumer<Appended> first) implements HubRequest<Appended> {
    @Override
    public Future<Appended> answeredBy(Hub hub) {
      return hub.append(draft, first);
    }
  }

  /** {@link Hub#open}. */
  record Open(History.Open open, String follower) implements HubRequest<History.Opened> {
    @Override
    public Future<History.Opened> answeredBy(Hub hub) {
      return hub.open(open, follower);
    }
  }

  /** {@link Hub#watch}. */
  record Watch(String room, String follower) implements HubRequest<Void> {
    @Override
    public Future<Void> answeredBy(Hub hub) {
      hub.watch(room, follower);
      return Future.succeededFuture();
    }
  }

  /** {@link Hub#signal}. */
  record Signalling(Signal signal, String origin) implements HubRequest<Void> {
    @Override
    public Future<Void> answeredBy(Hub hub) {
      hub.signal(signal, origin);
      return Future.succeededFuture();
    }
  }

  /** {@link Hub#unfollow}. */
  record Unfollow(String room, String follower) implements HubRequest<Void> {
    @Override
    public Future<Void> answeredBy(Hub hub) {
      hub.unfollow(room, follower);
      return Future.succeededFuture();
    }
  }
}
