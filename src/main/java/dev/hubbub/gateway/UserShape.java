package dev.hubbub.gateway;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.hubbub.account.Profile;
import dev.hubbub.protocol.Json;
import java.io.IOException;

/** A user as PROTOCOL.md 4 writes one: to others, to themselves, to who looks after the server. */
final class UserShape {
  private UserShape() {}

  /** As everybody sees them. */
  static void write(JsonGenerator to, Profile profile) throws IOException {
    to.writeStartObject();
    writeFields(to, profile);
    to.writeEndObject();
  }

  /** As they see themselves. */
  static Json.Content own(Profile profile) {
    return to -> {
      to.writeStartObject();
      writeFields(to, profile);
      writeOwnFields(to, profile);
      to.writeEndObject();
    };
  }

  /** As an administrator of the server sees them. */
  static void writeAll(JsonGenerator to, Profile profile) throws IOException {
    to.writeStartObject();
    writeFields(to, profile);
    writeOwnFields(to, profile);
    to.writeBooleanField("disabled", profile.disabled());
    to.writeEndObject();
  }

  private static void writeFields(JsonGenerator to, Profile profile) throws IOException {
    to.writeStringField("username", profile.user().username());
    to.writeStringField("name", profile.name());
  }

  private static void writeOwnFields(JsonGenerator to, Profile profile) throws IOException {
    to.writeBooleanField("guest", profile.guest());
    to.writeBooleanField("administrator", profile.administrator());
    to.writeNumberField("created_at", profile.createdAt());
  }
}
