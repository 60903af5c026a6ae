package dev.hubbub.history;

import dev.hubbub.room.Draft;
import dev.hubbub.room.Policy.Action;
import dev.hubbub.room.Refusal;
import io.vertx.core.Future;

/** Who may say nothing in a room, while it is locked. No event tells of it. */
final class Muting {
  private static final String MUTE =
      """
      INSERT INTO mutes (room, account, muted_by, muted_at, ends_at) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (room, account) DO UPDATE SET muted_by = excluded.muted_by,
        muted_at = excluded.muted_at, ends_at = excluded.ends_at
      """;

  private static final String UNMUTE = "DELETE FROM mutes WHERE room = $1 AND account = $2";

  private Muting() {}

  static Future<?> mute(Statements statements, LockedRoom room, Draft.Mute deed) {
    room.demand(Action.MUTE);
    Long seconds = deed.seconds();
    return Future.all(
        statements.query(
            MUTE,
            room.no(),
            deed.user().id(),
            deed.from().id(),
            room.ts(),
            seconds == null ? null : room.ts() + seconds * 1_000),
        Audit.note(
            statements, room, "mute", deed.user(), seconds == null ? null : "seconds=" + seconds));
  }

  static Future<?> unmute(Statements statements, LockedRoom room, Draft.Unmute deed) {
    room.demand(Action.MODERATE);
    if (!room.target().muted()) {
      throw Refusal.notFound();
    }
    return Future.all(
        statements.query(UNMUTE, room.no(), deed.user().id()),
        Audit.note(statements, room, "unmute", deed.user(), null));
  }
}
