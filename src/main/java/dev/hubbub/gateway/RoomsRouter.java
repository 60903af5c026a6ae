package dev.hubbub.gateway;

import dev.hubbub.protocol.Syntax;
import dev.hubbub.room.Appended;
import dev.hubbub.room.Draft;
import dev.hubbub.room.Names;
import dev.hubbub.room.Rooms;
import dev.hubbub.room.Rooms.NewRoom;
import dev.hubbub.room.Rooms.RoomView;
import dev.hubbub.room.User;
import dev.hubbub.room.Visibility;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code /rooms}: making, finding, changing, joining, leaving and ending them. */
final class RoomsRouter {
  /** Seconds a room can have its members wait between two messages, at most. */
  private static final long SLOWEST_S = 21_600;

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
    Resource.at(router, "/rooms/:room")
        .on(HttpMethod.GET, bearer, this::get)
        .on(HttpMethod.PATCH, bearer, bodies, this::change)
        .on(HttpMethod.DELETE, bearer, this::end)
        .only();
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
    if (scope != null && !scope.equals("public")) {
      throw Query.wrong("scope", "can only be public");
    }
    Answer.list(
        routing,
        "rooms",
        scope == null
            ? rooms.mine(user, cursor, limit)
            : rooms.directory(user, query.search(), cursor, limit),
        RoomShape::write);
  }

  private void create(RoutingContext routing) {
    JsonBody body = JsonBody.of(routing);
    String name = body.name("name");
    String id = body.optionalString("id");
    String topic = topic(body);
    Visibility visibility = body.word("visibility", RoomShape.VISIBILITIES);
    if (id != null && !Syntax.isRoom(id)) {
      throw JsonBody.wrong("id", "must be 1 to 64 of a-z, 0-9 and -, and not begin with -");
    }
    // A private room's id is always random: one that could be chosen could also be found taken.
    String wanted = visibility == Visibility.PRIVATE ? null : id;
    NewRoom room = new NewRoom(
        Bearer.user(routing),
        wanted,
        name,
        topic == null ? "" : topic,
        visibility,
        IdempotencyKey.of(routing));
    Answer.created(routing, rooms.create(room), made -> "/rooms/" + made.id(), RoomShape::of);
  }

  private static @Nullable String topic(JsonBody body) {
    String topic = body.optionalString("topic");
    if (topic != null && !Names.isTopic(topic)) {
      throw JsonBody.wrong(
          "topic", "must be at most " + Names.TOPIC + " code points without control characters");
    }
    return topic;
  }

  private void get(RoutingContext routing) {
    answerRoom(routing, rooms.get(Paths.room(routing), Bearer.user(routing)));
  }

  private void change(RoutingContext routing) {
    JsonBody body = JsonBody.of(routing);
    body.anyOf("name", "topic", "visibility", "slow_mode_s");
    Long slowModeS = body.optionalInteger("slow_mode_s", 0, SLOWEST_S);
    appendAndAnswer(
        routing,
        new Draft.Change(
            Paths.room(routing),
            Bearer.user(routing),
            body.optionalName("name"),
            topic(body),
            body.optionalWord("visibility", RoomShape.VISIBILITIES),
            slowModeS == null ? null : slowModeS.intValue()));
  }

  private void end(RoutingContext routing) {
    Answer.done(routing, append.apply(new Draft.End(Paths.room(routing), Bearer.user(routing))));
  }

  private void join(RoutingContext routing) {
    appendAndAnswer(routing, new Draft.Join(Paths.room(routing), Bearer.user(routing)));
  }

  private void leave(RoutingContext routing) {
    Answer.done(routing, append.apply(new Draft.Leave(Paths.room(routing), Bearer.user(routing))));
  }

  private void appendAndAnswer(RoutingContext routing, Draft draft) {
    answerRoom(
        routing, append.apply(draft).compose(appended -> rooms.get(draft.room(), draft.from())));
  }

  private static void answerRoom(RoutingContext routing, Future<RoomView> room) {
    Answer.with(routing, 200, room, RoomShape::of);
  }
}
