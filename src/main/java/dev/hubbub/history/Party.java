package dev.hubbub.history;

import dev.hubbub.room.Role;
import dev.hubbub.room.User;
import org.jspecify.annotations.Nullable;

/**
 * Somebody whom a deed concerns, as they stand to the room while it is locked.
 *
 * @param role absent for one who is not a member
 * @param muted whether they may say nothing now
 * @param administrator whether they look after the server
 * @param shut whether they are let in no more
 * @param ended whether that is because they have no account any more
 */
record Party(
    User user,
    @Nullable Role role,
    boolean banned,
    boolean muted,
    boolean administrator,
    boolean shut,
    boolean ended) {
  /** The party that a row tells of. */
  static Party of(User user, Row row) {
    String role = row.textOrNull("role");
    return new Party(
        user,
        role == null ? null : Role.of(role),
        row.has("banned_at"),
        row.has("muted_at"),
        row.flag("administrator"),
        row.has("shut_at"),
        row.has("ended_at"));
  }
}
