package dev.hubbub.room;

/** So many per time, counted for each key by itself. Any thread may use it; it never waits. */
@FunctionalInterface
public interface Limit {
  /**
   * Takes one for {@code key}.
   *
   * @return 0 where there was one, else the milliseconds, at least 1, until there is one; then nothing was taken
   */
  long tryTake(String key);
}
