package dev.hubbub.ops;

import dev.hubbub.room.Event;
import java.util.HexFormat;

/**
 * The id of an event's trace. It follows from the event's room, seq and time, so every instance knows it and it need not
 * travel.
 *
 * @param root of the span that all others are in
 */
record TraceId(long high, long low, long root) {
  private static final HexFormat HEX = HexFormat.of();

  static TraceId of(Event event) {
    long hash = 0xcbf29ce484222325L; // FNV-1a
    for (int i = 0; i < event.room().length(); i++) {
      hash = (hash ^ event.room().charAt(i)) * 0x100000001b3L;
    }
    long high = mixed(hash + mixed(event.seq()));
    long low = mixed(high + event.ts());
    // An id of zeros only is none (W3C Trace Context).
    return new TraceId(high, low == 0 ? 1 : low, mixed(low) | 1);
  }

  /** The finalizer of SplitMix64: every bit depends on every bit. */
  private static long mixed(long bits) {
    long mixed = bits + 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }

  /** 32 hexadecimal digits. */
  String hex() {
    return HEX.toHexDigits(high) + HEX.toHexDigits(low);
  }
}
