package dev.hubbub.survive;

import dev.hubbub.testing.Eventually;
import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.Loops;
import dev.hubbub.testing.Rest;
import dev.hubbub.testing.WsClient;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests for the longest answer there is, over HTTP, by clients that read nothing of it. */
final class StalledDownloads extends Greed {
  private static final int COUNT = 200;
  private static final int BACKLOG = 400;
  private static final int TEXT = 4_000;
  private static final int RECEIVE_BYTES = 65_536;
  private static final Duration GONE = Duration.ofSeconds(15);
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final List<Finding> found = new ArrayList<>();
  private @Nullable Vertx vertx;
  private String token = "";
  private String room = "";

  StalledDownloads() {
    super("greed", "200 requests for a log of 6.4 MB, of which nothing is read");
  }

  @Override
  protected void prepare(Scene scene) {
    HubbubProcess instance = scene.site().instance(0);
    found.clear();
    Rest.User loud = instance.rest().guest("Loud");
    token = loud.token();
    room = instance.rest().as(loud).newRoom("Long");
    try (WsClient voice = WsClient.connect(instance.port(), loud)) {
      for (int said = 0; said < BACKLOG; said++) {
        voice.send(new JsonObject()
            .put("type", "send")
            .put("room", room)
            .put("text", "\ud83d\ude34".repeat(TEXT)));
      }
      voice.barrier();
    }
  }

  @Override
  void take(HubbubProcess instance, Scene scene) {
    Gauges before = Gauges.of(instance);
    Vertx own = Loops.polite();
    vertx = own;
    NetClient client =
        own.createNetClient(new NetClientOptions().setReceiveBufferSize(RECEIVE_BYTES));
    String request =
        "GET /api/v1/rooms/" + room + "/log?limit=1000 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
            + "Authorization: Bearer " + token + "\r\n\r\n";
    long begin = System.nanoTime();
    List<Future<NetSocket>> sockets = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      sockets.add(client.connect(instance.port(), "127.0.0.1").onSuccess(socket -> {
        var unused = socket.pause().write(request);
      }));
    }
    var unused = Loops.await(Future.all(sockets), PATIENCE);
    long[] most = {before.resident()};
    Eventually.within(PATIENCE, () -> {
      Gauges now = Gauges.of(instance);
      most[0] = Math.max(most[0], now.resident());
      long more = now.descriptors() - before.descriptors();
      return more <= COUNT / 20 ? null : more + " of them are still there";
    });
    found.add(Finding.within(
        "all " + COUNT + " gone", GONE, Duration.ofNanos(System.nanoTime() - begin)));
    found.add(Finding.atMost(
        "memory that came with it, MiB", 2L * COUNT, (most[0] - before.resident()) >> 20));
  }

  @Override
  void stop() {
    if (vertx != null) {
      var unused = Loops.await(vertx.close(), PATIENCE);
    }
  }

  @Override
  List<Finding> outcome(Gauges before, Gauges after) {
    return List.copyOf(found);
  }
}
