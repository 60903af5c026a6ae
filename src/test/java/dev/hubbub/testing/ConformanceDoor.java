package dev.hubbub.testing;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Where WebSockets are spoken, and what can be said there so that it is told back. Immutable. */
public enum ConformanceDoor {
  /** A session of PROTOCOL.md 3, where a {@code ping} has its id told back. */
  SESSION,
  /** A plain channel that tells everybody what was said. */
  RAW,
  /** A plain channel that tells everybody what was said, with the name of who said it. */
  NAMED;

  /** Cases that run at once behind one door; on plain channels each has a channel of its own. */
  public static final int AT_ONCE = 8;

  private static final String NAME = "ann";

  /**
   * Something to say.
   *
   * @param bytes of the message, UTF-8 or not
   * @param answer what {@link #heard} makes of the answer
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  record Said(byte[] bytes, String answer) {}

  /** The configuration that has all doors. */
  public static JsonObject configuration() {
    JsonArray channels = new JsonArray();
    for (int i = 0; i < AT_ONCE; i++) {
      for (ConformanceDoor door : List.of(RAW, NAMED)) {
        channels.add(new JsonObject()
            .put("path", door == RAW ? door.path(i) : door.root(i) + "/:user")
            .put("channel", "conformance " + door + i)
            .put("format", door.name().toLowerCase(Locale.ROOT))
            .put("echo", true));
      }
    }
    return new JsonObject()
        .put("limits", new JsonObject().put("handshakes_per_second", 0).put("sessions_per_user", 0))
        .put("channels", channels);
  }

  /** Where it is, once for each case that may run at once. */
  List<String> paths() {
    return IntStream.range(0, AT_ONCE).mapToObj(this::path).toList();
  }

  /** One of its paths. */
  String path(int index) {
    return switch (this) {
      case SESSION -> RawWebSocket.PATH;
      case RAW -> root(index);
      case NAMED -> root(index) + "/" + NAME;
    };
  }

  private String root(int index) {
    return "/" + name().toLowerCase(Locale.ROOT) + "/" + index;
  }

  /** Whether the server speaks first. */
  boolean greets() {
    return this == SESSION;
  }

  /** Something that can be told back. */
  Said says(String content) {
    return says(content.getBytes(StandardCharsets.UTF_8));
  }

  /** Something that holds these bytes, UTF-8 or not. */
  Said says(byte[] content) {
    return this == SESSION ? ping(content) : told(content);
  }

  /** Something of exactly so many bytes, which it has at least. */
  Said says(String content, int size) {
    byte[] text = says(content).bytes();
    byte[] padded = Arrays.copyOf(text, size);
    Arrays.fill(padded, text.length, size, (byte) ' ');
    return this == SESSION ? new Said(padded, "pong(" + content + ")") : told(padded);
  }

  /** An empty message. */
  Said nothing() {
    return this == SESSION ? new Said(new byte[0], "error(bad_request)") : told(new byte[0]);
  }

  /** What a text of the server's comes down to. */
  String heard(String text) {
    if (this != SESSION) {
      return text;
    }
    JsonObject answer = new JsonObject(text);
    String detail = answer.getString("id", answer.getString("code", ""));
    return answer.getString("type") + "(" + detail + ")";
  }

  private Said told(byte[] text) {
    return new Said(
        text, (this == NAMED ? NAME + ":" : "") + new String(text, StandardCharsets.UTF_8));
  }

  private static Said ping(byte[] id) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.writeBytes("{\"type\":\"ping\",\"id\":\"".getBytes(StandardCharsets.UTF_8));
    text.writeBytes(id);
    text.writeBytes("\"}".getBytes(StandardCharsets.UTF_8));
    return new Said(text.toByteArray(), "pong(" + new String(id, StandardCharsets.UTF_8) + ")");
  }
}
