package dev.hubbub.history;

import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Invites;
import dev.hubbub.room.Policy.Action;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.Rooms.Slice;
import dev.hubbub.room.User;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Invitations, in a database. They are made and revoked under the lock of their room, so that who loses the right to
 * invite makes none afterwards.
 */
final class SqlInvites implements Invites {
  /** Whether the invite {@code i} opens its room now. */
  static final String USABLE =
      """
      (i.expires_at IS NULL OR i.expires_at > now_ms())
      AND (i.max_uses IS NULL OR i.uses < i.max_uses)
      """;

  private static final int ID = 16;

  private static final String COLUMNS =
      """
      SELECT i.no, i.id, i.code_hash, a.username AS created_by, i.created_at, i.expires_at,
        i.max_uses, i.uses
      FROM invites i JOIN accounts a ON a.no = i.created_by
      """;

  private static final String ONE = COLUMNS + "WHERE i.id = $1";

  private static final String LIST =
      COLUMNS + "WHERE i.room = $1 AND i.no < $2 AND " + USABLE + "ORDER BY i.no DESC LIMIT $3";

  /** Those that open nothing any more. */
  private static final String SWEEP =
      """
      DELETE FROM invites WHERE room = $1 AND (expires_at <= now_ms() OR uses >= max_uses)
      """;

  private static final String INSERT =
      """
      INSERT INTO invites (id, code_hash, room, created_by, created_at, expires_at, max_uses)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      ON CONFLICT (code_hash) DO NOTHING
      RETURNING id
      """;

  private static final String REVOKE =
      "DELETE FROM invites WHERE room = $1 AND id = $2 RETURNING id";

  private static final String PREVIEW =
      """
      SELECT r.id, r.name, r.members FROM invites i JOIN rooms r ON r.no = i.room
      WHERE i.code_hash = $1 AND r.ended_at IS NULL AND
      """
          + USABLE;

  private final Database database;

  SqlInvites(Database database) {
    this.database = database;
  }

  @Override
  public Future<Invite> create(NewInvite invite) {
    Wish wish = new Wish(
        invite.from().id(),
        "invites of " + invite.room(),
        invite.key(),
        Digest.ofWish(invite.expiresInS(), invite.maxUses()));
    return database
        .transaction(statements -> LockedRoom.lock(statements, invite.room(), invite.from(), null)
            .compose(room -> {
              room.demand(Action.INVITE);
              return wish.granted(statements)
                  .compose(before -> before.isPresent()
                      ? one(statements, before.get())
                      : made(statements, room, invite, wish));
            }))
        .recover(SqlFailure::told);
  }

  private static Future<Invite> made(
      Statements statements, LockedRoom room, NewInvite invite, Wish wish) {
    String id = Words.random(ID);
    Long seconds = invite.expiresInS();
    return Future.all(
            statements.query(SWEEP, room.no()),
            statements.query(
                INSERT,
                id,
                invite.codeHash(),
                room.no(),
                invite.from().id(),
                room.ts(),
                seconds == null ? null : room.ts() + seconds * 1_000,
                invite.maxUses()))
        .compose(all -> {
          if (all.<List<Row>>resultAt(1)
              .isEmpty()) { // codes may follow from keys, which are kept for a day only
            throw new Refusal(ErrorCode.CONFLICT, "This invitation is there already.");
          }
          return Future.all(
              Audit.note(statements, room, "invite", null, "id=" + id), wish.grant(statements, id));
        })
        .compose(done -> one(statements, id));
  }

  private static Future<Invite> one(Statements statements, String id) {
    return statements
        .query(ONE, id)
        .map(rows ->
            rows.stream().findFirst().map(SqlInvites::invite).orElseThrow(Refusal::notFound));
  }

  @Override
  public Future<Slice<Invite>> list(String room, User asker, @Nullable String cursor, int limit) {
    return Admission.of(database, room, asker, Action.INVITE, (statements, found) -> statements
        .query(LIST, found.number("no"), Words.number(cursor), limit + 1)
        .map(rows ->
            Slices.of(rows, limit, SqlInvites::invite, row -> String.valueOf(row.number("no")))));
  }

  @Override
  public Future<Void> revoke(String room, User asker, String id) {
    return database
        .transaction(
            statements -> LockedRoom.lock(statements, room, asker, null).compose(locked -> {
              locked.demand(Action.INVITE);
              return statements.query(REVOKE, locked.no(), id).compose(rows -> {
                if (rows.isEmpty()) {
                  throw Refusal.notFound();
                }
                return Audit.note(statements, locked, "revoke", null, "id=" + id)
                    .<Void>mapEmpty();
              });
            }))
        .recover(SqlFailure::told);
  }

  @Override
  public Future<Preview> preview(String codeHash) {
    return database
        .query(PREVIEW, codeHash)
        .map(rows -> rows.stream().findFirst().orElseThrow(Refusal::notFound))
        .map(room -> new Preview(room.text("id"), room.text("name"), (int) room.number("members")))
        .recover(SqlFailure::told);
  }

  private static Invite invite(Row row) {
    Long maxUses = row.numberOrNull("max_uses");
    return new Invite(
        row.text("id"),
        row.text("code_hash"),
        row.text("created_by"),
        row.number("created_at"),
        row.numberOrNull("expires_at"),
        maxUses == null ? null : Integer.valueOf(maxUses.intValue()),
        (int) row.number("uses"));
  }
}
