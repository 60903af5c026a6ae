package dev.hubbub.testing;

import static dev.hubbub.testing.ConformanceCase.fragments;
import static dev.hubbub.testing.ConformanceCase.named;
import static dev.hubbub.testing.Frame.BINARY;
import static dev.hubbub.testing.Frame.CONTINUATION;
import static dev.hubbub.testing.Frame.TEXT;

import dev.hubbub.testing.ConformanceDoor.Said;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Groups 9 and 10, for a server that takes no more than {@code limits.frame} bytes; lengths that lie, and fragments of
 * nothing.
 */
final class SizeCases {
  /** {@code limits.frame} as it is by default. */
  private static final int MOST_BYTES = 65_536;

  /** Empty fragments that one message may have. */
  private static final int MOST_EMPTY = 128;

  private static final int KIB = 1_024;
  private static final int MIB = KIB * KIB;
  private static final int ROUND_TRIPS = 1_000;

  private final List<ConformanceCase> cases = new ArrayList<>();
  private final ConformanceDoor door;
  private final Said a;

  private SizeCases(ConformanceDoor door) {
    this.door = door;
    this.a = door.says("a");
  }

  static List<ConformanceCase> all(ConformanceDoor door) {
    SizeCases all = new SizeCases(door);
    all.large();
    all.roundTrips();
    all.announced();
    all.gathered();
    all.emptyFragments();
    return all.cases;
  }

  private void large() {
    for (int size : new int[] {256 * KIB, MIB, 4 * MIB, 8 * MIB, 16 * MIB}) {
      // What a sender that does not look has sent by the time it is refused.
      byte[] begun = new byte[Math.min(size, MIB)];
      add(named("9.1 text of " + size)
          .sendBytes(Frame.of(TEXT, begun).announcing(size, 8))
          .sendBytes(begun)
          .closes(1009));
      add(named("9.2 binary of " + size)
          .sendBytes(Frame.of(BINARY, begun).announcing(size, 8))
          .sendBytes(begun)
          .closes(1009));
    }
    add(named("9.1 text of 65536").say(door.says("a", MOST_BYTES)).ok());
    add(named("9.2 binary of 65536")
        .send(Frame.of(BINARY, new byte[MOST_BYTES]))
        .closes(1003));
    byte[] text = door.says("a", 256 * KIB).bytes();
    for (int size : new int[] {64, 256, KIB, 4 * KIB, 16 * KIB, MOST_BYTES}) {
      String how = " of " + text.length + " in fragments of " + size;
      add(named("9.3 text" + how).send(fragments(text, size)).closes(1009));
      add(named("9.4 binary" + how).send(fragments(BINARY, text, size)).closes(1003));
    }
    for (int chop : new int[] {64, 128, 256, 512, KIB, 2 * KIB}) {
      add(named("9.5 text of " + text.length + " in pieces of " + chop)
          .chopped(chop)
          .send(Frame.of(TEXT, text))
          .closes(1009));
      add(named("9.5 text of 65536 in pieces of " + chop)
          .chopped(chop)
          .say(door.says("a", MOST_BYTES))
          .ok());
      add(named("9.6 binary of 65536 in pieces of " + chop)
          .chopped(chop)
          .send(Frame.of(BINARY, new byte[MOST_BYTES]))
          .closes(1003));
    }
  }

  private void roundTrips() {
    for (int size : new int[] {0, 16, 64, 256, KIB, 4 * KIB}) {
      int most = Math.max(size, a.bytes().length);
      Said said = size == 0 ? door.nothing() : door.says("a", most);
      ConformanceCase.Builder trips =
          named("9.7 " + ROUND_TRIPS + " round trips of " + (size == 0 ? 0 : most));
      for (int i = 0; i < ROUND_TRIPS; i++) {
        trips = trips.say(said).heard();
      }
      add(trips.ok());
      add(named("9.8 binary of " + size).send(Frame.of(BINARY, new byte[size])).closes(1003));
    }
  }

