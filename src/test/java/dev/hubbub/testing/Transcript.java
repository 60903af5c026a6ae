package dev.hubbub.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The conversations in a page of the documentation: its blocks fenced as {@code transcript}. A line {@code > …} is what
 * Alice sends, {@code < …} what she is told, {@code bob> …} what Bob sends.
 */
public record Transcript(List<List<Line>> blocks) {
  private static final String BEGIN = "```transcript";
  private static final String END = "```";
  private static final Pattern LINE = Pattern.compile("([a-z0-9]*)([<>]) (.*)");
  private static final String UNNAMED = "alice";

  /**
   * One line.
   *
   * @param number in the page, from 1
   */
  public record Line(int number, String who, boolean sent, String text) {}

  /** The conversations of a page. An assertion error where a line of them is neither sent nor received. */
  public static Transcript of(String page) {
    List<List<Line>> blocks = new ArrayList<>();
    List<Line> block = null;
    int number = 0;
    for (String text : page.split("\n", -1)) {
      number++;
      if (text.equals(BEGIN)) {
        block = new ArrayList<>();
      } else if (block != null && text.equals(END)) {
        blocks.add(List.copyOf(block));
        block = null;
      } else if (block != null) {
        block.add(line(number, text));
      }
    }
    return new Transcript(List.copyOf(blocks));
  }

  private static Line line(int number, String text) {
    Matcher line = LINE.matcher(text);
    if (!line.matches()) {
      throw new AssertionError("line " + number + " is neither sent nor received: " + text);
    }
    String who = line.group(1).isEmpty() ? UNNAMED : line.group(1);
    return new Line(number, who, line.group(2).equals(">"), line.group(3));
  }
}
