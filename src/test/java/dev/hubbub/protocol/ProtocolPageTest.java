package dev.hubbub.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hubbub.room.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The tables of the page about the protocol name what the program knows. What it says in conversations is replayed by an IT. */
class ProtocolPageTest {
  private static final Pattern ERROR = Pattern.compile("(?m)^\\| `([a-z_]+)` \\| (\\d{3}) \\|");
  private static final Pattern CLOSE = Pattern.compile("(?m)^\\| (\\d{4}) \\|");

  private static List<String> rows(Pattern row) throws IOException {
    return row.matcher(Files.readString(Path.of("src/site/markdown/protocol.md")))
        .results()
        .map(found ->
            found.groupCount() == 1 ? found.group(1) : found.group(1) + " " + found.group(2))
        .toList();
  }

  @Test
  void everyErrorCodeHasARowWithItsStatus() throws IOException {
    List<String> known = Arrays.stream(ErrorCode.values())
        .map(code -> code.wire() + " " + code.status())
        .toList();
    assertEquals(known, rows(ERROR));
  }

  @Test
  void everyCloseCodeHasARow() throws IOException {
    List<String> known = Arrays.stream(CloseCode.values())
        .map(code -> Integer.toString(code.code()))
        .toList();
    assertEquals(known, rows(CLOSE));
  }
}
