package dev.hubbub.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.hubbub.room.Event;
import dev.hubbub.testing.Spoiled;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever comes in over Redis, where anybody may publish, it is an event or a signal, or it is refused. */
class EventFuzzTest {
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
      "0",
      "1e9",
      "true",
      "\\ud800",
      "\0",
      "\"seq\":1,",
      "\"deleted\":true,",
      "\"type\":\"edit\",",
      "\"on\":5,",
      "{\"a\":[1]}");

  @Provide
  Arbitrary<String> spoiledEvents() {
    List<String> good = LongStream.range(0, 64)
        .mapToObj(seed -> EventJson.encode(new Randomly(seed).event()))
        .map(frame -> new String(EventJson.published(frame, "e1"), UTF_8))
        .toList();
    return Spoiled.of(good, PIECES);
  }

  @Provide
  Arbitrary<String> spoiledSignals() {
    return Spoiled.of(
        List.of(
            "{\"type\":\"typing\",\"room\":\"a\",\"user\":\"ann\",\"on\":true,\"origin\":\"i1\"}",
            "{\"type\":\"receipt\",\"room\":\"a\",\"user\":\"ann\",\"seq\":7,\"origin\":\"i1\"}"),
        PIECES);
  }

  @Provide
  Arbitrary<byte[]> anyBytes() {
    return Arbitraries.bytes().array(byte[].class).ofMaxSize(200);
  }

  @Property
  void aSpoiledEventIsAnEventOrRefused(@ForAll("spoiledEvents") String frame) {
    assertReadOrRefused(frame.getBytes(UTF_8));
  }

  @Property
  void aSpoiledSignalIsASignalOrRefused(@ForAll("spoiledSignals") String frame) {
    assertReadOrRefused(frame.getBytes(UTF_8));
  }

  @Property
  void anyBytesAreReadOrRefused(@ForAll("anyBytes") byte[] frame) {
    assertReadOrRefused(frame);
  }

  /** An event that was taken can be told, and is the same when it is read again. */
  private static void assertReadOrRefused(byte[] frame) {
    try {
      assertNotNull(EventJson.decodePublished(frame));
      Event event = EventJson.decode(frame);
      assertEquals(event, EventJson.decode(EventJson.encode(event)));
    } catch (MalformedEvent refused) {
      assertNotNull(refused.getMessage());
    }
    try {
      var unused = SignalJson.decode(frame);
    } catch (MalformedEvent refused) {
      assertNotNull(refused.getMessage());
    }
  }
}
