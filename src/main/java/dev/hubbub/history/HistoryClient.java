package dev.hubbub.history;

import dev.hubbub.bus.LocalBus;
import dev.hubbub.bus.Request;
import dev.hubbub.room.Appended;
import dev.hubbub.room.Draft;
import dev.hubbub.room.Event;
import dev.hubbub.room.History;
import dev.hubbub.room.User;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The log of every room, as the verticles beside {@link HistoryVerticle} reach it. Answers on the caller's context. */
public final class HistoryClient implements History {
  static final String ADDRESS = "history";

  private final LocalBus bus;

  /** A client of the store of this instance. */
  public HistoryClient(Vertx vertx) {
    this.bus = LocalBus.of(vertx);
  }

  @Override
  public Future<Appended> append(Draft draft) {
    return bus.ask(ADDRESS, new AppendDraft(draft));
  }

  @Override
  public Future<Opened> open(Open open) {
    return bus.ask(ADDRESS, new OpenRoom(open));
  }

  @Override
  public Future<Page> page(PageQuery query) {
    return bus.ask(ADDRESS, new ReadPage(query));
  }

  @Override
  public Future<Page> page(String room, @Nullable Long before, @Nullable Long after, int limit) {
    return bus.ask(ADDRESS, new ReadAnyPage(room, before, after, limit));
  }

  @Override
  public Future<Mark> read(String room, User user, long seq) {
    return bus.ask(ADDRESS, new Read(room, user, seq));
  }

  @Override
  public Future<Readers> readers(String room, User user, long seq) {
    return bus.ask(ADDRESS, new ReadReaders(room, user, seq));
  }

  @Override
  public Future<List<Inbox>> inbox(Collection<Place> places) {
    return bus.ask(ADDRESS, new ReadInbox(List.copyOf(places)));
  }

  @Override
  public Future<LogPage> log(LogQuery query) {
    return bus.ask(ADDRESS, new ReadLog(query));
  }

  @Override
  public Future<List<Event>> fill(String room, String epoch, long after, int limit) {
    return bus.ask(ADDRESS, new Fill(room, epoch, after, limit));
  }

  @Override
  public Future<List<Head>> heads(Collection<String> rooms) {
    return bus.ask(ADDRESS, new ReadHeads(List.copyOf(rooms)));
  }

  private record AppendDraft(Draft draft) implements Request<History, Appended> {
    @Override
    public Future<Appended> answeredBy(History history) {
      return history.append(draft);
    }
  }

  private record OpenRoom(Open open) implements Request<History, Opened> {
    @Override
    public Future<Opened> answeredBy(History history) {
      return history.open(open);
    }
  }

  private record ReadPage(PageQuery query) implements Request<History, Page> {
    @Override
    public Future<Page> answeredBy(History history) {
      return history.page(query);
    }
  }

  private record ReadAnyPage(String room, @Nullable Long before, @Nullable Long after, int limit)
      implements Request<History, Page> {
    @Override
    public Future<Page> answeredBy(History history) {
      return history.page(room, before, after, limit);
    }
  }

  private record ReadLog(LogQuery query) implements Request<History, LogPage> {
    @Override
    public Future<LogPage> answeredBy(History history) {
      return history.log(query);
    }
  }

  private record Fill(String room, String epoch, long after, int limit)
      implements Request<History, List<Event>> {
    @Override
    public Future<List<Event>> answeredBy(History history) {
      return history.fill(room, epoch, after, limit);
    }
  }

  private record Read(String room, User user, long seq) implements Request<History, Mark> {
    @Override
    public Future<Mark> answeredBy(History history) {
      return history.read(room, user, seq);
    }
  }

  private record ReadReaders(String room, User user, long seq)
      implements Request<History, Readers> {
    @Override
    public Future<Readers> answeredBy(History history) {
      return history.readers(room, user, seq);
    }
  }

  private record ReadInbox(List<Place> places) implements Request<History, List<Inbox>> {
    @Override
    public Future<List<Inbox>> answeredBy(History history) {
      return history.inbox(places);
    }
  }

  private record ReadHeads(List<String> rooms) implements Request<History, List<Head>> {
    @Override
    public Future<List<Head>> answeredBy(History history) {
      return history.heads(rooms);
    }
  }
}
