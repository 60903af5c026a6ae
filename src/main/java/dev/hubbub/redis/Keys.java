package dev.hubbub.redis;

import org.jspecify.annotations.Nullable;

/**
 * The names in Redis (PROTOCOL.md 6). The braces are literal: they keep one room's keys in one cluster slot.
 *
 * @param prefix before every one of them
 */
record Keys(String prefix) {
  /** The channel of a room's events. */
  String room(String room) {
    return prefix + "room:{" + room + "}";
  }

  /** The room whose channel that is; absent for any other channel. */
  @Nullable
  String roomOf(String channel) {
    String start = prefix + "room:{";
    return channel.startsWith(start) && channel.endsWith("}")
        ? channel.substring(start.length(), channel.length() - 1)
        : null;
  }

  /** A room's head, as last published. */
  String seq(String room) {
    return prefix + "seq:{" + room + "}";
  }

  /** A room's last messages. */
  String recent(String room) {
    return prefix + "recent:{" + room + "}";
  }

  /** The sessions of one user. */
  String presence(String user) {
    return prefix + "presence:" + user;
  }

  /** Those who are there. */
  String online() {
    return prefix + "online";
  }

  /** What one instance says about itself. */
  String instance(String instance) {
    return prefix + "instance:" + instance;
  }

  /** The ids of the instances, each with when it last said something about itself. */
  String instances() {
    return prefix + "instances";
  }

  /** The channel on which one instance hears itself, to know that its link is alive. */
  String probe(String instance) {
    return prefix + "probe:" + instance;
  }

  /** What concerns all instances and no room. */
  String control() {
    return prefix + "control";
  }
}