  private void announced() {
    Frame text = Frame.of(TEXT, a.bytes());
    Frame binary = Frame.of(BINARY, new byte[0]);
    Frame ping = Frame.ping("p");
    add(named("+ 5 bytes announced in 16 bits")
        .sendBytes(text.announcing(5, 2))
        .sendBytes(new byte[5])
        .closes(1002));
    add(named("+ 125 bytes announced in 16 bits")
        .sendBytes(text.announcing(125, 2))
        .sendBytes(new byte[125])
        .closes(1002));
    add(named("+ 5 bytes announced in 64 bits")
        .sendBytes(text.announcing(5, 8))
        .sendBytes(new byte[5])
        .closes(1002));
    add(named("+ 65535 bytes announced in 64 bits")
        .sendBytes(text.announcing(65_535, 8))
        .sendBytes(new byte[65_535])
        .closes(1002));
    add(named("+ ping announced in 16 bits")
        .sendBytes(ping.announcing(5, 2))
        .sendBytes(new byte[5])
        .closes(1002));
    add(named("+ ping announced in 64 bits").sendBytes(ping.announcing(5, 8)).closes(1002));
    for (Map.Entry<String, Frame> kind : Map.of("text", text, "binary", binary).entrySet()) {
      String what = " of " + kind.getKey() + " announced";
      Frame frame = kind.getValue();
      add(named("+ 1 byte too many" + what)
          .sendBytes(frame.announcing(MOST_BYTES + 1, 8))
          .closes(1009));
      add(named("+ 2 GiB" + what).sendBytes(frame.announcing(1L << 31, 8)).closes(1009));
      add(named("+ 4 GiB" + what).sendBytes(frame.announcing(1L << 32, 8)).closes(1009));
      add(named("+ 63 bits" + what)
          .sendBytes(frame.announcing(Long.MAX_VALUE, 8))
          .closes(1009));
      // RFC 6455 section 5.2: the most significant bit must be 0.
      add(named("+ 64 bits" + what).sendBytes(frame.announcing(-1, 8)).closes(1002));
    }
  }

  private void gathered() {
    for (int size : new int[] {1_300, 4_096}) {
      add(named("10.1 as much as is allowed in fragments of " + size)
          .send(fragments(door.says("a", MOST_BYTES).bytes(), size))
          .answer(door.says("a", MOST_BYTES))
          .ok());
    }
    add(named("+ 1 byte too many in fragments")
        .send(fragments(door.says("a", MOST_BYTES + 1).bytes(), 4_096))
        .closes(1009));
    add(named("+ 1 byte too many in a fragment that is not the last")
        .send(
            Frame.of(TEXT, door.says("a", MOST_BYTES).bytes()).unfinished(),
            Frame.of(CONTINUATION, new byte[] {' '}).unfinished())
        .closes(1009));
    add(named("+ session goes on after an empty pong and a large text")
        .send(Frame.pong(""))
        .say(door.says("a", MOST_BYTES))
        .say(a)
        .send(Frame.ping(""))
        .pong("")
        .ok());
  }

  private void emptyFragments() {
    Frame empty = Frame.of(CONTINUATION, new byte[0]).unfinished();
    ConformanceCase.Builder allowed = named("+ as many empty fragments as are allowed");
    ConformanceCase.Builder more = named("+ one empty fragment too many");
    ConformanceCase.Builder again = named("+ the count of empty fragments is of each message");
    for (int message = 0; message < 2; message++) {
      again = again.send(Frame.text("").unfinished());
      for (int i = 1; i < MOST_EMPTY; i++) {
        again = again.send(empty);
      }
      again = again.send(Frame.of(CONTINUATION, a.bytes())).answer(a);
    }
    allowed = allowed.send(Frame.text("").unfinished());
    more = more.send(Frame.text("").unfinished());
    for (int i = 1; i < MOST_EMPTY; i++) {
      allowed = allowed.send(empty);
      more = more.send(empty);
    }
    add(allowed.send(Frame.of(CONTINUATION, a.bytes())).answer(a).ok());
    add(more.send(empty).closes(1008));
    add(again.ok());
  }

  private void add(ConformanceCase made) {
    cases.add(made);
  }
}
