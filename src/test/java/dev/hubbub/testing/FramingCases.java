package dev.hubbub.testing;

import static dev.hubbub.testing.ConformanceCase.fragments;
import static dev.hubbub.testing.ConformanceCase.named;
import static dev.hubbub.testing.Frame.BINARY;
import static dev.hubbub.testing.Frame.CONTINUATION;
import static dev.hubbub.testing.Frame.TEXT;

import dev.hubbub.testing.ConformanceDoor.Said;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Groups 1 to 5: sizes, pings, reserved bits and opcodes, fragments; and frames that are not a client's. */
final class FramingCases {
  private static final byte[] NOTHING = {};

  private final List<ConformanceCase> cases = new ArrayList<>();
  private final ConformanceDoor door;
  private final Said a;
  private final Said b;

  private FramingCases(ConformanceDoor door) {
    this.door = door;
    this.a = door.says("a");
    this.b = door.says("b");
  }

  static List<ConformanceCase> all(ConformanceDoor door) {
    FramingCases all = new FramingCases(door);
    all.sizes();
    all.pings();
    all.reservedBits();
    all.reservedOpcodes();
    all.fragmented();
    all.notAClients();
    return all.cases;
  }

  private void sizes() {
    add(named("1.1 empty text").say(door.nothing()).ok());
    for (int size : new int[] {125, 126, 127, 128, 65_535, 65_536}) {
      Said text = door.says("a", size);
      add(named("1.1 text of " + size).say(text).ok());
      add(named("1.1 text of " + size + " in pieces").chopped(997).say(text).ok());
      add(named("1.2 binary of " + size).send(Frame.of(BINARY, new byte[size])).closes(1003));
    }
    add(named("1.2 empty binary").send(Frame.of(BINARY, NOTHING)).closes(1003));
    add(named("1.2 binary in two")
        .send(Frame.of(BINARY, new byte[5]).unfinished(), Frame.of(CONTINUATION, new byte[5]))
        .closes(1003));
  }

  private void pings() {
    String most = "p".repeat(125);
    add(named("2.1 empty ping").send(Frame.ping("")).pong("").ok());
    add(named("2.2 ping").send(Frame.ping("hello")).pong("hello").ok());
    add(named("2.3 ping of no text")
        .send(Frame.ping("\u0000\u00FF\u00FE\u00FD"))
        .pong("\u0000\u00FF\u00FE\u00FD")
        .ok());
    add(named("2.4 ping of 125").send(Frame.ping(most)).pong(most).ok());
    add(named("2.5 ping of 126").send(Frame.ping(most + "p")).closes(1002));
    add(named("2.5 pong of 126").send(Frame.pong(most + "p")).closes(1002));
    add(named("2.6 ping bytewise").chopped(1).send(Frame.ping(most)).pong(most).ok());
    add(named("2.7 empty pong").send(Frame.pong("")).ok());
    add(named("2.8 pong").send(Frame.pong("hello")).ok());
    add(named("2.9 pong, then ping")
        .send(Frame.pong("no"), Frame.ping("yes"))
        .pong("yes")
        .ok());
    for (int chop = 0; chop < 2; chop++) {
      ConformanceCase.Builder ten =
          named((chop == 0 ? "2.10" : "2.11") + " ten pings, chop " + chop).chopped(chop);
      for (int i = 0; i < 10; i++) {
        ten = ten.send(Frame.ping("p" + i)).pong("p" + i);
      }
      add(ten.ok());
    }
  }

  private void reservedBits() {
    Frame text = Frame.of(TEXT, b.bytes());
    for (int bits = 1; bits < 8; bits++) {
      String group = "3." + bits;
      add(named(group + " text").send(text.reserved(bits)).closes(1002));
      add(named(group + " text after a good one, bytewise")
          .chopped(1)
          .say(a)
          .send(text.reserved(bits), Frame.ping(""))
          .closes(1002));
      add(named(group + " binary")
          .send(Frame.of(BINARY, new byte[8]).reserved(bits))
          .closes(1002));
      add(named(group + " ping").send(Frame.ping("p").reserved(bits)).closes(1002));
      add(named(group + " close").send(Frame.close(1000, "").reserved(bits)).closes(1002));
      add(named(group + " continuation")
          .send(text.unfinished(), Frame.of(CONTINUATION, NOTHING).reserved(bits))
          .closes(1002));
    }
  }

