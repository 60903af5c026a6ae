package dev.hubbub.account;

import com.password4j.Argon2Function;
import com.password4j.Hash;
import com.password4j.Password;
import com.password4j.types.Argon2;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns passwords into hashes that are slow to guess, and back into yes or no: Argon2id, in the PHC string format. Any
 * thread may use it. The work is done on threads of its own, never on an event loop, and at most {@link #QUEUE} pieces
 * of it wait; one more is {@code RATE_LIMITED}, so that a flood of logins slows logins and nothing else. Those who are
 * known have a thread and a queue for themselves, so that it does not keep them out either.
 */
public final class Passwords {
  /** Code points of a password, at least. */
  public static final int SHORTEST = 8;

  /** Code points of a password, at most; the whole of it counts. */
  public static final int LONGEST = 128;

  /** Pieces of work, waiting and under way, on the default pool. */
  public static final int QUEUE = 64;

  private static final int MEMORY_KIB = 19 * 1024;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int HASH_BYTES = 32;
  private static final int SALT_BYTES = 16;
  private static final int ARGON2_VERSION = 0x13;

  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
  private static final int RANDOM_LETTERS = 20;

  private static final long RETRY_MS = 2_000;

  /** How long a refusal to log in is kept back. */
  private static final long REFUSAL_MS = 250;

  private static final long LONGEST_WORK_SECONDS = 10;

  private final Vertx vertx;
  private final Lane everybody;
  private final Lane known;
  private final CommonPasswords common = CommonPasswords.load();
  private final String nobodysHash = nobodysHash();

  private Passwords(Vertx vertx, Lane everybody, Lane known) {
    this.vertx = vertx;
    this.everybody = everybody;
    this.known = known;
  }

  /**
   * Threads, and what waits for them. While more than half of the queue is taken, a thread rests between two pieces of work
   * for as long as the first of them took: hashing a flood of guesses takes half of the time of the threads, and others of
   * the same cores get the rest.
   */
  private static final class Lane {
    private final WorkerExecutor workers;
    private final AtomicInteger queued = new AtomicInteger();
    private final int queue;
    private final LongConsumer rest;
    private final ThreadLocal<Long> restUntil = ThreadLocal.withInitial(System::nanoTime);

    Lane(Vertx vertx, String name, int threads, int queue, LongConsumer rest) {
      this.workers =
          vertx.createSharedWorkerExecutor(name, threads, LONGEST_WORK_SECONDS, TimeUnit.SECONDS);
      this.queue = queue;
      this.rest = rest;
    }

    boolean isFull() {
      return queued.get() >= queue;
    }

    <T> Future<T> work(Callable<T> work) {
      if (queued.incrementAndGet() > queue) {
        queued.decrementAndGet();
        return Future.failedFuture(tooMany());
      }
      return workers.executeBlocking(() -> afterRest(work), false);
    }

    private <T> T afterRest(Callable<T> work) throws Exception {
      long until = restUntil.get();
      long began = System.nanoTime();
      long left = until - began;
      if (left > 0 && queued.get() > queue / 2) {
        rest.accept(left);
        began = System.nanoTime();
      }
      try {
        return work.call();
      } finally {
        long ended = System.nanoTime();
        restUntil.set(ended + (ended - began));
        queued.decrementAndGet();
      }
    }
  }

  private static Refusal tooMany() {
    return new Refusal(
        ErrorCode.RATE_LIMITED, "Too many people are logging in; try again soon.", RETRY_MS);
  }

  /** A pool with a thread for every two cores and a queue of {@link #QUEUE}. */
  public static Passwords with(Vertx vertx) {
    return with(vertx, Math.max(1, Runtime.getRuntime().availableProcessors() / 2), QUEUE);
  }

  /** A pool of {@code threads} with {@code queue} pieces of work waiting or under way at most. */
  static Passwords with(Vertx vertx, int threads, int queue) {
    return with(vertx, threads, queue, LockSupport::parkNanos);
  }

  /**
   * The same, and how to rest.
   *
   * @param rest blocks the thread for so many nanoseconds
   */
  static Passwords with(Vertx vertx, int threads, int queue, LongConsumer rest) {
    return new Passwords(
        vertx,
        new Lane(vertx, "passwords", threads, queue, rest),
        new Lane(vertx, "known-passwords", 1, queue, rest));
  }

  /** A password made up, of 100 random bits, in letters and digits that are not easily taken for each other. */
  public static String random() {
    SecureRandom random = new SecureRandom();
    StringBuilder password = new StringBuilder(RANDOM_LETTERS);
    random
        .ints(RANDOM_LETTERS, 0, LETTERS.length())
        .forEach(letter -> password.append(LETTERS.charAt(letter)));
    return password.toString();
  }

  /** Why this may not become somebody's password; empty where it may. */
  public Optional<Refusal> refuses(String password) {
    int length = password.codePointCount(0, password.length());
    if (length < SHORTEST || length > LONGEST) {
      return bad("A password has " + SHORTEST + " to " + LONGEST + " characters.");
    }
    if (password.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
      return bad("The password is not valid Unicode.");
    }
    return common.contains(password)
        ? bad("This password is one of the most common; choose another.")
        : Optional.empty();
  }

  private static Optional<Refusal> bad(String message) {
    return Optional.of(new Refusal(ErrorCode.BAD_REQUEST, message));
  }

  /**
   * Succeeds where one more password can be looked at. To be asked before its hash is looked up, so that a flood of logins
   * costs the store nothing; fails with {@code RATE_LIMITED} after a moment, so that it costs others little else: who
   * guesses waits for the answer before they guess again.
   *
   * @param known whether it would be that of one who is known
   */
  Future<Void> ready(boolean known) {
    return (known ? this.known : everybody).isFull()
        ? vertx
            .timer(REFUSAL_MS, TimeUnit.MILLISECONDS)
            .compose(late -> Future.failedFuture(tooMany()))
        : Future.succeededFuture();
  }

  /** Hashes a password with a new salt. */
  public Future<String> hash(String password) {
    return everybody.work(() -> {
      Hash hash = Password.hash(password).addRandomSalt(SALT_BYTES).with(argon2id());
      return hash.getResult();
    });
  }

  /**
   * Whether {@code password} is the one behind {@code hash}, by the parameters that stand in the hash. Where there is no
   * hash it is not, and it takes as long to say so.
   */
  public Future<Boolean> verify(String password, @Nullable String hash) {
    return verify(everybody, password, hash);
  }

  /** The same for one who has proven before to be who they say, or comes from where they did. */
  public Future<Boolean> verifyKnown(String password, @Nullable String hash) {
    return verify(known, password, hash);
  }

  private Future<Boolean> verify(Lane lane, String password, @Nullable String hash) {
    // Nobody has a longer one, and hashing it would cost the more the longer it is.
    boolean possible = hash != null && password.length() <= 2 * LONGEST;
    String asked = password.length() <= 2 * LONGEST ? password : "";
    String against = possible && hash != null ? hash : nobodysHash;
    return lane.work(
        () -> Password.check(asked, against).with(Argon2Function.getInstanceFromHash(against))
            && possible);
  }

  private static Argon2Function argon2id() {
    return Argon2Function.getInstance(
        MEMORY_KIB, PASSES, LANES, HASH_BYTES, Argon2.ID, ARGON2_VERSION);
  }

  /** A hash of the right cost that no known password leads to. */
  private static String nobodysHash() {
    SecureRandom random = new SecureRandom();
    byte[] salt = new byte[SALT_BYTES];
    byte[] hash = new byte[HASH_BYTES];
    random.nextBytes(salt);
    random.nextBytes(hash);
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=" + ARGON2_VERSION + "$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=" + LANES
        + "$" + base64.encodeToString(salt) + "$" + base64.encodeToString(hash);
  }
}
