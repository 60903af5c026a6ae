package dev.hubbub.gateway;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.hubbub.protocol.Json;
import dev.hubbub.room.Members.Ban;
import dev.hubbub.room.Members.Entry;
import dev.hubbub.room.Members.Mute;
import java.io.IOException;

/** Who is kept out of a room, who may say nothing there, and what was done, as the lists of them write it. */
final class ModerationShape {
  private ModerationShape() {}

  static void ban(JsonGenerator to, Ban ban) throws IOException {
    to.writeStartObject();
    to.writeStringField("user", ban.user().username());
    to.writeStringField("name", ban.name());
    to.writeStringField("by", ban.by());
    to.writeNumberField("at", ban.at());
    to.writeEndObject();
  }

  static void mute(JsonGenerator to, Mute mute) throws IOException {
    to.writeStartObject();
    to.writeStringField("user", mute.user().username());
    to.writeStringField("name", mute.name());
    to.writeStringField("by", mute.by());
    to.writeNumberField("at", mute.at());
    InviteShape.writeNullable(to, "expires_at", mute.until());
    to.writeEndObject();
  }

  static void entry(JsonGenerator to, Entry entry) throws IOException {
    to.writeStartObject();
    to.writeNumberField("id", entry.id());
    to.writeNumberField("at", entry.at());
    to.writeStringField("by", entry.by());
    to.writeStringField("action", entry.action());
    Json.writeOptional(to, "user", entry.user());
    Json.writeOptional(to, "detail", entry.detail());
    to.writeEndObject();
  }
}
