package dev.hubbub.testing;

import static dev.hubbub.testing.ConformanceCase.named;
import static dev.hubbub.testing.ConformanceCase.pingText;
import static dev.hubbub.testing.Frame.BINARY;
import static dev.hubbub.testing.Frame.CLOSE;
import static dev.hubbub.testing.Frame.CONTINUATION;
import static dev.hubbub.testing.Frame.PING;
import static dev.hubbub.testing.Frame.PONG;
import static dev.hubbub.testing.Frame.TEXT;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * RFC 6455 as cases, in the groups of the Autobahn suite, with the close codes of PROTOCOL.md 3.6. Where Autobahn wants
 * an echo, a protocol {@code ping} has its id told back.
 */
final class ConformanceCases {
  private static final byte[] NOTHING = {};

  /** {@code limits.frame} as it is by default. */
  private static final int MOST_BYTES = 65_536;

  /** Empty fragments that one message may have. */
  private static final int MOST_EMPTY = 128;

  private final List<ConformanceCase> cases = new ArrayList<>();

  private ConformanceCases() {}

  static List<ConformanceCase> all() {
    ConformanceCases all = new ConformanceCases();
    all.sizes();
    all.pings();
    all.reservedBits();
    all.reservedOpcodes();
    all.fragments();
    all.utf8();
    all.closing();
    all.badClosing();
    all.lengths();
    all.emptyFragments();
    return List.copyOf(all.cases);
  }

