package dev.hubbub.testing;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One port before several instances, as a load balancer that knows nothing but TCP: each connection goes to the next
 * instance whose {@code /readyz} says 200, or, where none does, to the next that can be connected to; and it stays
 * there. Any thread may use it.
 */
public final class Balancer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long LOOK_MS = 250;

  /** As PROTOCOL.md promises. */
  private static final long ANSWER_MS = 3_000;
  /** As long as its own event loops may be behind while thousands come at once: a target that is gone refuses at once. */
  private static final int CONNECT_MS = 5_000;

  private static final int LOOPS = 2;

  /** Of its own, so that what goes through it waits for nobody. */
  private final Vertx vertx = Vertx.vertx(new VertxOptions()
      .setPreferNativeTransport(true)
      .setUseDaemonThread(true)
      .setEventLoopPoolSize(LOOPS));

  private final List<Integer> targets;
  private final Set<Integer> ready = ConcurrentHashMap.newKeySet();
  private final Map<NetSocket, Integer> clients = new ConcurrentHashMap<>();
  private final AtomicInteger turn = new AtomicInteger();
  private final HttpClient asks = vertx.createHttpClient(
      new HttpClientOptions().setKeepAlive(false).setConnectTimeout((int) ANSWER_MS),
      new PoolOptions().setHttp1MaxSize(16));
  private final int port = Ports.free();

  private Balancer(List<Integer> targets) {
    this.targets = List.copyOf(targets);
    this.ready.addAll(targets);
    var unused = vertx.setPeriodic(LOOK_MS, id -> this.targets.forEach(this::look));
  }

  /** Those connections that one event loop takes. */
  private final class Door extends VerticleBase {
    @Override
    public Future<?> start() {
      NetClient links = vertx.createNetClient(
          new NetClientOptions().setConnectTimeout(CONNECT_MS).setTcpNoDelay(true));
      return vertx
          .createNetServer(new NetServerOptions()
              .setHost("127.0.0.1")
              .setPort(port)
              .setTcpNoDelay(true)
              .setAcceptBacklog(4_096))
          .connectHandler(client -> accept(client, links))
          .listen();
    }
  }

  /** A balancer before those ports of 127.0.0.1, whether or not anybody listens there yet. */
  public static Balancer before(List<Integer> targets) {
    Balancer balancer = new Balancer(targets);
    var unused = Loops.await(
        balancer.vertx.deployVerticle(
            () -> balancer.new Door(), new DeploymentOptions().setInstances(LOOPS)),
        PATIENCE);
    return balancer;
  }

  /** Where it listens, on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** How many connections go to a target. */
  public int connections(int target) {
    return (int) clients.values().stream().filter(one -> one == target).count();
  }

  /** Whether connections go to a target. */
  public boolean isReady(int target) {
    return ready.contains(target);
  }

  /** Breaks every {@code nth} connection, so that its client comes back. */
  public void cut(int nth) {
    int[] count = {0};
    clients.keySet().forEach(client -> {
      if (count[0]++ % nth == 0) {
        var unused = client.close();
      }
    });
  }

  /** Ends it and its connections. */
  @Override
  public void close() {
    var unused = Loops.await(vertx.close(), PATIENCE);
  }

  private void look(int target) {
    RequestOptions readyz = new RequestOptions()
        .setMethod(HttpMethod.GET)
        .setHost("127.0.0.1")
        .setPort(target)
        .setURI("/readyz")
        .setTimeout(ANSWER_MS);
    asks.request(readyz)
        .compose(request -> request.send())
        .compose(answer -> answer.end().map(end -> answer.statusCode() == 200))
        .otherwise(false)
        .onSuccess(is -> {
          boolean unused = is ? ready.add(target) : ready.remove(target);
        });
  }

  private void accept(NetSocket client, NetClient links) {
    client.pause();
    client.exceptionHandler(broken -> {});
    int next = turn.getAndIncrement();
    List<Integer> order = new ArrayList<>();
    order.addAll(from(next, targets.stream().filter(ready::contains).toList()));
    order.addAll(from(next, targets.stream().filter(one -> !order.contains(one)).toList()));
    connect(client, links, order);
  }

  /** All of them, beginning with another one each time. */
  private static List<Integer> from(int turn, List<Integer> some) {
    List<Integer> turned = new ArrayList<>(some);
    Collections.rotate(turned, -turn);
    return turned;
  }

  private void connect(NetSocket client, NetClient links, List<Integer> order) {
    if (order.isEmpty()) {
      var unused = client.close();
      return;
    }
    int target = order.get(0);
    var unused = links.connect(target, "127.0.0.1").onComplete(connected -> {
      if (connected.failed()) {
        connect(client, links, order.subList(1, order.size()));
      } else {
        join(client, connected.result(), target);
      }
    });
  }

  private void join(NetSocket client, NetSocket server, int target) {
    clients.put(client, target);
    client.closeHandler(end -> {
      clients.remove(client);
      var unused = server.close();
    });
    server.closeHandler(end -> {
      var unused = client.close();
    });
    server.exceptionHandler(broken -> {});
    pipe(client, server);
    pipe(server, client);
    client.resume();
  }

  private static void pipe(NetSocket from, NetSocket to) {
    from.handler(bytes -> {
      var unused = to.write(bytes);
      if (to.writeQueueFull()) {
        from.pause();
        to.drainHandler(drained -> from.resume());
      }
    });
  }
}
