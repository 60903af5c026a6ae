package dev.hubbub.load;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The broken promises of a load: all are counted, of each kind the first are kept. Any thread. */
final class Breaches {
  private static final int KEPT_OF_EACH = 20;

  private final Map<Promise, Integer> counts = new EnumMap<>(Promise.class);
  private final List<Breach> first = new ArrayList<>();

  synchronized void add(Breach breach) {
    if (counts.merge(breach.promise(), 1, Integer::sum) <= KEPT_OF_EACH) {
      first.add(breach);
    }
  }

  /** How many there are. */
  synchronized int count() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** How many there are of each promise that was broken. */
  synchronized Map<Promise, Integer> counts() {
    return new EnumMap<>(counts);
  }

  /** The first of each kind. */
  synchronized List<Breach> first() {
    return List.copyOf(first);
  }
}
