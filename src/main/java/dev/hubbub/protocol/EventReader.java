package dev.hubbub.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.hubbub.protocol.EventJson.Published;
import dev.hubbub.room.Event;
import dev.hubbub.room.Event.Change;
import dev.hubbub.room.Role;
import dev.hubbub.room.Visibility;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one frame of PROTOCOL.md 3.3. Fields may come in any order, so they are gathered first. */
final class EventReader {
  private @Nullable String type;
  private @Nullable String room;
  private @Nullable String from;
  private @Nullable String key;
  private @Nullable String text;
  private @Nullable String user;
  private @Nullable String change;
  private @Nullable String role;
  private @Nullable String name;
  private @Nullable String topic;
  private @Nullable String visibility;
  private @Nullable String emoji;
  private @Nullable String epoch;
  private @Nullable Long seq;
  private @Nullable Long ts;
  private @Nullable Long replyTo;
  private @Nullable Long slowModeS;
  private @Nullable Long target;
  private @Nullable Long edited;
  private @Nullable Boolean on;
  private boolean deleted;
  private List<String> mentions = List.of();
  private Map<String, List<String>> reactions = Map.of();

  private EventReader() {}

  static Published read(byte[] frame) throws MalformedEvent {
    EventReader reader = new EventReader();
    try (JsonParser from = Json.FACTORY.createParser(new StringReader(characters(frame)))) {
      reader.gather(from);
    } catch (CharacterCodingException e) {
      throw new MalformedEvent("It is not UTF-8.");
    } catch (IOException e) {
      throw new MalformedEvent("It is not JSON.");
    }
    return new Published(reader.event(), reader.epoch);
  }

