package dev.hubbub.account;

import dev.hubbub.room.SharedLimits;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Makes guessing slow: after so many failures in a row the next try has to wait, twice as long after each further one,
 * up to a minute. It never shuts anybody out: who waits as told and has the right password is in, and starts afresh.
 *
 * <p>Failures are counted for an account, from everywhere together. An address from which somebody got in before counts
 * for itself, so that strangers who guess cannot keep the owner waiting. All of it is counted over all instances. Any
 * thread may use it; memory is bounded, and what was unused for longest is forgotten first.
 */
final class FailedLogins {
  /** Accounts, and pairs of account and address, remembered at most. */
  static final int REMEMBERED = 50_000;

  private static final char AT = '@';
  private static final int MOST_COUNTED = 1_000_000_000;
  private static final long FIRST_WAIT_MS = 1_000;
  private static final long LONGEST_WAIT_MS = 60_000;

  private final int free;
  private final LongSupplier nanoClock;
  private final Consumer<String> tellFailed;
  private final Consumer<String> tellSucceeded;
  private final Map<String, Failures> failures = bounded();
  private final Map<String, Boolean> known = bounded();

  /**
   * A count.
   *
   * @param free failures in a row that cost nothing; 0 means that none does
   * @param shared tells other instances
   */
  FailedLogins(int free, SharedLimits shared, LongSupplier nanoClock) {
    this.free = free;
    this.nanoClock = nanoClock;
    this.tellFailed = shared.share("failed-logins", this::count);
    this.tellSucceeded = shared.share("right-logins", (both, times) -> forget(both));
  }

  /** What the tries of this account from this address are counted under. */
  String counter(String account, String address) {
    return counter(account + AT + address);
  }

  private synchronized String counter(String both) {
    // No username has an @ in it.
    return known.containsKey(both) ? both : both.substring(0, both.indexOf(AT));
  }

  /** Whether what is counted are the tries from an address from which somebody got in before. */
  static boolean isKnown(String counter) {
    return counter.indexOf(AT) >= 0;
  }

  /** Milliseconds until the next try; 0 for now. */
  synchronized long waitMs(String counter) {
    Failures past = failures.get(counter);
    if (past == null) {
      return 0;
    }
    long missing = past.nextAt - nanoClock.getAsLong();
    return missing <= 0 ? 0 : (missing + 999_999) / 1_000_000;
  }

  /** A try was wrong. */
  void failed(String counter) {
    if (free > 0) {
      count(counter, 1);
      tellFailed.accept(counter);
    }
  }

  private synchronized void count(String counter, int times) {
    long now = nanoClock.getAsLong();
    Failures past = failures.computeIfAbsent(counter, first -> new Failures(now));
    past.count = (int) Math.min(MOST_COUNTED, (long) past.count + times);
    if (past.count >= free) {
      int doublings = Math.min(past.count - free, 16);
      past.nextAt = now + Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS << doublings) * 1_000_000;
    }
  }

  /** A try was right. */
  synchronized void succeeded(String counter) {
    failures.remove(counter);
  }

  /** A try from {@code address} was right. */
  void succeeded(String account, String address) {
    String both = account + AT + address;
    forget(both);
    if (free > 0) {
      tellSucceeded.accept(both);
    }
  }

  /** Somebody got in; where others are waiting for having guessed, they go on waiting. */
  private synchronized void forget(String both) {
    String counter = counter(both);
    if (waitMs(counter) == 0) {
      failures.remove(counter);
    }
    known.put(both, true);
  }

  private static <V> Map<String, V> bounded() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > REMEMBERED;
      }
    };
  }

  private static final class Failures {
    private int count;
    private long nextAt;

    private Failures(long nextAt) {
      this.nextAt = nextAt;
    }
  }
}
