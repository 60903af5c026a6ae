package dev.hubbub.gateway;

import dev.hubbub.config.LimitsConfig;
import dev.hubbub.protocol.Push.Who.Present;
import dev.hubbub.room.Rooms;
import dev.hubbub.room.Rooms.Membership;
import dev.hubbub.room.User;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who may know whether somebody is there: those who share a room with them that is no crowd. Thread-safe. */
final class Acquaintances {
  private final Rooms rooms;
  private final Roster roster;
  private final int crowd;

  Acquaintances(Rooms rooms, Roster roster, LimitsConfig limits) {
    this.rooms = rooms;
    this.roster = roster;
    this.crowd = limits.presenceMembers();
  }

  /** Somebody as those who share a room with them see them; nothing where {@code asker} shares none. */
  Future<Optional<Present>> of(User asker, User user) {
    return rooms
        .memberships(List.of(asker.id(), user.id()))
        .map(memberships -> shared(memberships, asker, user))
        .compose(room -> room.isEmpty()
            ? Future.succeededFuture(Optional.empty())
            : roster.one(room.get(), asker, user).map(Optional::of));
  }

  private Optional<String> shared(List<Membership> memberships, User asker, User user) {
    Set<String> theirs = new HashSet<>();
    memberships.stream()
        .filter(membership -> membership.account() == user.id())
        .forEach(membership -> theirs.add(membership.room()));
    return memberships.stream()
        .filter(membership -> membership.account() == asker.id())
        .filter(membership -> crowd == 0 || membership.members() <= crowd)
        .map(Membership::room)
        .filter(theirs::contains)
        .findFirst();
  }
}
