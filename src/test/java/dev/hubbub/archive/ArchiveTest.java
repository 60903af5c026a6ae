package dev.hubbub.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.bus.LocalBus;
import dev.hubbub.bus.Waiting;
import dev.hubbub.config.DatabaseConfig;
import dev.hubbub.config.LimitsConfig;
import dev.hubbub.config.RoomsConfig;
import dev.hubbub.history.AccountsClient;
import dev.hubbub.history.ArchiveClient;
import dev.hubbub.history.HistoryClient;
import dev.hubbub.history.HistoryVerticle;
import dev.hubbub.history.PeopleClient;
import dev.hubbub.history.RoomsClient;
import dev.hubbub.history.SearchClient;
import dev.hubbub.ops.StoreMeters;
import dev.hubbub.room.Accounts.NewAccount;
import dev.hubbub.room.Draft;
import dev.hubbub.room.Event;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.Rooms.NewRoom;
import dev.hubbub.room.Rooms.RoomView;
import dev.hubbub.room.Search;
import dev.hubbub.room.User;
import dev.hubbub.room.Visibility;
import dev.hubbub.testing.Eventually;
import dev.hubbub.testing.TestServices;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that is written to a file and read into another one. */
class ArchiveTest {
  private static final Progress NOBODY = (what, done, all) -> {};

  @TempDir
  private Path directory = Path.of("");

  private final List<Store> stores = new ArrayList<>();
  private Store source = new Store();

  /** Error Prone knows it by its name: a test often wants only what a call leaves behind. */
  @interface CanIgnoreReturnValue {}

  /** A store and those in it. */
  private static final class Store {
    final Vertx vertx = Vertx.vertx();
    final HistoryClient history = new HistoryClient(vertx);
    final RoomsClient rooms = new RoomsClient(vertx);
    final AccountsClient accounts = new AccountsClient(vertx);
    final PeopleClient people = new PeopleClient(vertx);
    final SearchClient search = new SearchClient(vertx);
    final ArchiveClient archive = new ArchiveClient(vertx);

    Store() {
      LocalBus.install(vertx);
    }

    User user(String name) {
      return done(accounts.create(new NewAccount(name, name, "secret-hash", false)))
          .user();
    }

    User there(String name) {
      return done(accounts.find(name)).orElseThrow().user();
    }

    @CanIgnoreReturnValue
    long seq(Draft draft) {
      return Objects.requireNonNull(done(history.append(draft)).event()).seq();
    }

    RoomView view(String room, User user) {
      return done(rooms.get(room, user));
    }
  }

  @BeforeEach
  void fill() {
    source = open(embedded("source"));
    User alice = source.user("alice");
    User bob = source.user("Bob");
    User carol = source.user("carol");
    done(source.rooms.create(new NewRoom(alice, "tea", "Tea", "No coffee", Visibility.PUBLIC)));
    done(source.rooms.direct(alice, bob));
    source.seq(new Draft.Join("tea", bob)); // 2
    source.seq(new Draft.Join("tea", carol)); // 3
    source.seq(new Draft.Message("tea", alice, "k1", "first, @bob", null)); // 4
    source.seq(new Draft.Message("tea", bob, "k1", "second \ud83d\ude00", 4L)); // 5
    source.seq(new Draft.Edit("tea", bob, null, 5, "second, better")); // 6
    source.seq(new Draft.React("tea", alice, null, 5, ":tea:", true)); // 7
    source.seq(new Draft.React("tea", carol, null, 5, ":tea:", true)); // 8
    source.seq(new Draft.React("tea", carol, null, 5, ":tea:", false)); // 9
    source.seq(new Draft.Message("tea", carol, null, "taken back", null)); // 10
    source.seq(new Draft.Delete("tea", carol, "d", 10)); // 11
    source.seq(new Draft.Change("tea", alice, "Tea room", null, null, 5)); // 12
    source.seq(new Draft.Ban("tea", alice, carol)); // 13
    done(source.history.append(new Draft.Mute("tea", alice, bob, null)));
    done(source.history.read("tea", bob, 4));
    done(source.people.setAdministrator(alice, true));
    for (int i = 0; i < 1_200; i++) { // more than two pages: 14 to 1,213
      source.seq(new Draft.Message("tea", alice, "m" + i, "message " + i, null));
    }
  }

