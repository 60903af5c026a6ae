package dev.hubbub.history;

import static dev.hubbub.history.Instance.await;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP link to a database that can stand still, as a stopped server does, or break. */
final class FaultyLink implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final NetClient client = vertx.createNetClient();
  private final Set<NetSocket> sockets = ConcurrentHashMap.newKeySet();
  private final URI target;
  private final NetServer server;
  private volatile boolean still;
  private volatile boolean losing;

  FaultyLink(String url) {
    this.target = URI.create(url);
    this.server =
        await(vertx.createNetServer().connectHandler(this::connect).listen(0, "127.0.0.1"));
  }

  /** The address of the database through this link. */
  String url() {
    return "postgresql://" + target.getRawUserInfo() + "@127.0.0.1:" + server.actualPort()
        + target.getRawPath();
  }

  /** How many connections there are. */
  int connections() {
    return sockets.size() / 2;
  }

  /** From here on nothing moves, and nothing is said. */
  void standStill() {
    still = true;
    sockets.forEach(NetSocket::pause);
  }

  /** What waited moves on. */
  void goOn() {
    still = false;
    sockets.forEach(NetSocket::resume);
  }

  /** The next commit is done, and the link breaks before its answer. */
  void loseNextAnswerToCommit() {
    losing = true;
  }

  private void connect(NetSocket near) {
    near.pause();
    client
        .connect(target.getPort(), target.getHost())
        .onSuccess(far -> {
          join(near, far);
          join(far, near);
        })
        .onFailure(e -> near.close().onFailure(already -> {}));
  }

  private void join(NetSocket from, NetSocket to) {
    sockets.add(from);
    from.handler(data -> {
      boolean lost = losing && data.toString(StandardCharsets.US_ASCII).contains("COMMIT");
      if (lost) {
        losing = false;
        to.handler(null);
      }
      to.write(data).onFailure(gone -> {}).onComplete(written -> {
        if (lost) {
          from.close().onFailure(already -> {});
        }
      });
    });
    from.closeHandler(closed -> {
      sockets.remove(from);
      to.close().onFailure(already -> {});
    });
    if (still) {
      from.pause();
    } else {
      from.resume();
    }
  }

  @Override
  public void close() {
    await(vertx.close());
  }
}
