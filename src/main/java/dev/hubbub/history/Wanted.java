package dev.hubbub.history;

import dev.hubbub.history.Tokens.Token;
import dev.hubbub.room.Search.Range;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is looked for: a text that has all of some phrases. Words between quotation marks are one phrase, and so are those
 * of one expression without white space, such as {@code foo-bar}. A star behind such an expression stands for the rest of
 * its last word. No other character means anything; there is no query that is wrong, only one that asks for nothing.
 */
record Wanted(List<Phrase> phrases) {
  private static final Pattern PARTS =
      Pattern.compile("\"([^\"]*)(?:\"|$)|[^\\s\"]+", Pattern.UNICODE_CHARACTER_CLASS);

  /**
   * Words that follow each other.
   *
   * @param words as {@link Tokens} compares them; at least one
   * @param begins whether the last one is only how a word begins
   */
  record Phrase(List<String> words, boolean begins) {
    private boolean isAt(List<Token> tokens, int at) {
      int last = words.size() - 1;
      String end = tokens.get(at + last).word();
      if (begins ? !end.startsWith(words.get(last)) : !end.equals(words.get(last))) {
        return false;
      }
      for (int i = 0; i < last; i++) {
        if (!tokens.get(at + i).word().equals(words.get(i))) {
          return false;
        }
      }
      return true;
    }
  }

  /** What somebody asks for with a text. */
  static Wanted of(String text) {
    List<Phrase> phrases = new ArrayList<>();
    Matcher matcher = PARTS.matcher(text);
    while (matcher.find()) {
      boolean quoted = matcher.group(1) != null;
      String part = quoted ? matcher.group(1) : matcher.group();
      List<Token> tokens = Tokens.of(part);
      if (!tokens.isEmpty()) {
        int behind = part.offsetByCodePoints(0, tokens.get(tokens.size() - 1).to());
        boolean begins = !quoted && part.startsWith("*", behind);
        Phrase phrase = new Phrase(tokens.stream().map(Token::word).toList(), begins);
        if (!phrases.contains(phrase)) {
          phrases.add(phrase);
        }
      }
    }
    return new Wanted(List.copyOf(phrases));
  }

  /** Whether it asks for nothing. */
  boolean isNothing() {
    return phrases.isEmpty();
  }

  /** Where a text has what is wanted, ascending and apart from each other; empty where it does not have all of it. */
  List<Range> in(String text) {
    List<Token> tokens = Tokens.of(text);
    List<Range> ranges = new ArrayList<>();
    for (Phrase phrase : phrases) {
      int before = ranges.size();
      int length = phrase.words().size();
      for (int at = 0; at + length <= tokens.size(); at++) {
        if (phrase.isAt(tokens, at)) {
          ranges.add(
              new Range(tokens.get(at).from(), tokens.get(at + length - 1).to()));
        }
      }
      if (ranges.size() == before) {
        return List.of();
      }
    }
    return apart(ranges);
  }

  private static List<Range> apart(List<Range> ranges) {
    ranges.sort(Comparator.comparingInt(Range::from));
    List<Range> apart = new ArrayList<>();
    for (Range range : ranges) {
      Range last = apart.isEmpty() ? null : apart.get(apart.size() - 1);
      if (last != null && range.from() < last.to()) {
        apart.set(apart.size() - 1, new Range(last.from(), Math.max(last.to(), range.to())));
      } else {
        apart.add(range);
      }
    }
    return apart;
  }
}
