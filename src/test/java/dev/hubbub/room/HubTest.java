package dev.hubbub.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.room.History.Head;
import dev.hubbub.room.History.Open;
import dev.hubbub.room.History.Opened;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HubTest {
  private static final User ALICE = new User(1, "alice");

  private final OneRoomLog log = new OneRoomLog();
  private final RecordingBroker wire = new RecordingBroker();
  private final List<String> told = new ArrayList<>();
  private final List<String> started = new ArrayList<>();
  private final List<String> restarted = new ArrayList<>();
  private final List<String> noted = new ArrayList<>();
  private final Deque<Runnable> alarms = new ArrayDeque<>();
  private final Hub hub = new Hub(
      log,
      log::append,
      listener -> wire,
      new Hub.Audience() {
        @Override
        public void tell(Collection<String> followers, String room, List<Event> events) {
          new TreeSet<>(followers)
              .forEach(follower -> events.forEach(event -> told.add(follower + ":" + event.seq())));
        }

        @Override
        public void started(Collection<String> followers, String room, long head) {
          new TreeSet<>(followers).forEach(follower -> started.add(follower + " after " + head));
        }

        @Override
        public void signal(Collection<String> followers, Signal signal, @Nullable String origin) {
          new TreeSet<>(followers)
              .forEach(follower -> told.add(follower + ":" + signal.user() + " by " + origin));
        }

        @Override
        public void renewed(String user) {
          told.add("renewed " + user);
        }

        @Override
        public void restart(Collection<String> followers, String room) {
          restarted.addAll(followers);
        }
      },
      (ms, task) -> alarms.add(task),
      new HubObserver() {
        @Override
        public void duplicate() {
          noted.add("duplicate");
        }

        @Override
        public void filled(int events) {
          noted.add("filled " + events);
        }

        @Override
        public void behind() {
          noted.add("behind");
        }

        @Override
        public void restarted() {
          noted.add("restarted");
        }
      });

  @Test
  void aCommittedMessageIsToldHereAndAnnouncedElsewhereOnce() {
    follow("g1");
    follow("g2");
    say("hello");
    assertEquals(List.of("g1:1", "g2:1"), told);
    assertEquals(List.of(1L), wire.published);
    hub.heard(log.events.get(0), log.epoch);
    assertEquals(2, told.size());
  }

  @Test
  void aDuplicateIsToldNobody() {
    follow("g1");
    log.duplicate = true;
    say("hello");
    assertEquals(List.of(), told);
    assertEquals(List.of(), wire.published);
  }

  @Test
  void aRefusedMessageIsToldNobody() {
    follow("g1");
    log.refusal = Refusal.unavailable();
    assertTrue(hub.append(message("hello")).failed());
    assertEquals(List.of(), told);
    assertEquals(List.of(), wire.published);
  }

  @Test
  void aRoomIsHeardOnlyWhileSomebodyFollowsIt() {
    follow("g1");
    follow("g2");
    assertEquals(Set.of("general"), wire.subscribed);
    hub.unfollow("general", "g1");
    assertEquals(Set.of("general"), wire.subscribed);
    hub.unfollow("general", "g2");
    assertEquals(Set.of(), wire.subscribed);
    say("to nobody here");
    assertEquals(List.of(), told);
    assertEquals(List.of(1L), wire.published);
  }

  @Test
  void whoIsToldOfAnOlderHeadThanTheRoomBeganWithAsksAgain() {
    Promise<Opened> late = Promise.promise();
    log.answer = late.future();
    Future<Opened> first = hub.open(open(), "g1");
    Opened old = log.opened();
    log.answer = null;
    log.grow(2);
    follow("g1");
    late.complete(old);
    assertEquals(2, first.result().head());
    say("hello");
    assertEquals(List.of("g1:3"), told);
  }

  @Test
  void theStoreIsReadOnlyOnceTheRoomIsHeard() {
    Promise<Void> confirmation = Promise.promise();
    wire.confirmation = confirmation.future();
    Future<Opened> opened = hub.open(open(), "g1");
    assertEquals(0, log.opens);
    log.grow(3);
    confirmation.complete();
    assertEquals(3, opened.result().head());
  }

  @Test
  void whatIsSaidBetweenHearingAndReadingIsToldToo() {
    log.grow(2);
    Promise<Opened> answer = Promise.promise();
    log.answer = answer.future();
    Future<Opened> opened = hub.open(open(), "g1");
    Opened before = log.opened();
    log.grow(1);
    hub.heard(log.events.get(2), log.epoch);
    answer.complete(before);
    assertEquals(2, opened.result().head());
    assertEquals(List.of("g1:3"), told);
  }

  @Test
  void whoWatchesIsToldFromWhenOnTheyAreHandedWhatHappens() {
    log.grow(1);
    hub.watch("general", "g1");
    assertEquals(List.of(), started);
    alarms.remove().run();
    assertEquals(List.of("g1 after 1"), started);
    log.grow(1);
    hub.heard(log.events.get(1), log.epoch);
    hub.watch("general", "g2");
    assertEquals(List.of("g1 after 1", "g2 after 2"), started);
  }

  @Test
  void anEventThatNobodyAnnouncedIsFoundByThePoll() {
    follow("g1");
    log.grow(1);
    assertTrue(hub.poll().succeeded());
    assertEquals(List.of("g1:1"), told);
    assertEquals(List.of("behind", "filled 1"), noted);
    hub.heard(log.events.get(0), log.epoch);
    assertEquals(List.of("g1:1"), told);
    assertEquals(List.of("behind", "filled 1", "duplicate"), noted);
  }

  @Test
  void aGapIsFilledFromTheStoreAfterAMomentForTheReordered() {
    follow("g1");
    log.grow(3);
    hub.heard(log.events.get(2), log.epoch);
    assertEquals(List.of(), told);
    hub.heard(log.events.get(0), log.epoch);
    assertEquals(List.of("g1:1"), told);
    alarms.remove().run();
    assertEquals(List.of("g1:1", "g1:2", "g1:3"), told);
    assertEquals(List.of("filled 2"), noted);
    assertTrue(alarms.isEmpty());
  }

  @Test
  void aLongGapIsFilledPageByPage() {
    follow("g1");
    log.grow(1_000);
    assertTrue(hub.poll().succeeded());
    assertEquals(LongStream.rangeClosed(1, 1_000).mapToObj(seq -> "g1:" + seq).toList(), told);
  }

  @Test
  void aFillThatFailsIsTriedAgainByTheNextPoll() {
    follow("g1");
    log.grow(1);
    log.refusal = Refusal.unavailable();
    assertTrue(hub.poll().failed());
    log.refusal = null;
    log.failFill = true;
    assertTrue(hub.poll().succeeded());
    assertEquals(List.of(), told);
    log.failFill = false;
    assertTrue(hub.poll().succeeded());
    assertEquals(List.of("g1:1"), told);
  }

  @Test
  void afterAnInterruptionEveryFollowedRoomIsBroughtUpToDate() {
    follow("g1");
    log.grow(2);
    hub.interrupted();
    assertEquals(List.of("g1:1", "g1:2"), told);
  }

  @Test
  void aLogThatWentBackMakesItsSessionsStartAfresh() {
    log.grow(5);
    follow("g1");
    log.events.subList(3, 5).clear();
    assertTrue(hub.poll().succeeded());
    assertEquals(List.of("g1"), restarted);
    assertEquals(List.of("restarted"), noted);
    say("the new fourth");
    assertEquals(List.of("g1:4"), told);
  }

  @Test
  void anotherEpochMakesSessionsStartAfresh() {
    log.grow(5);
    follow("g1");
    log.epoch = "e2";
    assertTrue(hub.poll().succeeded());
    assertEquals(List.of("g1"), restarted);
  }

  @Test
  void anEventThatFollowsOnByItsNumberButIsOfAnotherEpochIsToldNobody() {
    log.grow(2);
    follow("g1");
    log.epoch = "e2";
    log.grow(1);
    hub.heard(log.events.get(2), "e2");
    assertEquals(List.of(), told);
    assertEquals(List.of("g1"), restarted);
    say("the fourth");
    assertEquals(List.of("g1:4"), told);
  }

  @Test
  void whatWasCommittedHereInAnotherEpochIsToldNobodyWhoFollowsTheOld() {
    log.grow(2);
    follow("g1");
    log.epoch = "e2";
    say("the third");
    assertEquals(List.of(), told);
    assertEquals(List.of("g1"), restarted);
  }

  @Test
  void anEventOfAnEpochThatIsOverIsToldNobody() {
    log.grow(2);
    follow("g1");
    hub.heard(RoomTest.event(3), "e0");
    assertEquals(List.of(), told);
    assertEquals(List.of(), restarted);
    say("the third");
    assertEquals(List.of("g1:3"), told);
  }

  @Test
  void eventsOfAnotherEpochAreAskedAboutOnce() {
    log.grow(2);
    follow("g1");
    Promise<List<Head>> answer = Promise.promise();
    log.heads = answer.future();
    hub.heard(RoomTest.event(3), "e2");
    log.heads = Future.failedFuture("It was asked again.");
    hub.heard(RoomTest.event(4), "e2");
    answer.complete(List.of(new Head("general", 4, "e2")));
    assertEquals(List.of("g1"), restarted);
    assertEquals(List.of(), told);
  }

  @Test
  void aGapIsNotFilledWithEventsOfAnotherEpoch() {
    log.grow(2);
    follow("g1");
    log.grow(2);
    hub.heard(log.events.get(3), "e1");
    log.epoch = "e2";
    alarms.remove().run();
    assertEquals(List.of(), told);
    assertTrue(hub.poll().succeeded());
    assertEquals(List.of(), told);
    assertEquals(List.of("g1"), restarted);
  }

  @Test
  void anAnswerThatIsOlderThanWhatCameMeanwhileIsNoLogThatWentBack() {
    log.grow(5);
    follow("g1");
    Promise<List<Head>> answer = Promise.promise();
    log.heads = answer.future();
    Future<Void> polled = hub.poll();
    say("sixth");
    answer.complete(List.of(new Head("general", 5, "e1")));
    assertTrue(polled.succeeded());
    assertEquals(List.of(), restarted);
  }

  @Test
  void aJoinThatResumesMakesNoMember() {
    follow("g1");
    assertEquals(List.of("Join"), log.drafts);
    assertTrue(hub.open(new Open("general", ALICE, 0L, null, 50, 1_000), "g1").succeeded());
    assertEquals(List.of("Join"), log.drafts);
  }

  @Test
  void whoIsRefusedStaysAFollowerUntilItSaysOtherwise() {
    log.refusal = Refusal.notFound();
    assertTrue(hub.open(open(), "g1").failed());
    assertFalse(wire.subscribed.isEmpty());
    hub.unfollow("general", "g1");
    assertTrue(wire.subscribed.isEmpty());
  }

  private void follow(String follower) {
    assertTrue(hub.open(open(), follower).succeeded());
  }

  private void say(String text) {
    assertTrue(hub.append(message(text)).succeeded());
  }

  private static Open open() {
    return new Open("general", ALICE, null, null, 50, 1_000);
  }

  private static Draft message(String text) {
    return new Draft.Message("general", ALICE, null, text, null);
  }
}
