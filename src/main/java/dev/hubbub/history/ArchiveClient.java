package dev.hubbub.history;

import dev.hubbub.bus.LocalBus;
import dev.hubbub.bus.Request;
import dev.hubbub.room.Archive;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The store as an archive, as those beside {@link HistoryVerticle} reach it. Answers on the caller's context. */
public final class ArchiveClient implements Archive {
  static final String ADDRESS = "archive";

  private static final Logger log = LoggerFactory.getLogger(ArchiveClient.class);

  private final LocalBus bus;

  /** A client of the store of this instance. */
  public ArchiveClient(Vertx vertx) {
    this.bus = LocalBus.of(vertx);
  }

  @Override
  public Future<List<Head>> heads(String after, int limit) {
    return ask(store -> store.archive().heads(after, limit));
  }

  @Override
  public Future<Line> room(String id, long head) {
    return ask(store -> store.archive().room(id, head));
  }

  @Override
  public Future<List<Line>> page(Kind kind, String room, long head, String after, int limit) {
    return ask(store -> store.archive().page(kind, room, head, after, limit));
  }

  @Override
  public Future<List<String>> strangers(List<Line> accounts) {
    return ask(store -> store.restore().strangers(accounts));
  }

  @Override
  public Future<List<String>> directOf(Line room) {
    return ask(store -> store.restore().directOf(room));
  }

  @Override
  public Future<Integer> addAccounts(List<Line> accounts) {
    return ask(store -> store.restore().addAccounts(accounts));
  }

  @Override
  public Future<Long> begin(Line room) {
    return ask(store -> store.restore().begin(room));
  }

  @Override
  public Future<Void> addEvents(Line room, List<Line> events) {
    return ask(store -> store.restore().addEvents(room, events));
  }

  @Override
  public Future<Void> alter(Line room, List<Line> messages) {
    return ask(store -> store.restore().alter(room, messages));
  }

  @Override
  public Future<Void> add(Line room, Kind kind, List<Line> lines) {
    return ask(store -> store.restore().add(room, kind, lines));
  }

  @Override
  public Future<Void> finish(Line room) {
    return ask(store -> store.restore().finish(room));
  }

  private <R> Future<R> ask(Request<Store, R> request) {
    return bus.<Store, R>ask(
        ADDRESS, store -> request.answeredBy(store).recover(ArchiveClient::told));
  }

  private static <T> Future<T> told(Throwable failure) {
    if (failure instanceof SqlFailure sql) {
      log.debug("the store did not do it", sql);
      if (sql.kind() == SqlFailure.Kind.DATA) {
        return Future.failedFuture(new Refusal(
            ErrorCode.BAD_REQUEST,
            "The store does not take what is in the file: two events of one key?"));
      }
    }
    return SqlFailure.told(failure);
  }
}
