package dev.hubbub.gateway;

import dev.hubbub.account.Identity;
import dev.hubbub.protocol.CloseCode;
import dev.hubbub.protocol.Syntax;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.History;
import dev.hubbub.room.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /events}: rooms as a stream of Server-Sent Events. Belongs to one event loop. */
final class StreamsRouter {
  private static final String LAST = "Last-Event-ID";

  private final Vertx vertx;
  private final Sessions sessions;
  private final Door door;
  private final ClientAddress addresses;

  StreamsRouter(Vertx vertx, Sessions sessions, Door door, ClientAddress addresses) {
    this.vertx = vertx;
    this.sessions = sessions;
    this.door = door;
    this.addresses = addresses;
  }

  /** Adds the route to {@code router}. */
  void addTo(Router router, Bearer bearer) {
    Resource.at(router, "/events").on(HttpMethod.GET, bearer, this::open).only();
  }

  private void open(RoutingContext routing) {
    Set<String> rooms = rooms(Query.of(routing).text("rooms"));
    String last = routing.request().getHeader(LAST);
    StreamPosition from = last == null ? null : StreamPosition.read(last);
    if (last != null && from == null) {
      throw new Refusal(ErrorCode.BAD_REQUEST, "Last-Event-ID is none that was handed out.");
    }
    String address = addresses.of(routing.request());
    if (!door.registry().connected(address, addresses.isFree(routing.request()))) {
      throw new Refusal(ErrorCode.RATE_LIMITED, "Too many sessions from this address.", 10_000);
    }
    Identity who = Bearer.identity(routing);
    StreamSession session = new StreamSession(
        vertx,
        sessions,
        door,
        who,
        routing.response(),
        Wire.of(routing.request().connection()),
        from != null);
    sessions.opened(session, address);
    sessions.entered(session, who);
    if (!door.authenticator().stillHolds(who)) {
      session.over(CloseCode.UNAUTHORIZED);
      throw new Refusal(ErrorCode.UNAUTHORIZED, "There is no valid token.");
    }
    List<Future<?>> joins = new ArrayList<>();
    for (String room : rooms) {
      joins.add(sessions.fanout().join(session, opening(session, room, from), null));
    }
    Future.join(joins).onComplete(joined -> {
      Throwable refused = session.refused();
      if (session.isEnded()) {
        return;
      }
      if (refused == null) {
        session.begin();
      } else {
        session.over(CloseCode.NORMAL);
        routing.fail(hidden(refused));
      }
    });
  }

  /** Who is no member is told of nothing, not even of a ban. */
  private static Throwable hidden(Throwable refused) {
    return refused instanceof Refusal refusal && refusal.code() == ErrorCode.FORBIDDEN
        ? Refusal.hidden()
        : refused;
  }

  /** No event has the greatest seq there is, so that it starts at the head; a plain join would make a member. */
  private History.Open opening(StreamSession session, String room, @Nullable StreamPosition from) {
    StreamPosition.Place place = from == null ? null : from.of(room);
    return new History.Open(
        room,
        session.user(),
        place == null ? Long.MAX_VALUE : place.seq(),
        place == null ? null : place.epoch(),
        Query.DEFAULT_LIMIT,
        door.replay());
  }

  private Set<String> rooms(@Nullable String named) {
    if (named == null || named.isEmpty()) {
      throw Query.wrong("rooms", "must name at least one room");
    }
    Set<String> rooms = new LinkedHashSet<>(List.of(named.split(",", -1)));
    int most = door.limits().roomsPerSession();
    if (most > 0 && rooms.size() > most) {
      throw Query.wrong("rooms", "must name at most " + most + " rooms");
    }
    if (!rooms.stream().allMatch(Syntax::isRoom)) {
      throw Refusal.notFound();
    }
    return rooms;
  }
}
