package dev.hubbub.gateway;

import dev.hubbub.room.User;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes of long answers that wait for those who asked, of all sessions and requests of this instance together, and of
 * each user. A page of a log has megabytes, and whoever asks for many and reads none would have all of them kept until
 * they are cut. Thread-safe.
 */
final class LongAnswers {
  /** What one user may have waiting, as a part of what all may. */
  private static final int SHARE = 8;

  private final long most;
  private final AtomicLong all = new AtomicLong();
  private final Map<Long, Long> byUser = new ConcurrentHashMap<>();

  /**
   * Nothing waits.
   *
   * @param most bytes; 0 for no bound
   */
  LongAnswers(long most) {
    this.most = most;
  }

  /** Whether one more may be made for this user. */
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
