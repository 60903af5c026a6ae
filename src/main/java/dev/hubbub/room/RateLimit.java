package dev.hubbub.room;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * So many per time and so many at once, counted for each key by itself: a token bucket per key. Any thread may use it;
 * it reads a monotonic clock only, so that a change of the wall clock gives nothing away. Memory is bounded: beyond a
 * number of keys the one unused for longest is forgotten, which means its bucket is full again.
 */
public final class RateLimit implements Limit {
  /** Keys remembered at most, unless told otherwise. */
  public static final int KEYS = 100_000;

  private static final int STRIPES = 16;
  private static final double NANOS_PER_SECOND = 1e9;

  private final Stripe[] stripes;
  private final long nanosPerToken;
  private final long nanosPerBurst;
  private final LongSupplier nanoClock;

  private RateLimit(double perSecond, int burst, int keys, LongSupplier nanoClock) {
    this.nanosPerToken = perSecond > 0 ? Math.round(NANOS_PER_SECOND / perSecond) : 0;
    this.nanosPerBurst = nanosPerToken * Math.max(1, burst);
    this.nanoClock = nanoClock;
    this.stripes = new Stripe[STRIPES];
    int keysPerStripe = Math.max(1, keys / STRIPES);
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new Stripe(keysPerStripe);
    }
  }

  /**
   * A limit of {@code perSecond} steadily and {@code burst} at once, at least 1.
   *
   * @param perSecond 0 means no limit
   */
  public static RateLimit perSecond(int perSecond, int burst) {
    return new RateLimit(perSecond, burst, KEYS, System::nanoTime);
  }

  /** A limit of {@code perMinute} within a minute, all of which may come at once; 0 means no limit. */
  public static RateLimit perMinute(int perMinute) {
    return new RateLimit(perMinute / 60.0, perMinute, KEYS, System::nanoTime);
  }

  /** A limit of {@code perHour} within an hour, all of which may come at once; 0 means no limit. */
  public static RateLimit perHour(int perHour) {
    return new RateLimit(perHour / 3_600.0, perHour, KEYS, System::nanoTime);
  }

  /** A limit of one in so many seconds, whatever came before. */
  public static RateLimit onceIn(int seconds) {
    return new RateLimit(1.0 / seconds, 1, KEYS, System::nanoTime);
  }

  /** A limit with a clock of its own, which counts nanoseconds from anywhere and never goes back. */
  static RateLimit of(double perSecond, int burst, int keys, LongSupplier nanoClock) {
    return new RateLimit(perSecond, burst, keys, nanoClock);
  }

  /** Whether there is no limit at all. */
  public boolean isOff() {
    return nanosPerToken == 0;
  }

  @Override
  public long tryTake(String key) {
    if (isOff()) {
      return 0;
    }
    long missing = stripe(key).take(key);
    return missing <= 0 ? 0 : (missing + 999_999) / 1_000_000;
  }

  /**
   * Takes {@code times} of {@code key}'s tokens, whether or not they are there. What is not there is owed, but never more
   * than another burst: who was told of too late does not pay for ever.
   */
  public void spend(String key, int times) {
    if (!isOff() && times > 0) {
      stripe(key).spend(key, times);
    }
  }

  /** Gives back what was taken for something that did not happen. */
  public void giveBack(String key) {
    if (!isOff()) {
      stripe(key).giveBack(key);
    }
  }

  private Stripe stripe(String key) {
    return stripes[Math.floorMod(key.hashCode(), STRIPES)];
  }

  /** How many keys are remembered. */
  int size() {
    int size = 0;
    for (Stripe stripe : stripes) {
      size += stripe.size();
    }
    return size;
  }

  /** When a key's bucket is full again, on the clock; before that it lacks the time until then. */
  private static final class Bucket {
    private long fullAt;

    private Bucket(long fullAt) {
      this.fullAt = fullAt;
    }

    /** Nanoseconds' worth of tokens that are not there. Differences only: the clock may overflow. */
    private long lacking(long now) {
      return Math.max(0, fullAt - now);
    }
  }

  /** Some of the keys, behind one lock, the one unused for longest first. */
  private final class Stripe {
    private final Map<String, Bucket> buckets;

    private Stripe(int keys) {
      this.buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > keys;
        }
      };
    }

    /** Nanoseconds until there is a token; nothing or less where one was taken. */
    private synchronized long take(String key) {
      long now = nanoClock.getAsLong();
      Bucket bucket = bucket(key, now);
      long lacking = bucket.lacking(now);
      long missing = lacking + nanosPerToken - nanosPerBurst;
      if (missing <= 0) {
        bucket.fullAt = now + lacking + nanosPerToken;
      }
      return missing;
    }

    private synchronized void spend(String key, int times) {
      long now = nanoClock.getAsLong();
      Bucket bucket = bucket(key, now);
      long most = 2 * nanosPerBurst;
      // Divided rather than multiplied, which might overflow.
      long spent = times >= most / nanosPerToken ? most : times * nanosPerToken;
      bucket.fullAt = now + Math.min(most, bucket.lacking(now) + spent);
    }

    private synchronized void giveBack(String key) {
      Bucket bucket = buckets.get(key);
      if (bucket != null) {
        bucket.fullAt -= nanosPerToken;
      }
    }

    private Bucket bucket(String key, long now) {
      return buckets.computeIfAbsent(key, absent -> new Bucket(now));
    }

    private synchronized int size() {
      return buckets.size();
    }
  }
}
