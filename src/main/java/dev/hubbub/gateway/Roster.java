package dev.hubbub.gateway;

import dev.hubbub.hub.PresenceClient;
import dev.hubbub.protocol.Push.Who.Present;
import dev.hubbub.room.Members;
import dev.hubbub.room.Members.Member;
import dev.hubbub.room.Rooms.Slice;
import dev.hubbub.room.State;
import dev.hubbub.room.User;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of rooms and whether they are there. Thread-safe. */
final class Roster {
  /** Members asked of the store at a time. */
  private static final int PAGE = 200;

  private final Members members;
  private final PresenceClient presence;

  Roster(Members members, PresenceClient presence) {
    this.members = members;
    this.presence = presence;
  }

  /** All members of a room, by username. */
  Future<List<Present>> of(String room, User asker) {
    return rest(room, asker, null, new ArrayList<>());
  }

  private Future<List<Present>> rest(
      String room, User asker, @Nullable String cursor, List<Present> sofar) {
    return page(room, asker, cursor, PAGE).compose(page -> {
      sofar.addAll(page.items());
      return page.cursor() == null
          ? Future.succeededFuture(sofar)
          : rest(room, asker, page.cursor(), sofar);
    });
  }

  /** A page of them. */
  Future<Slice<Present>> page(String room, User asker, @Nullable String cursor, int limit) {
    return members.list(room, asker, cursor, limit).compose(page -> present(page.items())
        .map(present -> new Slice<Present>(present, page.cursor())));
  }

  /** One of them; {@code NOT_FOUND} where {@code user} is none. */
  Future<Present> one(String room, User asker, User user) {
    return members
        .get(room, asker, user)
        .compose(member -> present(List.of(member)))
        .map(present -> present.get(0));
  }

  private Future<List<Present>> present(List<Member> page) {
    List<String> names = page.stream().map(member -> member.user().username()).toList();
    return presence.of(names).map(states -> present(page, states));
  }

  private static List<Present> present(List<Member> page, Map<String, State> states) {
    return page.stream()
        .map(member -> {
          State state = states.getOrDefault(member.user().username(), State.OFFLINE);
          return new Present(
              member.user().username(),
              member.name(),
              member.role(),
              state,
              state == State.OFFLINE ? member.lastSeen() : null,
              member.read());
        })
        .toList();
  }
}
