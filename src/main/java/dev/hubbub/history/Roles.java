package dev.hubbub.history;

import dev.hubbub.room.Draft;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Policy.Action;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.Role;
import dev.hubbub.room.User;
import io.vertx.core.Future;
import java.util.List;

/** Giving members other roles, while the room is locked: so it has one owner at every moment. */
final class Roles {
  private static final String OWNER =
      """
      SELECT a.no, a.username FROM memberships m JOIN accounts a ON a.no = m.account
      WHERE m.room = $1 AND m.role = 'owner'
      """;

  private static final String HEIR =
      """
      SELECT a.no, a.username FROM memberships m JOIN accounts a ON a.no = m.account
      WHERE m.room = $1 AND m.account <> $2 AND a.ended_at IS NULL
      ORDER BY CASE m.role WHEN 'admin' THEN 0 ELSE 1 END, m.joined_seq LIMIT 1
      """;

  private Roles() {}

  static Future<?> set(Statements statements, LockedRoom room, Draft.SetRole deed) {
    room.demand(Action.SET_ROLE);
    Role before = room.target().role();
    if (before == deed.role()) {
      return Future.succeededFuture();
    }
    if (before == Role.OWNER) {
      throw new Refusal(ErrorCode.CONFLICT, "A room has an owner; hand it over first.");
    }
    Future<List<Row>> former = deed.role() == Role.OWNER
        ? statements.query(OWNER, room.no())
        : Future.succeededFuture(List.of());
    return former.compose(owners -> {
      room.role(deed.user(), deed.role());
      owners.forEach(owner -> room.role(user(owner), Role.ADMIN));
      return Audit.note(
          statements, room, "role", deed.user(), "role=" + deed.role().wire());
    });
  }

  /** Hands the room to who has been there longest, an admin where there is one, after its owner has gone. */
  static Future<?> inherit(Statements statements, LockedRoom room, User gone) {
    return statements.query(HEIR, room.no(), gone.id()).map(heirs -> {
      heirs.forEach(heir -> room.role(user(heir), Role.OWNER));
      return heirs;
    });
  }

  private static User user(Row row) {
    return new User(row.number("no"), row.text("username"));
  }
}
