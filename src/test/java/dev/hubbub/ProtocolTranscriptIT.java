package dev.hubbub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.Replay;
import dev.hubbub.testing.Transcript;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

/** The conversations in the page about the protocol, held line by line against an instance that has just begun. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(120)
class ProtocolTranscriptIT {
  private static final Path PAGE = Path.of("src/site/markdown/protocol.md");

  private final HubbubProcess server = HubbubProcess.configured(new JsonObject());

  @BeforeAll
  void start() {
    server.launch();
    server.awaitReady();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private void play(String page) {
    try (Replay replay = new Replay(server.port())) {
      replay.play(Transcript.of(page));
    }
  }

  @Test
  void everyLineIsTrue() throws IOException {
    String page = Files.readString(PAGE);
    assertTrue(Transcript.of(page).blocks().size() >= 10);
    play(page);
  }

  private String found(String... lines) {
    String page = "```transcript\n" + String.join("\n", lines) + "\n```\n";
    return String.valueOf(assertThrows(AssertionError.class, () -> play(page)).getMessage());
  }

  @Test
  void aLineThatIsNotTrueIsFound() {
    assertEquals(
        "line 8: eve is told {\"type\":\"pong\",\"id\":\"1\",\"ts\":0}: .type is pong, not ok",
        found(
                "eve> POST /api/v1/auth/guest {}",
                "eve< 201 {\"access_token\":…eve,…}",
                "eve> GET /api/v1/ws?token=…eve",
                "eve< 101",
                "eve< {\"type\":\"hello\",…}",
                "eve> {\"type\":\"ping\",\"id\":\"1\"}",
                "eve< {\"type\":\"ok\",\"id\":\"1\",…}")
            .replaceAll("\"ts\":\\d+", "\"ts\":0"));
  }

  @Test
  void aLineThatIsMissingIsFound() {
    String missing = found(
        "eve> POST /api/v1/auth/guest {}",
        "eve< 201 {\"access_token\":…eve,…}",
        "eve> GET /api/v1/ws?token=…eve",
        "eve< 101");
    assertTrue(missing.contains("Expected nothing more"), missing);
    assertTrue(missing.contains("hello"), missing);
  }
}
