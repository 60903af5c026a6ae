package dev.hubbub.gateway;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.hubbub.protocol.EventJson;
import dev.hubbub.protocol.Json;
import dev.hubbub.protocol.Syntax;
import dev.hubbub.room.Appended;
import dev.hubbub.room.Draft;
import dev.hubbub.room.Names;
import dev.hubbub.room.Rooms;
import dev.hubbub.room.Rooms.NewRoom;
import dev.hubbub.room.Rooms.RoomView;
import dev.hubbub.room.Rooms.Slice;
import dev.hubbub.room.User;
import dev.hubbub.room.Visibility;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code /rooms}: making, finding, joining and leaving them. */
final class RoomsRouter {
  private final Rooms rooms;
  private final Function<Draft, Future<Appended>> append;

  /**
   * The routes.
   *
   * @param append commits an event and has it delivered
   */
  RoomsRouter(Rooms rooms, Function<Draft, Future<Appended>> append) {
    this.rooms = rooms;
    this.append = append;
  }

  /** Adds the routes to {@code router}. */
  void addTo(Router router, Bodies bodies, Bearer bearer) {
    Resource.at(router, "/rooms")
        .on(HttpMethod.GET, bearer, this::list)
        .on(HttpMethod.POST, bearer, bodies, this::create)
        .only();
    Resource.at(router, "/rooms/:room").on(HttpMethod.GET, bearer, this::get).only();
    Resource.at(router, "/rooms/:room/join")
        .on(HttpMethod.POST, bearer, this::join)
        .only();
    Resource.at(router, "/rooms/:room/leave")
        .on(HttpMethod.POST, bearer, this::leave)
        .only();
  }

  private void list(RoutingContext routing) {
    Query query = Query.of(routing);
    String scope = query.text("scope");
    User user = Bearer.user(routing);
    int limit = query.limit();
    String cursor = query.cursor();
    if (scope == null) {
      Answer.with(routing, 200, rooms.mine(user, cursor, limit), RoomsRouter::shape);
    } else if (scope.equals("public")) {
      String search = query.search();
      Answer.with(routing, 200, rooms.directory(user, search, cursor, limit), RoomsRouter::shape);
    } else {
      throw Query.wrong("scope", "can only be public");
    }
  }

  private void create(RoutingContext routing) {
    JsonBody body = JsonBody.of(routing);
    String name = body.string("name");
    String id = body.optionalString("id");
    String topic = body.optionalString("topic");
    Visibility visibility = visibility(body.string("visibility"));
    if (!Names.isName(name)) {
      throw JsonBody.wrong("name", "must be 1 to 64 code points without control characters");
    }
    if (id != null && !Syntax.isRoom(id)) {
      throw JsonBody.wrong("id", "must be 1 to 64 of a-z, 0-9 and -, and not begin with -");
    }
    if (topic != null && !Names.isTopic(topic)) {
      throw JsonBody.wrong("topic", "must be at most 250 code points without control characters");
    }
    // A private room's id is always random: one that could be chosen could also be found taken.
    String wanted = visibility == Visibility.PRIVATE ? null : id;
    NewRoom room = new NewRoom(
        Bearer.user(routing), wanted, name, topic == null ? "" : topic, visibility, null);
    Future<RoomView> made = rooms.create(room).onSuccess(view -> routing
        .response()
        .putHeader(HttpHeaders.LOCATION, "/api/v1/rooms/" + view.id()));
    Answer.with(routing, 201, made, view -> to -> write(to, view));
  }

  private static Visibility visibility(String wire) {
    return switch (wire) {
      case "public" -> Visibility.PUBLIC;
      case "private" -> Visibility.PRIVATE;
      default -> throw JsonBody.wrong("visibility", "must be public or private");
    };
  }

  private void get(RoutingContext routing) {
    answerRoom(routing, rooms.get(Paths.room(routing), Bearer.user(routing)));
  }

  private void join(RoutingContext routing) {
    String room = Paths.room(routing);
    User user = Bearer.user(routing);
    answerRoom(
        routing, append.apply(new Draft.Join(room, user)).compose(joined -> rooms.get(room, user)));
  }

  private void leave(RoutingContext routing) {
    Draft leave = new Draft.Leave(Paths.room(routing), Bearer.user(routing));
    Answer.done(routing, append.apply(leave));
  }

  private static void answerRoom(RoutingContext routing, Future<RoomView> room) {
    Answer.with(routing, 200, room, view -> to -> write(to, view));
  }

  private static Json.Content shape(Slice<RoomView> slice) {
    return to -> {
      to.writeStartObject();
      to.writeArrayFieldStart("rooms");
      for (RoomView view : slice.items()) {
        write(to, view);
      }
      to.writeEndArray();
      to.writeStringField("cursor", slice.cursor());
      to.writeEndObject();
    };
  }

  private static void write(JsonGenerator to, RoomView view) throws IOException {
    to.writeStartObject();
    to.writeStringField("id", view.id());
    to.writeStringField("name", view.name());
    to.writeStringField("topic", view.topic());
    to.writeStringField("visibility", view.visibility().wire());
    to.writeStringField("role", view.role() == null ? null : view.role().wire());
    to.writeNumberField("members", view.members());
    to.writeNumberField("seq", view.seq());
    to.writeStringField("epoch", view.epoch());
    to.writeNumberField("created_at", view.createdAt());
    if (view.role() != null) {
      writeNumber(to, "read", view.read());
      writeNumber(to, "unread", view.unread());
      to.writeFieldName("last");
      if (view.last() == null) {
        to.writeNull();
      } else {
        EventJson.write(to, view.last());
      }
    }
    to.writeEndObject();
  }

  private static void writeNumber(JsonGenerator to, String name, @Nullable Long value)
      throws IOException {
    if (value != null) {
      to.writeNumberField(name, value.longValue());
    }
  }
}
