package dev.hubbub.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.history.Tokens.Token;
import dev.hubbub.room.Search.Range;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WantedTest {
  @Test
  void wordsAreRunsOfLettersAndDigitsWithoutRegardToCase() {
    assertEquals(
        List.of("hello", "world", "2nd", "don", "t"), words("Hello, WORLD! (2nd) don't -- __ *"));
    assertEquals(List.of(new Token("b", 2, 3)), Tokens.of("- B -"));
  }

  @Test
  void spellingsThatAreTheSameInUnicodeAreOneWordAndAccentsAreNot() {
    assertEquals(words("caf\u00e9"), words("CAFE\u0301"));
    assertEquals(words("file 12"), words("\ufb01le \uff11\uff12"));
    assertEquals(
        words("strasse \u03bf\u03b4\u03bf\u03c3"), words("stra\u00dfe \u039f\u0394\u039f\u03a3"));
    assertEquals(words("\u03bf\u03b4\u03bf\u03c2"), words("\u03bf\u03b4\u03bf\u03c3"));
    assertEquals(words("soft"), words("so\u00adft"));
    assertEquals(List.of("cafe", "caf\u00e9"), words("cafe caf\u00e9"));
  }

  @Test
  void signsOfScriptsWithoutSpacesAndSymbolsAreWordsEach() {
    assertEquals(
        List.of("\u6771", "\u4eac", "ab", "\ud83d\udc4d"), words("\u6771\u4eacab\ud83d\udc4d"));
    assertEquals(List.of(new Range(1, 3)), marked("\u4eac\u90fd", "\u6771\u4eac\u90fd"));
    assertEquals(List.of(new Token("\ud83d\udc4d", 0, 2)), Tokens.of("\ud83d\udc4d\ud83c\udffd"));
  }

  @Test
  void noWordHoldsAnythingThatADatabaseMayTakeForSomethingElse() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      String text = random
          .ints(12, 0, 0x11000)
          .filter(point -> point < 0xD800 || point > 0xDFFF)
          .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
          .toString();
      for (String word : words(text)) {
        assertTrue(
            word.codePoints()
                .allMatch(point -> point > 0x7F
                    || (point >= 'a' && point <= 'z')
                    || (point >= '0' && point <= '9')),
            word);
      }
    }
  }

  @Test
  void whatIsWantedIsMarkedInCodePoints() {
    assertEquals(
        List.of(new Range(3, 6), new Range(7, 10)),
        marked("bar foo", "\ud83d\ude00\ud83d\ude00 foo bar"));
    assertEquals(List.of(new Range(0, 3), new Range(8, 11)), marked("FOO", "foo bar Foo"));
  }

  @Test
  void allOfItHasToBeThere() {
    assertEquals(List.of(), marked("foo baz", "foo bar"));
    assertEquals(List.of(), marked("fo", "foo bar"));
  }

  @Test
  void aStarStandsForTheRestOfAWord() {
    assertEquals(List.of(new Range(6, 11)), marked("wor*", "hello world"));
    assertEquals(List.of(), marked("wor *", "hello world"));
    assertEquals(List.of(), marked("*orld", "hello world"));
    assertEquals(List.of(), marked("\"wor*\"", "hello world"));
  }

  @Test
  void wordsInQuotationMarksFollowEachOther() {
    assertEquals(List.of(new Range(0, 5)), marked("\"to be\"", "to be or not"));
    assertEquals(List.of(), marked("\"be to\"", "to be or not"));
    assertEquals(List.of(new Range(3, 9)), marked("be-or", "to be, or not"));
    assertEquals(List.of(new Range(0, 5)), marked("\"to be", "to be or not"));
  }

  @Test
  void rangesThatReachIntoEachOtherAreOne() {
    assertEquals(List.of(new Range(0, 9)), marked("\"a b c\" \"c d e\" \"b c\"", "a b c d e"));
    assertEquals(List.of(new Range(0, 5)), marked("\"a a\"", "a a a"));
  }

  @Test
  void whatHasNoWordAsksForNothing() {
    for (String query :
        List.of("", " ", "*", "\"", "\"\"", "%", "_", "--", "' OR 1=1;", "()", "\"*\"")) {
      assertEquals(query.contains("OR"), !Wanted.of(query).isNothing(), query);
    }
  }

  @Test
  void textsAreFoundByTheirFirstPartOnly() {
    String text = "x ".repeat(Tokens.LONGEST_TEXT / 2) + "end";
    assertEquals(Tokens.LONGEST_TEXT / 2, Tokens.of(text).size());
    assertEquals(List.of(), marked("end", text));
    assertEquals(1, marked("end", text.substring(6)).size());
  }

  private static List<String> words(String text) {
    return Tokens.of(text).stream().map(Token::word).collect(Collectors.toList());
  }

  private static List<Range> marked(String query, String text) {
    return Wanted.of(query).in(text);
  }
}
