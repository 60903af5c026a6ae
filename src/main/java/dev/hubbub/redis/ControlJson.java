package dev.hubbub.redis;

import dev.hubbub.room.Attending;
import dev.hubbub.room.Attending.Kind;
import dev.hubbub.room.Ended;
import dev.hubbub.room.Ended.Shut;
import dev.hubbub.room.Journey;
import dev.hubbub.room.Presence.Announcement;
import dev.hubbub.room.Spent;
import dev.hubbub.room.State;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What instances tell each other on the control channel. Stateless. */
final class ControlJson {
  private static final String ENDED = "ended";
  private static final String SPENT = "spent";
  private static final String PRESENCE = "presence";
  private static final String RENEWED = "renewed";
  private static final String INQUIRY = "inquiry";
  private static final String JOURNEY = "journey";

  private ControlJson() {}

  static byte[] encode(Ended ended) {
    JsonArray accounts = new JsonArray();
    ended
        .accounts()
        .forEach(shut -> accounts.add(
            new JsonObject().put("account", shut.account()).put("disabled", shut.disabled())));
    return bytes(new JsonObject()
        .put("type", ENDED)
        .put("logins", new JsonArray(List.copyOf(ended.logins())))
        .put("accounts", accounts));
  }

  static byte[] encode(Collection<Spent> spent) {
    JsonArray limits = new JsonArray();
    spent.forEach(one -> limits.add(new JsonObject()
        .put("limit", one.limit())
        .put("who", one.who())
        .put("times", one.times())));
    return bytes(new JsonObject().put("type", SPENT).put("spent", limits));
  }

  static byte[] encode(Attending attending) {
    JsonArray people = new JsonArray();
    attending
        .people()
        .forEach(person -> people.add(new JsonObject()
            .put("user", person.user())
            .put("state", person.state().wire())
            .put("rooms", new JsonArray(List.copyOf(person.rooms())))
            .put("sessions", new JsonObject(Map.copyOf(person.sessions())))));
    return bytes(new JsonObject()
        .put("type", PRESENCE)
        .put("instance", attending.instance())
        .put("kind", attending.kind().name().toLowerCase(Locale.ROOT))
        .put("people", people));
  }

  static byte[] renewed(String user) {
    return bytes(new JsonObject().put("type", RENEWED).put("user", user));
  }

  static byte[] encode(Journey.Inquiry inquiry) {
    return bytes(new JsonObject()
        .put("type", INQUIRY)
        .put("id", inquiry.id())
        .put("room", inquiry.room())
        .put("seq", inquiry.seq()));
  }

  static byte[] encode(String inquiry, Journey journey) {
    JsonArray hops = new JsonArray();
    journey
        .hops()
        .forEach(hop -> hops.add(new JsonObject()
            .put("hop", hop.place())
            .put("at", hop.at())
            .put("sessions", hop.sessions())));
    return bytes(new JsonObject()
        .put("type", JOURNEY)
        .put("id", inquiry)
        .put("instance", journey.instance())
        .put("trace", journey.trace())
        .put("hops", hops));
  }

  private static byte[] bytes(JsonObject said) {
    return said.toBuffer().getBytes();
  }

  /**
   * What a message says; nothing where it is of a type that this version does not know.
   *
   * @throws DecodeException where it is no JSON
   * @throws ClassCastException where a field is of the wrong type
   * @throws IllegalArgumentException where a word is none that is known
   * @throws NullPointerException where a field is missing
   */
  static @Nullable Notice decode(byte[] message) {
    JsonObject said = new JsonObject(new String(message, StandardCharsets.UTF_8));
    Object type = said.getValue("type");
    if (ENDED.equals(type)) {
      return new Notice.Shut(
          new Ended(list(said, "logins", String.class::cast), list(said, "accounts", item -> {
            JsonObject shut = (JsonObject) item;
            return new Shut(shut.getLong("account"), shut.getBoolean("disabled"));
          })));
    }
    if (SPENT.equals(type)) {
      return new Notice.Used(list(said, "spent", item -> {
        JsonObject spent = (JsonObject) item;
        return new Spent(text(spent, "limit"), text(spent, "who"), spent.getInteger("times"));
      }));
    }
    if (PRESENCE.equals(type)) {
      return new Notice.Present(new Attending(
          text(said, "instance"),
          Kind.valueOf(text(said, "kind").toUpperCase(Locale.ROOT)),
          list(said, "people", ControlJson::person)));
    }
    if (RENEWED.equals(type)) {
      return new Notice.Renewed(text(said, "user"));
    }
    if (INQUIRY.equals(type)) {
      return new Notice.Inquired(
          new Journey.Inquiry(text(said, "id"), text(said, "room"), said.getLong("seq")));
    }
    if (JOURNEY.equals(type)) {
      return new Notice.Answered(
          text(said, "id"),
          new Journey(text(said, "instance"), text(said, "trace"), list(said, "hops", item -> {
            JsonObject hop = (JsonObject) item;
            return new Journey.Hop(text(hop, "hop"), hop.getLong("at"), hop.getInteger("sessions"));
          })));
    }
    return null;
  }

  private static String text(JsonObject from, String name) {
    return Objects.requireNonNull(from.getString(name));
  }

  private static Announcement person(Object item) {
    JsonObject person = (JsonObject) item;
    return new Announcement(
        text(person, "user"),
        State.of(text(person, "state")),
        Set.copyOf(list(person, "rooms", String.class::cast)),
        sessions(person.getJsonObject("sessions", new JsonObject())));
  }

  private static Map<String, Long> sessions(JsonObject said) {
    Map<String, Long> sessions = new HashMap<>();
    said.fieldNames().forEach(session -> sessions.put(session, said.getLong(session)));
    return Map.copyOf(sessions);
  }

  private static <T> List<T> list(JsonObject from, String name, Function<Object, T> as) {
    return from.getJsonArray(name, new JsonArray()).stream().map(as).toList();
  }
}
