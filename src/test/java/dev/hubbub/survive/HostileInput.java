package dev.hubbub.survive;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** The part of the suite that needs no faults: what clients may send, and what they should not. */
final class HostileInput {
  private static final int USUAL_MINUTES = 10;

  private HostileInput() {}

  /** Whether the first word names it. */
  static boolean isNamed(List<String> words) {
    return !words.isEmpty() && List.of("conformance", "input", "fuzz").contains(words.get(0));
  }

  /**
   * Runs {@code conformance}, {@code input} or {@code fuzz [--minutes N]}.
   *
   * @return whether the server did as it should
   * @throws NumberFormatException where the minutes are no number
   */
  static boolean run(List<String> words, PrintStream out) throws Exception {
    return switch (words.get(0)) {
      case "conformance" -> Conformance.run(out);
      case "input" -> BadInputs.run(out);
      default -> Fuzz.run(
          out,
          Duration.ofMinutes(
              words.size() == 3 && words.get(1).equals("--minutes")
                  ? Integer.parseInt(words.get(2))
                  : USUAL_MINUTES));
    };
  }
}
