package dev.hubbub.gateway;

import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Event;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.User;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Pages of a log, which have megabytes: how many are made at once, and how many bytes of them wait for those who asked, of
 * all sessions and requests of this instance together, and of each user. Each costs milliseconds of a processor, for which
 * everybody else would wait; and whoever asks for many and reads none would have all of them kept until they are cut.
 * Thread-safe.
 */
final class LongAnswers {
  /** What one user may have waiting, as a part of what all may. */
  private static final int SHARE = 8;

  /** Characters of a page that is not long: it is encoded sooner than handed on. */
  private static final int SHORT = 65_536;

  /** How long a page waits for its turn before it is refused: a store that stands still holds up each for seconds. */
  static final long WAIT_MS = 3_000;

  /** When who was refused may ask again. */
  private static final long AGAIN_MS = 1_000;

  private final long most;
  private final int atOnce;
  private final long waitMs;
  private final AtomicLong all = new AtomicLong();
  private final Map<Long, Long> byUser = new ConcurrentHashMap<>();
  private final Deque<Turn> waiting = new ArrayDeque<>();
  private int making;

  /** Somebody's, on whose context it comes. */
  private record Turn(Context context, Promise<Void> come) {}

  /**
   * Nothing is made, and nothing waits.
   *
   * @param most bytes; 0 for no bound
   * @param atOnce how many may be in the making
   * @param waitMs how long one waits for its turn before it is refused
   */
  LongAnswers(long most, int atOnce, long waitMs) {
    this.most = most;
    this.atOnce = atOnce;
    this.waitMs = waitMs;
  }

  /**
   * Has a page read and encoded when it is its turn, a long one on a worker. To be called on an event loop, where the answer
   * comes, too; {@code unavailable} where that does not come in time.
   *
   * @param read asks the store
   * @param events that are in a page
   */
  <P> Future<byte[]> make(
      Vertx vertx,
      Supplier<Future<P>> read,
      Function<P, List<Event>> events,
      Function<P, byte[]> encoding) {
    return turn(vertx).compose(come -> Future.succeededFuture()
        .compose(go -> read.get())
        .compose(page -> isShort(events.apply(page))
            ? Future.succeededFuture(encoding.apply(page))
            : vertx.executeBlocking(() -> encoding.apply(page)))
        .onComplete(over -> next()));
  }

  private Future<Void> turn(Vertx vertx) {
    Turn mine = new Turn(vertx.getOrCreateContext(), Promise.promise());
    synchronized (this) {
      if (making < atOnce) {
        making++;
        return Future.succeededFuture();
      }
      waiting.add(mine);
    }
    long timer = vertx.setTimer(waitMs, late -> {
      boolean waits;
      synchronized (this) {
        waits = waiting.remove(mine);
      }
      if (waits) {
        mine.come()
            .fail(new Refusal(
                ErrorCode.UNAVAILABLE,
                "Too many pages are being read; ask again in a moment.",
                AGAIN_MS));
      }
    });
    return mine.come().future().onComplete(come -> vertx.cancelTimer(timer));
  }

  private void next() {
    Turn next;
    synchronized (this) {
      next = waiting.poll();
      making -= next == null ? 1 : 0;
    }
    if (next != null) {
      Promise<Void> come = next.come();
      next.context().runOnContext(here -> come.complete());
    }
  }

  private static boolean isShort(List<Event> events) {
    long characters = 0;
    for (Event event : events) {
      String text = event instanceof Event.Message message
          ? message.text()
          : event instanceof Event.Edit edit ? edit.text() : null;
      characters += text == null ? 0 : text.length();
    }
    return characters <= SHORT;
  }

  /** Whether bytes of one more may wait for this user. */
  boolean hasRoom(User user) {
    return most == 0
        || (all.get() < most && byUser.getOrDefault(user.id(), 0L) < Math.max(1, most / SHARE));
  }

  /** Takes note of bytes that wait, or will; they are to be given back with {@link #taken}. */
  void waits(User user, long bytes) {
    long unused = all.addAndGet(bytes);
    byUser.merge(user.id(), bytes, Long::sum);
  }

  /** Takes note that they wait no more. */
  void taken(User user, long bytes) {
    long unused = all.addAndGet(-bytes);
    byUser.computeIfPresent(user.id(), (id, held) -> held > bytes ? held - bytes : null);
  }
}
