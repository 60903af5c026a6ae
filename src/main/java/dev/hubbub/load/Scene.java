package dev.hubbub.load;

import java.util.List;

/**
 * What a load found or made before it began.
 *
 * @param run a word that no other load has
 * @param tokens of each user, by number
 * @param made whether the users were made by this load
 */
record Scene(String run, List<String> tokens, boolean made) {
  /** What the id of a room has before its number. */
  String roomPrefix() {
    return "load-" + run + "-";
  }

  /** What the key of a message has before its number. */
  String keyPrefix() {
    return "load." + run + ".";
  }
}
