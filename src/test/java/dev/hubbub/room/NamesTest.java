package dev.hubbub.room;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
  @ParameterizedTest
  @ValueSource(strings = {"al", "Alice", "a.b-c_d", "0x", "guest-abc123"})
  void usernamesThatAreTaken(String username) {
    assertTrue(Names.isUsername(username));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", ".ab", "-ab", "_ab", "a b", "älice", "alice\n", "a/b", "аlice"})
  void usernamesThatAreRefused(String username) {
    assertFalse(Names.isUsername(username));
  }

  @Test
  void lengthsAreExact() {
    assertTrue(Names.isUsername("a".repeat(32)));
    assertFalse(Names.isUsername("a".repeat(33)));
    assertTrue(Names.isName("😀".repeat(64)));
    assertFalse(Names.isName("😀".repeat(65)));
    assertTrue(Names.isTopic("é".repeat(250)));
    assertFalse(Names.isTopic("é".repeat(251)));
    assertTrue(Names.isTopic(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Alice", "Älice ☂", "李", "👩‍👩‍👧", "O'Neil \"x\" <b>"})
  void namesThatAreTaken(String name) {
    assertTrue(Names.isName(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\u2003",
        "a\u0000",
        "a\nb",
        "a\u007f",
        "a\u0085b",
        "a\u202eb",
        "\u2066a",
        "a\u200fb",
        "a\u2028b",
        "a\u061cb"
      })
  void namesThatAreRefused(String name) {
    assertFalse(Names.isName(name));
  }

  @Test
  void aLoneSurrogateIsNoName() {
    assertFalse(Names.isName("a" + (char) 0xD800));
    assertFalse(Names.isName((char) 0xDC00 + "a"));
  }
}
