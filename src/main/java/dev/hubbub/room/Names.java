package dev.hubbub.room;

import java.util.regex.Pattern;

/** What people and rooms may be called (PROTOCOL.md 1 and 4). Pure. */
public final class Names {
  /** Code points of the name of a person or a room, at most. */
  public static final int NAME = 64;

  /** Code points of a topic, at most. */
  public static final int TOPIC = 250;

  private static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{1,31}");

  private Names() {}

  /** Whether it may be an account's username. */
  public static boolean isUsername(String text) {
    return USERNAME.matcher(text).matches();
  }

  /** Whether it may be the name of a person or a room: not blank, one line, and nothing that reorders what stands near it. */
  public static boolean isName(String text) {
    return !text.isBlank() && isLine(text, NAME);
  }

  /** Whether it may be a room's topic. */
  public static boolean isTopic(String text) {
    return isLine(text, TOPIC);
  }

  private static boolean isLine(String text, int most) {
    return text.length() <= 2 * most
        && text.codePointCount(0, text.length()) <= most
        && text.codePoints().allMatch(Names::isShown);
  }

  private static boolean isShown(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR -> false;
      default -> !reordersText(codePoint);
    };
  }

  /** The marks, embeddings, overrides and isolates of the bidirectional algorithm. */
  private static boolean reordersText(int codePoint) {
    return codePoint == 0x061C
        || codePoint == 0x200E
        || codePoint == 0x200F
        || (codePoint >= 0x202A && codePoint <= 0x202E)
        || (codePoint >= 0x2066 && codePoint <= 0x2069);
  }
}
