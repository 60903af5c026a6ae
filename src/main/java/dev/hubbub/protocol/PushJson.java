package dev.hubbub.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.hubbub.room.Event;
import dev.hubbub.room.State;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Pushes as the frames of PROTOCOL.md 3.1 and 3.4. Stateless; any thread. */
public final class PushJson {
  private PushJson() {}

  /** The frame in UTF-8. What is absent is left out. */
  public static byte[] encode(Push push) {
    byte[] frame = Json.bytes(to -> {
      to.writeStartObject();
      writeFields(to, push);
      to.writeEndObject();
    });
    return push instanceof Push.Joined joined
        ? Json.with(frame, "events", joined.events().encoded(PushJson::encode))
        : frame;
  }

  static void writeFields(JsonGenerator to, Push push) throws IOException {
    if (push instanceof Push.Ack ack) {
      write(to, ack);
    } else if (push instanceof Push.Ok ok) {
      writeHead(to, "ok", ok.id());
    } else if (push instanceof Push.Pong pong) {
      writeHead(to, "pong", pong.id());
      to.writeNumberField("ts", pong.ts());
    } else if (push instanceof Push.Error error) {
      write(to, error);
    } else if (push instanceof Push.Joined joined) {
      write(to, joined);
    } else if (push instanceof Push.History history) {
      write(to, history);
    } else if (push instanceof Push.Receipt receipt) {
      writeAbout(to, "receipt", receipt.room(), receipt.user());
      to.writeNumberField("seq", receipt.seq());
    } else if (push instanceof Push.Typing typing) {
      writeAbout(to, "typing", typing.room(), typing.user());
      to.writeBooleanField("on", typing.on());
    } else if (push instanceof Push.Presence presence) {
      write(to, presence);
    } else if (push instanceof Push.States states) {
      write(to, states);
    } else if (push instanceof Push.Inbox inbox) {
      write(to, inbox);
    } else if (push instanceof Push.Who who) {
      write(to, who);
    } else if (push instanceof Push.Hello hello) {
      write(to, hello);
    } else if (push instanceof Push.Bye bye) {
      write(to, bye);
    } else {
      throw new IllegalArgumentException("A push without a frame: " + push.getClass());
    }
  }

  private static void write(JsonGenerator to, Push.Hello hello) throws IOException {
    writeHead(to, "hello", hello.id());
    to.writeStringField("user", hello.user());
    to.writeStringField("session", hello.session());
    to.writeStringField("instance", hello.instance());
    to.writeStringField("version", hello.version());
    to.writeNumberField("heartbeat_ms", hello.heartbeatMs());
    to.writeObjectFieldStart("limits");
    to.writeNumberField("text", hello.text());
    to.writeNumberField("frame", hello.frame());
    to.writeNumberField("replay", hello.replay());
    to.writeEndObject();
  }

  private static void write(JsonGenerator to, Push.Joined joined) throws IOException {
    writeHead(to, "joined", joined.id());
    to.writeStringField("room", joined.room());
    to.writeStringField("epoch", joined.epoch());
    to.writeNumberField("seq", joined.seq());
    to.writeBooleanField("recovered", joined.recovered());
    to.writeStringField("name", joined.name());
    to.writeStringField("topic", joined.topic());
    to.writeStringField("visibility", joined.visibility().wire());
    to.writeStringField("role", joined.role().wire());
    to.writeNumberField("members", joined.members());
    to.writeNumberField("read", joined.read());
    to.writeNumberField("unread", joined.unread());
  }

  private static void write(JsonGenerator to, Push.Ack ack) throws IOException {
    writeHead(to, "ack", ack.id());
    to.writeStringField("room", ack.room());
    to.writeNumberField("seq", ack.seq());
    to.writeNumberField("ts", ack.ts());
    Json.writeOptional(to, "key", ack.key());
    if (ack.duplicate()) {
      to.writeBooleanField("duplicate", true);
    }
  }

  private static void write(JsonGenerator to, Push.History history) throws IOException {
    writeHead(to, "history", history.id());
    to.writeStringField("room", history.room());
    to.writeFieldName("events");
    write(to, history.events());
    to.writeBooleanField("more", history.more());
  }

  private static void write(JsonGenerator to, Push.Presence presence) throws IOException {
    writeHead(to, "presence", null);
    to.writeStringField("user", presence.user());
    to.writeStringField("state", presence.state().wire());
    Json.writeOptional(to, "last_seen", presence.lastSeen());
  }

  private static void write(JsonGenerator to, Push.States states) throws IOException {
    writeHead(to, "presence", null);
    to.writeObjectFieldStart("states");
    for (Map.Entry<String, State> state : states.states().entrySet()) {
      to.writeStringField(state.getKey(), state.getValue().wire());
    }
    to.writeEndObject();
  }

  private static void write(JsonGenerator to, Push.Inbox inbox) throws IOException {
    writeHead(to, "inbox", null);
    to.writeStringField("room", inbox.room());
    to.writeNumberField("unread", inbox.unread());
    to.writeNumberField("mentioned", inbox.mentioned());
    to.writeNumberField("seq", inbox.seq());
  }

  private static void write(JsonGenerator to, Push.Who who) throws IOException {
    writeHead(to, "who", who.id());
    to.writeStringField("room", who.room());
    to.writeArrayFieldStart("users");
    for (Push.Who.Present present : who.users()) {
      write(to, present);
    }
    to.writeEndArray();
  }

  /** Writes a member and whether they are there, as {@code who} and the list of members tell it. */
  public static void write(JsonGenerator to, Push.Who.Present present) throws IOException {
    to.writeStartObject();
    to.writeStringField("user", present.user());
    to.writeStringField("name", present.name());
    to.writeStringField("role", present.role().wire());
    to.writeStringField("state", present.state().wire());
    Json.writeOptional(to, "last_seen", present.lastSeen());
    Json.writeOptional(to, "read", present.read());
    to.writeEndObject();
  }

  private static void writeAbout(JsonGenerator to, String type, String room, String user)
      throws IOException {
    writeHead(to, type, null);
    to.writeStringField("room", room);
    to.writeStringField("user", user);
  }

  private static void write(JsonGenerator to, Push.Error error) throws IOException {
    writeHead(to, "error", error.id());
    Json.writeOptional(to, "room", error.room());
    to.writeStringField("code", error.code().wire());
    to.writeStringField("message", error.message());
    if (error.retryAfterMs() > 0) {
      to.writeNumberField("retry_after_ms", error.retryAfterMs());
    }
  }

  private static void write(JsonGenerator to, Push.Bye bye) throws IOException {
    writeHead(to, "bye", null);
    to.writeNumberField("code", bye.code());
    to.writeStringField("reason", bye.reason());
    to.writeNumberField("reconnect_ms", bye.reconnectMs());
  }

  private static void writeHead(JsonGenerator to, String type, @Nullable String id)
      throws IOException {
    to.writeStringField("type", type);
    Json.writeOptional(to, "id", id);
  }

  private static byte[] encode(List<Event> events) {
    return Json.bytes(to -> write(to, events));
  }

  private static void write(JsonGenerator to, List<Event> events) throws IOException {
    to.writeStartArray();
    for (Event event : events) {
      EventJson.write(to, event);
    }
    to.writeEndArray();
  }
}
