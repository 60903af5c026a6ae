package dev.hubbub.hub;

import java.util.List;

/**
 * Sessions of somebody who has too many of them over all instances: the oldest, which are to be closed.
 *
 * @param user whose they are
 * @param sessions their ids; some may be on other event loops, or over
 */
public record Surplus(String user, List<String> sessions) {
  /** Where it is published to all of this instance. */
  public static final String ADDRESS = "presence.surplus";
}
