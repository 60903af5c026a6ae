package dev.hubbub.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.testing.Spoiled;
import io.vertx.core.json.DecodeException;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever comes in over the control channel, where anybody may publish, it is a notice or it is dropped. */
class ControlFuzzTest {
  private static final List<String> GOOD = List.of(
      "{\"type\":\"ended\",\"logins\":[\"a\"],\"accounts\":[{\"account\":7,\"disabled\":true}]}",
      "{\"type\":\"spent\",\"spent\":[{\"limit\":\"logins\",\"who\":\"ann\",\"times\":3}]}",
      "{\"type\":\"presence\",\"instance\":\"i1\",\"kind\":\"says\",\"people\":[{\"user\":\"ann\","
          + "\"state\":\"online\",\"rooms\":[\"a\"],\"sessions\":{\"s1\":5}}]}",
      "{\"type\":\"renewed\",\"user\":\"ann\"}",
      "{\"type\":\"inquiry\",\"id\":\"1\",\"room\":\"a\",\"seq\":4}",
      "{\"type\":\"journey\",\"id\":\"1\",\"instance\":\"i1\",\"trace\":\"t\",\"hops\":[{\"hop\":\"sent\","
          + "\"at\":5,\"sessions\":1}]}");

  private static final List<String> PIECES = List.of(
      "{",
      "}",
      "[",
      "]",
      "\"",
      ":",
      ",",
      "null",
      "-1",
      "1e9",
      "true",
      "\"x\"",
      "{}",
      "[]",
      "\"kind\":\"x\",",
      "\"state\":null,",
      "\"rooms\":[null],",
      "\"sessions\":{\"a\":null},");

  @Provide
  Arbitrary<String> spoiledNotices() {
    return Spoiled.of(GOOD, PIECES);
  }

  @Property
  void aSpoiledNoticeIsANoticeOrDropped(@ForAll("spoiledNotices") String message) {
    try {
      Notice notice = ControlJson.decode(message.getBytes(UTF_8));
      if (notice instanceof Notice.Present present) {
        assertNotNull(present.attending().instance());
        present.attending().people().forEach(person -> {
          assertNotNull(person.user());
          assertNotNull(person.state());
        });
      }
    } catch (DecodeException
        | ClassCastException
        | IllegalArgumentException
        | NullPointerException dropped) {
      assertTrue(message.length() < 1_000_000);
    }
  }
}
