package dev.hubbub.history;

import static dev.hubbub.history.Instance.await;
import static dev.hubbub.history.Instance.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.room.Draft;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Event;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.Rooms.Slice;
import dev.hubbub.room.Search.Hit;
import dev.hubbub.room.Search.Query;
import dev.hubbub.room.Search.Range;
import dev.hubbub.room.User;
import dev.hubbub.room.Visibility;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is promised about finding what was said, on either database. */
abstract class SearchContract extends StoreContract {
  @Test
  void whatWasSaidIsFoundAsItIs() {
    User alice = one.member("alice", ROOM);
    one.say(ROOM, alice, "k", "Hello, wide World!");
    one.say(ROOM, alice, null, "something else");
    one.append(new Draft.React(ROOM, alice, null, 2, "\ud83d\udc4d", true));
    caughtUp();
    Hit hit = find(alice, "world hello").items().get(0);
    assertEquals(List.of(new Range(0, 5), new Range(12, 17)), hit.ranges());
    Event.Message message = hit.message();
    assertEquals(ROOM, message.room());
    assertEquals(2, message.seq());
    assertEquals("k", message.key());
    assertEquals("Hello, wide World!", message.text());
    Event.Changed changed = message.changed();
    assertNotNull(changed);
    assertEquals(Map.of("\ud83d\udc4d", List.of("alice")), changed.reactions());
    assertEquals(List.of(), texts(find(alice, "nothing")));
  }

  @Test
  void wordsPhrasesAndBeginningsAreFoundWithoutRegardToCase() {
    User alice = one.member("alice", ROOM);
    one.say(ROOM, alice, null, "To be, or not to be");
    one.say(ROOM, alice, null, "BEING there");
    one.say(ROOM, alice, null, "be quick to answer");
    one.say(ROOM, alice, null, "Caf\u00e9 \u6771\u4eac \ud83d\ude80");
    caughtUp();
    assertEquals(Set.of("To be, or not to be"), found(alice, "\"TO BE\""));
    assertEquals(Set.of("To be, or not to be", "be quick to answer"), found(alice, "be to"));
    assertEquals(
        Set.of("To be, or not to be", "be quick to answer", "BEING there"), found(alice, "be*"));
    assertEquals(Set.of("BEING there"), found(alice, "be* there"));
    assertEquals(Set.of("To be, or not to be"), found(alice, "not-to"));
    for (String query :
        List.of("CAF\u00c9", "cafe\u0301", "\u4eac", "\u6771\u4eac", "\ud83d\ude80")) {
      assertEquals(Set.of("Caf\u00e9 \u6771\u4eac \ud83d\ude80"), found(alice, query), query);
    }
    assertEquals(Set.of(), found(alice, "cafe"));
    assertEquals(Set.of(), found(alice, "\u4eac\u6771"));
  }

  @Test
  void theBestComeFirst() {
    User alice = one.member("alice", ROOM);
    one.say(ROOM, alice, null, "apple and pear and plum and cherry and all the others of them");
    one.say(ROOM, alice, null, "apple apple");
    one.say(ROOM, alice, null, "pear");
    caughtUp();
    assertEquals("apple apple", texts(find(alice, "apple")).get(0));
    assertEquals(2, texts(find(alice, "apple")).size());
  }

