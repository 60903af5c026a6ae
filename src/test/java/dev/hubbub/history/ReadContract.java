package dev.hubbub.history;

import static dev.hubbub.history.Instance.await;
import static dev.hubbub.history.Instance.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.room.Draft;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.History.LogPage;
import dev.hubbub.room.History.LogQuery;
import dev.hubbub.room.History.Mark;
import dev.hubbub.room.History.Open;
import dev.hubbub.room.History.Opened;
import dev.hubbub.room.History.Page;
import dev.hubbub.room.History.PageQuery;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.Role;
import dev.hubbub.room.Rooms.RoomView;
import dev.hubbub.room.SharedEvents;
import dev.hubbub.room.User;
import dev.hubbub.room.Visibility;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What reading the log promises on either database. */
abstract class ReadContract extends StoreContract {
  @Test
  void whatMayNotBeSeenIsAnsweredAsIfItWereNotThere() {
    User alice = one.user("alice");
    User eve = one.user("eve");
    String id = room(alice, "Secret", Visibility.PRIVATE).id();
    for (String room : List.of(id, "no-such-room")) {
      for (Draft draft : List.of(
          new Draft.Message(room, eve, null, "x", null),
          new Draft.Join(room, eve),
          new Draft.Leave(room, eve))) {
        assertEquals(ErrorCode.NOT_FOUND, refused(one.history.append(draft)));
      }
      assertEquals(ErrorCode.NOT_FOUND, refused(one.history.open(fresh(room, eve))));
      assertEquals(ErrorCode.NOT_FOUND, refused(one.history.open(since(room, eve, 0))));
      assertEquals(ErrorCode.NOT_FOUND, refused(one.history.log(new LogQuery(room, eve, 0, 10))));
      assertEquals(
          ErrorCode.NOT_FOUND, refused(one.history.page(new PageQuery(room, eve, null, null, 10))));
      assertEquals(ErrorCode.NOT_FOUND, refused(one.rooms.get(room, eve)));
    }
  }

  @Test
  void aPublicRoomIsReadByItsMembersOnly() {
    User eve = one.user("eve");
    assertEquals(ErrorCode.FORBIDDEN, refused(one.history.open(fresh(ROOM, eve))));
    assertEquals(ErrorCode.NOT_FOUND, refused(one.history.open(since(ROOM, eve, 0))));
    assertEquals(ErrorCode.FORBIDDEN, refused(one.history.log(new LogQuery(ROOM, eve, 0, 10))));
    assertEquals(ErrorCode.FORBIDDEN, refused(page(eve, null, null, 10)));
    assertEquals(ErrorCode.FORBIDDEN, refused(one.history.append(message(eve, null, "x"))));
  }

  @Test
  void openingAfreshGivesTheNewestMessages() {
    User alice = one.member("alice", ROOM);
    IntStream.range(0, 5).forEach(i -> one.say(ROOM, alice, null, "m" + i));
    one.member("bob", ROOM);
    Opened opened = await(one.history.open(new Open(ROOM, alice, null, null, 3, 1_000)));
    assertEquals(List.of(4L, 5L, 6L), seqs(opened.events().list()));
    assertFalse(opened.recovered());
    assertEquals(7, opened.head());
    assertEquals(2, opened.members());
    assertEquals("General", opened.name());
    assertEquals("Everybody is here", opened.topic());
    assertEquals(Visibility.PUBLIC, opened.visibility());
    assertEquals(Role.MEMBER, opened.role());
  }

  @Test
  void resumingGivesEverythingSinceOrSaysThatItDoesNot() {
    User alice = one.member("alice", ROOM);
    IntStream.range(0, 9).forEach(i -> one.say(ROOM, alice, null, "m" + i));
    String epoch = await(one.history.open(fresh(ROOM, alice))).epoch();
    assertRecovered(alice, 0, null, 10, LongStream.rangeClosed(1, 10).boxed().toList());
    assertRecovered(alice, 4, epoch, 6, List.of(5L, 6L, 7L, 8L, 9L, 10L));
    assertRecovered(alice, 10, epoch, 6, List.of());
    for (Open lost : List.of(
        new Open(ROOM, alice, 4L, epoch, 2, 5),
        new Open(ROOM, alice, 4L, "another", 2, 100),
        new Open(ROOM, alice, 11L, epoch, 2, 100))) {
      Opened opened = await(one.history.open(lost));
      assertFalse(opened.recovered());
      assertEquals(List.of(9L, 10L), seqs(opened.events().list()));
    }
  }

