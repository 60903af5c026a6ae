package dev.hubbub.account;

import dev.hubbub.room.Accounts;
import dev.hubbub.room.Broker;
import dev.hubbub.room.Ended;
import dev.hubbub.room.Ended.Shut;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is let in no more while a token of theirs may still hold: logins that have ended, and accounts that are shut out or
 * have ended. So tokens are refused without asking the store.
 *
 * <p>The store has the truth and is asked every second, with windows that overlap; the broker makes it faster and may be
 * away. So an end is known at once where it happened, and within two seconds everywhere while the store answers. Any
 * thread may use it; reading takes no lock.
 *
 * <p>A login ends for ever. An account that is shut out may be let in again, so what is known of one concerns only those
 * who were identified before the store said it.
 */
public final class Revocations implements Broker.Listener {
  private static final Logger log = LoggerFactory.getLogger(Revocations.class);

  /** Between two questions to the store. */
  static final long POLL_MS = 1_000;

  /** How far back each of them looks, beyond the time since the last one that was answered. */
  static final long OVERLAP_MS = 60_000;

  private final Vertx vertx;
  private final Accounts accounts;
  private final Broker broker;
  private final long windowMs;
  private final Consumer<Ended> onEnded;
  private final LongSupplier nanoClock;

  /** When each login is forgotten, by the monotonic clock. */
  private final Map<String, Long> forgottenAt = new ConcurrentHashMap<>();

  private final Map<Long, Told> shut = new ConcurrentHashMap<>();
  private final AtomicBoolean polling = new AtomicBoolean();
  private volatile long answeredAt;
  private volatile long timer = -1;

  /**
   * What was last said of an account.
   *
   * @param at when, by the monotonic clock: who was identified from then on is not meant
   */
  private record Told(Shut shut, long at, long forgottenAt) {}

  /**
   * Nothing is known before {@link #start}.
   *
   * @param brokers connects the broker that this listens to
   * @param window how long the longest token holds
   * @param onEnded told who is let in no more, so that their sessions are closed: logins once each, accounts again with
   *     every answer of the store that names them; called on whatever thread learnt of it, and must not throw
   */
  public Revocations(
      Vertx vertx,
      Accounts accounts,
      Function<Broker.Listener, Broker> brokers,
      Duration window,
      Consumer<Ended> onEnded) {
    this(vertx, accounts, brokers, window, onEnded, System::nanoTime);
  }

  Revocations(
      Vertx vertx,
      Accounts accounts,
      Function<Broker.Listener, Broker> brokers,
      Duration window,
      Consumer<Ended> onEnded,
      LongSupplier nanoClock) {
    this.vertx = vertx;
    this.accounts = accounts;
    this.windowMs = Math.max(window.toMillis(), OVERLAP_MS) + OVERLAP_MS;
    this.onEnded = onEnded;
    this.nanoClock = nanoClock;
    this.broker = brokers.apply(this);
    this.answeredAt = nanoClock.getAsLong() - windowMs * 1_000_000;
  }

  /** Learns what ended before, then keeps learning; succeeds once the first is done and fails where the store does not answer. */
  public Future<Void> start() {
    return ask(windowMs).onSuccess(known -> timer = vertx.setPeriodic(POLL_MS, tick -> poll()));
  }

  /** Stops asking the store. */
  public void stop() {
    vertx.cancelTimer(timer);
  }

  /** Now, by the clock of {@link Identity#provenAt}. */
  long now() {
    return nanoClock.getAsLong();
  }

  /** Whether a login is known to have ended. */
  boolean contains(String login) {
    return forgottenAt.containsKey(login);
  }

  /** Whether somebody identified before is still let in. */
  boolean spares(Identity identity) {
    return !contains(identity.login()) && shutSince(identity).isEmpty();
  }

  /** Why the account of somebody identified before is let in no more; empty where nothing is known against it. */
  Optional<Shut> shutSince(Identity identity) {
    return Optional.ofNullable(shut.get(identity.user().id()))
        .filter(told -> identity.provenAt() - told.at() < 0)
        .map(Told::shut);
  }

  /** Says, here and to every instance, that a login has ended; the store knows it already. */
  void announce(String login) {
    announce(new Ended(List.of(login), List.of()));
  }

  /** Says, here and to every instance, who is let in no more; the store knows it already. */
  void announce(Ended ended) {
    ended(ended);
    broker.announceEnded(ended);
  }

  @Override
  public void ended(Ended ended) {
    ended(ended, now());
  }

  /** Takes note of what was so at {@code at}. */
  private void ended(Ended ended, long at) {
    Long forgotten = now() + windowMs * 1_000_000;
    List<String> logins = ended.logins().stream()
        .filter(login -> forgottenAt.putIfAbsent(login, forgotten) == null)
        .toList();
    Collection<Shut> accounts = ended.accounts();
    for (Shut one : accounts) {
      shut.merge(
          one.account(),
          new Told(one, at, forgotten),
          (before, now) -> now.at() - before.at() < 0 ? before : now);
    }
    if (!logins.isEmpty() || !accounts.isEmpty()) {
      onEnded.accept(new Ended(logins, accounts));
    }
  }

  /** Asks the store now, besides the questions of every second. */
  Future<Void> look() {
    return ask(windowToAsk());
  }

  private void poll() {
    forget();
    if (polling.compareAndSet(false, true)) {
      ask(windowToAsk())
          .onComplete(done -> polling.set(false))
          .onFailure(
              cause -> log.debug("The store does not tell who has ended: {}", cause.toString()));
    }
  }

  /** After a store that was away, all of the time it was away is asked about. */
  private long windowToAsk() {
    long sinceAnswerMs = (now() - answeredAt) / 1_000_000;
    return Math.min(windowMs, sinceAnswerMs + OVERLAP_MS);
  }

  private Future<Void> ask(long window) {
    long askedAt = now();
    return accounts.ended(window).map(told -> {
      answeredAt = askedAt;
      ended(told, askedAt);
      return null;
    });
  }

  /** Forgets what concerns no token any longer. */
  void forget() {
    long now = now();
    forgottenAt.values().removeIf(at -> at - now < 0);
    shut.values().removeIf(told -> told.forgottenAt() - now < 0);
  }

  /** How many are remembered. */
  int size() {
    return forgottenAt.size() + shut.size();
  }
}
