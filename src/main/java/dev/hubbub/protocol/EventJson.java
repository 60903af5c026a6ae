package dev.hubbub.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.hubbub.room.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
   * The frame as it is published to other instances (PROTOCOL.md 6).
   *
   * @param origin the id of the instance that publishes it
   */
  public static byte[] encode(Event event, String origin) {
    return Json.bytes(to -> {
      to.writeStartObject();
      writeFields(to, event);
      to.writeStringField("origin", origin);
      to.writeEndObject();
    });
  }

  /** Writes the frame as one JSON object. */
  public static void write(JsonGenerator to, Event event) throws IOException {
    to.writeStartObject();
    writeFields(to, event);
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

  /** The event in a frame of UTF-8, and who published it. */
  public static Published decodePublished(byte[] frame) throws MalformedEvent {
    return EventReader.read(frame);
  }

  private static void writeFields(JsonGenerator to, Event event) throws IOException {
    if (event instanceof Event.Message message) {
      writeHead(to, "message", event);
      if (message.text() == null) {
        to.writeBooleanField("deleted", true);
      } else {
        to.writeStringField("text", message.text());
      }
      Long replyTo = message.replyTo();
      if (replyTo != null) {
        to.writeNumberField("reply_to", replyTo.longValue());
      }
    } else if (event instanceof Event.Member member) {
      writeHead(to, "member", event);
      to.writeStringField("user", member.user());
      to.writeStringField("change", member.change().wire());
      if (member.role() != null) {
        to.writeStringField("role", member.role().wire());
      }
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
   * @param origin the id of the instance that published it, where it says so
   */
  public record Published(Event event, @Nullable String origin) {}
}