  private void sizes() {
    add(named("1.1 empty text")
        .send(Frame.text(""))
        .answer("error(bad_request)")
        .ok());
    for (int size : new int[] {125, 126, 127, 128, 65_535, MOST_BYTES}) {
      Frame text = Frame.of(TEXT, pingText("a", size));
      add(named("1.1 text of " + size).send(text).answer("pong(a)").ok());
      add(named("1.1 text of " + size + " in pieces")
          .chopped(997)
          .send(text)
          .answer("pong(a)")
          .ok());
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
    add(named("2.6 ping bytewise").chopped(1).send(Frame.ping(most)).pong(most).ok());
    add(named("2.7 empty pong").send(Frame.pong("")).ok());
    add(named("2.8 pong").send(Frame.pong("hello")).ok());
    add(named("2.9 pong, then ping")
        .send(Frame.pong("no"), Frame.ping("yes"))
        .pong("yes")
        .ok());
    add(named("2.5 pong of 126").send(Frame.pong(most + "p")).closes(1002));
    for (int chop = 0; chop < 2; chop++) {
      ConformanceCase.Builder ten = named("2.10 ten pings, chop " + chop).chopped(chop);
      for (int i = 0; i < 10; i++) {
        ten = ten.send(Frame.ping("p" + i)).pong("p" + i);
      }
      add(ten.ok());
    }
  }

  private void reservedBits() {
    Frame text = Frame.of(TEXT, pingText("b"));
    for (int bits = 1; bits < 8; bits++) {
      add(named("3 text with " + bits).send(text.reserved(bits)).closes(1002));
      add(named("3 text with " + bits + " after a good one, bytewise")
          .chopped(1)
          .ping("a")
          .send(text.reserved(bits), Frame.ping(""))
          .closes(1002));
      add(named("3 binary with " + bits)
          .send(Frame.of(BINARY, new byte[8]).reserved(bits))
          .closes(1002));
      add(named("3 ping with " + bits).send(Frame.ping("p").reserved(bits)).closes(1002));
      add(named("3 close with " + bits)
          .send(Frame.close(1000, "").reserved(bits))
          .closes(1002));
      add(named("3 continuation with " + bits)
          .send(text.unfinished(), Frame.of(CONTINUATION, NOTHING).reserved(bits))
          .closes(1002));
    }
  }

  private void reservedOpcodes() {
    for (int opcode : new int[] {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
      add(named("4 opcode " + opcode).send(Frame.of(opcode, NOTHING)).closes(1002));
      add(named("4 opcode " + opcode + " after a text")
          .ping("a")
          .send(Frame.of(opcode, new byte[8]), Frame.ping(""))
          .closes(1002));
      add(named("4 opcode " + opcode + " bytewise")
          .chopped(1)
          .ping("a")
          .send(Frame.of(opcode, new byte[8]))
          .closes(1002));
    }
  }

  private void fragments() {
    Frame[] two = fragments(pingText("a"), 20);
    Frame[] each = fragments(pingText("a"), 1);
    Frame orphan = Frame.of(CONTINUATION, pingText("o"));
    add(named("5.1 ping in two")
        .send(Frame.ping("a").unfinished(), Frame.of(CONTINUATION, NOTHING))
        .closes(1002));
    add(named("5.2 pong in two")
        .send(Frame.pong("a").unfinished(), Frame.of(CONTINUATION, NOTHING))
        .closes(1002));
    add(named("5.2 close unfinished").send(Frame.close(1000, "").unfinished()).closes(1002));
    for (int chop : new int[] {0, 1, 7}) {
      String how = ", chop " + chop;
      add(named("5.3 text in two" + how)
          .chopped(chop)
          .send(two)
          .answer("pong(a)")
          .ok());
      add(named("5.3 text in many" + how)
          .chopped(chop)
          .send(each)
          .answer("pong(a)")
          .ok());
      add(named("5.6 ping within a text" + how)
          .chopped(chop)
          .send(two[0], Frame.ping("p"))
          .pong("p")
          .heard()
          .send(Arrays.copyOfRange(two, 1, two.length))
          .answer("pong(a)")
          .ok());
      add(named("5.9 orphan" + how)
          .chopped(chop)
          .send(orphan, Frame.of(TEXT, pingText("b")))
          .closes(1002));
      add(named("5.12 orphan unfinished" + how)
          .chopped(chop)
          .send(orphan.unfinished(), Frame.of(TEXT, pingText("b")))
          .closes(1002));
      add(named("5.15 orphan after a text" + how)
          .chopped(chop)
          .send(two)
          .answer("pong(a)")
          .send(orphan.unfinished())
          .closes(1002));
      add(named("5.18 text within a text" + how)
          .chopped(chop)
          .send(two[0], Frame.of(TEXT, pingText("b")))
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
        .answer("pong(a)")
        .ok());
  }

  private void utf8() {
    add(named("6.1 empty fragments")
        .send(Frame.text("").unfinished(), empty(), Frame.of(CONTINUATION, NOTHING))
        .answer("error(bad_request)")
        .ok());
    add(named("6.1 empty, full, empty")
        .send(
            Frame.text("").unfinished(),
            Frame.of(CONTINUATION, pingText("a")).unfinished(),
            Frame.of(CONTINUATION, NOTHING))
        .answer("pong(a)")
        .ok());
    Utf8Vectors.valid().forEach((name, bytes) -> {
      String answer = "pong(" + new String(bytes, StandardCharsets.UTF_8) + ")";
      add(named("6.2 " + name)
          .send(Frame.of(TEXT, pingText(bytes)))
          .answer(answer)
          .ok());
      add(named("6.2 " + name + " in many")
          .send(fragments(pingText(bytes), 1))
          .answer(answer)
          .ok());
    });
    Utf8Vectors.invalid().forEach((name, bytes) -> {
      add(named("6.3 " + name).send(Frame.of(TEXT, pingText(bytes))).closes(1007));
      add(named("6.3 " + name + " at the end").send(Frame.of(TEXT, bytes)).closes(1007));
      add(named("6.3 " + name + " in many").send(fragments(pingText(bytes), 1)).closes(1007));
      // The fault is in the first fragment; the rest never comes.
      add(named("6.4 " + name + " at once")
          .send(Frame.of(TEXT, pingText(bytes)).unfinished())
          .closes(1007));
      add(named("6.4 " + name + " in the second fragment")
          .send(
              Frame.of(TEXT, pingText("a")).unfinished(),
              Frame.of(CONTINUATION, pingText(bytes)).unfinished())
          .closes(1007));
    });
  }

  private void closing() {
    Frame bye = Frame.close(1000, "bye");
    Frame[] two = fragments(pingText("a"), 20);
    add(named("7.1 close after a text").ping("a").heard().send(bye).closes(1000));
    add(named("7.1 two closes").send(bye, bye).closes(1000));
    add(named("7.1 ping after close").send(bye, Frame.ping("no")).closes(1000));
    add(named("7.1 text after close").send(bye, Frame.of(TEXT, pingText("no"))).closes(1000));
    add(named("7.1 wrong frame after close")
        .send(bye, Frame.of(5, NOTHING).reserved(7))
        .closes(1000));
    add(named("7.1 close within a text")
        .send(two[0], bye, Frame.of(CONTINUATION, pingText("no")))
        .closes(1000));
    add(named("7.1 close after a large text")
        .send(Frame.of(TEXT, pingText("a", MOST_BYTES)))
        .answer("pong(a)")
        .heard()
        .send(bye, Frame.ping("no"))
        .closes(1000));
    add(named("7.3 empty close").send(Frame.of(CLOSE, NOTHING)).closes(1000, 1005));
    add(named("7.3 close without reason").send(Frame.close(1000, "")).closes(1000));
    add(named("7.3 close bytewise").chopped(1).send(bye).closes(1000));
    add(named("7.3 reason of 123").send(Frame.close(1000, "r".repeat(123))).closes(1000));
    for (int code : new int[] {
      1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999
    }) {
      add(named("7.7 code " + code).send(Frame.close(code, "r")).closes(code, 1000));
    }
  }

  private void badClosing() {
    byte[] noText = {(byte) 0xCE, (byte) 0xBA, (byte) 0xED, (byte) 0xA0, (byte) 0x80};
    add(named("7.3 close of 1 byte").send(Frame.of(CLOSE, new byte[1])).closes(1002));
    add(named("7.3 reason of 124").send(Frame.close(1000, "r".repeat(124))).closes(1002));
    add(named("7.5 reason that is no UTF-8").send(Frame.close(1000, noText)).closes(1002, 1007));
    for (int code : new int[] {0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999}) {
      add(named("7.9 code " + code).send(Frame.close(code, "")).closes(1002));
      add(named("7.9 code " + code + " with a reason")
          .send(Frame.close(code, "r"))
          .closes(1002));
    }
    for (int code : new int[] {5000, 65_535}) {
      add(named("7.13 code " + code).send(Frame.close(code, "")).closes(code, 1000, 1002));
    }
  }

  private void lengths() {
    Frame text = Frame.of(TEXT, pingText("a"));
    Frame ping = Frame.ping("p");
    add(named("unmasked text").sendBytes(text.unmasked()).closes(1002));
    add(named("unmasked ping").sendBytes(ping.unmasked()).closes(1002));
    add(named("unmasked close").sendBytes(Frame.close(1000, "").unmasked()).closes(1002));
    add(named("5 bytes announced in 16 bits")
        .sendBytes(text.announcing(5, 2))
        .sendBytes(new byte[5])
        .closes(1002));
    add(named("125 bytes announced in 16 bits")
        .sendBytes(text.announcing(125, 2))
        .sendBytes(new byte[125])
        .closes(1002));
    add(named("5 bytes announced in 64 bits")
        .sendBytes(text.announcing(5, 8))
        .sendBytes(new byte[5])
        .closes(1002));
    add(named("65535 bytes announced in 64 bits")
        .sendBytes(text.announcing(65_535, 8))
        .sendBytes(new byte[65_535])
        .closes(1002));
    add(named("ping announced in 16 bits")
        .sendBytes(ping.announcing(5, 2))
        .sendBytes(new byte[5])
        .closes(1002));
    add(named("1 byte too many announced")
        .sendBytes(text.announcing(MOST_BYTES + 1, 8))
        .closes(1009));
    add(named("1 byte too many in binary announced")
        .sendBytes(Frame.of(BINARY, NOTHING).announcing(MOST_BYTES + 1, 8))
        .closes(1009, 1003));
    add(named("4 GiB announced").sendBytes(text.announcing(1L << 32, 8)).closes(1002, 1009));
    add(named("63 bits announced")
        .sendBytes(text.announcing(Long.MAX_VALUE, 8))
        .closes(1002, 1009));
    add(named("64 bits announced").sendBytes(text.announcing(-1, 8)).closes(1002, 1009));
    add(named("as much as is allowed in fragments")
        .send(fragments(pingText("a", MOST_BYTES), 4_096))
        .answer("pong(a)")
        .ok());
    add(named("1 byte too many in fragments")
        .send(fragments(pingText("a", MOST_BYTES + 1), 4_096))
        .closes(1009));
    add(named("1 byte too many in a fragment that is not the last")
        .send(
            Frame.of(TEXT, pingText("a", MOST_BYTES)).unfinished(),
            Frame.of(CONTINUATION, new byte[] {' '}).unfinished())
        .closes(1009));
    add(named("session goes on after an empty pong and a large text")
        .send(Frame.of(PONG, NOTHING))
        .send(Frame.of(TEXT, pingText("a", MOST_BYTES)))
        .answer("pong(a)")
        .ping("b")
        .send(Frame.of(PING, NOTHING))
        .pong("")
        .ok());
  }

  private void emptyFragments() {
    ConformanceCase.Builder allowed =
        named("as many empty fragments as are allowed").send(Frame.text("").unfinished());
    ConformanceCase.Builder more =
        named("one empty fragment too many").send(Frame.text("").unfinished());
    for (int i = 1; i < MOST_EMPTY; i++) {
      allowed = allowed.send(empty());
      more = more.send(empty());
    }
    add(allowed.send(Frame.of(CONTINUATION, pingText("a"))).answer("pong(a)").ok());
    add(more.send(empty()).closes(1008));
    ConformanceCase.Builder again = named("the count is of each message");
    for (int message = 0; message < 2; message++) {
      again = again.send(Frame.text("").unfinished());
      for (int i = 1; i < MOST_EMPTY; i++) {
        again = again.send(empty());
      }
      again = again.send(Frame.of(CONTINUATION, pingText("a"))).answer("pong(a)");
    }
    add(again.ok());
  }

  private void add(ConformanceCase made) {
    cases.add(made);
  }

  private static Frame empty() {
    return Frame.of(CONTINUATION, NOTHING).unfinished();
  }

  /** One text message in fragments of {@code size} bytes. */
  private static Frame[] fragments(byte[] text, int size) {
    List<Frame> frames = new ArrayList<>();
    for (int from = 0; from < text.length; from += size) {
      int to = Math.min(from + size, text.length);
      byte[] payload = Arrays.copyOfRange(text, from, to);
      frames.add(
          new Frame(to == text.length, 0, from == 0 ? TEXT : CONTINUATION, Buffer.buffer(payload)));
    }
    return frames.toArray(new Frame[0]);
  }
}
