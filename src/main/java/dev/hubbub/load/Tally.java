package dev.hubbub.load;

import java.util.Map;
import java.util.TreeMap;

/** What is counted while a load runs. Of the crowd's event loop, and of whoever looks at it afterwards. */
final class Tally {
  /** Deliveries of messages of the measured time. */
  long received;
  /** Of those, the ones that came by resuming. */
  long recovered;
  /** Events that came again, or too late. */
  long repeated;
  /** Events that a session was honestly told it has missed. */
  long skipped;
  /** Frames that are no events and no answers: presence, typing, receipts. */
  long signals;
  /** Messages sent again, with their key. */
  long resent;
  /** Sessions that came back. */
  long resumed;
  /** Rooms that a session started afresh. */
  long afresh;
  /** Connections that the load itself broke. */
  long cut;
  /** Connections lost, by the code they were closed with. */
  final Map<Integer, Integer> drops = new TreeMap<>();
  /** Sends answered with an error, by its code. */
  final Map<String, Integer> errors = new TreeMap<>();
}
