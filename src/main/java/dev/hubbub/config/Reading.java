package dev.hubbub.config;

import java.util.List;

/** What came of reading the configuration: all of it, or all that is wrong with it. */
public sealed interface Reading {
  /** What is odd but harmless, each on one line that holds no secret. */
  List<String> warnings();

  /**
   * It is whole and sound.
   *
   * @param lines every key as it is, in the order of the documentation
   */
  record Sound(Config config, List<Line> lines, List<String> warnings) implements Reading {}

  /** It is not; {@code faults} has at least one, and all that could be found. */
  record Faulty(List<Fault> faults, List<String> warnings) implements Reading {}

  /**
   * One key as it is.
   *
   * @param value for a person: {@code ***} in place of what is secret, empty for nothing
   * @param where it was said; {@code default} where it was not
   */
  record Line(String key, String value, String where) {}
}
