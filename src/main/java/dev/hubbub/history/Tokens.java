package dev.hubbub.history;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Cuts texts into the words by which they are found. Both databases and the marking of hits have them from here, so that
 * they agree whatever a database thinks of letters.
 *
 * <p>A word is a run of letters, digits and what is combined with them. In scripts that put no spaces between words each
 * sign is one, and so is each symbol, an emoji for example. Everything else stands between words. Two spellings are one
 * word if they are the same in Unicode NFKC and without regard to case; accents make a difference. Any thread may use it.
 */
final class Tokens {
  /** Code points of a text that it is found by; what is beyond is not. PostgreSQL knows no more places of words. */
  static final int LONGEST_TEXT = 16_000;

  /** Code points of a word that count. */
  private static final int LONGEST_WORD = 64;

  private static final Set<UnicodeScript> UNSPACED = EnumSet.of(
      UnicodeScript.HAN,
      UnicodeScript.HIRAGANA,
      UnicodeScript.KATAKANA,
      UnicodeScript.BOPOMOFO,
      UnicodeScript.THAI,
      UnicodeScript.LAO,
      UnicodeScript.KHMER,
      UnicodeScript.MYANMAR);

  /**
   * A word of a text.
   *
   * @param word as it is compared: letters, digits, marks and symbols only
   * @param from its first code point in the text
   * @param to the code point behind it
   */
  record Token(String word, int from, int to) {}

  private enum Kind {
    /** Goes on as long as there are more of them. */
    LETTER,
    /** A word of its own. */
    SIGN,
    /** Belongs to what is before it, and counts. */
    MARK,
    /** Belongs to what is before it, and is not seen. */
    INVISIBLE,
    /** Is in no word. */
    BETWEEN
  }

  private Tokens() {}

  /** The words of a text, in their order. */
  static List<Token> of(String text) {
    int[] points = text.codePoints().limit(LONGEST_TEXT).toArray();
    List<Token> tokens = new ArrayList<>();
    int at = 0;
    while (at < points.length) {
      Kind kind = kind(points[at]);
      int from = at++;
      if (kind == Kind.LETTER || kind == Kind.SIGN) {
        while (at < points.length && goesOn(kind, kind(points[at]))) {
          at++;
        }
        String word = folded(new String(points, from, at - from));
        if (!word.isEmpty()) {
          tokens.add(new Token(word, from, at));
        }
      }
    }
    return tokens;
  }

  private static boolean goesOn(Kind word, Kind next) {
    return next == Kind.MARK || next == Kind.INVISIBLE || (word == Kind.LETTER && next == word);
  }

  private static Kind kind(int point) {
    return switch (Character.getType(point)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER,
          Character.DECIMAL_DIGIT_NUMBER,
          Character.LETTER_NUMBER,
          Character.OTHER_NUMBER -> UNSPACED.contains(UnicodeScript.of(point))
          ? Kind.SIGN
          : Kind.LETTER;
      case Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.ENCLOSING_MARK -> selectsVariation(point) ? Kind.INVISIBLE : Kind.MARK;
      case Character.FORMAT -> Kind.INVISIBLE;
      case Character.MODIFIER_SYMBOL -> tonesSkin(point) ? Kind.INVISIBLE : Kind.BETWEEN;
      case Character.OTHER_SYMBOL -> Kind.SIGN;
      default -> Kind.BETWEEN;
    };
  }

  /** Tells how a character looks and not which one it is. */
  private static boolean selectsVariation(int point) {
    return (point >= 0xFE00 && point <= 0xFE0F) || (point >= 0xE0100 && point <= 0xE01EF);
  }

  private static boolean tonesSkin(int point) {
    return point >= 0x1F3FB && point <= 0x1F3FF;
  }

  /** By way of capital letters, which more spellings have in common; a sigma at the end of a word is one. */
  private static String folded(String run) {
    String small =
        composed(run).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).replace('\u03c2', '\u03c3');
    // What one code point becomes may hold what stands between words, as a fraction does.
    return composed(small)
        .codePoints()
        .filter(point -> kind(point) != Kind.BETWEEN && kind(point) != Kind.INVISIBLE)
        .limit(LONGEST_WORD)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static String composed(String text) {
    return Normalizer.isNormalized(text, Normalizer.Form.NFKC)
        ? text
        : Normalizer.normalize(text, Normalizer.Form.NFKC);
  }
}
