package dev.hubbub.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LogTextTest {
  @Test
  void whatIsReadableStaysAsItIs() {
    String text = "Mozilla/5.0 (X11) ä 你好 👍 ${jndi:ldap://x/a} {} %d \\n";
    assertEquals(text, LogText.of(text));
    assertEquals("", LogText.of(""));
  }

  @Test
  void nothingEndsALineOrControlsATerminal() {
    assertEquals(
        "a??b?[31mred?[0m?c?d?e?f",
        LogText.of("a\r\nb\u001b[31mred\u001b[0m\u0000c\u0085d\u2028e\u009bf"));
  }

  @Test
  void nothingTurnsTheReadingDirectionOrIsUnseen() {
    assertEquals("a?b?c?d?e", LogText.of("a\u202eb\u2066c\u200fd\u200be"));
    assertEquals("?", LogText.of(new String(Character.toChars(0xE0041))));
  }

  @Test
  void nothingEndsAQuotedValue() {
    assertEquals("x' user='root", LogText.of("x\" user=\"root"));
  }

  @Test
  void whatIsLongIsCut() {
    assertEquals("x".repeat(256), LogText.of("x".repeat(256)));
    assertEquals("x".repeat(255) + "…", LogText.of("x".repeat(257)));
    assertEquals(256, LogText.of("\n".repeat(1_000_000)).length());
  }

  @Test
  void halfACharacterIsNone() {
    assertEquals("x".repeat(254) + "?…", LogText.of("x".repeat(254) + "👍👍"));
    assertEquals("a?b", LogText.of("a\udc4db"));
  }
}
