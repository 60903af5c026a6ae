package dev.hubbub.testing;

import static dev.hubbub.testing.ConformanceCase.fragments;
import static dev.hubbub.testing.ConformanceCase.named;
import static dev.hubbub.testing.Frame.CONTINUATION;
import static dev.hubbub.testing.Frame.TEXT;

import dev.hubbub.testing.ConformanceDoor.Said;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Group 6: texts that are UTF-8, whole and in fragments, and texts that are not, told at the first bad fragment. */
final class Utf8Cases {
  private Utf8Cases() {}

  static List<ConformanceCase> all(ConformanceDoor door) {
    List<ConformanceCase> cases = new ArrayList<>();
    Frame last = Frame.of(CONTINUATION, new byte[0]);
    Said a = door.says("a");
    cases.add(named("6.1 empty fragments")
        .send(Frame.text("").unfinished(), last.unfinished(), last)
        .answer(door.nothing())
        .ok());
    cases.add(named("6.1 empty, full, empty")
        .send(Frame.text("").unfinished(), Frame.of(CONTINUATION, a.bytes()).unfinished(), last)
        .answer(a)
        .ok());
    Utf8Vectors.valid().forEach((name, bytes) -> {
      Said said = door.says(bytes);
      cases.add(named("6.2 " + name).say(said).ok());
      cases.add(named("6.2 " + name + ", a byte a fragment")
          .send(fragments(said.bytes(), 1))
          .answer(said)
          .ok());
      cases.add(named("6.2 " + name + ", bytewise").chopped(1).say(said).ok());
    });
    Utf8Vectors.invalid().forEach((name, bytes) -> {
      byte[] text = door.says(bytes).bytes();
      cases.add(named("6.3 " + name).send(Frame.of(TEXT, text)).closes(1007));
      cases.add(named("6.3 " + name + " at the end").send(Frame.of(TEXT, bytes)).closes(1007));
      cases.add(
          named("6.3 " + name + ", a byte a fragment").send(fragments(text, 1)).closes(1007));
      cases.add(named("6.3 " + name + ", bytewise")
          .chopped(1)
          .send(Frame.of(TEXT, text))
          .closes(1007));
      // The fault is in these fragments; the rest never comes.
      cases.add(named("6.4 " + name + " in the first fragment")
          .send(Frame.of(TEXT, ended(text)).unfinished())
          .closes(1007));
      cases.add(named("6.4 " + name + " in the second fragment")
          .send(
              Frame.of(TEXT, a.bytes()).unfinished(),
              Frame.of(CONTINUATION, ended(text)).unfinished())
          .closes(1007));
    });
    return cases;
  }

  /** With one more letter, so that a sequence at its end is seen to be cut short. */
  private static byte[] ended(byte[] text) {
    byte[] ended = Arrays.copyOf(text, text.length + 1);
    ended[text.length] = '.';
    return ended;
  }
}
