package dev.hubbub.ops;

/** What others sent, as it may stand in a log. */
public final class LogText {
  /** Characters that are kept, the mark of a cut among them. */
  public static final int LONGEST = 256;

  private LogText() {}

  /**
   * One line of at most {@value #LONGEST} characters. What controls a terminal, ends a line, is not seen or turns the
   * reading direction is a question mark; a double quote is a single one, so that it does not end a quoted value.
   */
  public static String of(String sent) {
    String some = sent.length() <= LONGEST ? sent : sent.substring(0, LONGEST - 1) + "…";
    return some.codePoints()
        .map(LogText::shown)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static int shown(int codePoint) {
    return isPlain(codePoint) ? codePoint == '"' ? '\'' : codePoint : '?';
  }

  /** Whether a code point controls no terminal, ends no line, is seen and does not turn the reading direction. */
  public static boolean isPlain(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR -> false;
      default -> true;
    };
  }
}