  private static String characters(byte[] frame) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(frame)).toString();
  }

  private void gather(JsonParser from) throws IOException, MalformedEvent {
    if (from.nextToken() != JsonToken.START_OBJECT) {
      throw new MalformedEvent("It is not a JSON object.");
    }
    while (from.nextToken() == JsonToken.FIELD_NAME) {
      String name = from.currentName();
      from.nextToken();
      take(name, from);
    }
    if (from.nextToken() != null) {
      throw new MalformedEvent("There is something after the JSON object.");
    }
  }

  private void take(String name, JsonParser from) throws IOException, MalformedEvent {
    switch (name) {
      case "type" -> type = string(name, from);
      case "room" -> room = string(name, from);
      case "from" -> this.from = string(name, from);
      case "key" -> key = string(name, from);
      case "text" -> text = string(name, from);
      case "user" -> user = string(name, from);
      case "change" -> change = string(name, from);
      case "role" -> role = string(name, from);
      case "name" -> this.name = string(name, from);
      case "topic" -> topic = string(name, from);
      case "visibility" -> visibility = string(name, from);
      case "slow_mode_s" -> slowModeS = integer(name, from);
      case "deleted" -> deleted = from.currentToken() == JsonToken.VALUE_TRUE;
      case "target" -> target = integer(name, from);
      case "edited" -> edited = integer(name, from);
      case "emoji" -> emoji = string(name, from);
      case "on" -> on = flag(name, from);
      case "mentions" -> mentions = strings(name, from);
      case "reactions" -> reactions = reactions(from);
      case "epoch" -> epoch = string(name, from);
      case "seq" -> seq = integer(name, from);
      case "ts" -> ts = integer(name, from);
      case "reply_to" -> replyTo = integer(name, from);
      default -> from.skipChildren();
    }
  }

  private Event event() throws MalformedEvent {
    String room = needed("room", this.room);
    String from = needed("from", this.from);
    long ts = needed("ts", this.ts);
    long seq = needed("seq", this.seq);
    if (seq < 1) {
      throw new MalformedEvent("Its seq is below 1.");
    }
    return switch (needed("type", type)) {
      case "message" -> new Event.Message(
          room,
          seq,
          ts,
          from,
          key,
          deleted ? null : needed("text", text),
          replyTo,
          mentions,
          edited == null && reactions.isEmpty() ? null : new Event.Changed(edited, reactions));
      case "edit" -> new Event.Edit(
          room,
          seq,
          ts,
          from,
          key,
          needed("target", target),
          deleted ? null : needed("text", text),
          mentions);
      case "delete" -> new Event.Delete(room, seq, ts, from, key, needed("target", target));
      case "reaction" -> new Event.Reaction(
          room,
          seq,
          ts,
          from,
          key,
          needed("target", target),
          needed("emoji", emoji),
          needed("on", on));
      case "room" -> new Event.Room(
          room,
          seq,
          ts,
          from,
          key,
          needed("name", name),
          needed("topic", topic),
          visibility(),
          slowModeS == null ? 0 : slowModeS.intValue(),
          deleted);
      case "member" -> {
        Change change = change();
        yield new Event.Member(
            room, seq, ts, from, key, needed("user", user), change, role(change));
      }
      default -> throw new MalformedEvent("Its type is unknown.");
    };
  }

  private Change change() throws MalformedEvent {
    try {
      return Change.of(needed("change", change));
    } catch (IllegalArgumentException e) {
      throw new MalformedEvent("Its change is unknown.");
    }
  }

  private Visibility visibility() throws MalformedEvent {
    try {
      return Visibility.of(needed("visibility", visibility));
    } catch (IllegalArgumentException e) {
      throw new MalformedEvent("Its visibility is unknown.");
    }
  }

  private @Nullable Role role(Change change) throws MalformedEvent {
    if (role == null) {
      if (change == Change.JOINED || change == Change.ROLE) {
        throw new MalformedEvent("It has no role.");
      }
      return null;
    }
    try {
      return Role.of(role);
    } catch (IllegalArgumentException e) {
      throw new MalformedEvent("Its role is unknown.");
    }
  }

  private static <T> T needed(String name, @Nullable T value) throws MalformedEvent {
    if (value == null) {
      throw new MalformedEvent("It has no " + name + ".");
    }
    return value;
  }

  private static String string(String name, JsonParser from) throws IOException, MalformedEvent {
    if (from.currentToken() != JsonToken.VALUE_STRING) {
      throw new MalformedEvent("Its " + name + " is no string.");
    }
    String text = from.getText();
    if (!Syntax.isWellFormed(text)) {
      throw new MalformedEvent("Its " + name + " is no Unicode.");
    }
    return text;
  }

  private static boolean flag(String name, JsonParser from) throws MalformedEvent {
    if (!from.currentToken().isBoolean()) {
      throw new MalformedEvent("Its " + name + " is neither true nor false.");
    }
    return from.currentToken() == JsonToken.VALUE_TRUE;
  }

  private static List<String> strings(String name, JsonParser from)
      throws IOException, MalformedEvent {
    if (from.currentToken() != JsonToken.START_ARRAY) {
      throw new MalformedEvent("Its " + name + " is no list.");
    }
    List<String> strings = new ArrayList<>();
    while (from.nextToken() != JsonToken.END_ARRAY) {
      strings.add(string(name, from));
    }
    return List.copyOf(strings);
  }

  private static Map<String, List<String>> reactions(JsonParser from)
      throws IOException, MalformedEvent {
    if (from.currentToken() != JsonToken.START_OBJECT) {
      throw new MalformedEvent("Its reactions are no object.");
    }
    Map<String, List<String>> reactions = new LinkedHashMap<>();
    while (from.nextToken() == JsonToken.FIELD_NAME) {
      String emoji = from.currentName();
      from.nextToken();
      reactions.put(emoji, strings("reactions", from));
    }
    return reactions;
  }

  private static long integer(String name, JsonParser from) throws IOException, MalformedEvent {
    if (from.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      throw new MalformedEvent("Its " + name + " is no integer.");
    }
    try {
      return from.getLongValue();
    } catch (IOException e) {
      throw new MalformedEvent("Its " + name + " is too large.");
    }
  }
}