  @Test
  void whoOpenAtOnceAreEachToldWhatTheyWouldBeAlone() {
    User alice = one.member("alice", ROOM);
    User bob = one.member("bob", ROOM);
    User eve = one.user("eve");
    String hidden = room(alice, "Hidden", Visibility.PRIVATE).id();
    String other = room(alice, "Other", Visibility.PUBLIC).id();
    IntStream.range(0, 40).forEach(i -> one.say(ROOM, i % 2 == 0 ? alice : bob, null, "m" + i));
    IntStream.range(0, 9).forEach(i -> one.say(other, alice, null, "o" + i));
    List<Open> opens = new ArrayList<>();
    for (User user : List.of(alice, bob, eve)) {
      for (String room : List.of(ROOM, hidden, other, "no-such-room")) {
        for (Long since : Arrays.asList(null, 0L, 1L, 9L, 10L, 41L, 42L, 43L)) {
          opens.add(new Open(room, user, since, null, 3, 1_000));
          opens.add(new Open(room, user, since, null, 5, 4));
          opens.add(new Open(room, user, since, "another", 5, 1_000));
        }
      }
    }
    List<String> alone =
        opens.stream().map(open -> told(one.history.open(open))).toList();
    List<Future<Opened>> answers = opens.stream().map(one.history::open).toList();
    assertEquals(alone, answers.stream().map(ReadContract::told).toList());
    assertTrue(new HashSet<>(alone).size() > 20);
  }

  @Test
  void whoComeBackAtOnceAndMissedTheSameAreHandedTheSame() {
    User alice = one.member("alice", ROOM);
    IntStream.range(0, 9).forEach(i -> one.say(ROOM, alice, null, "m" + i));
    Open open = new Open(ROOM, alice, 3L, null, 3, 1_000);
    Set<SharedEvents> handed = Collections.newSetFromMap(new IdentityHashMap<>());
    int asked = 0;
    // How many of them are read together is the machine's business: each time it may be none.
    while (handed.size() == asked) {
      List<Future<Opened>> answers =
          Stream.generate(() -> open).limit(50).map(one.history::open).toList();
      answers.forEach(answer -> handed.add(await(answer).events()));
      asked += answers.size();
      assertTrue(asked < 10_000, "Each was read for alone");
    }
    handed.forEach(events -> assertEquals(7, events.list().size()));
  }

  private static String told(Future<Opened> answer) {
    try {
      return await(answer).toString();
    } catch (Refusal refusal) {
      return refusal.code().toString();
    }
  }

  private void assertRecovered(
      User user, long since, @Nullable String epoch, int replay, List<Long> seqs) {
    Opened opened = await(one.history.open(new Open(ROOM, user, since, epoch, 1, replay)));
    assertTrue(opened.recovered());
    assertEquals(seqs, seqs(opened.events().list()));
    assertEquals(10, opened.head());
  }

  @Test
  void pagesHoldMessagesAndSayWhetherThereAreMore() {
    User alice = one.member("alice", ROOM);
    IntStream.range(0, 5).forEach(i -> one.say(ROOM, alice, null, "m" + i)); // 2..6
    one.member("bob", ROOM); // 7
    one.say(ROOM, alice, null, "last"); // 8
    assertPage(page(alice, null, null, 2), true, 6L, 8L);
    assertPage(page(alice, null, null, 6), false, 2L, 3L, 4L, 5L, 6L, 8L);
    assertPage(page(alice, 8L, null, 4), true, 3L, 4L, 5L, 6L);
    assertPage(page(alice, 8L, null, 5), false, 2L, 3L, 4L, 5L, 6L);
    assertPage(page(alice, 2L, null, 5), false);
    assertPage(page(alice, null, 0L, 2), true, 2L, 3L);
    assertPage(page(alice, null, 5L, 2), false, 6L, 8L);
    assertPage(page(alice, null, 8L, 2), false);
    assertPage(page(alice, null, Long.MAX_VALUE, 2), false);
  }

  private static void assertPage(Future<Page> future, boolean more, Long... seqs) {
    Page page = await(future);
    assertEquals(List.of(seqs), seqs(page.events()));
    assertEquals(more, page.more());
  }

