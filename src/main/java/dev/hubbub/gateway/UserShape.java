package dev.hubbub.gateway;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.hubbub.account.Profile;
import dev.hubbub.protocol.Json;
import dev.hubbub.protocol.Push.Who.Present;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A user as PROTOCOL.md 4 writes one: to others, to themselves, to who looks after the server. */
final class UserShape {
  private UserShape() {}

  /** As everybody sees them. */
  static void write(JsonGenerator to, Profile profile) throws IOException {
    to.writeStartObject();
    writeFields(to, profile);
    to.writeEndObject();
  }

  /**
   * As somebody in particular sees them.
   *
   * @param present absent for one who is not to know whether they are there
   */
  static Json.Content met(Profile profile, @Nullable Present present) {
    return to -> {
      to.writeStartObject();
      writeFields(to, profile);
      if (present != null) {
        to.writeStringField("state", present.state().wire());
        Json.writeOptional(to, "last_seen", present.lastSeen());
      }
      to.writeEndObject();
    };
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
    to.writeBooleanField("receipts", profile.receipts());
    to.writeNumberField("created_at", profile.createdAt());
  }
}
