package dev.hubbub.gateway;

import dev.hubbub.config.TracingConfig;
import dev.hubbub.hub.Told;
import dev.hubbub.ops.Metrics;
import dev.hubbub.ops.Trails;
import dev.hubbub.protocol.EventJson;
import dev.hubbub.room.Event;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What an event loop does to hand one event to the 1,000 sessions of a room, their writes aside. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class FanoutBenchmark {
  private static final int SESSIONS = 1_000;
  private static final byte[] FRAME =
      EventJson.encode(new Event.Message("general", 1, 1, "alice", null, "x".repeat(128), null));
  private final Trails trails = new Trails("bench", new TracingConfig(1_000, null), null);
  private final FollowedRoom room = new FollowedRoom(timeless(), new Metrics("bench").deliveries());
  private final Counting last = new Counting();
  private long seq;

  /** Has all sessions in the room. */
  public FanoutBenchmark() {
    for (int i = 0; i < SESSIONS; i++) {
      Session session = i == 0 ? last : new Counting();
      room.expect(session);
      room.admit(session, 0, removed -> {});
    }
  }

  /** One event to all. */
  @Benchmark
  public long toAThousand() {
    Event event = new Event.Message("general", ++seq, seq, "alice", null, "text", null);
    room.tell(
        new Told("general", List.of(event), List.of(FRAME), List.of(trails.of(event))),
        removed -> {});
    room.flush();
    return last.events;
  }

  /** A Vert.x whose timers never fire: what gathers is flushed by the benchmark. */
  private static Vertx timeless() {
    return Vertx.class.cast(Proxy.newProxyInstance(
        Vertx.class.getClassLoader(), new Class<?>[] {Vertx.class}, (self, method, arguments) -> {
          if (method.getName().equals("setTimer")) {
            return 1L;
          }
          if (method.getName().equals("runOnContext")) {
            @SuppressWarnings("unchecked")
            Handler<Void> task = (Handler<Void>) arguments[0];
            task.handle(null);
            return null;
          }
          throw new UnsupportedOperationException(method.getName());
        }));
  }

  /** Counts what it is told. */
  private static final class Counting extends SilentSession {
    private long events;

    @Override
    public void push(Batch batch) {
      events += batch.events().size();
    }
  }
}
