package dev.hubbub.redis;

import dev.hubbub.testing.Loops;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SelfSignedCertificate;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Stands before a Redis on loopback: ends TLS for it, or loses what it says to subscribers and nothing else. */
final class RedisFront implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(15);

  private final Vertx vertx = Loops.vertx();
  private final NetClient client = vertx.createNetClient();
  private final NetServer server;
  private final int target;
  private volatile boolean mute;

  private RedisFront(int target, NetServerOptions options) {
    this.target = target;
    server = vertx.createNetServer(options.setHost("127.0.0.1").setPort(0));
    server.connectHandler(this::join);
    var unused = Loops.await(server.listen(), SOON);
  }

  static RedisFront plain(int target) {
    return new RedisFront(target, new NetServerOptions());
  }

  static RedisFront tls(int target, SelfSignedCertificate certificate) {
    return new RedisFront(
        target,
        new NetServerOptions().setSsl(true).setKeyCertOptions(certificate.keyCertOptions()));
  }

  int port() {
    return server.actualPort();
  }

  /** Loses, or no longer, what subscribers of connections that are there now are told. */
  void mute(boolean on) {
    mute = on;
  }

  @Override
  public void close() {
    var unused = Loops.await(server.close().eventually(client::close).map("closed"), SOON);
  }

  private void join(NetSocket near) {
    near.pause();
    AtomicBoolean subscriber = new AtomicBoolean();
    client.connect(target, "127.0.0.1").onFailure(refused -> end(near)).onSuccess(far -> {
      near.handler(bytes -> {
        if (bytes.toString(StandardCharsets.ISO_8859_1).contains("subscribe")) {
          subscriber.set(true);
        }
        pass(bytes, far);
      });
      far.handler(bytes -> pass(mute && subscriber.get() ? null : bytes, near));
      near.closeHandler(end -> end(far));
      far.closeHandler(end -> end(near));
      near.resume();
    });
  }

  private static void pass(@Nullable Buffer bytes, NetSocket to) {
    if (bytes != null) {
      to.write(bytes).onFailure(broken -> end(to));
    }
  }

  private static void end(NetSocket socket) {
    socket.close().onComplete(done -> {});
  }
}
