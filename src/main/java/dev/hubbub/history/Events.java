package dev.hubbub.history;

import dev.hubbub.room.Event;
import dev.hubbub.room.Role;
import dev.hubbub.room.Visibility;
import java.util.ArrayList;
import java.util.List;

/** Reads events from rows. */
final class Events {
  /** The columns that {@link #of} needs; the event is {@code e}, its accounts come with {@link #ACCOUNTS}. */
  static final String COLUMNS =
      """
      e.seq, e.type, e.ts, a.username AS sender, e.key, e.text, e.reply_to,
      s.username AS subject, e.change, e.role AS event_role,
      e.name AS room_name, e.topic AS room_topic, e.visibility AS room_visibility,
      e.slow_mode_s AS room_pace, e.deleted
      """;

  static final String ACCOUNTS =
      """
      JOIN accounts a ON a.no = e.sender LEFT JOIN accounts s ON s.no = e.subject
      """;

  static final String MESSAGE = "message";
  static final String MEMBER = "member";
  static final String ROOM = "room";

  private Events() {}

  /** The event of a room that a row holds. */
  static Event of(String room, Row row) {
    return switch (row.text("type")) {
      case MESSAGE -> message(room, row);
      case MEMBER -> member(room, row);
      case ROOM -> room(room, row);
      default -> throw new IllegalStateException("An event of no type that is known");
    };
  }

  /** The events of a room, in the order of the rows. */
  static List<Event> of(String room, List<Row> rows) {
    List<Event> events = new ArrayList<>(rows.size());
    for (Row row : rows) {
      events.add(of(room, row));
    }
    return events;
  }

  /** The message that a row holds; a tombstone where its text is erased. */
  static Event.Message message(String room, Row row) {
    return new Event.Message(
        room,
        row.number("seq"),
        row.number("ts"),
        row.text("sender"),
        row.textOrNull("key"),
        row.textOrNull("text"),
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

  private static Event.Room room(String room, Row row) {
    return new Event.Room(
        room,
        row.number("seq"),
        row.number("ts"),
        row.text("sender"),
        row.textOrNull("key"),
        row.text("room_name"),
        row.text("room_topic"),
        Visibility.of(row.text("room_visibility")),
        (int) row.number("room_pace"),
        row.flag("deleted"));
  }
}
