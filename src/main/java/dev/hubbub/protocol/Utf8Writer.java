package dev.hubbub.protocol;

import java.io.Writer;
import java.util.Arrays;

/**
 * Takes characters and has them as UTF-8. A surrogate without its other half becomes a question mark, as with {@link
 * String#getBytes(java.nio.charset.Charset)}; the halves of a pair may come one by one. For one thread.
 */
final class Utf8Writer extends Writer {
  private static final int LONGEST = 3; // of one char; a pair has four bytes

  private byte[] bytes = {};
  private int length;
  private char high;

  /** What was written so far; nothing is to be written after it. */
  byte[] bytes() {
    if (high != 0) {
      high = 0;
      reserve(1);
      bytes[length++] = '?';
    }
    return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
  }

  @Override
  public void write(char[] from, int offset, int count) {
    int at = offset;
    int end = offset + count;
    reserve(count); // which is just enough where all is ASCII and comes at once
    if (high == 0) {
      byte[] to = bytes;
      int next = length;
      while (at < end && from[at] < 0x80) {
        to[next++] = (byte) from[at++];
      }
      length = next;
    }
    if (at < end) {
      reserve((end - at) * LONGEST + 1);
      for (; at < end; at++) {
        add(from[at]);
      }
    }
  }

  private void add(char one) {
    if (high != 0) {
      char first = high;
      high = 0;
      if (Character.isLowSurrogate(one)) {
        int point = Character.toCodePoint(first, one);
        bytes[length++] = (byte) (0xF0 | (point >> 18));
        bytes[length++] = (byte) (0x80 | (point >> 12 & 0x3F));
        bytes[length++] = (byte) (0x80 | (point >> 6 & 0x3F));
        bytes[length++] = (byte) (0x80 | (point & 0x3F));
        return;
      }
      bytes[length++] = '?';
    }
    if (one < 0x80) {
      bytes[length++] = (byte) one;
    } else if (one < 0x800) {
      bytes[length++] = (byte) (0xC0 | (one >> 6));
      bytes[length++] = (byte) (0x80 | (one & 0x3F));
    } else if (Character.isHighSurrogate(one)) {
      high = one;
    } else if (Character.isLowSurrogate(one)) {
      bytes[length++] = '?';
    } else {
      bytes[length++] = (byte) (0xE0 | (one >> 12));
      bytes[length++] = (byte) (0x80 | (one >> 6 & 0x3F));
      bytes[length++] = (byte) (0x80 | (one & 0x3F));
    }
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      int twice = (int) Math.min(Integer.MAX_VALUE - 8L, 2L * bytes.length);
      bytes = Arrays.copyOf(bytes, Math.max(twice, Math.addExact(length, more)));
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
