package dev.hubbub.room;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a room takes to put an event in its place: one that is due, and some that came in the wrong order. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class DeliveryBenchmark {
  private static final int EVENTS = 64;
  private final List<Event> events = new ArrayList<>();

  /** Has some events at hand. */
  public DeliveryBenchmark() {
    for (int seq = 1; seq <= EVENTS; seq++) {
      events.add(new Event.Message("general", seq, seq, "alice", null, "text", null));
    }
  }

  /** Events one after the other, as the store orders them. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public int inOrder() {
    Room room = new Room("general", "epoch", 0);
    int out = 0;
    for (Event event : events) {
      out += room.deliver(event).size();
    }
    return out;
  }

  /** The same backwards: all wait for the first. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public int backwards() {
    Room room = new Room("general", "epoch", 0);
    int out = 0;
    for (int i = EVENTS - 1; i >= 0; i--) {
      out += room.deliver(events.get(i)).size();
    }
    return out;
  }

  /** Each twice, as when the local copy and that of Redis both come. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public int twice() {
    Room room = new Room("general", "epoch", 0);
    int out = 0;
    for (Event event : events) {
      out += room.deliver(event).size() + room.deliver(event).size();
    }
    return out;
  }
}