  @Test
  void theLogHoldsEveryEventAndTellsTheHead() {
    User alice = one.member("alice", ROOM);
    IntStream.range(0, 4).forEach(i -> one.say(ROOM, alice, null, "m" + i));
    LogPage page = await(one.history.log(new LogQuery(ROOM, alice, 0, 3)));
    assertEquals(List.of(1L, 2L, 3L), seqs(page.events()));
    assertEquals(5, page.seq());
    assertTrue(page.more());
    LogPage rest = await(one.history.log(new LogQuery(ROOM, alice, 3, 3)));
    assertEquals(List.of(4L, 5L), seqs(rest.events()));
    assertFalse(rest.more());
    LogPage none = await(one.history.log(new LogQuery(ROOM, alice, 5, 3)));
    assertTrue(none.events().isEmpty());
    assertFalse(none.more());
  }

  @Test
  void theUnreadAreTheMessagesOfOthersSinceTheOwnMark() {
    User alice = one.member("alice", ROOM);
    User bob = one.member("bob", ROOM);
    assertMarks(bob, 2, 0);
    one.say(ROOM, alice, null, "1"); // 3
    one.say(ROOM, alice, null, "2"); // 4
    one.member("carol", ROOM); // 5
    assertMarks(bob, 2, 2);
    assertMarks(alice, 4, 0);
    one.say(ROOM, bob, null, "3"); // 6
    assertMarks(bob, 6, 0);
    assertMarks(alice, 4, 1);
    one.append(new Draft.Leave(ROOM, alice));
    one.append(new Draft.Join(ROOM, alice));
    assertMarks(alice, 8, 0);
  }

  @Test
  void aMarkGoesForwardOnlyAndNeverBeyondTheHead() {
    User alice = one.member("alice", ROOM);
    User bob = one.member("bob", ROOM);
    IntStream.range(0, 5).forEach(i -> one.say(ROOM, alice, null, "m" + i));
    assertEquals(new Mark(4, true, true), await(one.history.read(ROOM, bob, 4)));
    assertMarks(bob, 4, 3);
    assertEquals(new Mark(4, false, true), await(one.history.read(ROOM, bob, 3)));
    assertMarks(bob, 4, 3);
    assertEquals(new Mark(7, true, true), await(one.history.read(ROOM, bob, Long.MAX_VALUE)));
    assertMarks(bob, 7, 0);
  }

  @Test
  void marksAtTheSameTimeAreMovedToTheGreatest() {
    User alice = one.member("alice", ROOM);
    User bob = one.member("bob", ROOM);
    IntStream.range(0, 5).forEach(i -> one.say(ROOM, alice, null, "m" + i));
    List<Future<Mark>> marks = List.of(
        one.history.read(ROOM, bob, 5),
        one.history.read(ROOM, alice, 3),
        one.history.read(ROOM, bob, 6),
        one.history.read(ROOM, bob, 4));
    await(Future.all(marks).map("all"));
    assertMarks(bob, 6, 1);
    assertMarks(alice, 7, 0);
  }

  @Test
  void whoIsNoMemberMarksNothing() {
    User alice = one.member("alice", ROOM);
    User eve = one.user("eve");
    assertEquals(ErrorCode.FORBIDDEN, refused(one.history.read(ROOM, eve, 1)));
    String secret = room(alice, "Secret", Visibility.PRIVATE).id();
    assertEquals(ErrorCode.NOT_FOUND, refused(one.history.read(secret, eve, 1)));
    assertEquals(ErrorCode.NOT_FOUND, refused(one.history.read("no-such-room", eve, 1)));
  }

  private void assertMarks(User user, long read, long unread) {
    Opened opened = await(one.history.open(fresh(ROOM, user)));
    assertEquals(read, opened.read());
    assertEquals(unread, opened.unread());
    RoomView view = await(one.rooms.get(ROOM, user));
    assertEquals(read, view.read());
    assertEquals(unread, view.unread());
  }

  @Test
  void headsAreThoseOfTheRoomsThereAre() {
    User alice = one.member("alice", ROOM);
    String other = room(alice, "Other", Visibility.PRIVATE).id();
    Map<String, Long> heads = new HashMap<>();
    Set<String> epochs = new HashSet<>();
    await(one.history.heads(List.of(ROOM, "no-such-room", other))).forEach(head -> {
      heads.put(head.room(), head.seq());
      epochs.add(head.epoch());
    });
    assertEquals(Map.of(ROOM, 1L, other, 1L), heads);
    assertEquals(2, epochs.size());
    assertTrue(await(one.history.heads(List.of())).isEmpty());
  }
}
