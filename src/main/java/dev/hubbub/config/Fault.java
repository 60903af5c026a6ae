package dev.hubbub.config;

/**
 * One thing wrong with the configuration, for the person who wrote it. Holds no secret.
 *
 * @param key what is to be changed, such as {@code http.port}
 * @param where it was said: a file and line, a variable, the command line
 * @param problem what it must be, and what it is
 */
public record Fault(String key, String where, String problem) {
  /** The fault on one line. */
  public String line() {
    return key + " (" + where + "): " + problem;
  }
}
