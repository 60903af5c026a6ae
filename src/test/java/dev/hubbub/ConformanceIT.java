package dev.hubbub;

import dev.hubbub.testing.ConformanceDoor;
import dev.hubbub.testing.Endpoint;
import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.WebSocketConformance;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;

/** The jar keeps RFC 6455. */
class ConformanceIT extends WebSocketConformance {
  private static @Nullable HubbubProcess server;
  private static @Nullable Endpoint endpoint;

  private record Running(String host, int port, String token) implements Endpoint {}

  @Override
  protected Endpoint endpoint() {
    Endpoint known = endpoint;
    if (known == null) {
      HubbubProcess started =
          HubbubProcess.configured(ConformanceDoor.configuration()).start();
      server = started;
      known = new Running(
          "127.0.0.1", started.port(), started.rest().guest("Conformance").token());
      endpoint = known;
    }
    return known;
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
    server = null;
    endpoint = null;
  }
}
