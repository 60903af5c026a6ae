package dev.hubbub.redis;

import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * What one batch adds to what Redis keeps of a room for inspection: its head, which never moves back, and its last
 * messages. Nobody in Hubbub reads it, and it is gone a week after the last event.
 */
final class RoomMemory {
  /** Messages kept of each room (PROTOCOL.md 6). */
  static final int MESSAGES = 50;

  private static final long KEPT_MS = TimeUnit.DAYS.toMillis(7);
  private static final String SCRIPT = script();

  private final String room;
  private final NavigableMap<Long, Buffer> messages = new TreeMap<>();
  private long head;

  RoomMemory(String room) {
    this.room = room;
  }

  /** Takes one more event of the room. */
  void add(Outgoing.RoomEvent event) {
    head = Math.max(head, event.seq());
    if (event.frame() != null) {
      messages.put(event.seq(), event.frame());
      if (messages.size() > MESSAGES) {
        messages.pollFirstEntry();
      }
    }
  }

  /** The command that keeps all of it. The script goes with it each time: so a Redis that lost it needs no care. */
  Request command(Keys keys) {
    Request command = Request.cmd(Command.EVAL)
        .arg(SCRIPT)
        .arg(2)
        .arg(keys.seq(room))
        .arg(keys.recent(room))
        .arg(head)
        .arg(KEPT_MS)
        .arg(MESSAGES);
    messages.forEach((seq, frame) -> command.arg(seq).arg(frame));
    return command;
  }

  private static String script() {
    try (InputStream file =
        Objects.requireNonNull(RoomMemory.class.getResourceAsStream("remember.lua"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
