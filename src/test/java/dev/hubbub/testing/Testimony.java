package dev.hubbub.testing;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;

/**
 * All that one user said and was told in a {@link Conversation}, in order.
 *
 * @param rooms those whose every event the user is to see, from the first {@code joined} on
 */
public record Testimony(String user, Set<String> rooms, List<Connection> connections) {
  /**
   * One connection, from its opening to its end.
   *
   * @param port of the instance
   */
  public record Connection(int port, List<Line> lines) {}

  /**
   * One frame.
   *
   * @param sent whether the user sent it; else the server did
   */
  public record Line(boolean sent, JsonObject frame) {}
}
