package dev.hubbub.testing;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;

/**
 * All that one user said and was told in a {@link Conversation}, in order. Times are those of {@code System.nanoTime()}
 * in the JVM of the client.
 *
 * @param rooms those whose every event the user is to see, from the first {@code joined} on
 */
public record Testimony(String user, Set<String> rooms, List<Connection> connections) {
  /**
   * One connection, from its opening to its end.
   *
   * @param port where it went: an instance, or what stands before several
   * @param end how it ended
   */
  public record Connection(int port, List<Line> lines, End end) {
    /** One that is open. */
    public Connection(int port, List<Line> lines) {
      this(port, lines, End.NONE);
    }
  }

  /**
   * How a connection ended.
   *
   * @param code the close code; 1006 where it just broke, {@link #GIVEN_UP} where the client waited no longer
   * @param nanos when
   */
  public record End(int code, long nanos) {
    /** Of a connection that is open. */
    public static final End NONE = new End(0, 0);

    /** The client took it for dead: nothing came for too long. */
    public static final int GIVEN_UP = -1;

    /** Whether it is over. */
    public boolean happened() {
      return code != 0;
    }
  }

  /**
   * One frame.
   *
   * @param sent whether the user sent it; else the server did
   * @param nanos when
   */
  public record Line(boolean sent, JsonObject frame, long nanos) {
    /** One of any time. */
    public Line(boolean sent, JsonObject frame) {
      this(sent, frame, 0);
    }
  }
}
