package dev.hubbub.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.protocol.Syntax;
import dev.hubbub.testing.Spoiled;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Whatever stands in a request line or a header: it is what it has to be, or it is none. */
class WordFuzzTest {
  private static final List<String> PIECES = List.of(
      "/",
      ".",
      "..",
      "%",
      "%2e",
      "%2E",
      "%2f",
      "%5c",
      "\\",
      "%00",
      "%25",
      "%252e",
      "%c0%ae",
      "%zz",
      "%f0%9f%91%8d",
      "%ed%a0%80",
      ":",
      "?",
      "#",
      " ",
      "+",
      "\0",
      "\r\n",
      "é");

  private static final PlainPath CHAT = new PlainPath("/chat/:user");

  @Provide
  Arbitrary<String> paths() {
    return Spoiled.of(
        List.of(
            "/", "/api/v1/rooms/general", "/assets/app-1a2b3c.js", "/chat/ann", "/chat/z%C3%BC"),
        PIECES);
  }

  @Provide
  Arbitrary<String> hosts() {
    return Spoiled.of(
        List.of("a", "chat.example.org:8443", "127.0.0.1:80", "[::1]:8080", "x_y-z.local"),
        List.of(":", ".", "[", "]", "/", "@", " ", ";", ",", "\t", "%", "65536", "é", "\0"));
  }

  @Provide
  Arbitrary<String> positions() {
    StreamPosition some = new StreamPosition();
    some.reached("general", "e1", 41);
    some.reached("dev", "", 0);
    return Spoiled.of(List.of(some.word(), "Z2VuZXJhbCA0MSBlMQ"), List.of("=", "_", "-", "A", "%"));
  }

  @Provide
  Arbitrary<String> addresses() {
    return Spoiled.of(
        List.of("10.0.0.1", "::1", "::ffff:10.0.0.1", "2001:db8::1", "fe80::1%eth0"),
        List.of(".", ":", "::", "/", "0", "256", "-1", "%", " ", ",", "[", "]"));
  }

  @Property
  void aPlainPathHidesNothing(@ForAll("paths") String path) {
    if (Paths.isPlain(path)) {
      String decoded = String.valueOf(Paths.decoded(path));
      assertTrue(path.startsWith("/"), path);
      assertFalse(decoded.contains("/.") || decoded.contains("\\"), path);
      assertEquals(
          path.chars().filter(c -> c == '/').count(),
          decoded.chars().filter(c -> c == '/').count(),
          path);
      assertFalse(decoded.chars().anyMatch(Character::isISOControl), path);
    }
  }

  @Property
  void aNameInAPathIsOneWord(@ForAll("paths") String path) {
    String name = CHAT.name(path);
    assertEquals(name != null, CHAT.matches(path));
    if (name != null) {
      assertFalse(name.isEmpty() || name.contains(":"), path);
      assertTrue(path.startsWith("/chat/"), path);
      assertEquals(2, path.chars().filter(c -> c == '/').count(), path);
    }
  }

  @Property
  void aHostHasNothingThatEndsIt(@ForAll("hosts") String host) {
    if (Framing.isHost(host)) {
      assertTrue(host.matches("[A-Za-z0-9._:\\[\\]-]+"), host);
    }
  }

  @Property
  void aPositionIsReadAsItIsWritten(@ForAll("positions") String word) {
    StreamPosition read = StreamPosition.read(word);
    if (read != null) {
      StreamPosition again = StreamPosition.read(read.word());
      assertEquals(read.word(), again == null ? null : again.word());
      assertPlace(read.of("general"));
    }
  }

  private static void assertPlace(StreamPosition.@Nullable Place place) {
    assertTrue(place == null || (place.seq() >= 0 && Syntax.isEpoch(place.epoch())));
  }

  @Property
  void anAddressIsOfOneOfTwoLengths(@ForAll("addresses") String address) {
    byte[] bytes = Cidr.bytes(address);
    assertTrue(bytes == null || bytes.length == 4 || bytes.length == 16, address);
  }

  @Property
  void anInviteCodeIsOneThatWasShown(@ForAll("positions") String text) {
    InviteCode code = InviteCode.shown(text);
    assertTrue(code == null || code.text().equals(text));
  }
}
