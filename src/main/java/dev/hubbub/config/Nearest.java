package dev.hubbub.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody probably meant who mistyped a name. */
final class Nearest {
  private static final int MOST_SLIPS = 3;

  private Nearest() {}

  /** The one of {@code names} that is few slips of a finger away, if there is one. */
  static Optional<String> of(String typed, Collection<String> names) {
    String wanted = typed.toLowerCase(Locale.ROOT);
    return names.stream()
        .filter(name -> Math.abs(name.length() - wanted.length()) <= MOST_SLIPS)
        .filter(name -> slips(wanted, name.toLowerCase(Locale.ROOT)) <= MOST_SLIPS)
        .min(Comparator.comparingInt(name -> slips(wanted, name.toLowerCase(Locale.ROOT))));
  }

  /** Levenshtein's distance. */
  private static int slips(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
