package dev.hubbub.gateway;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.hubbub.protocol.Json;
import dev.hubbub.room.Invites.Invite;
import dev.hubbub.room.Invites.Preview;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An invitation as PROTOCOL.md 4 writes it: to its maker, to those who list it, to those who hold its code. */
final class InviteShape {
  private InviteShape() {}

  /** As it is listed: nothing of it opens anything. */
  static void write(JsonGenerator to, Invite invite) throws IOException {
    to.writeStartObject();
    writeFields(to, invite);
    to.writeEndObject();
  }

  /**
   * As it is told once, to who made it.
   *
   * @param url what leads into the room
   */
  static Json.Content made(Invite invite, InviteCode code, String url) {
    return to -> {
      to.writeStartObject();
      writeFields(to, invite);
      to.writeStringField("code", code.text());
      to.writeStringField("url", url);
      to.writeEndObject();
    };
  }

  /** As one sees it who holds the code; the room's id is not for them. */
  static Json.Content preview(Preview preview) {
    return to -> {
      to.writeStartObject();
      to.writeStringField("name", preview.name());
      to.writeNumberField("members", preview.members());
      to.writeEndObject();
    };
  }

  private static void writeFields(JsonGenerator to, Invite invite) throws IOException {
    to.writeStringField("id", invite.id());
    to.writeStringField("created_by", invite.createdBy());
    to.writeNumberField("created_at", invite.createdAt());
    writeNullable(to, "expires_at", invite.expiresAt());
    writeNullable(to, "max_uses", invite.maxUses());
    to.writeNumberField("uses", invite.uses());
  }

  /** Writes a number, {@code null} where it is absent. */
  static void writeNullable(JsonGenerator to, String name, @Nullable Number value)
      throws IOException {
    if (value == null) {
      to.writeNullField(name);
    } else {
      to.writeNumberField(name, value.longValue());
    }
  }
}
