package dev.hubbub.history;

import static dev.hubbub.history.Instance.await;

import dev.hubbub.config.DatabaseConfig;
import dev.hubbub.room.Draft;
import dev.hubbub.room.Rooms.NewRoom;
import dev.hubbub.room.User;
import dev.hubbub.room.Visibility;
import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * W6: durable appends of 128 bytes with keys, through the bus as the hub does it. Arguments: {@code embedded} or the
 * URL of a PostgreSQL on which databases may be made; rooms (1,000); sends under way (4,000); seconds (10).
 */
final class AppendBenchmark {
  private static final int WARM_UP_SECONDS = 5;
  private static final String TEXT = "x".repeat(128);
  private static final PrintStream OUT = System.out;

  private final Instance instance;
  private final User sender;
  private final List<String> rooms;
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong keys = new AtomicLong();
  private final AtomicLong slowestNanos = new AtomicLong();
  private volatile boolean over;

  private AppendBenchmark(Instance instance, User sender, List<String> rooms) {
    this.instance = instance;
    this.sender = sender;
    this.rooms = rooms;
  }

  /** Measures once and prints the rate. */
  public static void main(String[] args) throws Exception {
    int rooms = args.length > 1 ? Integer.parseInt(args[1]) : 1_000;
    int window = args.length > 2 ? Integer.parseInt(args[2]) : 4_000;
    int seconds = args.length > 3 ? Integer.parseInt(args[3]) : 10;
    try (Instance instance = new Instance()) {
      instance.start(config(args[0], instance.vertx));
      User sender = instance.user("sender");
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < rooms; i++) {
        NewRoom room = new NewRoom(sender, null, "Room " + i, "", Visibility.PUBLIC);
        ids.add(await(instance.rooms.create(room)).id());
      }
      new AppendBenchmark(instance, sender, ids).run(window, seconds);
    }
  }

  private static DatabaseConfig config(String where, Vertx vertx) throws Exception {
    Path directory = Files.createTempDirectory("hubbub-benchmark");
    String url = where.equals("embedded") ? null : Postgres.fresh(vertx, where);
    return new DatabaseConfig(
        url, directory, 5, 8, 10_000, 3_000, Integer.getInteger("batch", 256));
  }

  private void run(int window, int seconds) throws InterruptedException {
    var context = instance.vertx.getOrCreateContext();
    for (int i = 0; i < window; i++) {
      String room = rooms.get(i % rooms.size());
      context.runOnContext(start -> send(room));
    }
    pause(WARM_UP_SECONDS);
    long before = done.get();
    slowestNanos.set(0);
    long start = System.nanoTime();
    pause(seconds);
    double elapsed = (System.nanoTime() - start) / 1e9;
    over = true;
    OUT.printf(
        "%d rooms, %d under way: %,.0f appends/s, %d failed, slowest %d ms%n",
        rooms.size(),
        window,
        (done.get() - before) / elapsed,
        failed.get(),
        TimeUnit.NANOSECONDS.toMillis(slowestNanos.get()));
  }

  private void send(String room) {
    long start = System.nanoTime();
    instance
        .history
        .append(new Draft.Message(room, sender, "k" + keys.incrementAndGet(), TEXT, null))
        .onComplete(answer -> {
          slowestNanos.accumulateAndGet(System.nanoTime() - start, Math::max);
          (answer.succeeded() ? done : failed).incrementAndGet();
          if (!over) {
            send(room);
          }
        });
  }

  private static void pause(int seconds) throws InterruptedException {
    boolean never = new CountDownLatch(1).await(seconds, TimeUnit.SECONDS);
    assert !never;
  }
}
