package dev.hubbub.gateway;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.hubbub.room.Members.Member;
import java.io.IOException;

/** A member of a room as PROTOCOL.md 4 writes one. */
final class MemberShape implements ListShape.Entry<Member> {
  private final Presence presence;

  MemberShape(Presence presence) {
    this.presence = presence;
  }

  @Override
  public void write(JsonGenerator to, Member member) throws IOException {
    to.writeStartObject();
    to.writeStringField("user", member.user().username());
    to.writeStringField("name", member.name());
    to.writeStringField("role", member.role().wire());
    to.writeStringField("state", presence.of(member.user()).wire());
    to.writeNumberField("read", member.read());
    to.writeEndObject();
  }
}