  @Test
  void ofThoseEquallyGoodTheNewestComeFirst() {
    User alice = one.member("alice", ROOM);
    List<Long> said = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      said.add(0, one.say(ROOM, alice, null, "same words").seq());
    }
    caughtUp();
    assertEquals(
        said,
        find(alice, "words").items().stream().map(hit -> hit.message().seq()).toList());
  }

  @Test
  void roomSenderAndTimeNarrowIt() {
    User alice = one.member("alice", ROOM);
    User bob = one.member("bob", ROOM);
    String other = room(alice, "Other", Visibility.PUBLIC).id();
    Event first = one.say(ROOM, alice, null, "word one");
    one.say(ROOM, bob, null, "word two");
    Event last = one.say(other, alice, null, "word three");
    caughtUp();
    assertEquals(Set.of("word one", "word two", "word three"), found(alice, "word"));
    assertEquals(Set.of("word one", "word two"), texts(query(alice, "word", ROOM, null)));
    assertEquals(Set.of("word three"), texts(query(alice, "word", other, null)));
    assertEquals(Set.of("word two"), texts(query(alice, "word", null, "BOB")));
    assertEquals(Set.of(), texts(query(alice, "word", other, "bob")));
    for (String nobody : List.of("nobody", "", "'", "\0", "x".repeat(500))) {
      assertEquals(Set.of(), texts(query(alice, "word", null, nobody)));
      assertEquals(Set.of(), texts(query(alice, "word", nobody, null)));
    }
    assertEquals(
        Set.of("word one", "word two", "word three"),
        texts(between(alice, first.ts() - 1, last.ts() + 1)));
    assertFalse(texts(between(alice, first.ts(), null)).contains("word one"));
    assertFalse(texts(between(alice, null, last.ts())).contains("word three"));
    assertEquals(Set.of(), texts(between(alice, last.ts(), null)));
    assertEquals(Set.of(), texts(between(alice, null, 0L)));
  }

  @Test
  void pagesOfOneHaveEveryHitOnce() {
    User alice = one.member("alice", ROOM);
    String other = room(alice, "Other", Visibility.PUBLIC).id();
    for (int i = 0; i < 12; i++) {
      one.say(i % 2 == 0 ? ROOM : other, alice, null, "word ".repeat(1 + i % 3) + i);
    }
    caughtUp();
    List<String> whole = texts(find(alice, "word"));
    List<String> paged = new ArrayList<>();
    String cursor = null;
    do {
      Slice<Hit> page =
          await(one.search.find(new Query(alice, "word", null, null, null, null, cursor, 1)));
      assertEquals(1, page.items().size());
      paged.addAll(texts(page));
      cursor = page.cursor();
    } while (cursor != null);
    assertEquals(12, new HashSet<>(paged).size());
    assertEquals(whole, paged);
    for (String foreign : List.of("x", Words.cursor("1:2:3"), Words.cursor("1:2:3:'"))) {
      assertEquals(
          ErrorCode.BAD_REQUEST,
          refused(one.search.find(new Query(alice, "word", null, null, null, null, foreign, 1))));
    }
  }

  @Test
  void whatLooksLikeAnOperatorIsNone() {
    User alice = one.member("alice", ROOM);
    one.say(ROOM, alice, null, "100% of x_y and near(or) not --");
    caughtUp();
    for (String query : List.of(
        "100%",
        "x_y",
        "AND",
        "NEAR(or)",
        "NOT",
        "\"and near",
        "near(\"or\")",
        "x_y:*",
        "+and",
        "^and",
        "(and",
        "and)",
        "words:and OR",
        "'and'",
        "\\and",
        "and & near",
        "and|near",
        "!and",
        "<-> and",
        "and;--",
        "{and}",
        "and -",
        "and\t\u3000near",
        "\"and\"\"near\"")) {
      boolean hasOther = query.contains("words");
      assertEquals(hasOther ? 0 : 1, texts(find(alice, query)).size(), query);
    }
    for (String query :
        List.of("%", "_", "\"", "'", "--", "*", "()", "\\", "\"*\"", "", "   ", "&|!", ":*")) {
      assertEquals(List.of(), texts(find(alice, query)), query);
    }
  }

  @Test
  void onlyRoomsOfTheAskerAreLookedAtAndOnlyWhileTheyAre() {
    User alice = one.member("alice", ROOM);
    User bob = one.member("bob", ROOM);
    User eve = one.user("eve");
    String secret = room(alice, "Secret", Visibility.PUBLIC).id();
    one.append(new Draft.Join(secret, bob));
    one.say(secret, alice, null, "treasure");
    caughtUp();
    assertEquals(Set.of("treasure"), found(bob, "treasure"));
    assertEquals(Set.of(), found(eve, "treasure"));
    assertEquals(Set.of(), texts(query(eve, "treasure", secret, null)));
    one.append(new Draft.Kick(secret, alice, bob));
    assertEquals(Set.of(), found(bob, "treasure"));
    assertEquals(Set.of(), texts(query(bob, "treasure", secret, null)));
    one.append(new Draft.Join(secret, bob));
    assertEquals(Set.of("treasure"), found(bob, "treasure"));
    one.append(new Draft.Leave(secret, bob));
    assertEquals(Set.of(), found(bob, "treasure"));
    one.append(new Draft.End(secret, alice));
    assertEquals(Set.of(), found(alice, "treasure"));
  }

  @Test
  void whatIsDeletedIsFoundNoMoreAtOnceAndSoonNowhere() {
    User alice = one.member("alice", ROOM);
    long seq = one.say(ROOM, alice, null, "secret").seq();
    caughtUp();
    assertEquals(1, indexed("secret"));
    one.append(new Draft.Delete(ROOM, alice, null, seq));
    assertEquals(Set.of(), found(alice, "secret"));
    caughtUp();
    assertEquals(Set.of(), found(alice, "secret"));
    assertEquals(0, indexed("secret"));
  }

  @Test
  void whatIsEditedIsFoundAsItIsNow() {
    User alice = one.member("alice", ROOM);
    long seq = one.say(ROOM, alice, null, "before").seq();
    caughtUp();
    one.append(new Draft.Edit(ROOM, alice, null, seq, "after"));
    assertEquals(Set.of(), found(alice, "before"));
    caughtUp();
    assertEquals(Set.of(), found(alice, "before"));
    assertEquals(Set.of("after"), found(alice, "after"));
    assertEquals(0, indexed("before"));
    one.append(new Draft.Edit(ROOM, alice, null, seq, "..."));
    caughtUp();
    assertEquals(0, indexed("after"));
  }

  @Test
  void whatAnEndedAccountSaidIsInTheIndexNoMore() {
    User alice = one.member("alice", ROOM);
    User bob = one.member("bob", ROOM);
    one.say(ROOM, alice, null, "stays secret");
    one.say(ROOM, bob, null, "goes secret");
    caughtUp();
    assertEquals(2, indexed("secret"));
    one.append(new Draft.Depart(ROOM, bob));
    await(one.people.end(bob));
    await(one.people.erase(bob));
    assertEquals(1, indexed("secret"));
    assertEquals(Set.of("stays secret"), found(alice, "secret"));
    caughtUp();
    assertEquals(1, indexed("secret"));
  }

  @Test
  void whatIsErasedWhileTheIndexIsAtItIsNotPutBack() {
    User alice = one.member("alice", ROOM);
    User bob = one.member("bob", ROOM);
    for (int i = 0; i < 300; i++) {
      Future<?> unused = one.history.append(message(bob, null, "secret " + i));
      if (i % 50 == 0) {
        await(unused);
      }
    }
    await(one.history.append(message(bob, null, "last secret")));
    one.append(new Draft.Depart(ROOM, bob));
    await(one.people.end(bob));
    await(one.people.erase(bob));
    caughtUp();
    assertEquals(0, indexed("secret"));
    assertEquals(Set.of(), found(alice, "secret"));
  }

  @Test
  void aLogOfManyStepsIsFollowedToItsEnd() {
    User alice = one.member("alice", ROOM);
    String other = room(alice, "Other", Visibility.PUBLIC).id();
    List<Future<?>> said = new ArrayList<>();
    for (int i = 0; i < 1_300; i++) {
      said.add(one.history.append(
          new Draft.Message(i % 13 == 0 ? other : ROOM, alice, null, "word w" + i, null)));
    }
    said.forEach(Instance::await);
    caughtUp();
    assertEquals(1_300, indexed("word"));
    assertEquals(Set.of("word w0"), found(alice, "w0"));
    assertEquals(Set.of("word w1299"), found(alice, "w1299"));
  }

  @Test
  void anotherInstanceFollowsTheLogsOfOneThatIsGone() {
    Instance two = another();
    User alice = one.member("alice", ROOM);
    one.say(ROOM, alice, null, "first");
    caughtUp();
    one.close();
    instances.remove(one);
    one = two;
    one.say(ROOM, alice, null, "second");
    caughtUp();
    assertEquals(Set.of("first"), found(alice, "first"));
    assertEquals(Set.of("second"), found(alice, "second"));
  }

  @Test
  void aSearchThatTakesTooLongIsGivenUp() {
    User alice = one.member("alice", ROOM);
    List<Future<?>> said = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      said.add(one.history.append(message(alice, null, "word ".repeat(50) + i)));
    }
    said.forEach(Instance::await);
    caughtUp();
    Throwable refusal = inside(database -> new SqlSearch(one.vertx, database, 1)
        .find(new Query(alice, "w* wo* wor* word", null, null, null, null, null, 1))
        .transform(done -> Future.succeededFuture(done.cause())));
    assertEquals(ErrorCode.UNAVAILABLE, ((Refusal) refusal).code());
    assertTrue(String.valueOf(refusal).contains("too long"), () -> "" + refusal);
    assertEquals(1, texts(find(alice, "999")).size());
  }

  /** Waits until the index has followed all logs. */
  void caughtUp() {
    var unused = inside(this::caughtUp);
  }

  private Future<Void> caughtUp(Database database) {
    return database
        .query(
            """
            SELECT count(*) AS behind FROM rooms r WHERE r.last_seq >
              COALESCE((SELECT p.seq FROM search_positions p WHERE p.room = r.no), 0)
            """)
        .compose(rows -> rows.get(0).number("behind") == 0
            ? Future.succeededFuture()
            : one.vertx.timer(20, TimeUnit.MILLISECONDS).compose(over -> caughtUp(database)));
  }

  /** How many messages the index has with a word, whatever anybody may read. */
  private long indexed(String word) {
    return inside(database -> database.query(
            "SELECT count(*) AS n FROM search_words WHERE CAST(words AS TEXT) LIKE $1",
            "%" + word + "%"))
        .get(0)
        .number("n");
  }

  Slice<Hit> find(User user, String text) {
    return await(one.search.find(new Query(user, text, null, null, null, null, null, 200)));
  }

  Set<String> found(User user, String text) {
    return new HashSet<>(texts(find(user, text)));
  }

  private static Query query(User user, String text, @Nullable String room, @Nullable String from) {
    return new Query(user, text, room, from, null, null, null, 200);
  }

  private static Query between(User user, @Nullable Long after, @Nullable Long before) {
    return new Query(user, "word", null, null, before, after, null, 200);
  }

  private Set<String> texts(Query query) {
    Slice<Hit> hits = await(one.search.find(query));
    assertNull(hits.cursor());
    return new HashSet<>(texts(hits));
  }

  static List<String> texts(Slice<Hit> hits) {
    return hits.items().stream()
        .map(hit -> String.valueOf(hit.message().text()))
        .toList();
  }
}
