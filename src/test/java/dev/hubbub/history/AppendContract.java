package dev.hubbub.history;

import static dev.hubbub.history.Instance.await;
import static dev.hubbub.history.Instance.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.room.Appended;
import dev.hubbub.room.Draft;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Event;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.Role;
import dev.hubbub.room.Rooms.NewRoom;
import dev.hubbub.room.User;
import dev.hubbub.room.Verdict;
import dev.hubbub.room.Visibility;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What appending promises on either database. */
abstract class AppendContract extends StoreContract {
  private static final Verdict NO = Verdict.refused(new Refusal(ErrorCode.FORBIDDEN, "No."));

  @Test
  void seqIsDenseUnderConcurrentWritersThatRepeatKeys() {
    Instance two = another();
    List<User> writers =
        IntStream.range(0, 8).mapToObj(i -> one.member("writer" + i, ROOM)).toList();
    long before = head();
    Random random = new Random(7);
    List<Future<Appended>> answers = new ArrayList<>();
    Set<String> distinct = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      for (int w = 0; w < writers.size(); w++) {
        int number = random.nextInt(5) == 0 ? random.nextInt(i + 1) : i;
        String key = "k" + number;
        distinct.add(w + key);
        answers.add((random.nextBoolean() ? one : two)
            .history.append(new Draft.Message(ROOM, writers.get(w), key, "text " + number, null)));
      }
    }
    Map<String, Long> seqs = new HashMap<>();
    int stored = 0;
    for (Future<Appended> answer : answers) {
      Appended appended = await(answer);
      Event event = Objects.requireNonNull(appended.event());
      stored += appended.duplicate() ? 0 : 1;
      Long other = seqs.put(event.from() + event.key(), event.seq());
      assertTrue(other == null || other == event.seq());
    }
    assertEquals(distinct.size(), stored);
    assertEquals(before + distinct.size(), head());
    assertEquals(
        LongStream.rangeClosed(1, head()).boxed().toList(),
        one.fill(ROOM, 0, 10_000).stream().map(Event::seq).toList());
  }

  @Test
  void pipelinedSendsKeepTheirOrder() {
    User alice = one.member("alice", ROOM);
    List<Future<Appended>> answers = IntStream.range(0, 200)
        .mapToObj(i -> one.history.append(new Draft.Message(ROOM, alice, null, "m" + i, null)))
        .toList();
    long first = seq(answers.get(0));
    for (int i = 0; i < answers.size(); i++) {
      assertEquals(first + i, seq(answers.get(i)));
    }
  }

  @Test
  void aSecondSendWithTheSameKeyYieldsTheSameEvent() {
    User alice = one.member("alice", ROOM);
    Instance two = another();
    Event first = one.say(ROOM, alice, "k", "hello");
    Appended again = two.append(new Draft.Message(ROOM, alice, "k", "hello", null));
    assertTrue(again.duplicate());
    assertEquals(first, again.event());
    assertEquals(first.seq(), head());
  }

  @Test
  void oneKeyTwiceInOneBatchIsOneEvent() {
    User alice = one.member("alice", ROOM);
    Draft draft = new Draft.Message(ROOM, alice, "k", "hello", null);
    Future<Appended> first = one.history.append(draft);
    Future<Appended> second = one.history.append(draft);
    assertFalse(await(first).duplicate());
    assertTrue(await(second).duplicate());
    assertEquals(await(first).event(), await(second).event());
  }

  @Test
  void theSameKeyWithOtherContentIsAConflict() {
    User alice = one.member("alice", ROOM);
    long first = one.say(ROOM, alice, "k", "hello").seq();
    assertEquals(ErrorCode.CONFLICT, refused(one.history.append(message(alice, "k", "other"))));
    assertEquals(
        ErrorCode.CONFLICT,
        refused(one.history.append(new Draft.Message(ROOM, alice, "k", "hello", first))));
    assertEquals(first, head());
  }

  @Test
  void aChangedTextIsKeptAndTheSaidOneTellsResendsApart() {
    User alice = one.member("alice", ROOM);
    Verdict masked = Verdict.changed("h***o");
    Draft said = new Draft.Message(ROOM, alice, "k", "hello", null, masked);
    Event first = one.event(said);
    assertEquals("h***o", ((Event.Message) first).text());
    for (Verdict now : List.of(masked, Verdict.ALLOWED, Verdict.changed("other"), NO)) {
      Appended again = one.append(new Draft.Message(ROOM, alice, "k", "hello", null, now));
      assertTrue(again.duplicate());
      assertEquals(first, again.event());
    }
    assertEquals(ErrorCode.CONFLICT, refused(one.history.append(message(alice, "k", "h***o"))));
    assertEquals(
        "h***o", ((Event.Message) await(page(alice, null, null, 1)).events().get(0)).text());
    assertEquals(first.seq(), head());
  }

  @Test
  void aRefusedMessageIsNotKeptAndTellsStrangersNothing() {
    User alice = one.member("alice", ROOM);
    User eve = one.user("eve");
    long head = head();
    Future<Appended> alices =
        one.history.append(new Draft.Message(ROOM, alice, "k", "x", null, NO));
    assertEquals(ErrorCode.FORBIDDEN, refused(alices));
    assertEquals("No.", Instance.refusal(alices).getMessage());
    assertEquals(
        refused(one.history.append(message(eve, "k", "x"))),
        refused(one.history.append(new Draft.Message(ROOM, eve, "k", "x", null, NO))));
    assertEquals(head, head());
    assertEquals(head + 1, one.say(ROOM, alice, "k", "y").seq());
  }

  @Test
  void aChangedEditIsKeptAndItsResendAddsNothing() {
    User alice = one.member("alice", ROOM);
    long target = one.say(ROOM, alice, null, "hello").seq();
    assertEquals(
        ErrorCode.FORBIDDEN,
        refused(one.history.append(new Draft.Edit(ROOM, alice, "e", target, "bye", NO))));
    Event edit = one.event(new Draft.Edit(ROOM, alice, "e", target, "bye", Verdict.changed("b*e")));
    assertEquals("b*e", ((Event.Edit) edit).text());
    for (Verdict now : List.of(Verdict.ALLOWED, NO)) {
      Appended again = one.append(new Draft.Edit(ROOM, alice, "e", target, "bye", now));
      assertTrue(again.duplicate());
      assertEquals(edit, again.event());
    }
    assertEquals(
        "b*e", ((Event.Message) await(page(alice, null, null, 1)).events().get(0)).text());
  }

  @Test
  void aProgramReadsPagesWithoutBeingAMember() {
    User alice = one.member("alice", ROOM);
    for (int i = 0; i < 5; i++) {
      one.say(ROOM, alice, null, "m" + i);
    }
    assertEquals(await(page(alice, null, null, 3)), await(one.history.page(ROOM, null, null, 3)));
    assertEquals(
        await(page(alice, head(), null, 2)), await(one.history.page(ROOM, head(), null, 2)));
    assertEquals(await(page(alice, null, 2L, 2)), await(one.history.page(ROOM, null, 2L, 2)));
    assertEquals(ErrorCode.NOT_FOUND, refused(one.history.page("nowhere", null, null, 3)));
  }

  @Test
  void aKeyIsItsSendersOwn() {
    User alice = one.member("alice", ROOM);
    User bob = one.member("bob", ROOM);
    Event first = one.say(ROOM, alice, "k", "hello");
    assertEquals(first.seq() + 1, one.say(ROOM, bob, "k", "something else").seq());
  }

  @Test
  void aDraftTheStoreRefusesFailsAlone() {
    User alice = one.member("alice", ROOM);
    List<Future<Appended>> answers = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      String text =
          switch (i) {
            case 17 -> "x".repeat(1_048_577);
            case 23 -> "nul \0 in it";
            case 31 -> "half a pair \ud800";
            default -> "fine " + i;
          };
      answers.add(one.history.append(message(alice, "k" + i, text)));
    }
    for (int i = 0; i < 50; i++) {
      if (i == 17 || i == 23 || i == 31) {
        assertEquals(ErrorCode.BAD_REQUEST, refused(answers.get(i)));
      } else {
        assertFalse(await(answers.get(i)).duplicate());
      }
    }
    assertEquals(1 + 47, head());
  }

  @Test
  void textIsKeptCodePointForCodePoint() {
    User alice = one.member("alice", ROOM);
    String text = "tab\t \"quotes\" \\ 👩‍👩‍👧 \u202Ertl\u202C a\u0301 \u00e1 ' $1 ?1 %";
    one.say(ROOM, alice, null, text);
    assertEquals(
        text, ((Event.Message) await(page(alice, null, null, 1)).events().get(0)).text());
  }

  @Test
  void nothingOfAMemberComesAfterTheirLeave() {
    User alice = one.member("alice", ROOM);
    User bob = one.member("bob", ROOM);
    Instance two = another();
    List<Future<Appended>> answers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      answers.add((i % 2 == 0 ? one : two).history.append(message(alice, "k" + i, "m" + i)));
      if (i == 50) {
        answers.add(two.history.append(new Draft.Leave(ROOM, alice)));
      }
    }
    await(Future.join(answers).otherwiseEmpty());
    List<Event> log = one.fill(ROOM, 0, 1_000);
    long left = log.stream()
        .filter(
            event -> event instanceof Event.Member member && member.change() == Event.Change.LEFT)
        .findFirst()
        .orElseThrow()
        .seq();
    assertTrue(
        log.stream().noneMatch(event -> event.seq() > left && event.from().equals("alice")));
    assertEquals(ErrorCode.FORBIDDEN, refused(one.history.append(message(alice, null, "late"))));
    assertTrue(one.say(ROOM, bob, null, "still here").seq() > left);
  }

  @Test
  void joiningIsAnEventOnceAndLeavingTellsWhoLeft() {
    User alice = one.user("alice");
    Event.Member joined =
        assertInstanceOf(Event.Member.class, one.event(new Draft.Join(ROOM, alice)));
    assertEquals(
        new Event.Member(
            ROOM, 1, joined.ts(), "alice", null, "alice", Event.Change.JOINED, Role.MEMBER),
        joined);
    assertEquals(Appended.NOTHING, one.append(new Draft.Join(ROOM, alice)));
    Event.Member left =
        assertInstanceOf(Event.Member.class, one.event(new Draft.Leave(ROOM, alice)));
    assertEquals(Event.Change.LEFT, left.change());
    assertNull(left.role());
    assertEquals(3, one.event(new Draft.Join(ROOM, alice)).seq());
  }

  @Test
  void aKeptRoomOutlivesItsLastMemberAndAnyOtherEnds() {
    User alice = one.user("alice");
    String id = room(alice, "Short", Visibility.PUBLIC).id();
    assertEquals(2, one.event(new Draft.Leave(id, alice)).seq());
    assertEquals(ErrorCode.NOT_FOUND, refused(one.history.append(new Draft.Join(id, alice))));
    assertEquals(ErrorCode.NOT_FOUND, refused(one.rooms.get(id, alice)));
    assertEquals(2, one.fill(id, 0, 10).size());
    assertEquals(2, await(one.history.heads(List.of(id))).get(0).seq());
    assertEquals(
        ErrorCode.CONFLICT,
        refused(one.rooms.create(new NewRoom(alice, id, "Again", "", Visibility.PUBLIC))));
    one.append(new Draft.Join(ROOM, alice));
    one.append(new Draft.Leave(ROOM, alice));
    assertEquals(3, one.event(new Draft.Join(ROOM, alice)).seq());
  }

  @Test
  void anOwnerOfOthersHandsOverFirst() {
    User alice = one.user("alice");
    String id = room(alice, "Ours", Visibility.PUBLIC).id();
    User bob = one.member("bob", id);
    assertEquals(ErrorCode.CONFLICT, refused(one.history.append(new Draft.Leave(id, alice))));
    one.append(new Draft.Leave(id, bob));
    assertEquals(4, one.event(new Draft.Leave(id, alice)).seq());
  }

  @Test
  void aReplyNeedsAMessageOfTheSameRoom() {
    User alice = one.member("alice", ROOM);
    String other = room(alice, "Other", Visibility.PUBLIC).id();
    long there = one.say(ROOM, alice, null, "a message").seq();
    one.say(other, alice, null, "elsewhere");
    one.say(other, alice, null, "and again");
    Event.Message reply = assertInstanceOf(
        Event.Message.class, one.event(new Draft.Message(ROOM, alice, null, "re", there)));
    assertEquals(there, reply.replyTo());
    for (long seq : new long[] {1, 0, -1, 99, Long.MAX_VALUE}) {
      assertEquals(
          ErrorCode.NOT_FOUND,
          refused(one.history.append(new Draft.Message(ROOM, alice, null, "re", seq))));
    }
  }

  @Test
  void manyRoomsAtOnceKeepTheirOwnOrder() {
    User alice = one.user("alice");
    Instance two = another();
    List<String> rooms = IntStream.range(0, 20)
        .mapToObj(i -> room(alice, "Room " + i, Visibility.PUBLIC).id())
        .toList();
    List<Future<Appended>> answers = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      for (String room : rooms) {
        Instance through = rooms.indexOf(room) % 2 == 0 ? one : two;
        answers.add(through.history.append(new Draft.Message(room, alice, "k" + i, "m" + i, null)));
      }
    }
    await(Future.all(answers));
    for (String room : rooms) {
      List<Event> log = one.fill(room, 1, 100);
      assertEquals(
          IntStream.range(0, 50).mapToObj(i -> "m" + i).toList(),
          log.stream().map(event -> ((Event.Message) event).text()).toList());
    }
  }

  @Test
  void whatIsAckedIsThereAfterAnotherStart() {
    User alice = one.member("alice", ROOM);
    Event event = one.say(ROOM, alice, "k", "hello");
    String epoch = await(one.history.heads(List.of(ROOM))).get(0).epoch();
    one.close();
    instances.remove(one);
    one = another();
    assertEquals(event, await(page(alice, null, null, 1)).events().get(0));
    assertEquals(epoch, await(one.history.heads(List.of(ROOM))).get(0).epoch());
    assertNotEquals(event.seq(), one.say(ROOM, alice, "l", "on").seq());
  }

  @Test
  void theStoreSaysThatItIsThere() {
    assertNull(await(one.health.check()));
  }
}
