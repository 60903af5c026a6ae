package dev.hubbub.protocol;

import dev.hubbub.room.Event;
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

/** What the JSON of one message costs: the frame of its sender, its own frame, its ack, and its way from Redis. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class CodecBenchmark {
  private static final String TEXT = "x".repeat(128);
  private final CommandParser parser = new CommandParser(CommandParserTest.LIMITS);
  private final Event event =
      new Event.Message("general", 123_456, 1_795_345_831_784L, "alice", "k-1.42", TEXT, null);
  private final byte[] published = EventJson.published(EventJson.encode(event), "ab12cd34ef");
  private final Push ack =
      new Push.Ack("7", "general", 123_456, 1_795_345_831_784L, "k-1.42", false);
  private final String frame =
      "{\"type\":\"send\",\"id\":\"7\",\"room\":\"general\",\"key\":\"k-1.42\",\"text\":\"" + TEXT
          + "\"}";

  /** The sender's frame, read. */
  @Benchmark
  public Object parseSend() throws MalformedFrame {
    return parser.parse(frame);
  }

  /** The event's frame, written: once for all who get it. */
  @Benchmark
  public byte[] encodeEvent() {
    return EventJson.encode(event);
  }

  /** The ack, written. */
  @Benchmark
  public byte[] encodeAck() {
    return PushJson.encode(ack);
  }

  /** The event as another instance published it, read. */
  @Benchmark
  public Object decodePublished() throws MalformedEvent {
    return EventJson.decodePublished(published);
  }
}
