package dev.hubbub.testing;

import io.vertx.core.http.WebSocket;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** One connection of a {@link Participant} as it goes on: what is said and told on it, with times. */
final class Contact {
  private static final int BROKEN = 1006;

  private final int port;
  private final WebSocket socket;
  private final List<Testimony.Line> lines = new ArrayList<>();
  private Testimony.End end = Testimony.End.NONE;
  private long heardAt = System.nanoTime();

  /**
   * A connection of which {@code heard} is told every frame, and {@code over} the end. To be made before the socket is
   * opened: the first frames may come along with the answer to the upgrade.
   */
  Contact(
      int port, WebSocket socket, BiConsumer<Contact, JsonObject> heard, Consumer<Contact> over) {
    this.port = port;
    this.socket = socket;
    socket.textMessageHandler(text -> {
      heardAt = System.nanoTime();
      JsonObject frame = new JsonObject(text);
      lines.add(new Testimony.Line(false, frame, heardAt));
      heard.accept(this, frame);
    });
    socket.exceptionHandler(broken -> {});
    socket.closeHandler(unused -> {
      Short code = socket.closeStatusCode();
      end(code == null ? BROKEN : code);
      over.accept(this);
    });
  }

  void send(JsonObject frame) {
    lines.add(new Testimony.Line(true, frame, System.nanoTime()));
    var unused = socket.writeTextMessage(frame.encode());
  }

  /** For how long nothing came. */
  long silentNanos() {
    return System.nanoTime() - heardAt;
  }

  /** The code it ended with; 0 while it is open. */
  int code() {
    return end.code();
  }

  void close() {
    var unused = socket.close();
  }

  /** Closing waits for an answer that may never come, so who gives up does not wait for it. */
  void giveUp() {
    end(Testimony.End.GIVEN_UP);
    socket.textMessageHandler(null);
    close();
  }

  private void end(int code) {
    if (!end.happened()) {
      end = new Testimony.End(code, System.nanoTime());
    }
  }

  Testimony.Connection told() {
    return new Testimony.Connection(port, List.copyOf(lines), end);
  }
}
