package dev.hubbub.load;

import java.util.Arrays;

/**
 * All messages of a load, by their number: when each was due, and what became of it. Of one event loop while the load
 * runs, and of whoever looks at it afterwards.
 */
final class Sends {
  private long[] due = new long[1_024];
  private int[] sender = new int[1_024];
  private int[] room = new int[1_024];
  private long[] acknowledged = new long[1_024];
  private long[] delivered = new long[1_024];
  private boolean[] refused = new boolean[1_024];
  private int count;

  /** Takes note of a message that is to be sent, and gives it its number. */
  int add(int from, int toRoom, long dueNanos) {
    if (count == due.length) {
      int more = count * 2;
      due = Arrays.copyOf(due, more);
      sender = Arrays.copyOf(sender, more);
      room = Arrays.copyOf(room, more);
      acknowledged = Arrays.copyOf(acknowledged, more);
      delivered = Arrays.copyOf(delivered, more);
      refused = Arrays.copyOf(refused, more);
    }
    due[count] = dueNanos;
    sender[count] = from;
    room[count] = toRoom;
    return count++;
  }

  /** How many there are. */
  int count() {
    return count;
  }

  /** Whether there is a message of that number. */
  boolean has(int number) {
    return number >= 0 && number < count;
  }

  /** When it was to be sent, by {@code System.nanoTime()}. */
  long due(int number) {
    return due[number];
  }

  int sender(int number) {
    return sender[number];
  }

  int room(int number) {
    return room[number];
  }

  /** The seq its ack told; 0 before. */
  long acknowledged(int number) {
    return acknowledged[number];
  }

  void acknowledge(int number, long seq) {
    acknowledged[number] = seq;
  }

  /** The seq it was delivered with; 0 before. */
  long delivered(int number) {
    return delivered[number];
  }

  void deliver(int number, long seq) {
    delivered[number] = seq;
  }

  /** The seq it has, by its ack or its delivery; 0 for none. */
  long seq(int number) {
    return acknowledged[number] > 0 ? acknowledged[number] : delivered[number];
  }

  /** Whether a send of it was answered with an error, which frees the sender's order from it. */
  boolean refused(int number) {
    return refused[number];
  }

  void refuse(int number) {
    refused[number] = true;
  }
}
