package dev.hubbub.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/** How the words of PROTOCOL.md are spelled, the same on every door. Stateless; any thread; no pattern that backtracks. */
public final class Syntax {
  private static final int ROOM_CHARS = 64;
  private static final int KEY_CHARS = 64;
  private static final int EMOJI_BYTES = 32;
  private static final Pattern EMOJI_NAME = Pattern.compile(":[a-z0-9_+-]+:");
  private static final Pattern GRAPHEME = Pattern.compile("\\X");
  private static final char KEYCAP = '\u20E3';
  private static final char AS_EMOJI = '\uFE0F';
  private static final int ID_CODE_POINTS = 64;
  private static final int EPOCH_CODE_POINTS = 64;

  /** First and last code points of the ranges of Unicode's White_Space and Default_Ignorable_Code_Point, ascending. */
  private static final int[] UNSEEN = {
    0x9, 0xD, 0x20, 0x20, 0x85, 0x85, 0xA0, 0xA0, 0xAD, 0xAD, 0x34F, 0x34F, 0x61C, 0x61C, 0x115F,
    0x1160, 0x1680, 0x1680, 0x17B4, 0x17B5, 0x180B, 0x180F, 0x2000, 0x200F, 0x2028, 0x202F, 0x205F,
    0x206F, 0x3000, 0x3000, 0x3164, 0x3164, 0xFE00, 0xFE0F, 0xFEFF, 0xFEFF, 0xFFA0, 0xFFA0, 0xFFF0,
    0xFFF8, 0x1BCA0, 0x1BCA3, 0x1D173, 0x1D17A, 0xE0000, 0xE0FFF
  };

  private Syntax() {}

  /** Whether a room may have this id: {@code [a-z0-9][a-z0-9-]{0,63}}. */
  public static boolean isRoom(String id) {
    if (id.isEmpty() || id.length() > ROOM_CHARS || id.charAt(0) == '-') {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      if (!isDigit(c) && !isLowerCase(c) && c != '-') {
        return false;
      }
    }
    return true;
  }

  /** Whether a message may have this key: 1–64 characters of {@code [A-Za-z0-9_.:-]}. */
  public static boolean isKey(String key) {
    if (key.isEmpty() || key.length() > KEY_CHARS) {
      return false;
    }
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (!isDigit(c) && !isLowerCase(c) && !(c >= 'A' && c <= 'Z') && "_.:-".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether it may be reacted with: one emoji, or a {@code :name:}, of at most 32 bytes of UTF-8. */
  public static boolean isEmoji(String emoji) {
    if (emoji.isEmpty()
        || emoji.length() > EMOJI_BYTES
        || !isWellFormed(emoji)
        || emoji.getBytes(StandardCharsets.UTF_8).length > EMOJI_BYTES) {
      return false;
    }
    if (emoji.charAt(0) == ':') {
      return EMOJI_NAME.matcher(emoji).matches();
    }
    return GRAPHEME.matcher(emoji).matches() && isSymbol(emoji);
  }

  /** A symbol, a keycap, or something that asks to be shown as an emoji and is no letter or digit. */
  private static boolean isSymbol(String grapheme) {
    int first = grapheme.codePointAt(0);
    return Character.getType(first) == Character.OTHER_SYMBOL
        || grapheme.indexOf(KEYCAP) > 0
        || (grapheme.indexOf(AS_EMOJI) > 0 && !Character.isLetterOrDigit(first));
  }

  /** Whether a frame may have this id: 1–64 code points. */
  public static boolean isId(String id) {
    return !id.isEmpty() && isLine(id, ID_CODE_POINTS);
  }

  /** Whether an epoch may be told so: at most 64 code points that can be kept. */
  public static boolean isEpoch(String epoch) {
    return isLine(epoch, EPOCH_CODE_POINTS) && isStorable(epoch);
  }

  /** Whether {@code text} is more than {@code limit} code points; a limit of 0 is none. */
  public static boolean isTooLong(String text, int limit) {
    return limit > 0 && text.length() > limit && text.codePointCount(0, text.length()) > limit;
  }

  /**
   * Whether {@code text} can be kept and given back byte for byte: no lone surrogate, which UTF-8 has no bytes for, and
   * no NUL, which PostgreSQL has no place for.
   */
  public static boolean isStorable(String text) {
    return text.indexOf('\0') < 0 && isWellFormed(text);
  }

  /** Whether there is anything in {@code text} to see: not only white space and characters without width. */
  public static boolean isVisible(String text) {
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (!isUnseen(c)) {
        return true;
      }
      i += Character.charCount(c);
    }
    return false;
  }

  /** Whether every surrogate in {@code text} is one of a pair. */
  static boolean isWellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (i + 1 == text.length() || !Character.isSurrogatePair(c, text.charAt(i + 1))) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  private static boolean isLine(String text, int limit) {
    return !isTooLong(text, limit) && isWellFormed(text);
  }

  private static boolean isUnseen(int c) {
    int at = Arrays.binarySearch(UNSEEN, c);
    // Found: an edge. Not found between the first (even) and the last (odd) of a range: the
    // insertion point is odd.
    return at >= 0 || (-at - 1) % 2 == 1;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLowerCase(char c) {
    return c >= 'a' && c <= 'z';
  }
}
