package dev.hubbub.gateway;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.hubbub.protocol.EventJson;
import dev.hubbub.protocol.Json;
import dev.hubbub.room.Role;
import dev.hubbub.room.Rooms.RoomView;
import dev.hubbub.room.Visibility;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A room as PROTOCOL.md 4 writes it, and the words in it. */
final class RoomShape {
  /** How a room can be wished for; a direct one has a route of its own. */
  static final Map<String, Visibility> VISIBILITIES =
      Map.of("public", Visibility.PUBLIC, "private", Visibility.PRIVATE);

  /** The roles. */
  static final Map<String, Role> ROLES =
      Arrays.stream(Role.values()).collect(Collectors.toMap(Role::wire, Function.identity()));

  private RoomShape() {}

  static Json.Content of(RoomView room) {
    return to -> write(to, room);
  }

  static void write(JsonGenerator to, RoomView room) throws IOException {
    to.writeStartObject();
    to.writeStringField("id", room.id());
    to.writeStringField("name", room.name());
    to.writeStringField("topic", room.topic());
    to.writeStringField("visibility", room.visibility().wire());
    to.writeNumberField("slow_mode_s", room.slowModeS());
    Json.writeOptional(to, "with", room.with());
    Role role = room.role();
    to.writeStringField("role", role == null ? null : role.wire());
    to.writeNumberField("members", room.members());
    to.writeNumberField("seq", room.seq());
    to.writeStringField("epoch", room.epoch());
    to.writeNumberField("created_at", room.createdAt());
    if (role != null) {
      writeOwn(to, room);
    }
    to.writeEndObject();
  }

  /** What only members are told. */
  private static void writeOwn(JsonGenerator to, RoomView room) throws IOException {
    writeNumber(to, "read", room.read());
    writeNumber(to, "unread", room.unread());
    writeNumber(to, "mentioned", room.mentioned());
    to.writeFieldName("last");
    if (room.last() == null) {
      to.writeNull();
    } else {
      EventJson.write(to, room.last());
    }
  }

  private static void writeNumber(JsonGenerator to, String name, @Nullable Long value)
      throws IOException {
    if (value != null) {
      to.writeNumberField(name, value.longValue());
    }
  }
}
