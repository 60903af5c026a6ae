package dev.hubbub.history;

import dev.hubbub.room.Draft;
import dev.hubbub.room.Event.Change;
import dev.hubbub.room.Policy.Action;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.Role;
import dev.hubbub.room.User;
import io.vertx.core.Future;

/** Who is removed from a room or kept out of it, and who departs from all rooms, while the room is locked. */
final class Removal {
  private static final String BAN =
      "INSERT INTO bans (room, account, banned_by, banned_at) VALUES ($1, $2, $3, $4)";

  private static final String UNBAN = "DELETE FROM bans WHERE room = $1 AND account = $2";

  private Removal() {}

  static Future<?> kick(Statements statements, LockedRoom room, Draft.Kick deed) {
    room.demand(Action.KICK);
    room.departed(deed.user(), Change.KICKED);
    return Audit.note(statements, room, "kick", deed.user(), null);
  }

  static Future<?> ban(Statements statements, LockedRoom room, Draft.Ban deed) {
    room.demand(Action.BAN);
    if (room.target().banned()) {
      return Future.succeededFuture();
    }
    if (room.target().role() == null) {
      room.told(deed.user(), Change.BANNED);
    } else {
      room.departed(deed.user(), Change.BANNED);
    }
    return Future.all(
        statements.query(BAN, room.no(), deed.user().id(), deed.from().id(), room.ts()),
        Audit.note(statements, room, "ban", deed.user(), null));
  }

  static Future<?> unban(Statements statements, LockedRoom room, Draft.Unban deed) {
    room.demand(Action.MODERATE);
    if (!room.target().banned()) {
      throw Refusal.notFound();
    }
    room.told(deed.user(), Change.UNBANNED);
    return Future.all(
        statements.query(UNBAN, room.no(), deed.user().id()),
        Audit.note(statements, room, "unban", deed.user(), null));
  }

  /** The rooms of the configuration are not inherited: those who look after the server give them an owner. */
  static Future<?> depart(Statements statements, LockedRoom room) {
    User user = room.asker().user();
    Role role = room.asker().role();
    if (role == null) {
      return Future.succeededFuture();
    }
    room.departed(user, Change.LEFT);
    if (room.kept()) {
      return Future.succeededFuture();
    }
    if (room.members() == 0) {
      room.abandoned();
      return Future.succeededFuture();
    }
    return role == Role.OWNER ? Roles.inherit(statements, room, user) : Future.succeededFuture();
  }
}
