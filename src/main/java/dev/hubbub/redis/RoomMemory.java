package dev.hubbub.redis;

import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
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
  private static final String REMEMBER = script("remember.lua");
  private static final String ALTER = script("alter.lua");
  private static final String FORGET = script("forget.lua");

  private final String room;
  private final NavigableMap<Long, Buffer> messages = new TreeMap<>();
  private final List<Buffer> changes = new ArrayList<>();
  private final Set<String> forgotten = new LinkedHashSet<>();
  private long head;

  RoomMemory(String room) {
    this.room = room;
  }

  /** Takes one more event of the room. */
  void add(Outgoing.RoomEvent event) {
    head = Math.max(head, event.seq());
    if (event.changes()) {
      changes.add(event.frame());
    } else if (event.frame() != null) {
      messages.put(event.seq(), event.frame());
      if (messages.size() > MESSAGES) {
        messages.pollFirstEntry();
      }
    }
  }

  /** Takes away what {@code user} said, also in this batch. */
  void forget(String user) {
    forgotten.add(user);
  }

  /** The commands that do all of it. Their scripts go with them each time: so a Redis that lost them needs no care. */
  List<Request> commands(Keys keys) {
    List<Request> commands = new ArrayList<>();
    if (head > 0) {
      commands.add(remember(keys));
    }
    if (!changes.isEmpty()) {
      commands.add(alter(keys));
    }
    forgotten.forEach(user -> commands.add(
        Request.cmd(Command.EVAL).arg(FORGET).arg(1).arg(keys.recent(room)).arg(user)));
    return commands;
  }

  private Request remember(Keys keys) {
    Request command = Request.cmd(Command.EVAL)
        .arg(REMEMBER)
        .arg(2)
        .arg(keys.seq(room))
        .arg(keys.recent(room))
        .arg(head)
        .arg(KEPT_MS)
        .arg(MESSAGES);
    messages.forEach((seq, frame) -> command.arg(seq).arg(frame));
    return command;
  }

  private Request alter(Keys keys) {
    Request command = Request.cmd(Command.EVAL)
        .arg(ALTER)
        .arg(1)
        .arg(keys.recent(room))
        .arg(KEPT_MS)
        .arg(MESSAGES);
    changes.forEach(command::arg);
    return command;
  }

  private static String script(String name) {
    try (InputStream file = Objects.requireNonNull(RoomMemory.class.getResourceAsStream(name))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
