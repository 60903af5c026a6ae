package dev.hubbub.survive;

import java.time.Duration;
import java.util.Locale;

/**
 * One thing that was expected of Hubbub under a fault, and what was found.
 *
 * @param expected in words, with its number
 * @param measured in words, with its number
 * @param kept whether the one is as the other says
 * @param timed whether it depends on how fast the machine is: reported everywhere, but no reason for a build to fail
 */
public record Finding(String expected, String measured, boolean kept, boolean timed) {
  /** Of something that holds on any machine. */
  public static Finding promise(String expected, String measured, boolean kept) {
    return new Finding(expected, measured, kept, false);
  }

  /** Of a time that is at most so long. */
  public static Finding within(String what, Duration atMost, Duration took) {
    return new Finding(
        what + " ≤ " + words(atMost), words(took), took.compareTo(atMost) <= 0, true);
  }

  /** Of a number that is at most so large. */
  public static Finding atMost(String what, long most, long found) {
    return promise(what + " ≤ " + most, Long.toString(found), found <= most);
  }

  /** Of something that never happens. */
  public static Finding none(String what, long found, String example) {
    return promise(what + ": 0", found == 0 ? "0" : found + ", such as " + example, found == 0);
  }

  /** Something worth knowing of which nothing is expected. */
  public static Finding told(String what, String measured) {
    return promise(what, measured, true);
  }

  /** A time, for people. */
  static String words(Duration time) {
    return time.toMillis() < 1_000
        ? time.toMillis() + " ms"
        : String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
  }
}
