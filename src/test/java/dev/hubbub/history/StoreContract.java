package dev.hubbub.history;

import static dev.hubbub.history.Instance.await;

import dev.hubbub.config.DatabaseConfig;
import dev.hubbub.room.Appended;
import dev.hubbub.room.Draft;
import dev.hubbub.room.Event;
import dev.hubbub.room.History.Open;
import dev.hubbub.room.History.Page;
import dev.hubbub.room.History.PageQuery;
import dev.hubbub.room.Rooms.NewRoom;
import dev.hubbub.room.Rooms.RoomView;
import dev.hubbub.room.User;
import dev.hubbub.room.Visibility;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Instances on one store, and what the contracts have in common. */
abstract class StoreContract {
  static final String ROOM = "general";

  final List<Instance> instances = new ArrayList<>();
  Instance one;

  /** The configuration of the store of this test; the same for every instance. */
  abstract DatabaseConfig config();

  @BeforeEach
  void open() {
    one = another();
  }

  @AfterEach
  void close() {
    instances.forEach(Instance::close);
  }

  Instance another() {
    Instance instance = new Instance();
    instances.add(instance);
    return instance.start(config());
  }

  /** Has {@code work} done on the database itself. */
  <T> T inside(Function<Database, Future<T>> work) {
    DatabaseConfig config = config();
    Future<Database> opened = config.url() == null
        ? SqliteDatabase.open(one.vertx, config)
        : Future.succeededFuture(new PgDatabase(one.vertx, PgAddress.of(config.url()), config));
    Database database = await(opened);
    try {
      return await(work.apply(database));
    } finally {
      await(database.close());
    }
  }

  /** Runs one statement on the database itself. */
  void execute(String sql, Object... parameters) {
    var unused =
        inside(database -> database.transaction(statements -> statements.query(sql, parameters)));
  }

  static Draft message(User from, @Nullable String key, String text) {
    return new Draft.Message(ROOM, from, key, text, null);
  }

  RoomView room(User owner, String name, Visibility visibility) {
    return await(one.rooms.create(new NewRoom(owner, null, name, "", visibility)));
  }

  static Open fresh(String room, User user) {
    return new Open(room, user, null, null, 50, 1_000);
  }

  static Open since(String room, User user, long since) {
    return new Open(room, user, since, null, 50, 1_000);
  }

  Future<Page> page(User user, @Nullable Long before, @Nullable Long after, int limit) {
    return one.history.page(new PageQuery(ROOM, user, before, after, limit));
  }

  long head() {
    return await(one.history.heads(List.of(ROOM))).get(0).seq();
  }

  static long seq(Future<Appended> answer) {
    return Objects.requireNonNull(await(answer).event()).seq();
  }

  static List<Long> seqs(List<Event> events) {
    return events.stream().map(Event::seq).toList();
  }
}
