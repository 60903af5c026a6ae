package dev.hubbub.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Keeps what a broker says until a test asks for it. */
public final class BrokerEar implements Broker.Listener {
  private static final int SECONDS = 15;

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final BlockingQueue<Boolean> interruptions = new LinkedBlockingQueue<>();
  private final BlockingQueue<List<String>> ended = new LinkedBlockingQueue<>();

  @Override
  public void heard(Event event, @Nullable String epoch) {
    events.add(event);
  }

  @Override
  public void interrupted() {
    interruptions.add(true);
  }

  @Override
  public void ended(Ended said) {
    ended.add(List.copyOf(said.logins()));
  }

  /** The next event must be this one. */
  public void expect(Event event) {
    assertEquals(event, next(events, "event " + event.seq()));
  }

  /** An event that is heard within {@code millis}, if any. */
  public @Nullable Event within(long millis) {
    try {
      return events.poll(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An interruption must be told, now or soon. */
  public void expectInterrupted() {
    assertEquals(true, next(interruptions, "interruption"));
  }

  /** Forgets the interruptions told so far. */
  public void forgetInterruptions() {
    interruptions.clear();
  }

  /** These logins must be told as ended next. */
  public void expectEnded(List<String> logins) {
    assertEquals(logins, next(ended, "end of logins"));
  }

  private static <T> T next(BlockingQueue<T> queue, String what) {
    try {
      T next = queue.poll(SECONDS, TimeUnit.SECONDS);
      assertNotNull(next, "no " + what + " was heard");
      return next;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
