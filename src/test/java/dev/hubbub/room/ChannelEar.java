package dev.hubbub.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Keeps what channels say until a test asks for it. */
public final class ChannelEar implements Channels.Listener {
  private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();

  @Override
  public void heard(String channel, String text) {
    texts.add(channel + " " + text);
  }

  /** The next text must be this one. */
  public void expect(String channel, String text) {
    assertEquals(channel + " " + text, next());
  }

  /** What is heard next, as {@code channel text}. */
  public String next() {
    try {
      String next = texts.poll(15, TimeUnit.SECONDS);
      assertNotNull(next, "no text was heard");
      return next;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What is heard within {@code millis}, if anything. */
  public @Nullable String within(long millis) {
    try {
      return texts.poll(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
