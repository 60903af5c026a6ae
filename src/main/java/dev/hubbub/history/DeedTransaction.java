package dev.hubbub.history;

import dev.hubbub.config.LimitsConfig;
import dev.hubbub.room.Appended;
import dev.hubbub.room.Draft;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.User;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * The transaction of a deed. It first locks the row of the room, as {@link AppendTransaction} does, and reads what the
 * decision needs in further statements; what they tell stays true until the commit. A refusal fails it, so that it leaves
 * nothing.
 */
final class DeedTransaction {
  private DeedTransaction() {}

  /**
   * Does it, if {@link dev.hubbub.room.Policy} lets it be done. The caller commits.
   *
   * @return what came of it; fails with a {@link Refusal} where it is not done
   */
  static Future<Appended> run(Statements statements, Draft.Deed deed, LimitsConfig limits) {
    return LockedRoom.lock(statements, deed.room(), deed.from(), target(deed))
        .compose(room -> done(statements, room, deed, limits).compose(done -> room.write()))
        .recover(cause -> deed instanceof Draft.Depart && cause instanceof Refusal
            ? Future.succeededFuture(Appended.NOTHING) // the room has ended before
            : Future.failedFuture(cause));
  }

  private static @Nullable User target(Draft.Deed deed) {
    if (deed instanceof Draft.SetRole role) {
      return role.user();
    } else if (deed instanceof Draft.Kick kick) {
      return kick.user();
    } else if (deed instanceof Draft.Ban ban) {
      return ban.user();
    } else if (deed instanceof Draft.Unban unban) {
      return unban.user();
    } else if (deed instanceof Draft.Mute mute) {
      return mute.user();
    } else if (deed instanceof Draft.Unmute unmute) {
      return unmute.user();
    }
    return null;
  }

  private static Future<?> done(
      Statements statements, LockedRoom room, Draft.Deed deed, LimitsConfig limits) {
    if (deed instanceof Draft.Accept accept) {
      return Acceptance.accept(statements, room, accept, limits.roomsPerUser());
    } else if (deed instanceof Draft.Change change) {
      return Reshaping.change(statements, room, change);
    } else if (deed instanceof Draft.End) {
      return Reshaping.end(statements, room);
    } else if (deed instanceof Draft.SetRole role) {
      return Roles.set(statements, room, role);
    } else if (deed instanceof Draft.Kick kick) {
      return Removal.kick(statements, room, kick);
    } else if (deed instanceof Draft.Ban ban) {
      return Removal.ban(statements, room, ban);
    } else if (deed instanceof Draft.Unban unban) {
      return Removal.unban(statements, room, unban);
    } else if (deed instanceof Draft.Mute mute) {
      return Muting.mute(statements, room, mute);
    } else if (deed instanceof Draft.Unmute unmute) {
      return Muting.unmute(statements, room, unmute);
    } else if (deed instanceof Draft.Edit edit) {
      return Alteration.edit(statements, room, edit, limits.editSeconds());
    } else if (deed instanceof Draft.Delete delete) {
      return Alteration.delete(statements, room, delete);
    } else if (deed instanceof Draft.React react) {
      return Alteration.react(statements, room, react);
    } else if (deed instanceof Draft.Depart) {
      return Removal.depart(statements, room);
    }
    throw new IllegalArgumentException("A deed that nobody does: " + deed.getClass());
  }
}
