package dev.hubbub.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.hubbub.room.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events as the frames of PROTOCOL.md 3.3, for sockets, for Redis and for HTTP. Stateless; any thread.
 *
 * <p>What {@code encode} makes {@code decode} turns back into an equal event.
 */
public final class EventJson {
  private EventJson() {}

  /** The frame in UTF-8. */
  public static byte[] encode(Event event) {
    return Json.bytes(to -> write(to, event));
  }

  /**
   * A frame as it is published to other instances (PROTOCOL.md 6), before it is signed by its origin.
   *
   * @param epoch the life of the room's numbering that it is of
   */
  public static byte[] published(byte[] frame, String epoch) {
    return Json.with(frame, "epoch", Json.bytes(to -> to.writeString(epoch)));
  }

  /** Writes the frame as one JSON object. */
  public static void write(JsonGenerator to, Event event) throws IOException {
    to.writeStartObject();
    if (event instanceof Event.Message message) {
      writeHead(to, "message", event);
      if (message.text() == null) {
        to.writeBooleanField("deleted", true);
      } else {
        to.writeStringField("text", message.text());
      }
      Json.writeOptional(to, "reply_to", message.replyTo());
      writeMentions(to, message.mentions());
      if (message.changed() != null) {
        writeChanged(to, message.changed());
      }
    } else if (event instanceof Event.Member member) {
      writeHead(to, "member", event);
      to.writeStringField("user", member.user());
      to.writeStringField("change", member.change().wire());
      if (member.role() != null) {
        to.writeStringField("role", member.role().wire());
      }
    } else if (event instanceof Event.Edit edit) {
      writeChange(to, "edit", event, edit.target());
      if (edit.text() == null) {
        to.writeBooleanField("deleted", true);
      } else {
        to.writeStringField("text", edit.text());
      }
      writeMentions(to, edit.mentions());
    } else if (event instanceof Event.Delete delete) {
      writeChange(to, "delete", event, delete.target());
    } else if (event instanceof Event.Reaction reaction) {
      writeChange(to, "reaction", event, reaction.target());
      to.writeStringField("emoji", reaction.emoji());
      to.writeBooleanField("on", reaction.on());
    } else if (event instanceof Event.Room room) {
      writeHead(to, "room", event);
      to.writeStringField("name", room.name());
      to.writeStringField("topic", room.topic());
      to.writeStringField("visibility", room.visibility().wire());
      to.writeNumberField("slow_mode_s", room.slowModeS());
      if (room.deleted()) {
        to.writeBooleanField("deleted", true);
      }
    } else {
      throw new IllegalArgumentException("An event without a frame: " + event.getClass());
    }
    to.writeEndObject();
  }

  /** The event in a frame of UTF-8, from whomever it is. Fields that are not an event's are passed over. */
  public static Event decode(byte[] frame) throws MalformedEvent {
    return decodePublished(frame).event();
  }

  /** The event in a frame, from whomever it is. Fields that are not an event's are passed over. */
  public static Event decode(String frame) throws MalformedEvent {
    return decode(frame.getBytes(StandardCharsets.UTF_8));
  }

  /** The event in a frame of UTF-8, and the epoch it is of. */
  public static Published decodePublished(byte[] frame) throws MalformedEvent {
    return EventReader.read(frame);
  }

  private static void writeChange(JsonGenerator to, String type, Event event, long target)
      throws IOException {
    writeHead(to, type, event);
    to.writeNumberField("target", target);
  }

  private static void writeMentions(JsonGenerator to, List<String> mentions) throws IOException {
    if (!mentions.isEmpty()) {
      to.writeArrayFieldStart("mentions");
      for (String mention : mentions) {
        to.writeString(mention);
      }
      to.writeEndArray();
    }
  }

  private static void writeChanged(JsonGenerator to, Event.Changed changed) throws IOException {
    Json.writeOptional(to, "edited", changed.edited());
    if (!changed.reactions().isEmpty()) {
      to.writeObjectFieldStart("reactions");
      for (Map.Entry<String, List<String>> reaction : changed.reactions().entrySet()) {
        to.writeArrayFieldStart(reaction.getKey());
        for (String user : reaction.getValue()) {
          to.writeString(user);
        }
        to.writeEndArray();
      }
      to.writeEndObject();
    }
  }

  private static void writeHead(JsonGenerator to, String type, Event event) throws IOException {
    to.writeStringField("type", type);
    to.writeStringField("room", event.room());
    to.writeNumberField("seq", event.seq());
    to.writeNumberField("ts", event.ts());
    to.writeStringField("from", event.from());
    Json.writeOptional(to, "key", event.key());
  }

  /**
   * An event on its way between instances.
   *
   * @param epoch the life of its room's numbering that it is of, where it says so
   */
  public record Published(Event event, @Nullable String epoch) {}
}
