package dev.hubbub.history;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Asks a PostgreSQL whether it offers TLS, on a connection of its own ("SSLRequest" of the PostgreSQL protocol). The client
 * asks as well where it is told to prefer TLS, but never closes a connection on which the answer was no (Vert.x 5.0.10):
 * the server does so after a minute, in which a store that comes and goes would run out of connections.
 */
final class PgTlsOffer {
  private static final Buffer REQUEST = Buffer.buffer().appendInt(8).appendInt(80_877_103);

  private final PgAddress address;
  private final NetClient client;
  private final int answerMs;

  /** Asks there; who does not answer as soon as they should be connected with has no answer. */
  PgTlsOffer(Vertx vertx, PgAddress address, NetClientOptions options) {
    this.address = address;
    this.client = vertx.createNetClient(options);
    this.answerMs = options.getConnectTimeout();
  }

  /** Whether it does now. Fails where there is no answer in time. */
  Future<Boolean> ask() {
    return client.connect(address.port(), address.host()).compose(socket -> {
      Promise<Boolean> answer = Promise.promise();
      socket.handler(first -> {
        boolean unused = answer.tryComplete(first.getByte(0) == 'S');
      });
      socket.closeHandler(closed -> {
        boolean unused = answer.tryFail(new IOException("Connection closed before an answer"));
      });
      return socket
          .write(REQUEST)
          .compose(asked -> answer.future())
          .timeout(answerMs, TimeUnit.MILLISECONDS)
          .eventually(() -> end(socket));
    });
  }

  private static Future<Void> end(NetSocket socket) {
    return socket.close().otherwise(gone -> null);
  }

  Future<Void> close() {
    return client.close();
  }
}
