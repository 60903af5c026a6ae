package dev.hubbub.config;

import java.util.List;

/** Every key explained, for {@code --help} and the documentation. */
public final class Manual {
  private Manual() {}

  /**
   * One key.
   *
   * @param name as after {@code --} and as the path in the file
   * @param variables its environment variables, the strongest first
   * @param takes what values fit
   * @param dev what it is in development where nothing is said
   * @param production the same in production
   * @param unit of a number; empty for what has none
   * @param meaning one line, in Markdown
   */
  public record Entry(
      String name,
      List<String> variables,
      String takes,
      String dev,
      String production,
      String unit,
      String meaning) {}

  /** All of them, in the order of the documentation. */
  public static List<Entry> entries() {
    return Keys.ALL.stream().map(Manual::entry).toList();
  }

  private static <T> Entry entry(Key<T> key) {
    return new Entry(
        key.name(),
        key.variables(),
        key.kind().takes(),
        key.fallbackShown(Profile.DEV),
        key.fallbackShown(Profile.PRODUCTION),
        key.unit(),
        key.meaning());
  }
}
