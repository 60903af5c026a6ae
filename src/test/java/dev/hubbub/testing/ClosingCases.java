package dev.hubbub.testing;

import static dev.hubbub.testing.ConformanceCase.fragments;
import static dev.hubbub.testing.ConformanceCase.named;
import static dev.hubbub.testing.Frame.CLOSE;
import static dev.hubbub.testing.Frame.CONTINUATION;
import static dev.hubbub.testing.Frame.TEXT;

import dev.hubbub.testing.ConformanceDoor.Said;
import java.util.ArrayList;
import java.util.List;

/** Group 7: the closing handshake. A good close frame comes back with its code, and nothing after it counts. */
final class ClosingCases {
  private static final int[] CODES = {
    1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999
  };
  private static final int[] NO_CODES = {
    0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535
  };

  private ClosingCases() {}

  static List<ConformanceCase> all(ConformanceDoor door) {
    List<ConformanceCase> cases = new ArrayList<>();
    Frame bye = Frame.close(1000, "bye");
    Said a = door.says("a", 40);
    Frame text = Frame.of(TEXT, door.says("no").bytes());
    cases.add(named("7.1.1 close after a text").say(a).heard().send(bye).closes(1000));
    cases.add(named("7.1.2 two closes").send(bye, bye).closes(1000));
    cases.add(named("7.1.3 ping after close").send(bye, Frame.ping("no")).closes(1000));
    cases.add(named("7.1.4 text after close").send(bye, text).closes(1000));
    cases.add(named("7.1.4 wrong frame after close")
        .send(bye, Frame.of(5, new byte[0]).reserved(7))
        .closes(1000));
    cases.add(named("7.1.5 close within a text")
        .send(fragments(a.bytes(), 20)[0], bye, Frame.of(CONTINUATION, a.bytes()))
        .closes(1000));
    cases.add(named("7.1.6 close after a large text")
        .say(door.says("a", 65_536))
        .heard()
        .send(bye, Frame.ping("no"))
        .closes(1000));
    cases.add(named("7.3.1 empty close").send(Frame.of(CLOSE, new byte[0])).closes(1000));
    cases.add(named("7.3.2 close of 1 byte").send(Frame.of(CLOSE, new byte[1])).closes(1002));
    cases.add(named("7.3.3 close without reason").send(Frame.close(1000, "")).closes(1000));
    cases.add(named("7.3.4 close with reason").send(bye).closes(1000));
    cases.add(named("7.3.4 close bytewise").chopped(1).send(bye).closes(1000));
    cases.add(
        named("7.3.5 reason of 123").send(Frame.close(1000, "r".repeat(123))).closes(1000));
    cases.add(
        named("7.3.6 reason of 124").send(Frame.close(1000, "r".repeat(124))).closes(1002));
    Utf8Vectors.invalid().forEach((name, bytes) -> {
      if (bytes.length <= 123) {
        cases.add(named("7.5.1 reason that is no UTF-8, " + name)
            .send(Frame.close(1000, bytes))
            .closes(1007));
      }
    });
    for (int code : CODES) {
      cases.add(named("7.7 code " + code).send(Frame.close(code, "r")).closes(code));
    }
    for (int code : NO_CODES) {
      String group = code < 5_000 ? "7.9" : "7.13";
      cases.add(named(group + " code " + code).send(Frame.close(code, "")).closes(1002));
      cases.add(named(group + " code " + code + " with a reason")
          .send(Frame.close(code, "r"))
          .closes(1002));
    }
    return cases;
  }
}
