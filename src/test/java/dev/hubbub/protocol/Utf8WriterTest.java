package dev.hubbub.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class Utf8WriterTest {
  @Property
  void writesWhatStringsWriteHoweverTheCharactersCome(
      @ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 50) int piece)
      throws IOException {
    Utf8Writer writer = new Utf8Writer();
    char[] characters = text.toCharArray();
    for (int from = 0; from < characters.length; from += piece) {
      writer.write(characters, from, Math.min(piece, characters.length - from));
    }
    assertArrayEquals(text.getBytes(StandardCharsets.UTF_8), writer.bytes());
  }

  /** Of characters of every length, and of pairs and halves of them. */
  @Provide
  static Arbitrary<String> texts() {
    Arbitrary<String> parts = Arbitraries.oneOf(
        Arbitraries.strings().ascii().ofMaxLength(40),
        Arbitraries.strings().all().ofMaxLength(10),
        Arbitraries.strings()
            .withChars('\ud83d', '\ude34', 'a', '\u00e9', '\u6f22')
            .ofMaxLength(6));
    return parts.list().ofMaxSize(12).map(list -> String.join("", list));
  }
}
