package dev.hubbub.history;

import dev.hubbub.room.Draft;
import dev.hubbub.room.Policy.Action;
import dev.hubbub.room.Refusal;
import io.vertx.core.Future;
import java.util.List;

/** Becoming a member by an invitation, while the room is locked: of two who want the last use one comes later. */
final class Acceptance {
  private static final String INVITE =
      "SELECT i.no FROM invites i WHERE i.room = $1 AND i.code_hash = $2 AND " + SqlInvites.USABLE;

  private static final String USE = "UPDATE invites SET uses = uses + 1 WHERE no = $1";

  private Acceptance() {}

  static Future<?> accept(
      Statements statements, LockedRoom room, Draft.Accept deed, int roomsPerUser) {
    return statements.query(INVITE, room.no(), deed.codeHash()).compose(invites -> {
      Row invite = invites.stream().findFirst().orElseThrow(Refusal::notFound);
      room.demand(Action.ACCEPT);
      if (room.asker().role() != null) {
        return Future.succeededFuture();
      }
      long account = deed.from().id();
      return Places.of(statements, List.of(account), roomsPerUser).compose(places -> {
        places.take(account, !room.kept()).ifPresent(refusal -> {
          throw refusal;
        });
        room.joined();
        return statements.query(USE, invite.number("no"));
      });
    });
  }
}
