package dev.hubbub.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SyntaxTest {
  private static final Pattern WHITE_SPACE = Pattern.compile("\\p{IsWhite_Space}");

  @Test
  void roomsAndKeysAreSpelledAsTheProtocolSays() {
    Pattern room = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    Pattern key = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");
    for (int c = 0; c < 0x250; c++) {
      for (String text : new String[] {Character.toString(c), "a" + Character.toString(c)}) {
        assertEquals(room.matcher(text).matches(), Syntax.isRoom(text), text);
        assertEquals(key.matcher(text).matches(), Syntax.isKey(text), text);
      }
    }
    assertTrue(Syntax.isRoom("a".repeat(64)) && Syntax.isKey("a".repeat(64)));
    assertFalse(Syntax.isRoom("a".repeat(65)) || Syntax.isKey("a".repeat(65)));
    assertFalse(Syntax.isRoom("") || Syntax.isKey(""));
  }

  @Test
  void whiteSpaceOfUnicodeIsNotVisible() {
    for (int c = 1; c <= Character.MAX_CODE_POINT; c++) {
      String text = Character.toString(c);
      if (WHITE_SPACE.matcher(text).matches()) {
        assertFalse(Syntax.isVisible(text), Integer.toHexString(c));
      }
    }
  }

  @Test
  void lettersMarksNumbersAndSymbolsAreVisible() {
    for (int c = 1; c <= Character.MAX_CODE_POINT; c++) {
      boolean drawn =
          Character.isLetterOrDigit(c) || Character.getType(c) == Character.OTHER_SYMBOL;
      // The Hangul fillers are letters by their category, yet nothing is drawn.
      boolean filler = c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0;
      if (drawn && !filler) {
        assertTrue(Syntax.isVisible(Character.toString(c)), Integer.toHexString(c));
      }
    }
    assertTrue(Syntax.isVisible(" \u200B."));
    assertTrue(Syntax.isVisible("\u0001"));
  }
}
