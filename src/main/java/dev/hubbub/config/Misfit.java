package dev.hubbub.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value that does not fit its key, and all that is wrong with it. Has no stack trace: it is an answer to a person. */
final class Misfit extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  Misfit(List<Problem> problems) {
    super("does not fit", null, false, false);
    this.problems = List.copyOf(problems);
  }

  /** A misfit of the value as a whole. */
  Misfit(String demand, @Nullable Object value) {
    this(List.of(Problem.of(demand, value)));
  }

  List<Problem> problems() {
    return problems;
  }

  /**
   * One thing wrong.
   *
   * @param at where in the value: empty for all of it, else such as {@code [1].id}
   * @param demand what it should be, as "must be …"
   * @param found what it is, for a person; never shown for a secret
   */
  record Problem(String at, String demand, String found) {
    private static final int LONGEST = 60;

    static Problem of(String demand, @Nullable Object value) {
      return new Problem("", demand, describe(value));
    }

    Problem below(String outer) {
      return new Problem(outer + at, demand, found);
    }

    private static String describe(@Nullable Object value) {
      if (value instanceof List<?>) {
        return "a list";
      }
      if (value instanceof Map<?, ?>) {
        return "an object";
      }
      if (value instanceof String text) {
        return '"' + printable(text) + '"';
      }
      return String.valueOf(value);
    }

    /** Text that cannot move a cursor, break a line or turn the reading direction, cut to one line's length. */
    static String printable(String text) {
      String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
      return cut.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", "?");
    }
  }
}
