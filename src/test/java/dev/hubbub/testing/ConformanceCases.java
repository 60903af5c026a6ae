package dev.hubbub.testing;

import java.util.ArrayList;
import java.util.List;

/**
 * RFC 6455 as cases, in the groups of the Autobahn suite, with the close codes of PROTOCOL.md 3.6. Where Autobahn wants
 * an echo, a door tells back what can be said there. Groups 12 and 13, compression, are for a server that offers it.
 */
public final class ConformanceCases {
  private ConformanceCases() {}

  /** All of them, as they are behind that door. */
  public static List<ConformanceCase> all(ConformanceDoor door) {
    List<ConformanceCase> all = new ArrayList<>();
    all.addAll(FramingCases.all(door));
    all.addAll(Utf8Cases.all(door));
    all.addAll(ClosingCases.all(door));
    all.addAll(SizeCases.all(door));
    return List.copyOf(all);
  }
}
