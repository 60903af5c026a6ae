package dev.hubbub.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * All users of a load, on one event loop: it opens their sessions, has them write when they are due to, and takes what
 * they report. What is due is told by a clock that waits for nobody: where the server or this program falls behind,
 * messages are late, and their latency counts from when they were due.
 *
 * <p>Its methods belong to the event loop but for those that say otherwise.
 */
final class Crowd implements AutoCloseable {
  private static final int MOST_HANDSHAKES_UNDER_WAY = 200;
  private static final long LOOK_MS = 20;

  private final LoadPlan plan;
  private final Scene scene;
  private final Breaches breaches;
  private final EventLoopGroup loops;
  private final EventLoop loop;
  private final Bootstrap bootstrap;
  private final @Nullable SslContext tls;
  private final Glance glance;
  private final List<Client> clients = new ArrayList<>();
  private final Sends sends = new Sends();
  private final Tally tally = new Tally();
  private final long[] heads;
  private final Measure measure;
  private final String padding;
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final CompletableFuture<Void> sent = new CompletableFuture<>();
  private int arrived;
  private long start;
  private long dueNext;
  private String server = "";
  private boolean over;

  /** A crowd that is not there yet. Any thread. */
  Crowd(LoadPlan plan, Scene scene, Breaches breaches) {
    this.plan = plan;
    this.scene = scene;
    this.breaches = breaches;
    this.heads = new long[plan.rooms()];
    this.measure = new Measure(plan);
    this.glance = new Glance(scene.roomPrefix(), scene.keyPrefix());
    this.padding = "x".repeat(plan.size());
    boolean epoll = Epoll.isAvailable();
    IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    this.loops = new MultiThreadIoEventLoopGroup(1, io);
    this.loop = loops.next();
    this.bootstrap = new Bootstrap()
        .group(loop)
        .channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 10_000);
    this.tls = plan.urls().stream().anyMatch(url -> "https".equals(url.getScheme())) ? tls() : null;
    for (int i = 0; i < plan.users(); i++) {
      clients.add(new Client(this, i));
    }
  }

  private static SslContext tls() {
    try {
      return SslContextBuilder.forClient().build();
    } catch (SSLException e) {
      throw new LoadFailure("TLS is not to be had: " + e.getMessage());
    }
  }

  /** Opens all sessions; completes when everybody is in their rooms. Any thread. */
  CompletableFuture<Void> connect() {
    long begin = System.nanoTime();
    int[] opened = {0};
    loop.execute(() -> connectMore(begin, opened));
    return ready;
  }

  private void connectMore(long begin, int[] opened) {
    long allowed = 1 + (System.nanoTime() - begin) * plan.connectRate() / 1_000_000_000;
    while (opened[0] < clients.size()
        && opened[0] < allowed
        && opened[0] - arrived < MOST_HANDSHAKES_UNDER_WAY) {
      clients.get(opened[0]++).connect();
    }
    if (opened[0] < clients.size() && !over) {
      later(1, () -> connectMore(begin, opened));
    }
  }

  /** Begins to send; completes at the end of the measured time. Any thread. */
  CompletableFuture<Void> run() {
    loop.execute(() -> {
      start = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20);
      measure.begin(start + plan.warmUp().toNanos());
      tick();
      if (plan.cuts() > 0) {
        cut();
      }
      at(measure.end(), () -> {
        measure.close();
        boolean unused = sent.complete(null);
      });
    });
    return sent;
  }

  /** Has everything sent that is due, and comes back when the next message is. */
  private void tick() {
    if (plan.rate() == 0 || over) {
      return;
    }
    while (true) {
      long due = start + (long) (dueNext * 1e9 / plan.rate());
      long now = System.nanoTime();
      if (due >= measure.end()) {
        return;
      }
      if (due > now) {
        at(due, this::tick);
        return;
      }
      Client sender = clients.get((int) (dueNext % plan.senders()));
      int slot = (int) (dueNext / plan.senders() % plan.joins());
      int number = sends.add(sender.index(), plan.room(sender.index(), slot), due);
      measure.due(due, now);
      sender.send(number);
      dueNext++;
    }
  }

  private void cut() {
    if (System.nanoTime() < measure.end() && !over) {
      Client unlucky = clients.get(ThreadLocalRandom.current().nextInt(clients.size()));
      if (unlucky.isReady()) {
        tally.cut++;
        unlucky.cut();
      }
      later((long) (1_000 / plan.cuts()), this::cut);
    }
  }

  /**
   * Waits until everybody has everything and every message its answer, or for {@code plan.drain()}. Any thread; it
   * tells then what is missing as broken promises.
   */
  CompletableFuture<Void> drain() {
    CompletableFuture<Void> quiet = new CompletableFuture<>();
    long end = System.nanoTime() + plan.drain().toNanos();
    loop.execute(() -> look(end, quiet));
    return quiet;
  }

  private void look(long end, CompletableFuture<Void> quiet) {
    if (System.nanoTime() < end && !isQuiet()) {
      later(LOOK_MS, () -> look(end, quiet));
    } else {
      // A moment longer, for what comes twice.
      later(10 * LOOK_MS, () -> quiet.complete(null));
    }
  }

  private boolean isQuiet() {
    for (Client client : clients) {
      if (client.unanswered() > 0 || !client.isReady() || !isAtHeads(client)) {
        return false;
      }
    }
    return true;
  }

  private boolean isAtHeads(Client client) {
    for (int slot = 0; slot < plan.joins(); slot++) {
      int room = plan.room(client.index(), slot);
      if (client.cursor(room) < heads[room] && !client.isRemovedFrom(room)) {
        return false;
      }
    }
    return true;
  }

  /** Has a message sent that is not measured. */
  int say(int user, int room) {
    int number = sends.add(user, room, System.nanoTime());
    clients.get(user).send(number);
    return number;
  }

  /** Does something on the event loop and waits for it. Any other thread. */
  <T> T ask(Callable<T> question) {
    try {
      return loop.submit(question).get();
    } catch (ExecutionException e) {
      throw new LoadFailure("the load failed: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LoadFailure("interrupted");
    }
  }

  Socket open(int turn, int user, Socket.Ear ear) {
    return Socket.open(bootstrap, tls, plan.url(turn), scene.tokens().get(user), ear);
  }

  void later(long ms, Runnable task) {
    var unused = loop.schedule(task, ms, TimeUnit.MILLISECONDS);
  }

  private void at(long nanos, Runnable task) {
    var unused = loop.schedule(task, nanos - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  /** The text frame that sends a message. */
  CharSequence frame(int number) {
    return "{\"type\":\"send\",\"id\":\"" + number + "\",\"room\":\"" + roomId(sends.room(number))
        + "\",\"key\":\"" + scene.keyPrefix() + number + "\",\"text\":\"" + text(number) + "\"}";
  }

  /** What a message says. */
  String text(int number) {
    String begin = number + " ";
    return begin + padding.substring(begin.length());
  }

  /** The number that the id of a frame told; negative for none. */
  static int numberOf(@Nullable String id) {
    try {
      return id == null ? -1 : Integer.parseInt(id);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** The number of the message with that key; negative for one of others. */
  int number(@Nullable String key) {
    return key != null && key.startsWith(scene.keyPrefix())
        ? numberOf(key.substring(scene.keyPrefix().length()))
        : -1;
  }

  String roomId(int room) {
    return room < 0 ? "?" : scene.roomPrefix() + room;
  }

  /** The number of a room; negative for one that is not of this load. */
  int roomNumber(@Nullable String id) {
    return id != null && id.startsWith(scene.roomPrefix())
        ? numberOf(id.substring(scene.roomPrefix().length()))
        : -1;
  }

  void breach(Promise promise, int room, int session, long seq, String what) {
    breaches.add(new Breach(promise, roomId(room), session, seq, what));
  }

  /** Somebody is in all their rooms for the first time. */
  void arrived() {
    if (++arrived == clients.size()) {
      boolean unused = ready.complete(null);
    }
  }

  /** A session cannot come, or not come back. */
  void failed(int user, String why) {
    boolean unused = ready.completeExceptionally(new LoadFailure("session " + user + ": " + why));
    if (arrived == clients.size()) {
      breach(Promise.REPLIES, -1, user, 0, why);
    }
  }

  void learn(JsonObject hello) {
    server = hello.getString("version", "");
  }

  /** A room's log is known to go so far. */
  void heard(int room, long seq) {
    heads[room] = Math.max(heads[room], seq);
  }

  /** An event came in its place. */
  void delivered(Client to, int room, long seq, int number, long nanos, boolean resumed) {
    heard(room, seq);
    if (!sends.has(number)) {
      return;
    }
    if (sends.room(number) != room) {
      breach(
          Promise.IN_ORDER, room, to.index(), seq, "message " + number + " was for another room");
    }
    long before = sends.seq(number);
    if (before > 0 && before != seq) {
      Promise which = sends.acknowledged(number) > 0 ? Promise.DURABLE : Promise.RESENDING;
      breach(
          which, room, to.index(), seq, "message " + number + " has seq " + before + " elsewhere");
    }
    sends.deliver(number, seq);
    if (measure.delivered(sends.due(number), nanos, resumed)) {
      tally.received++;
      if (resumed) {
        tally.recovered++;
      }
    }
  }

  void acknowledged(int number, long seq, int user, long nanos) {
    heard(sends.room(number), seq);
    long before = sends.seq(number);
    if (before > 0 && before != seq) {
      breach(
          Promise.RESENDING,
          sends.room(number),
          user,
          seq,
          "message " + number + " had seq " + before + " before");
    }
    if (sends.acknowledged(number) == 0) {
      measure.acknowledged(sends.due(number), nanos);
    }
    sends.acknowledge(number, seq);
  }

  LoadPlan plan() {
    return plan;
  }

  Glance glance() {
    return glance;
  }

  Sends sends() {
    return sends;
  }

  Tally tally() {
    return tally;
  }

  Measure measure() {
    return measure;
  }

  List<Client> clients() {
    return clients;
  }

  /** How many have come. */
  int arrivals() {
    return arrived;
  }

  /** The version the server says it has. */
  String server() {
    return server;
  }

  boolean isOver() {
    return over;
  }

  /** Has everybody leave. Any other thread. */
  @Override
  public void close() {
    boolean unused = ask(() -> {
      over = true;
      clients.forEach(Client::leave);
      return true;
    });
    var ended = loops.shutdownGracefully(200, 3_000, TimeUnit.MILLISECONDS);
    boolean whether = ended.awaitUninterruptibly(5_000);
    assert whether || !ended.isDone();
  }
}
