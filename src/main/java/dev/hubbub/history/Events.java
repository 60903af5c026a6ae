package dev.hubbub.history;

import dev.hubbub.room.Event;
import dev.hubbub.room.Role;
import dev.hubbub.room.Visibility;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads events from rows. */
final class Events {
  /** The columns that {@link #of} needs; the event is {@code e}, its accounts come with {@link #ACCOUNTS}. */
  static final String COLUMNS =
      """
      e.seq, e.type, e.ts, a.username AS sender, e.key, e.text, e.reply_to,
      s.username AS subject, e.change, e.role AS event_role,
      e.name AS room_name, e.topic AS room_topic, e.visibility AS room_visibility,
      e.slow_mode_s AS room_pace, e.deleted, e.target, e.emoji, e.reacts, e.edited, e.mentions
      """;

  static final String ACCOUNTS =
      """
      JOIN accounts a ON a.no = e.sender LEFT JOIN accounts s ON s.no = e.subject
      """;

  static final String MESSAGE = "message";
  static final String MEMBER = "member";
  static final String ROOM = "room";
  static final String EDIT = "edit";
  static final String DELETE = "delete";
  static final String REACTION = "reaction";

  private Events() {}

  /** The event of a room that a row holds. */
  static Event of(String room, Row row) {
    return switch (row.text("type")) {
      case MESSAGE -> message(room, row);
      case MEMBER -> member(room, row);
      case ROOM -> room(room, row);
      case EDIT -> new Event.Edit(
          room,
          row.number("seq"),
          row.number("ts"),
          row.text("sender"),
          row.textOrNull("key"),
          row.number("target"),
          row.textOrNull("text"),
          Mentions.listed(row.textOrNull("mentions")));
      case DELETE -> new Event.Delete(
          room,
          row.number("seq"),
          row.number("ts"),
          row.text("sender"),
          row.textOrNull("key"),
          row.number("target"));
      case REACTION -> new Event.Reaction(
          room,
          row.number("seq"),
          row.number("ts"),
          row.text("sender"),
          row.textOrNull("key"),
          row.number("target"),
          row.text("emoji"),
          row.flag("reacts"));
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
        row.numberOrNull("reply_to"),
        Mentions.listed(row.textOrNull("mentions")),
        changed(row.numberOrNull("edited"), Map.of()));
  }

  /** The messages among events as they are now, with the reactions that rows tell of, in the order of their events. */
  static List<Event> withReactions(List<Event> events, List<Row> reactions) {
    Map<Long, Map<String, List<String>>> byMessage = new HashMap<>();
    for (Row row : reactions) {
      byMessage
          .computeIfAbsent(row.number("message"), seq -> new LinkedHashMap<>())
          .computeIfAbsent(row.text("emoji"), emoji -> new ArrayList<>())
          .add(row.text("username"));
    }
    if (byMessage.isEmpty()) {
      return events;
    }
    return events.stream()
        .map(event -> event instanceof Event.Message message && byMessage.containsKey(event.seq())
            ? reacted(message, byMessage.getOrDefault(event.seq(), Map.of()))
            : event)
        .toList();
  }

  private static Event reacted(Event.Message message, Map<String, List<String>> reactions) {
    Event.Changed before = message.changed();
    return new Event.Message(
        message.room(),
        message.seq(),
        message.ts(),
        message.from(),
        message.key(),
        message.text(),
        message.replyTo(),
        message.mentions(),
        changed(before == null ? null : before.edited(), reactions));
  }

  private static Event.@Nullable Changed changed(
      @Nullable Long edited, Map<String, List<String>> reactions) {
    return edited == null && reactions.isEmpty() ? null : new Event.Changed(edited, reactions);
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
