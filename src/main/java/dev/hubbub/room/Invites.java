package dev.hubbub.room;

import dev.hubbub.room.Rooms.Slice;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * Invitations into rooms. The store knows a code by its hash only. An invitation never makes more than a member of who
 * follows it, and ends with its maker's right to invite. Using one is {@link Draft.Accept}. Every method may fail with a
 * {@link Refusal}.
 */
public interface Invites {
  /** Makes one, for a room whose admin or owner asks. */
  Future<Invite> create(NewInvite invite);

  /** Those of a room that can still be used, the newest first. */
  Future<Slice<Invite>> list(String room, User asker, @Nullable String cursor, int limit);

  /** Ends one; {@code NOT_FOUND} where there is none of that id in that room. */
  Future<Void> revoke(String room, User asker, String id);

  /**
   * What somebody who holds a code may know.
   *
   * @return {@code NOT_FOUND} where the code is unknown, used up, over or revoked
   */
  Future<Preview> preview(String codeHash);

  /**
   * An invitation to be made.
   *
   * @param codeHash SHA-256, in hex, of the code
   * @param expiresInS seconds; absent for never
   * @param maxUses absent for any number
   * @param key the asker's id for this wish, kept for 24 hours: the same key makes nothing new
   */
  record NewInvite(
      String room,
      User from,
      String codeHash,
      @Nullable Long expiresInS,
      @Nullable Integer maxUses,
      @Nullable String key) {}

  /**
   * An invitation.
   *
   * @param id what it is listed and revoked by; it opens nothing
   * @param codeHash SHA-256, in hex, of the code that opens it; not to be shown
   * @param createdBy a username
   * @param createdAt milliseconds since 1970, UTC
   * @param expiresAt likewise; absent for never
   */
  record Invite(
      String id,
      String codeHash,
      String createdBy,
      long createdAt,
      @Nullable Long expiresAt,
      @Nullable Integer maxUses,
      int uses) {}

  /**
   * A room as one sees it who holds a code.
   *
   * @param room its id, not to be shown to them
   * @param members how many
   */
  record Preview(String room, String name, int members) {}
}
