package dev.hubbub.survive;

import java.time.Duration;

/**
 * How large the load under a fault is, and when what happens, counted from the beginning of the load.
 *
 * @param rooms small ones, whose members are in no other small one
 * @param members of each small room
 * @param crowd members of the one large room, who are members of small ones too
 * @param perSecond messages that are said, by all together
 * @param strike when the fault comes
 * @param heal when it goes
 * @param stop when nothing more is said
 * @param quiesce how long all is left alone after that
 */
public record Plan(
    int rooms,
    int members,
    int crowd,
    int perSecond,
    Duration strike,
    Duration heal,
    Duration stop,
    Duration quiesce) {
  /** What lets all faults together take about 20 minutes on two cores. */
  public static Plan usual() {
    return new Plan(20, 10, 60, 100, seconds(4), seconds(10), seconds(16), seconds(4));
  }

  /** The sizes and times of TRAPS.md 2. */
  public static Plan large() {
    return new Plan(60, 10, 300, 300, seconds(30), seconds(60), seconds(120), seconds(15));
  }

  /** For a look within the build. */
  public static Plan small() {
    return new Plan(4, 5, 10, 60, seconds(1), seconds(2), seconds(4), Duration.ZERO);
  }

  private static Duration seconds(long count) {
    return Duration.ofSeconds(count);
  }

  /** The same, with all times in proportion to a load of so many seconds. */
  public Plan lasting(int seconds) {
    double factor = seconds * 1_000.0 / stop.toMillis();
    return new Plan(
        rooms,
        members,
        crowd,
        perSecond,
        Duration.ofMillis((long) (strike.toMillis() * factor)),
        Duration.ofMillis((long) (heal.toMillis() * factor)),
        seconds(seconds),
        quiesce);
  }

  /** How many people there are. */
  public int people() {
    return rooms * members;
  }

  /** In words, for the report. */
  @Override
  public String toString() {
    return rooms + " rooms of " + members + " and one of " + crowd + ", " + perSecond
        + " messages/s; fault at " + strike.toSeconds() + " s, healed at " + heal.toSeconds()
        + " s, stop at " + stop.toSeconds() + " s, quiesce " + quiesce.toSeconds() + " s";
  }
}
