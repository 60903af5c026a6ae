package dev.hubbub.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PasswordInputTest {
  private static String line(byte... input) throws IOException {
    return PasswordInput.line(new ByteArrayInputStream(input));
  }

  private static String line(String input) throws IOException {
    return line(input.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void theFirstLineIsThePasswordAsItStandsThere() throws IOException {
    assertEquals("correct horse", line("correct horse\nand more"));
    assertEquals(" Pferd für 👋 ", line(" Pferd für 👋 \r\n"));
    assertEquals("no end of line", line("no end of line"));
  }

  @Test
  void nothingIsNoPasswordAndNeitherIsWhatIsNotUtf8() {
    assertThrows(IOException.class, () -> line(""));
    assertThrows(IOException.class, () -> line("\nsecond"));
    assertThrows(IOException.class, () -> line((byte) 'a', (byte) 0xff, (byte) '\n'));
  }
}
