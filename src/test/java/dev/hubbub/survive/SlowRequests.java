package dev.hubbub.survive;

import dev.hubbub.testing.Eventually;
import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.Loops;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Requests whose headers, or whose bodies, come a byte a second, so that they never end by themselves. */
final class SlowRequests extends Greed {
  private static final int COUNT = 500;

  /** {@code http.request_seconds} is 10; it is looked at twice a second, and an answer lingers for one. */
  private static final Duration CUT = Duration.ofSeconds(13);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<Finding> found = new ArrayList<>();
  private final AtomicInteger open = new AtomicInteger();
  private @Nullable Vertx vertx;

  SlowRequests() {
    super("greed", "500 requests whose headers or bodies come a byte a second");
  }

  @Override
  void take(HubbubProcess instance, Scene scene) {
    found.clear();
    open.set(0);
    Gauges before = Gauges.of(instance);
    Vertx own = Loops.polite();
    vertx = own;
    NetClient client = own.createNetClient();
    List<Future<NetSocket>> sockets = new ArrayList<>();
    long begin = System.nanoTime();
    for (int i = 0; i < COUNT; i++) {
      boolean body = i % 2 == 0;
      sockets.add(client
          .connect(instance.port(), "127.0.0.1")
          .onSuccess(socket -> drip(own, socket, body)));
    }
    var unused = Loops.await(Future.all(sockets), PATIENCE);
    Eventually.within(PATIENCE, () -> open.get() == 0 ? null : open.get() + " are still open");
    found.add(
        Finding.within("all " + COUNT + " cut", CUT, Duration.ofNanos(System.nanoTime() - begin)));
    Eventually.within(PATIENCE, () -> {
      long more = Gauges.of(instance).descriptors() - before.descriptors();
      return more <= COUNT / 20 ? null : more + " descriptors more than before";
    });
  }

  private void drip(Vertx own, NetSocket socket, boolean body) {
    int now = open.incrementAndGet();
    String first = body
        ? "POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            + "Content-Length: 1000\r\n\r\n{"
        : "GET /livez HTTP/1.1\r\nHost: x\r\nX-Slow: ";
    long timer = own.setPeriodic(1 + now % 1_000, 1_000, id -> {
      var unused = socket.write("x");
    });
    socket.handler(answer -> {});
    socket.exceptionHandler(cut -> {});
    socket.closeHandler(closed -> {
      boolean unused = own.cancelTimer(timer);
      int left = open.decrementAndGet();
      if (left < 0) {
        throw new IllegalStateException("closed twice");
      }
    });
    var unused = socket.write(first);
  }

  @Override
  void stop() {
    if (vertx != null) {
      var unused = Loops.await(vertx.close(), PATIENCE);
    }
  }

  @Override
  List<Finding> outcome(Gauges before, Gauges after) {
    List<Finding> findings = new ArrayList<>(found);
    findings.add(Finding.atMost(
        "memory that came with it, MiB", 64, (after.resident() - before.resident()) >> 20));
    return findings;
  }
}
