package dev.hubbub.redis;

import dev.hubbub.room.Broker.Attendance;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.List;

/**
 * What Redis keeps of who is there, for inspection (PROTOCOL.md 6). Nobody in Hubbub reads it, and it is gone half a
 * minute after the last renewal.
 */
final class PresenceKeys {
  private static final int TTL_MS = 30_000;

  private PresenceKeys() {}

  /** The command that forgets those whom nobody has kept since, such as the users of an instance that died. */
  static Request forgetExpired(Keys keys, long nowMs) {
    return Request.cmd(Command.ZREMRANGEBYSCORE).arg(keys.online()).arg("-inf").arg(nowMs);
  }

  /** The commands that keep it. */
  static List<Request> commands(Keys keys, Attendance person, long nowMs) {
    String key = keys.presence(person.user());
    List<Request> commands = new ArrayList<>();
    if (!person.ended().isEmpty()) {
      Request delete = Request.cmd(Command.HDEL).arg(key);
      person.ended().forEach(delete::arg);
      commands.add(delete);
    }
    if (person.sessions().isEmpty()) {
      if (person.gone()) {
        commands.add(Request.cmd(Command.ZREM).arg(keys.online()).arg(person.user()));
      }
    } else {
      Request set = Request.cmd(Command.HSET).arg(key);
      person.sessions().forEach((session, state) -> set.arg(session).arg(state.wire()));
      commands.add(set);
      commands.add(Request.cmd(Command.PEXPIRE).arg(key).arg(TTL_MS));
      commands.add(
          Request.cmd(Command.ZADD).arg(keys.online()).arg(nowMs + TTL_MS).arg(person.user()));
      commands.add(Request.cmd(Command.PEXPIRE).arg(keys.online()).arg(TTL_MS));
    }
    return commands;
  }
}
