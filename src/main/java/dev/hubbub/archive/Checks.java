package dev.hubbub.archive;

import dev.hubbub.room.Archive.Line;
import dev.hubbub.room.Event;
import dev.hubbub.room.Names;
import dev.hubbub.room.Role;
import dev.hubbub.room.Visibility;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Whether what stands in a line can be, looked at by itself. Pure. */
final class Checks {
  private static final Pattern ROOM = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");
  private static final Pattern EPOCH = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
  private static final int LONGEST_TEXT = 1_048_576 / 4;
  private static final int LONGEST_WORD = 4_096;
  private static final int LONGEST_PACE_S = 21_600;
  private static final int LONGEST_RETENTION_DAYS = 36_500;

  private static final Map<String, Predicate<String>> TEXTS = Map.ofEntries(
      Map.entry("room", text -> ROOM.matcher(text).matches()),
      Map.entry("user", Names::isUsername),
      Map.entry("from", Names::isUsername),
      Map.entry("by", Names::isUsername),
      Map.entry("created_by", Names::isUsername),
      Map.entry("one", Names::isUsername),
      Map.entry("other", Names::isUsername),
      Map.entry("topic", Names::isTopic),
      Map.entry("key", text -> KEY.matcher(text).matches()),
      Map.entry("epoch", text -> EPOCH.matcher(text).matches()),
      Map.entry("digest", text -> text.matches("-?[0-9]{1,18}|-?[1-8][0-9]{18}|-?9[0-2][0-9]{17}")),
      Map.entry("visibility", text -> wires(Visibility.values()).contains(text)),
      Map.entry("role", text -> wires(Role.values()).contains(text)),
      Map.entry("change", text -> wires(Event.Change.values()).contains(text)),
      Map.entry("text", text -> text.length() <= LONGEST_TEXT));

  /** What an event of a type has besides. */
  private static final Map<String, List<String>> EVENTS = Map.of(
      "message", List.of(),
      "member", List.of("user", "change"),
      "room", List.of("name", "topic", "visibility", "slow_mode_s"),
      "edit", List.of("target"),
      "delete", List.of("target"),
      "reaction", List.of("target", "emoji"));

  private Checks() {}

  private static List<String> wires(Enum<?>[] words) {
    return Arrays.stream(words)
        .map(word -> word.name().toLowerCase(Locale.ROOT))
        .toList();
  }

  /** Throws {@link Damaged} where it cannot be. */
  static void demand(Line line) throws Damaged {
    for (Map.Entry<String, Object> entry : line.values().entrySet()) {
      if (entry.getValue() instanceof String text && !fits(entry.getKey(), text)) {
        throw new Damaged("has a " + entry.getKey() + " that cannot be");
      }
    }
    bounded(line, "slow_mode_s", LONGEST_PACE_S);
    bounded(line, "retention_days", LONGEST_RETENTION_DAYS);
    switch (line.kind()) {
      case EVENT -> event(line);
      case ROOM -> room(line);
      default -> {}
    }
  }

  private static boolean fits(String field, String text) {
    return TEXTS.getOrDefault(field, word -> word.length() <= LONGEST_WORD).test(text);
  }

  private static void bounded(Line line, String field, long most) throws Damaged {
    Long number = line.numberOrNull(field);
    if (number != null && number > most) {
      throw new Damaged("has a " + field + " that cannot be");
    }
  }

  private static void room(Line line) throws Damaged {
    boolean direct = line.text("visibility").equals(Visibility.DIRECT.wire());
    boolean pair = line.textOrNull("one") != null && line.textOrNull("other") != null;
    if (direct != pair) {
      throw new Damaged("does not say whose direct room it is, or says so of another room");
    }
    if (line.number("first_seq") < 1 || line.number("head") < line.number("first_seq") - 1) {
      throw new Damaged("has a first_seq that cannot be");
    }
  }

  private static void event(Line line) throws Damaged {
    List<String> needed = EVENTS.get(line.text("type"));
    if (needed == null) {
      throw new Damaged("has a type that cannot be");
    }
    for (String field : needed) {
      if (!line.values().containsKey(field)) {
        throw new Damaged("lacks " + field);
      }
    }
    if (line.text("type").equals("message")
        && line.flag("deleted") == line.values().containsKey("text")) {
      throw new Damaged("is a message without a text, or a deleted one with it");
    }
    if (line.textOrNull("key") != null && line.textOrNull("digest") == null) {
      throw new Damaged("lacks digest");
    }
    for (String earlier : List.of("target", "reply_to")) {
      Long seq = line.numberOrNull(earlier);
      if (seq != null && seq >= line.number("seq")) {
        throw new Damaged("has a " + earlier + " that cannot be");
      }
    }
  }
}
