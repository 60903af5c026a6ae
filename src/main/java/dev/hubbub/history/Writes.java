package dev.hubbub.history;

import dev.hubbub.room.Event;
import dev.hubbub.room.Role;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a transaction that appends has to write, gathered over all its rooms. */
final class Writes {
  private static final String EVENTS =
      """
      INSERT INTO events (room, seq, type, ts, sender, key, digest, messages, text, reply_to,
        subject, change, role)
      SELECT p.room, p.seq, p.type, p.ts, p.sender, p.key, p.digest, p.messages, p.text, p.reply_to,
        p.subject, p.change, p.role
      FROM ROWS(room bigint, seq bigint, type text, ts bigint, sender bigint, key text,
        digest bigint, messages bigint, text text, reply_to bigint, subject bigint, change text,
        role text) p
      """;

  private static final String ROOMS =
      """
      UPDATE rooms SET last_seq = p.last_seq, messages = p.messages,
        last_message = p.last_message, members = p.members, ended_at = p.ended_at
      FROM ROWS(room bigint, last_seq bigint, messages bigint, last_message bigint,
        members integer, ended_at bigint) p
      WHERE rooms.no = p.room
      """;

  private static final String JOINED =
      """
      INSERT INTO memberships (room, account, role, read_seq, joined_seq)
      SELECT p.room, p.account, p.role, p.read_seq, p.joined_seq
      FROM ROWS(room bigint, account bigint, role text, read_seq bigint, joined_seq bigint) p
      WHERE TRUE
      ON CONFLICT (room, account) DO UPDATE SET role = excluded.role,
        read_seq = excluded.read_seq, joined_seq = excluded.joined_seq
      """;

  private static final String LEFT = "DELETE FROM memberships WHERE room = $1 AND account = $2";

  private static final String ROLES =
      """
      UPDATE memberships SET role = p.role
      FROM ROWS(room bigint, account bigint, role text) p
      WHERE memberships.room = p.room AND memberships.account = p.account
      """;

  private static final String UNINVITED = "DELETE FROM invites WHERE room = $1 AND created_by = $2";

  private static final String FORMER =
      """
      INSERT INTO former (account, room)
      SELECT p.account, p.room FROM ROWS(room bigint, account bigint) p
      WHERE TRUE
      ON CONFLICT (account, room) DO NOTHING
      """;

  private static final String PACED =
      """
      INSERT INTO paces (room, account, sent_at)
      SELECT p.room, p.account, p.sent_at FROM ROWS(room bigint, account bigint, sent_at bigint) p
      WHERE TRUE
      ON CONFLICT (room, account) DO UPDATE SET sent_at = excluded.sent_at
      """;

  private static final String READ =
      """
      UPDATE memberships SET read_seq = p.read_seq
      FROM ROWS(room bigint, account bigint, read_seq bigint) p
      WHERE memberships.room = p.room AND memberships.account = p.account
      """;

  final Rows rooms = new Rows();
  final Rows joined = new Rows();
  final Rows read = new Rows();
  final Rows paced = new Rows();
  final Rows roles = new Rows();

  /** Who are members no more. */
  final Rows left = new Rows();

  /** Who have lost the right to invite. */
  final Rows uninvited = new Rows();

  /** Who ceased to be members, whatever they are since. */
  final Rows former = new Rows();

  private final Rows events = new Rows();
  private final Rows mentions = new Rows();
  private final Rows shown = new Rows();

  /** Notes a message; {@code messages} counts those of its room up to it. */
  void message(long room, Event.Message event, long sender, @Nullable Long digest, long messages) {
    events.add(
        room,
        event.seq(),
        Events.MESSAGE,
        event.ts(),
        sender,
        event.key(),
        digest,
        messages,
        event.text(),
        event.replyTo(),
        null,
        null,
        null);
  }

  /** Notes who is called by a message. */
  void called(long room, long message, long sender, List<Mentions.Called> called) {
    if (!called.isEmpty()) {
      called.forEach(one -> mentions.add(one.account(), room, message, sender));
      shown.add(room, message, Mentions.shown(called));
    }
  }

  /** Notes a change of a membership. */
  void member(long room, Event.Member event, long sender, long subject, long messages) {
    Role role = event.role();
    events.add(
        room,
        event.seq(),
        Events.MEMBER,
        event.ts(),
        sender,
        event.key(),
        null,
        messages,
        null,
        null,
        subject,
        event.change().wire(),
        role == null ? null : role.wire());
  }

  /** Notes that a membership ended, with all that hangs on it; {@code again} where there is another one since. */
  void departed(long room, long account, boolean again) {
    uninvited.add(room, account);
    former.add(room, account);
    if (!again) {
      left.add(room, account);
    }
  }

  /** Writes all of it. */
  Future<?> run(Statements statements) {
    List<Future<?>> written = new ArrayList<>();
    written.add(statements.each(EVENTS, events));
    written.add(statements.each(Mentions.INSERT, mentions));
    written.add(statements.each(Mentions.SHOW_ALL, shown));
    written.add(statements.each(ROOMS, rooms));
    written.add(statements.each(JOINED, joined));
    written.add(statements.each(READ, read));
    written.add(statements.each(PACED, paced));
    written.add(statements.each(ROLES, roles));
    written.add(statements.each(FORMER, former));
    for (@Nullable Object[] row : left.values()) {
      written.add(statements.query(LEFT, row));
    }
    for (@Nullable Object[] row : uninvited.values()) {
      written.add(statements.query(UNINVITED, row));
    }
    return Future.all(written);
  }
}
