package dev.hubbub.archive;

import dev.hubbub.room.Archive.Kind;
import dev.hubbub.room.Archive.Line;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The order of the lines of a file: a first line that names the format, where the log of each room ended when the export
 * began, each room with its events and then who stands how to it, all accounts, and a last line that counts them. Takes one
 * line after the other, and knows what may come next. What it remembers grows with rooms and accounts, not with events.
 */
final class Order {
  static final String FORMAT = "hubbub-export";
  static final int VERSION = 1;
  static final String HEAD = "head";
  static final String END = "end";

  private static final List<String> NAMES =
      List.of("user", "from", "by", "created_by", "one", "other");

  private final Map<String, Long> heads = new LinkedHashMap<>();
  private final List<String> rooms = new ArrayList<>();
  private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
  private final Map<String, Long> named = new HashMap<>();
  private final Set<String> accounts = new HashSet<>();
  private boolean begun;
  private boolean ended;
  private @Nullable Line room;
  private @Nullable Line last;
  private int roomsBegun;
  private long seq;
  private long safe;

  /**
   * Takes the next line.
   *
   * @param number of the line
   * @param offset where the next one begins
   * @return what it holds; absent for a line that is about the file
   */
  @Nullable
  Line take(String text, long number, long offset) throws Damaged {
    JsonObject json = LineJson.object(text);
    if (ended) {
      throw new Damaged("comes after the last line");
    }
    if (!begun) {
      begin(json);
      safe = offset;
      return null;
    }
    Object kind = json.getValue(LineJson.LINE);
    if (HEAD.equals(kind)) {
      head(json);
      return null;
    }
    if (END.equals(kind)) {
      end(json);
      safe = offset;
      return null;
    }
    Line line = LineJson.decode(json);
    Checks.demand(line);
    follow(line);
    remember(line, number);
    if (line.kind() == Kind.EVENT || line.kind() == Kind.ROOM || line.kind() == Kind.ACCOUNT) {
      safe = offset;
    }
    last = line;
    return line;
  }

  private void begin(JsonObject json) throws Damaged {
    if (!FORMAT.equals(json.getValue(LineJson.LINE))) {
      throw new Damaged("does not begin an export");
    }
    if (!Integer.valueOf(VERSION).equals(json.getValue("version"))) {
      throw new Damaged("is of a version that this jar does not know");
    }
    begun = true;
  }

  private void head(JsonObject json) throws Damaged {
    if (last == null
        && json.getValue("room") instanceof String id
        && json.getValue("seq") instanceof Number number
        && (rooms.isEmpty() || rooms.get(rooms.size() - 1).compareTo(id) < 0)) {
      heads.put(id, number.longValue());
      rooms.add(id);
    } else {
      throw new Damaged("is a head that cannot stand here");
    }
  }

  private void follow(Line line) throws Damaged {
    Line current = room;
    switch (line.kind()) {
      case ROOM -> {
        demandWhole();
        if (roomsBegun >= rooms.size()
            || !rooms.get(roomsBegun).equals(line.text("room"))
            || line.number("head") != heads.getOrDefault(line.text("room"), -1L)) {
          throw new Damaged("is not the room that has to come here");
        }
        roomsBegun++;
        room = line;
        seq = line.number("first_seq") - 1;
      }
      case ACCOUNT -> {
        demandWhole();
        if (roomsBegun < rooms.size()) {
          throw new Damaged("comes before all rooms are told of");
        }
        room = null;
      }
      default -> {
        if (current == null || !current.text("room").equals(line.text("room"))) {
          throw new Damaged("is of another room");
        }
        if (line.kind() == Kind.EVENT) {
          if (line.number("seq") != seq + 1 || seq >= current.number("head")) {
            throw new Damaged("is not event " + (seq + 1) + ", which has to come here");
          }
          seq++;
        } else {
          demandWhole();
        }
      }
    }
    Line before = last;
    if (before != null && line.kind() != Kind.EVENT && line.kind() != Kind.ROOM) {
      boolean inOrder = before.kind() != line.kind()
          ? before.kind().compareTo(line.kind()) < 0
          : line.kind() == Kind.AUDIT
              ? before.number("no") < line.number("no")
              : before.position().compareTo(line.position()) < 0;
      if (!inOrder) {
        throw new Damaged("stands in the wrong place");
      }
    }
  }

  /** Before something else than events comes, the events are all there. */
  private void demandWhole() throws Damaged {
    if (room != null && seq != room.number("head")) {
      throw new Damaged("comes before event " + (seq + 1) + " of the room");
    }
  }

  private void remember(Line line, long number) {
    counts.merge(line.kind(), 1L, Long::sum);
    if (line.kind() == Kind.ACCOUNT) {
      accounts.add(line.position());
      return;
    }
    for (String field : NAMES) {
      String name = line.textOrNull(field);
      if (name != null) {
        named.putIfAbsent(name.toLowerCase(Locale.ROOT), number);
      }
    }
  }

  private void end(JsonObject json) throws Damaged {
    demandWhole();
    if (roomsBegun < rooms.size()) {
      throw new Damaged("comes before all rooms are told of");
    }
    for (Kind kind : Kind.values()) {
      if (!(json.getValue(kind.wire()) instanceof Number number)
          || number.longValue() != count(kind)) {
        throw new Damaged("counts other lines than there are");
      }
    }
    for (Map.Entry<String, Long> name : named.entrySet()) {
      if (!accounts.contains(name.getKey())) {
        throw new Damaged("ends without the account that line " + name.getValue() + " names");
      }
    }
    ended = true;
  }

  /** Whether the last line was there. */
  boolean isEnded() {
    return ended;
  }

  /** Whether all heads are known to be there. */
  boolean hasHeads() {
    return last != null;
  }

  /** Where the rooms end, in their order. */
  Map<String, Long> heads() {
    return heads;
  }

  /** The events that the heads tell of. */
  long events() {
    return heads.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The line read last; absent before the first room. */
  @Nullable
  Line last() {
    return last;
  }

  /** The room that the lines are about. */
  @Nullable
  Line room() {
    return room;
  }

  /** How many rooms have been begun. */
  int roomsBegun() {
    return roomsBegun;
  }

  /** The last event of the room that the lines are about. */
  long seq() {
    return seq;
  }

  /** Lines of a kind so far. */
  long count(Kind kind) {
    return counts.getOrDefault(kind, 0L);
  }

  /** From where on all can be written again: behind the last event, room or account. */
  long safe() {
    return safe;
  }
}
