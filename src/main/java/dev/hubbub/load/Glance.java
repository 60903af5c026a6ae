package dev.hubbub.load;

import java.nio.charset.StandardCharsets;

/**
 * What a frame from the server is about, found without reading all of it: its type, and an event's or an ack's room, seq
 * and key, and the beginning of a text. One for each event loop, used again for every frame.
 *
 * <p>It looks for the bytes of a field's name with both its quotes and the colon. Inside a JSON string a quote has a
 * backslash before it, so those bytes never stand in what somebody wrote.
 */
final class Glance {
  /** What a frame is, as far as a load cares. */
  enum Kind {
    MESSAGE,
    OTHER_EVENT,
    ACK,
    HELLO,
    JOINED,
    ERROR,
    BYE,
    SIGNAL
  }

  private static final byte[] TYPE = bytes("\"type\":\"");
  private static final byte[] SEQ = bytes("\"seq\":");
  private static final byte[] ROOM = bytes("\"room\":\"");
  private static final byte[] KEY = bytes("\"key\":\"");
  private static final byte[] TEXT = bytes("\"text\":\"");
  private static final byte[] DUPLICATE = bytes("\"duplicate\":true");

  private final byte[] roomPrefix;
  private final byte[] keyPrefix;
  private Kind kind = Kind.SIGNAL;
  private long seq;
  private int room;
  private int number;
  private long said;
  private boolean duplicate;

  /**
   * A reader of frames about the rooms and messages of one load.
   *
   * @param roomPrefix what a room's id has before its number
   * @param keyPrefix what a message's key has before its number
   */
  Glance(String roomPrefix, String keyPrefix) {
    this.roomPrefix = bytes(roomPrefix);
    this.keyPrefix = bytes(keyPrefix);
  }

  /** Looks at a frame. */
  void at(byte[] frame, int length) {
    kind = kind(frame, length);
    seq = -1;
    room = -1;
    number = -1;
    said = -1;
    duplicate = false;
    if (kind == Kind.MESSAGE || kind == Kind.OTHER_EVENT || kind == Kind.ACK) {
      fields(frame, length);
    }
  }

  Kind kind() {
    return kind;
  }

  /** The seq; negative where there is none. */
  long seq() {
    return seq;
  }

  /** The number of the room; negative for one that is not of this load. */
  int room() {
    return room;
  }

  /** The number of the message; negative for one that is not of this load. */
  int number() {
    return number;
  }

  /** The number that a message's text begins with; negative for none. */
  long said() {
    return said;
  }

  /** Whether an ack says that it is not the first. */
  boolean duplicate() {
    return duplicate;
  }

  private void fields(byte[] frame, int length) {
    boolean isAck = kind == Kind.ACK;
    for (int i = 0; i < length; i++) {
      if (frame[i] != '"') {
        continue;
      }
      if (seq < 0 && has(frame, length, i, SEQ)) {
        seq = digits(frame, length, i + SEQ.length);
      } else if (room < 0 && has(frame, length, i, ROOM)) {
        room = numbered(frame, length, i + ROOM.length, roomPrefix);
      } else if (number < 0 && has(frame, length, i, KEY)) {
        number = numbered(frame, length, i + KEY.length, keyPrefix);
      } else if (said < 0 && has(frame, length, i, TEXT)) {
        said = digits(frame, length, i + TEXT.length);
      } else if (isAck && has(frame, length, i, DUPLICATE)) {
        duplicate = true;
      }
      if (!isAck && seq >= 0 && room >= 0 && (said >= 0 || kind == Kind.OTHER_EVENT)) {
        return;
      }
    }
  }

  private static Kind kind(byte[] frame, int length) {
    int at = 0;
    while (at < length && !has(frame, length, at, TYPE)) {
      at++;
    }
    int from = at + TYPE.length;
    int end = from;
    while (end < length && frame[end] != '"') {
      end++;
    }
    if (end >= length) {
      return Kind.SIGNAL;
    }
    return switch (frame[from]) {
      case 'm' -> frame[from + 2] == 's' ? Kind.MESSAGE : Kind.OTHER_EVENT;
      case 'a' -> Kind.ACK;
      case 'h' -> frame[from + 1] == 'e' ? Kind.HELLO : Kind.SIGNAL;
      case 'j' -> Kind.JOINED;
      case 'b' -> Kind.BYE;
      case 'd' -> Kind.OTHER_EVENT;
      case 'e' -> frame[from + 1] == 'r' ? Kind.ERROR : Kind.OTHER_EVENT;
      case 'r' -> end - from == "receipt".length() ? Kind.SIGNAL : Kind.OTHER_EVENT;
      default -> Kind.SIGNAL;
    };
  }

  private static int numbered(byte[] frame, int length, int from, byte[] prefix) {
    return has(frame, length, from, prefix)
        ? (int) digits(frame, length, from + prefix.length)
        : -1;
  }

  private static long digits(byte[] frame, int length, int from) {
    long number = -1;
    for (int i = from; i < length && frame[i] >= '0' && frame[i] <= '9'; i++) {
      number = Math.max(number, 0) * 10 + frame[i] - '0';
    }
    return number;
  }

  private static boolean has(byte[] frame, int length, int at, byte[] wanted) {
    if (at + wanted.length > length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (frame[at + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