  private void reservedOpcodes() {
    for (int opcode : new int[] {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
      String which = (opcode < 8 ? "4.1" : "4.2") + " opcode " + opcode;
      add(named(which).send(Frame.of(opcode, NOTHING)).closes(1002));
      add(named(which + " after a text")
          .say(a)
          .send(Frame.of(opcode, new byte[8]), Frame.ping(""))
          .closes(1002));
      add(named(which + " bytewise")
          .chopped(1)
          .say(a)
          .send(Frame.of(opcode, new byte[8]))
          .closes(1002));
    }
  }

  private void fragmented() {
    Said text = door.says("a", 40);
    Frame[] two = fragments(text.bytes(), 20);
    Frame[] each = fragments(text.bytes(), 1);
    Frame whole = Frame.of(TEXT, b.bytes());
    Frame orphan = Frame.of(CONTINUATION, b.bytes());
    add(named("5.1 ping in two")
        .send(Frame.ping("a").unfinished(), Frame.of(CONTINUATION, NOTHING))
        .closes(1002));
    add(named("5.2 pong in two")
        .send(Frame.pong("a").unfinished(), Frame.of(CONTINUATION, NOTHING))
        .closes(1002));
    add(named("5.2 close unfinished").send(Frame.close(1000, "").unfinished()).closes(1002));
    for (int chop : new int[] {0, 1, 7}) {
      String how = ", chop " + chop;
      add(named("5.3 text in two" + how).chopped(chop).send(two).answer(text).ok());
      add(named("5.3 text in many" + how).chopped(chop).send(each).answer(text).ok());
      add(named("5.6 ping within a text" + how)
          .chopped(chop)
          .send(two[0], Frame.ping("p"))
          .pong("p")
          .heard()
          .send(Arrays.copyOfRange(two, 1, two.length))
          .answer(text)
          .ok());
      add(named("5.9 orphan" + how).chopped(chop).send(orphan, whole).closes(1002));
      add(named("5.12 orphan unfinished" + how)
          .chopped(chop)
          .send(orphan.unfinished(), whole)
          .closes(1002));
      add(named("5.15 orphan after a text" + how)
          .chopped(chop)
          .send(two)
          .answer(text)
          .send(orphan.unfinished())
          .closes(1002));
      add(named("5.18 text within a text" + how)
          .chopped(chop)
          .send(two[0], whole)
          .closes(1002));
      add(named("5.18 binary within a text" + how)
          .chopped(chop)
          .send(two[0], Frame.of(BINARY, NOTHING))
          .closes(1002));
    }
    ConformanceCase.Builder between = named("5.19 pings between fragments");
    for (int i = 0; i < 5; i++) {
      between = between.send(each[i], Frame.ping("p" + i)).pong("p" + i);
    }
    add(between
        .heard()
        .send(Arrays.copyOfRange(each, 5, each.length))
        .answer(text)
        .ok());
  }

  private void notAClients() {
    Frame text = Frame.of(TEXT, a.bytes());
    add(named("+ unmasked text").sendBytes(text.unmasked()).closes(1002));
    add(named("+ unmasked text after a good one")
        .say(a)
        .sendBytes(text.unmasked())
        .closes(1002));
    add(named("+ unmasked ping").sendBytes(Frame.ping("p").unmasked()).closes(1002));
    add(named("+ unmasked close").sendBytes(Frame.close(1000, "").unmasked()).closes(1002));
  }

  private void add(ConformanceCase made) {
    cases.add(made);
  }
}
