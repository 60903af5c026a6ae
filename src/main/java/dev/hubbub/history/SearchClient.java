package dev.hubbub.history;

import dev.hubbub.bus.LocalBus;
import dev.hubbub.bus.Request;
import dev.hubbub.room.Rooms.Slice;
import dev.hubbub.room.Search;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Finding what was said, as the verticles beside {@link HistoryVerticle} reach it. Answers on the caller's context. */
public final class SearchClient implements Search {
  static final String ADDRESS = "search";

  private final LocalBus bus;

  /** A client of the store of this instance. */
  public SearchClient(Vertx vertx) {
    this.bus = LocalBus.of(vertx);
  }

  @Override
  public Future<Slice<Hit>> find(Query query) {
    return bus.ask(ADDRESS, new Find(query));
  }

  private record Find(Query query) implements Request<Search, Slice<Hit>> {
    @Override
    public Future<Slice<Hit>> answeredBy(Search search) {
      return search.find(query);
    }
  }
}
