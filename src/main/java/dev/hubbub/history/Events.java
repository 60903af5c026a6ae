package dev.hubbub.history;

import dev.hubbub.room.Event;
import dev.hubbub.room.Role;
import java.util.ArrayList;
import java.util.List;

/** Reads events from rows. */
final class Events {
  /** The columns that {@link #of} needs; the event is {@code e}, its accounts come with {@link #ACCOUNTS}. */
  static final String COLUMNS =
      """
      e.seq, e.type, e.ts, a.username AS sender, e.key, e.text, e.reply_to,
      s.username AS subject, e.change, e.role AS event_role
      """;

  static final String ACCOUNTS =
      """
      JOIN accounts a ON a.no = e.sender LEFT JOIN accounts s ON s.no = e.subject
      """;

  static final String MESSAGE = "message";
  static final String MEMBER = "member";

  private Events() {}

  /** The event of a room that a row holds. */
  static Event of(String room, Row row) {
    return row.text("type").equals(MEMBER) ? member(room, row) : message(room, row);
  }

  /** The events of a room, in the order of the rows. */
  static List<Event> of(String room, List<Row> rows) {
    List<Event> events = new ArrayList<>(rows.size());
    for (Row row : rows) {
      events.add(of(room, row));
    }
    return events;
  }

  /** The message that a row holds. */
  static Event.Message message(String room, Row row) {
    return new Event.Message(
        room,
        row.number("seq"),
        row.number("ts"),
        row.text("sender"),
        row.textOrNull("key"),
        row.text("text"),
        row.numberOrNull("reply_to"));
  }

  private static Event.Member member(String room, Row row) {
    String role = row.textOrNull("event_role");
    return new Event.Member(
        room,
        row.number("seq"),
        row.number("ts"),
        row.text("sender"),
        row.textOrNull("key"),
        row.text("subject"),
        Event.Change.of(row.text("change")),
        role == null ? null : Role.of(role));
  }
}
