package dev.hubbub.survive;

import java.util.List;

/**
 * One row of the table of faults: something that happens to a running Hubbub, and what it comes to. A row is run as
 * often as there are seeds; every run is on its own.
 */
public interface Fault {
  /** The row, such as {@code F1}; rows that try one thing in several ways share it. */
  String id();

  /** What happens, in a few words; no other fault has the same. */
  String title();

  /** Whether what it measures means nothing while another fault has its share of the machine; mostly not. */
  default boolean isAlone() {
    return false;
  }

  /**
   * Has it happen. Blocks. Several faults may happen at once, each to a site of its own.
   *
   * @param seed decides what is left to chance
   * @return everything that was expected, and what was found; a failure to find out is thrown
   */
  List<Finding> run(Plan plan, long seed);
}
