package dev.hubbub.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SharedLimitsTest {
  private final LocalBroker.Medium medium = new LocalBroker.Medium();
  private final Deque<Runnable> due = new ArrayDeque<>();
  private final List<Collection<Spent>> told = new ArrayList<>();

  private SharedLimits instance() {
    return SharedLimits.among(
        listener -> new Recorder(new LocalBroker(medium, Runnable::run, listener)), (ms, task) -> {
          assertEquals(SharedLimits.GATHER_MS, ms);
          due.add(task);
        });
  }

  /** Lets the time pass for which uses are gathered. */
  private void pass() {
    due.remove().run();
  }

  private static Limit limit(SharedLimits instance) {
    return instance.shared("messages", RateLimit.onceIn(3_600));
  }

  private static Limit limit(SharedLimits instance, int perHour) {
    return instance.shared("messages", RateLimit.perHour(perHour));
  }

  @Test
  void whatIsUsedOnOneInstanceIsMissingOnTheOther() {
    Limit here = limit(instance());
    Limit there = limit(instance());
    assertEquals(0, here.tryTake("alice"));
    assertTrue(there.tryTake("alice") > 0, "told at once");
    assertEquals(0, there.tryTake("bob"));
    assertTrue(here.tryTake("bob") > 0);
  }

  @Test
  void aParallelBurstOnSeveralInstancesIsPaidBack() {
    SharedLimits one = instance();
    Limit here = limit(one, 3_600);
    Limit there = limit(instance(), 3_600);
    for (int i = 0; i < 3_600; i++) {
      assertEquals(0, here.tryTake("alice"));
    }
    // The other one has heard of the first only.
    for (int i = 0; i < 3_599; i++) {
      assertEquals(0, there.tryTake("alice"));
    }
    pass();
    pass();
    assertTrue(there.tryTake("alice") > 3_500_000, "both bursts are counted");
    assertTrue(here.tryTake("alice") > 3_500_000);
  }

  @Test
  void theFirstIsToldAtOnceAndTheNextTogether() {
    Limit here = limit(instance(), 100);
    for (int i = 0; i < 10; i++) {
      assertEquals(0, here.tryTake("alice"));
    }
    assertEquals(0, here.tryTake("bob"));
    assertEquals(List.of(List.of(new Spent("messages", "alice", 1))), told);
    pass();
    assertEquals(
        Set.of(new Spent("messages", "alice", 9), new Spent("messages", "bob", 1)),
        new HashSet<>(told.get(1)));
    pass();
    assertEquals(2, told.size(), "nothing more was used");
    assertTrue(due.isEmpty(), "nobody waits for nothing");
    assertEquals(0, here.tryTake("carol"));
    assertEquals(List.of(new Spent("messages", "carol", 1)), told.get(2));
  }

  @Test
  void whatIsRefusedIsNotTold() {
    Limit here = limit(instance());
    assertEquals(0, here.tryTake("alice"));
    for (int i = 0; i < 10; i++) {
      assertTrue(here.tryTake("alice") > 0);
    }
    pass();
    assertEquals(1, told.size());
  }

  @Test
  void limitsOfOtherNamesAreCountedForThemselves() {
    SharedLimits here = instance();
    SharedLimits there = instance();
    Limit messages = here.shared("messages", RateLimit.onceIn(60));
    Limit history = there.shared("history", RateLimit.onceIn(60));
    assertEquals(0, messages.tryTake("alice"));
    assertEquals(0, history.tryTake("alice"));
  }

  @Test
  void whatMakesNoSenseChangesNothing() {
    SharedLimits here = instance();
    Limit messages = limit(here);
    here.spent(List.of(
        new Spent("messages", "alice", 0),
        new Spent("messages", "alice", Integer.MIN_VALUE),
        new Spent("unheard-of", "alice", 5)));
    assertEquals(0, messages.tryTake("alice"));
  }

  @Test
  void aLimitThatIsOffIsNotTold() {
    Limit none = limit(instance(), 0);
    for (int i = 0; i < 100; i++) {
      assertEquals(0, none.tryTake("alice"));
    }
    assertTrue(told.isEmpty());
  }

  @Test
  void aloneALimitIsTheLocalOne() {
    RateLimit local = RateLimit.perHour(1);
    Limit alone = SharedLimits.alone().shared("messages", local);
    assertEquals(local, alone);
  }

  /** Passes on what is announced, and remembers it. */
  private final class Recorder implements Broker {
    @Override
    public void inquire(Journey.Inquiry inquiry) {}

    @Override
    public void answer(String inquiry, Journey journey) {}

    private final Broker broker;

    private Recorder(Broker broker) {
      this.broker = broker;
    }

    @Override
    public void announceSpent(Collection<Spent> spent) {
      told.add(List.copyOf(spent));
      broker.announceSpent(spent);
    }

    @Override
    public void publish(Event event, String epoch) {}

    @Override
    public void publish(Signal signal) {}

    @Override
    public void announce(Attending attending) {}

    @Override
    public void keep(Collection<Attendance> people) {}

    @Override
    public void announceRenewed(String user) {}

    @Override
    public Future<Void> subscribe(String room) {
      return Future.succeededFuture();
    }

    @Override
    public void unsubscribe(String room) {}

    @Override
    public void announceEnded(Ended ended) {}

    @Override
    public void forget(String room, String user) {}
  }
}
