package dev.hubbub.redis;

import dev.hubbub.config.RedisConfig;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.redis.client.RedisOptions;
import java.util.concurrent.TimeUnit;

/** How the Redis client reaches the server of a {@link RedisConfig}. */
final class Endpoint {
  /** Two in use; the rest for those given up, which a stalled network lets end only with their idle timeout. */
  private static final int CONNECTIONS = 32;

  private Endpoint() {}

  /** The client's options: certificates and names checked, nothing that waits without end. */
  static RedisOptions options(RedisConfig config) {
    NetClientOptions net = new NetClientOptions()
        .setConnectTimeout(config.commandMs())
        .setSslHandshakeTimeout(config.commandMs())
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
        .setTcpKeepAlive(true)
        // Probes keep both connections talking. This is for one that was given up and cannot even
        // be closed in order.
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setReadIdleTimeout(2 * (config.probeMs() + config.commandMs() + Link.PROBE_BACK_MS));
    if (config.url().startsWith("rediss:")) {
      net.setSsl(true).setHostnameVerificationAlgorithm("HTTPS");
      if (config.ca() != null) {
        net.setTrustOptions(new PemTrustOptions().addCertPath(config.ca()));
      }
    }
    return new RedisOptions()
        .setConnectionString(config.url())
        .setNetClientOptions(net)
        .setMaxPoolSize(CONNECTIONS)
        .setMaxPoolWaiting(CONNECTIONS)
        .setPoolCleanerInterval(-1)
        .setPoolRecycleTimeout(-1);
  }
}
