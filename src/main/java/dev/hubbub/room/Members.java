package dev.hubbub.room;

import dev.hubbub.room.Rooms.Slice;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * Who is in a room, who is kept out or silent there, and what was done to them. Changes are {@link Draft}s. Who asks is
 * answered as {@link Policy} tells; every method may fail with a {@link Refusal}.
 */
public interface Members {
  /** The members of a room, by username. */
  Future<Slice<Member>> list(String room, User asker, @Nullable String cursor, int limit);

  /** One member; {@code NOT_FOUND} where {@code user} is none. */
  Future<Member> get(String room, User asker, User user);

  /** Those who are kept out of a room, by username. */
  Future<Slice<Ban>> bans(String room, User asker, @Nullable String cursor, int limit);

  /** Those who may say nothing now, by username. */
  Future<Slice<Mute>> mutes(String room, User asker, @Nullable String cursor, int limit);

  /** What was done by those with a role, the newest first. */
  Future<Slice<Entry>> audit(String room, User asker, @Nullable String cursor, int limit);

  /**
   * A member.
   *
   * @param name how they like to be called
   * @param read their mark; absent where the asker is not to know it
   * @param lastSeen when they were last there, milliseconds since 1970, UTC; absent where that is not known
   */
  record Member(User user, String name, Role role, @Nullable Long read, @Nullable Long lastSeen) {}

  /**
   * Somebody who is kept out.
   *
   * @param by the username of who did it
   * @param at milliseconds since 1970, UTC
   */
  record Ban(User user, String name, String by, long at) {}

  /**
   * Somebody who may say nothing.
   *
   * @param by the username of who did it
   * @param at milliseconds since 1970, UTC
   * @param until when it ends, likewise; absent for not before it is undone
   */
  record Mute(User user, String name, String by, long at, @Nullable Long until) {}

  /**
   * One line of the audit list.
   *
   * @param id its number; a newer one has a greater
   * @param at milliseconds since 1970, UTC
   * @param by the username of who did it
   * @param action {@code kick}, {@code ban}, {@code unban}, {@code mute}, {@code unmute}, {@code role}, {@code change},
   *     {@code end}, {@code invite}, {@code revoke} or {@code delete}
   * @param user the username of to whom it was done
   * @param detail what a person would want to know besides, such as the new role; never a message's text nor a code
   */
  record Entry(
      long id, long at, String by, String action, @Nullable String user, @Nullable String detail) {}
}
