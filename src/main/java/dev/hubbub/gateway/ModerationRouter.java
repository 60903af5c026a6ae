package dev.hubbub.gateway;

import dev.hubbub.ops.SecurityEvent;
import dev.hubbub.room.Appended;
import dev.hubbub.room.Draft;
import dev.hubbub.room.Members;
import dev.hubbub.room.Rooms.Slice;
import dev.hubbub.room.User;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code /rooms/{room}/bans}, {@code /mutes} and {@code /audit}: who is kept out or silent, and what was done. */
final class ModerationRouter {
  /** Seconds of a mute that ends by itself, at most: a year. */
  private static final long LONGEST_S = 31_536_000;

  private final Members members;
  private final NamedUser named;
  private final Function<Draft, Future<Appended>> append;
  private final Incidents incidents;

  /** What is done to somebody in a room. */
  private interface Deed {
    Draft to(String room, User from, User user);
  }

  /** A list that those with a role may read. */
  private interface Reading<T> {
    Future<Slice<T>> of(String room, User asker, @Nullable String cursor, int limit);
  }

  /**
   * The routes.
   *
   * @param append commits an event and has it delivered
   */
  ModerationRouter(
      Members members,
      NamedUser named,
      Function<Draft, Future<Appended>> append,
      Incidents incidents) {
    this.members = members;
    this.named = named;
    this.append = append;
    this.incidents = incidents;
  }

  /** Adds the routes to {@code router}. */
  void addTo(Router router, Bodies bodies, Bearer bearer) {
    Resource.at(router, "/rooms/:room/bans")
        .on(
            HttpMethod.GET,
            bearer,
            routing -> list(routing, "bans", members::bans, ModerationShape::ban))
        .only();
    Resource.at(router, "/rooms/:room/bans/:user")
        .on(HttpMethod.PUT, bearer, routing -> done(routing, SecurityEvent.BAN, Draft.Ban::new))
        .on(
            HttpMethod.DELETE,
            bearer,
            routing -> done(routing, SecurityEvent.UNBAN, Draft.Unban::new))
        .only();
    Resource.at(router, "/rooms/:room/mutes")
        .on(
            HttpMethod.GET,
            bearer,
            routing -> list(routing, "mutes", members::mutes, ModerationShape::mute))
        .only();
    Resource.at(router, "/rooms/:room/mutes/:user")
        .on(HttpMethod.PUT, bearer, bodies, this::mute)
        .on(
            HttpMethod.DELETE,
            bearer,
            routing -> done(routing, SecurityEvent.UNMUTE, Draft.Unmute::new))
        .only();
    Resource.at(router, "/rooms/:room/audit")
        .on(
            HttpMethod.GET,
            bearer,
            routing -> list(routing, "audit", members::audit, ModerationShape::entry))
        .only();
  }

  private void mute(RoutingContext routing) {
    Long seconds = JsonBody.of(routing).optionalInteger("expires_in", 1, LONGEST_S);
    done(
        routing,
        SecurityEvent.MUTE,
        (room, from, user) -> new Draft.Mute(room, from, user, seconds));
  }

  private void done(RoutingContext routing, SecurityEvent event, Deed deed) {
    String room = Paths.room(routing);
    User from = Bearer.user(routing);
    Answer.done(routing, named.inPath(routing).compose(user -> append
        .apply(deed.to(room, from, user))
        .onSuccess(done -> incidents.to(routing, event, user.username()).write())));
  }

  private static <T> void list(
      RoutingContext routing, String plural, Reading<T> reading, ListShape.Entry<T> shape) {
    Query query = Query.of(routing);
    Answer.list(
        routing,
        plural,
        reading.of(Paths.room(routing), Bearer.user(routing), query.cursor(), query.limit()),
        shape);
  }
}
