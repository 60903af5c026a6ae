package dev.hubbub.history;

import dev.hubbub.bus.LocalBus;
import dev.hubbub.config.DatabaseConfig;
import dev.hubbub.config.LimitsConfig;
import dev.hubbub.config.RoomsConfig;
import dev.hubbub.ops.StoreMeters;
import dev.hubbub.room.Accounts.Account;
import dev.hubbub.room.Accounts.NewAccount;
import dev.hubbub.room.Appended;
import dev.hubbub.room.Draft;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Event;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.User;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One Hubbub process as far as the store goes: a Vert.x with the verticle and its clients. */
final class Instance implements AutoCloseable {
  static final RoomsConfig KEPT = new RoomsConfig(
      List.of(new RoomsConfig.Kept("general", "General", "Everybody is here", true)));

  static final LimitsConfig UNLIMITED = limits(0, 0);

  final Vertx vertx = Vertx.vertx();
  final HistoryClient history = new HistoryClient(vertx);
  final RoomsClient rooms = new RoomsClient(vertx);
  final MembersClient members = new MembersClient(vertx);
  final InvitesClient invites = new InvitesClient(vertx);
  final AccountsClient accounts = new AccountsClient(vertx);
  final PeopleClient people = new PeopleClient(vertx);
  final SearchClient search = new SearchClient(vertx);
  final UpkeepClient upkeep = new UpkeepClient(vertx);
  final StoreHealth health = new StoreHealth(vertx);

  Instance() {
    LocalBus.install(vertx);
  }

  /** Events of a room as it is now. */
  List<Event> fill(String room, long after, int limit) {
    String epoch = await(history.heads(Set.of(room))).get(0).epoch();
    return await(history.fill(room, epoch, after, limit));
  }

  @CanIgnoreReturnValue
  Instance start(DatabaseConfig config) {
    return start(config, UNLIMITED);
  }

  @CanIgnoreReturnValue
  Instance start(DatabaseConfig config, LimitsConfig limits) {
    await(vertx.deployVerticle(new HistoryVerticle(config, KEPT, limits, StoreMeters.unseen())));
    return this;
  }

  /** Starts as a server does, which looks after the store; the others are errands. */
  @CanIgnoreReturnValue
  Instance serve(DatabaseConfig config) {
    await(vertx.deployVerticle(
        new HistoryVerticle(config, KEPT, UNLIMITED, 0, StoreMeters.unseen())));
    return this;
  }

  /** Limits of which none but these is the store's. */
  static LimitsConfig limits(int roomsPerDay, int roomsPerUser) {
    return new LimitsConfig(
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        roomsPerDay,
        roomsPerUser,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0);
  }

  /** Limits of which none but this is the store's. */
  static LimitsConfig editable(int editSeconds) {
    return new LimitsConfig(
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        editSeconds,
        0,
        0,
        0);
  }

  static DatabaseConfig embedded(Path directory) {
    return new DatabaseConfig(null, directory, 5, 4, 10_000, 3_000, 256);
  }

  static DatabaseConfig postgres(String url) {
    return new DatabaseConfig(url, Path.of("unused"), 5, 4, 10_000, 3_000, 256);
  }

  @CanIgnoreReturnValue
  static <T> T await(Future<T> future) {
    try {
      return future.await(20, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("Nothing came of it within 20 s", e);
    }
  }

  User user(String username) {
    Account account = await(accounts.create(new NewAccount(username, username, null, false)));
    return account.user();
  }

  @CanIgnoreReturnValue
  User member(String username, String room) {
    User user = user(username);
    append(new Draft.Join(room, user));
    return user;
  }

  @CanIgnoreReturnValue
  Appended append(Draft draft) {
    return await(history.append(draft));
  }

  @CanIgnoreReturnValue
  Event event(Draft draft) {
    return Objects.requireNonNull(append(draft).event());
  }

  @CanIgnoreReturnValue
  Event say(String room, User from, @Nullable String key, String text) {
    return event(new Draft.Message(room, from, key, text, null));
  }

  /** The code with which {@code future} fails. */
  static ErrorCode refused(Future<?> future) {
    return refusal(future).code();
  }

  /** The refusal with which {@code future} fails. */
  static Refusal refusal(Future<?> future) {
    try {
      await(future);
    } catch (Refusal refusal) {
      return refusal;
    }
    throw new AssertionError("Nothing was refused");
  }

  /** Error Prone knows it by its name: a test often wants only what a call leaves behind. */
  @interface CanIgnoreReturnValue {}

  @Override
  public void close() {
    await(vertx.close());
  }
}
