package dev.hubbub.room;

import java.util.Collection;

/**
 * Who is let in no more.
 *
 * @param logins the ids of logins that have ended
 * @param accounts those that are shut out or have ended
 */
public record Ended(Collection<String> logins, Collection<Shut> accounts) {
  /**
   * An account whose sessions are closed.
   *
   * @param account its number in the store
   * @param disabled whether it is shut out; else it has ended
   */
  public record Shut(long account, boolean disabled) {}
}
