package dev.hubbub.testing;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Good texts that something was done to, for properties that hold of whatever comes in. */
public final class Spoiled {
  private static final int MOST_CHANGES = 4;
  private static final int LONGEST_CUT = 8;

  private Spoiled() {}

  /** What is done to a text at a place: {@code at} of 1,000 parts of it. */
  private record Change(int kind, int at, int length, String piece) {
    String done(String text) {
      int from = (int) ((long) text.length() * at / 1_000);
      int to = Math.min(text.length(), from + length);
      return switch (kind) {
        case 0 -> text.substring(0, from) + text.substring(to);
        case 1 -> text.substring(0, from) + piece + text.substring(from);
        case 2 -> text.substring(0, from) + piece + text.substring(to);
        case 3 -> text.substring(0, to) + text.substring(from);
        default -> text.substring(0, from);
      };
    }
  }

  /**
   * One of {@code good}, changed in up to {@value #MOST_CHANGES} places, or in none.
   *
   * @param pieces what may come in besides any character
   */
  public static Arbitrary<String> of(List<String> good, List<String> pieces) {
    Arbitrary<String> any = Arbitraries.strings().all().ofLength(1);
    Arbitrary<String> piece = Arbitraries.oneOf(
        Arbitraries.of(pieces), Arbitraries.of(pieces), Arbitraries.of(good), any);
    Arbitrary<Change> change = Combinators.combine(
            Arbitraries.integers().between(0, 4),
            Arbitraries.integers().between(0, 1_000),
            Arbitraries.integers().between(0, LONGEST_CUT),
            piece)
        .as(Change::new);
    return Combinators.combine(Arbitraries.of(good), change.list().ofMaxSize(MOST_CHANGES))
        .as((text, changes) -> {
          String spoiled = text;
          for (Change one : changes) {
            spoiled = one.done(spoiled);
          }
          return spoiled;
        });
  }
}
