package dev.hubbub.history;

import dev.hubbub.room.Event;
import dev.hubbub.room.Role;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who is called by a text: {@code @name} calls a member, {@code @room} all of them where an admin says it. */
final class Mentions {
  /** The account that stands for everybody. */
  static final long EVERYBODY = 0;

  /** Members that one message calls by name, at most; what is beyond is text. */
  static final int MOST = 50;

  private static final Pattern NAME =
      Pattern.compile("(?<![A-Za-z0-9_.@-])@([A-Za-z0-9][A-Za-z0-9_.-]{1,31})");

  private static final String ROOM = "room";

  private static final String MEMBER =
      """
      SELECT p.name, a.no, a.username
      FROM ROWS(name text, room bigint) p
      JOIN accounts a ON a.username_folded = p.name
      JOIN memberships m ON m.account = a.no AND m.room = p.room
      """;

  /** The same for several rooms, by their ids. */
  static final String MEMBERS =
      """
      SELECT p.name, p.room, a.no, a.username
      FROM ROWS(name text, room text) p
      JOIN accounts a ON a.username_folded = p.name
      JOIN rooms r ON r.id = p.room
      JOIN memberships m ON m.account = a.no AND m.room = r.no
      """;

  static final String INSERT =
      """
      INSERT INTO mentions (account, room, message, sender)
      SELECT p.account, p.room, p.message, p.sender
      FROM ROWS(account bigint, room bigint, message bigint, sender bigint) p
      WHERE TRUE
      ON CONFLICT (account, room, message) DO NOTHING
      """;

  /** Of several messages. */
  static final String SHOW_ALL =
      """
      UPDATE events SET mentions = p.mentions
      FROM ROWS(room bigint, seq bigint, mentions text) p
      WHERE events.room = p.room AND events.seq = p.seq
      """;

  private static final String SHOW = "UPDATE events SET mentions = $3 WHERE room = $1 AND seq = $2";

  /** {@code mentions} has no index by room and message: those who were called are known from the text. */
  private static final String CALLED =
      "SELECT e.mentions FROM events e WHERE e.room = $1 AND e.seq = $2";

  private static final String REMOVE =
      """
      DELETE FROM mentions WHERE room = $1 AND message = $2 AND account IN
        (SELECT a.no FROM accounts a WHERE a.username = $3 UNION SELECT 0 WHERE $4 = 1)
      """;

  private Mentions() {}

  /** The folded names that a text may call; {@code room} where it calls everybody. */
  static Set<String> names(String text) {
    Set<String> names = new LinkedHashSet<>();
    if (text.indexOf('@') < 0) {
      return names;
    }
    Matcher matcher = NAME.matcher(text);
    while (matcher.find() && names.size() < MOST) {
      // A name may end with a full stop; a sentence does more often.
      names.add(matcher.group(1).toLowerCase(Locale.ROOT).replaceAll("[.-]+$", ""));
    }
    return names;
  }

  /** Somebody who is called. */
  record Called(long account, String name) {}

  /** Everybody. */
  static final Called ALL = new Called(EVERYBODY, Event.Message.EVERYBODY);

  /** Whether a name in a text of somebody of a role calls everybody. */
  static boolean callsEverybody(String name, @Nullable Role role) {
    return name.equals(ROOM) && role != null && role.compareTo(Role.ADMIN) <= 0;
  }

  /** Those whom the asker calls with a text in a locked room. */
  static Future<List<Called>> in(Statements statements, LockedRoom room, String text) {
    return in(statements, room.no(), names(text), room.asker().role());
  }

  /** Those of {@code names} whom somebody of a role may call in a room. */
  static Future<List<Called>> in(
      Statements statements, long room, Set<String> names, @Nullable Role role) {
    List<Called> called = new ArrayList<>();
    Rows asked = new Rows();
    for (String name : names) {
      if (callsEverybody(name, role)) {
        called.add(ALL);
      } else {
        asked.add(name, room);
      }
    }
    return statements.each(MEMBER, asked).map(rows -> {
      rows.forEach(row -> called.add(new Called(row.number("no"), row.text("username"))));
      return called;
    });
  }

  /** Keeps who is called by a message, which has been written. */
  static Future<?> keep(
      Statements statements, long room, long message, long sender, List<Called> called) {
    if (called.isEmpty()) {
      return Future.succeededFuture();
    }
    Rows rows = new Rows();
    called.forEach(one -> rows.add(one.account(), room, message, sender));
    return Future.all(
        statements.each(INSERT, rows), statements.query(SHOW, room, message, shown(called)));
  }

  /** Has others called by a message than before. */
  static Future<?> replace(
      Statements statements, LockedRoom room, long message, List<Called> called) {
    return remove(statements, room, message)
        .compose(removed -> statements.query(SHOW, room.no(), message, shown(called)))
        .compose(
            shown -> keep(statements, room.no(), message, room.asker().user().id(), called));
  }

  /** Has nobody called by a message any more. */
  static Future<?> remove(Statements statements, LockedRoom room, long message) {
    return statements.query(CALLED, room.no(), message).compose(rows -> {
      List<Future<?>> removed = new ArrayList<>();
      for (Row row : rows) {
        for (String name : listed(row.textOrNull("mentions"))) {
          int everybody = name.equals(Event.Message.EVERYBODY) ? 1 : 0;
          removed.add(statements.query(REMOVE, room.no(), message, name, everybody));
        }
      }
      return Future.all(removed);
    });
  }

  /** As it is kept with the event. */
  static @Nullable String shown(List<Called> called) {
    return called.isEmpty()
        ? null
        : String.join(" ", called.stream().map(Called::name).toList());
  }

  /** What is kept with an event. */
  static List<String> listed(@Nullable String kept) {
    return kept == null ? List.of() : List.of(kept.split(" "));
  }
}