  @AfterEach
  void close() {
    stores.forEach(store -> done(store.vertx.close()));
  }

  private Store open(DatabaseConfig config) {
    Store store = new Store();
    stores.add(store);
    LimitsConfig unlimited = new LimitsConfig(
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    RoomsConfig kept =
        new RoomsConfig(List.of(new RoomsConfig.Kept("general", "General", "", true)));
    String unused = done(store.vertx.deployVerticle(
        new HistoryVerticle(config, kept, unlimited, StoreMeters.unseen())));
    return store;
  }

  private DatabaseConfig embedded(String name) {
    return new DatabaseConfig(null, directory.resolve(name), 5, 4, 10_000, 3_000, 256);
  }

  private DatabaseConfig postgres() {
    return new DatabaseConfig(TestServices.postgres(), directory, 5, 4, 10_000, 3_000, 256);
  }

  @CanIgnoreReturnValue
  private static <T> T done(Future<T> future) {
    try {
      return Waiting.done(future);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private Path export(Store store, String name) throws Exception {
    Path file = directory.resolve(name);
    Export.Totals unused = new Export(store.archive, file, NOBODY).run();
    return file;
  }

  private static Import.Totals read(Store store, Path file) throws Exception {
    return new Import(store.archive, file, NOBODY).run();
  }

  @Test
  void aStoreThatWasMovedIsTheSameAndHasNoSecrets() throws Exception {
    Path file = export(source, "one.jsonl");
    assertTrue(!Files.readString(file).contains("secret-hash"));
    for (Store target : List.of(open(postgres()), open(embedded("target")))) {
      assertEquals(1_215, read(target, file).eventsAdded());
      assertEquals(0, read(target, file).eventsAdded());
      Path back = export(target, "back" + stores.size() + ".jsonl");
      // The numbers of the audit list are the store's own.
      assertEquals(
          Files.readString(file).replaceAll("\"no\":[0-9]+", ""),
          Files.readString(back).replaceAll("\"no\":[0-9]+", ""));
      Files.delete(back);
      User bob = target.there("bob");
      assertEquals(
          source.view("tea", source.there("bob")).unread(),
          target.view("tea", bob).unread());
      assertEquals(
          source.view("tea", source.there("bob")).mentioned(),
          target.view("tea", bob).mentioned());
      assertEquals(source.view("tea", source.there("bob")), target.view("tea", bob));
      User alice = target.there("alice");
      assertEquals(4, target.seq(new Draft.Message("tea", alice, "k1", "first, @bob", null)));
      assertEquals(1_214, target.seq(new Draft.Message("tea", alice, null, "and on", null)));
      List<Event> page = done(target.history.page("tea", 12L, null, 50)).events();
      assertEquals(done(source.history.page("tea", 12L, null, 50)).events(), page);
      Eventually.within(Duration.ofSeconds(20), () -> {
        int found = done(target.search.find(
                new Search.Query(alice, "better", null, null, null, null, null, 10)))
            .items()
            .size();
        return found == 1 ? null : "found " + found;
      });
      // A room that has gone on here is left alone.
      assertEquals(1, read(target, file).roomsAhead());
    }
  }

  @Test
  void whatIsNewInANewerExportIsAdded() throws Exception {
    Store target = open(embedded("target"));
    assertEquals(1_215, read(target, export(source, "one.jsonl")).eventsAdded());
    User alice = source.there("alice");
    source.seq(new Draft.Edit("tea", alice, null, 4, "first, edited"));
    source.seq(new Draft.Delete("tea", alice, null, 14));
    source.seq(new Draft.Kick("tea", alice, source.there("bob")));
    Path newer = export(source, "two.jsonl");
    assertEquals(3, read(target, newer).eventsAdded());
    assertEquals(Files.readString(newer), Files.readString(export(target, "back.jsonl")));
  }

  @Test
  void anExportThatWasCutOffAnywhereIsGoneOnWith() throws Exception {
    byte[] whole = Files.readAllBytes(export(source, "whole.jsonl"));
    Path file = directory.resolve("cut.jsonl");
    for (int cut : List.of(
        0,
        1,
        60,
        140,
        700,
        whole.length / 2,
        whole.length - 700,
        whole.length - 400,
        whole.length - 150,
        whole.length - 1,
        whole.length)) {
      Path unused = Files.write(file, Arrays.copyOf(whole, cut));
      Export.Totals totals = new Export(source.archive, file, NOBODY).run();
      assertEquals(cut == whole.length, totals.before());
      assertEquals(new String(whole, UTF_8), Files.readString(file));
    }
  }

  @Test
  void damagedLinesAreNamedAndNothingIsDone() throws Exception {
    List<String> lines = Files.readAllLines(export(source, "one.jsonl"));
    Store target = open(embedded("target"));
    refused(target, lines.subList(0, lines.size() - 1), "which is not its last");
    refused(target, lines.subList(1, lines.size()), "Line 1 does not begin");
    int event = indexOf(lines, "\"seq\":20,");
    refused(target, without(lines, event), "Line " + (event + 1) + " is not event 20");
    for (String bad : List.of(
        "{",
        "[]",
        "\u0000",
        "{\"line\":\"event\"}",
        lines.get(event).replace("alice", "nobody/"),
        lines.get(event).replace("\"ts\":", "\"ts\":-"),
        lines.get(event).replace("\"text\"", "\"txet\""),
        lines.get(event).replace("message 6", "\\u0000"),
        lines.get(event).replace("message 6", "\\ud800"))) {
      List<String> damaged = new ArrayList<>(lines);
      damaged.set(event, bad);
      refused(target, damaged, "Line " + (event + 1) + " ");
    }
    List<String> stranger = new ArrayList<>(lines);
    stranger.set(event, lines.get(event).replace("\"from\":\"alice\"", "\"from\":\"mallory\""));
    refused(target, stranger, "the account that line " + (event + 1) + " names");
    assertEquals(List.of(), done(target.people.search("", null, 10)).items());
    assertEquals(1, done(target.archive.heads("", 10)).size());
  }

  @Test
  void anotherLogOrAnotherAccountOfTheSameNameIsRefused() throws Exception {
    Path file = export(source, "one.jsonl");
    Store target = open(embedded("target"));
    User alice = target.user("alice");
    Refusal stranger = assertThrows(Refusal.class, () -> read(target, file));
    assertTrue(stranger.getMessage().contains("called alice"), stranger.getMessage());
    Store other = open(embedded("other"));
    assertEquals(1_215, read(other, file).eventsAdded());
    List<String> lines = Files.readAllLines(file);
    int event = indexOf(lines, "\"seq\":20,");
    lines.set(event, lines.get(event).replace("message 6", "another"));
    Refusal differs = assertThrows(
        Refusal.class, () -> read(other, Files.write(directory.resolve("other.jsonl"), lines)));
    assertTrue(differs.getMessage().contains("another event 20"), differs.getMessage());
    assertEquals(List.of("alice"), names(target, alice));
  }

  private static List<String> names(Store store, User known) {
    return done(store.people.search("", null, 10)).items().stream()
        .map(account -> account.user().username())
        .filter(name -> name.equals(known.username()))
        .toList();
  }

  private void refused(Store target, List<String> lines, String why) throws Exception {
    Path file = Files.write(directory.resolve("damaged.jsonl"), lines);
    IOException refusal = assertThrows(IOException.class, () -> read(target, file));
    assertTrue(String.valueOf(refusal.getMessage()).contains(why), refusal.getMessage());
  }

  private static int indexOf(List<String> lines, String part) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(part) && lines.get(i).contains("\"room\":\"tea\"")) {
        return i;
      }
    }
    throw new AssertionError(part);
  }

  private static List<String> without(List<String> lines, int index) {
    List<String> fewer = new ArrayList<>(lines);
    fewer.remove(index);
    return fewer;
  }
}
