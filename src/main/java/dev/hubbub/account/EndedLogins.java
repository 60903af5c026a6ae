package dev.hubbub.account;

import dev.hubbub.room.Accounts;
import dev.hubbub.room.Broker;
import dev.hubbub.room.Ended;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The logins that have ended while a token of theirs may still hold, so that tokens are refused without asking the store.
 *
 * <p>The store has the truth and is asked every second, with windows that overlap; the broker makes it faster and may be
 * away. So the end of a login is known at once where it happened, and within two seconds everywhere while the store
 * answers. Any thread may use it; reading takes no lock.
 */
public final class EndedLogins implements Broker.Listener {
  private static final Logger log = LoggerFactory.getLogger(EndedLogins.class);

  /** Between two questions to the store. */
  static final long POLL_MS = 1_000;

  /** How far back each of them looks, beyond the time since the last one that was answered. */
  static final long OVERLAP_MS = 60_000;

  private final Vertx vertx;
  private final Accounts accounts;
  private final Broker broker;
  private final long windowMs;
  private final Consumer<Collection<String>> onEnded;
  private final LongSupplier nanoClock;

  /** When each is forgotten, by the monotonic clock. */
  private final Map<String, Long> forgottenAt = new ConcurrentHashMap<>();

  private final AtomicBoolean polling = new AtomicBoolean();
  private volatile long answeredAt;
  private volatile long timer = -1;

  /**
   * Nothing is known before {@link #start}.
   *
   * @param brokers connects the broker that this listens to
   * @param window how long the longest token holds
   * @param onEnded told the logins newly known to have ended, each once, so that their sessions are closed; called on
   *     whatever thread learnt of it, and must not throw
   */
  public EndedLogins(
      Vertx vertx,
      Accounts accounts,
      Function<Broker.Listener, Broker> brokers,
      Duration window,
      Consumer<Collection<String>> onEnded) {
    this(vertx, accounts, brokers, window, onEnded, System::nanoTime);
  }

  EndedLogins(
      Vertx vertx,
      Accounts accounts,
      Function<Broker.Listener, Broker> brokers,
      Duration window,
      Consumer<Collection<String>> onEnded,
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

  /** Whether a login is known to have ended. */
  public boolean contains(String login) {
    return forgottenAt.containsKey(login);
  }

  /** Says, here and to every instance, that a login has ended; the store knows it already. */
  void announce(String login) {
    ended(List.of(login));
    broker.announceEnded(new Ended(List.of(login), List.of()));
  }

  @Override
  public void ended(Ended ended) {
    ended(ended.logins());
  }

  /** Takes note of logins that have ended. */
  private void ended(Collection<String> logins) {
    Long forgotten = nanoClock.getAsLong() + windowMs * 1_000_000;
    List<String> news = logins.stream()
        .filter(login -> forgottenAt.putIfAbsent(login, forgotten) == null)
        .toList();
    if (!news.isEmpty()) {
      onEnded.accept(news);
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
          .onFailure(cause ->
              log.debug("The store does not tell which logins ended: {}", cause.toString()));
    }
  }

  /** After a store that was away, all of the time it was away is asked about. */
  private long windowToAsk() {
    long sinceAnswerMs = (nanoClock.getAsLong() - answeredAt) / 1_000_000;
    return Math.min(windowMs, sinceAnswerMs + OVERLAP_MS);
  }

  private Future<Void> ask(long window) {
    long askedAt = nanoClock.getAsLong();
    return accounts.ended(window).map(told -> {
      answeredAt = askedAt;
      ended(told);
      return null;
    });
  }

  /** Forgets the logins of which no token holds any longer. */
  void forget() {
    long now = nanoClock.getAsLong();
    forgottenAt.values().removeIf(at -> at - now < 0);
  }

  /** How many are remembered. */
  int size() {
    return forgottenAt.size();
  }
}
