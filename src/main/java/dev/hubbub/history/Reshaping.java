package dev.hubbub.history;

import dev.hubbub.history.LockedRoom.Shape;
import dev.hubbub.room.Draft;
import dev.hubbub.room.Policy.Action;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Changing what a room is, and ending it, while it is locked. */
final class Reshaping {
  private static final String CHANGE =
      """
      UPDATE rooms SET name = $2, name_folded = $3, topic = $4, visibility = $5, slow_mode_s = $6
      WHERE no = $1
      """;

  private static final String FORMER =
      """
      INSERT INTO former (account, room) SELECT account, room FROM memberships WHERE room = $1
      ON CONFLICT (account, room) DO NOTHING
      """;

  private static final String MEMBERSHIPS = "DELETE FROM memberships WHERE room = $1";

  private static final String INVITES = "DELETE FROM invites WHERE room = $1";

  private Reshaping() {}

  static Future<?> change(Statements statements, LockedRoom room, Draft.Change deed) {
    room.demand(Action.CHANGE);
    Shape before = room.shape();
    Shape now = new Shape(
        Objects.requireNonNullElse(deed.name(), before.name()),
        Objects.requireNonNullElse(deed.topic(), before.topic()),
        Objects.requireNonNullElse(deed.visibility(), before.visibility()),
        Objects.requireNonNullElse(deed.slowModeS(), before.slowModeS()));
    if (now.equals(before)) {
      return Future.succeededFuture();
    }
    room.changed(now);
    return Future.all(
        statements.query(
            CHANGE,
            room.no(),
            now.name(),
            Words.folded(now.name()),
            now.topic(),
            now.visibility().wire(),
            now.slowModeS()),
        Audit.note(statements, room, "change", null, difference(before, now)));
  }

  /** What a person would want to know about a change. */
  private static String difference(Shape before, Shape now) {
    List<String> parts = new ArrayList<>();
    if (!now.name().equals(before.name())) {
      parts.add("name");
    }
    if (!now.topic().equals(before.topic())) {
      parts.add("topic");
    }
    if (now.visibility() != before.visibility()) {
      parts.add("visibility=" + now.visibility().wire());
    }
    if (now.slowModeS() != before.slowModeS()) {
      parts.add("slow_mode_s=" + now.slowModeS());
    }
    return String.join(", ", parts);
  }

  static Future<?> end(Statements statements, LockedRoom room) {
    room.demand(Action.END);
    room.ended();
    return Future.all(
        statements.query(FORMER, room.no()),
        statements.query(MEMBERSHIPS, room.no()),
        statements.query(INVITES, room.no()),
        Audit.note(statements, room, "end", null, null));
  }
}
