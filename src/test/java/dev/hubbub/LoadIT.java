package dev.hubbub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.load.LoadCommand;
import dev.hubbub.testing.Stage;
import dev.hubbub.testing.TcpProxy;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadIT {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  void aLoadWithBrokenConnectionsSeesEveryPromiseKept(@TempDir Path directory) throws IOException {
    Path json = directory.resolve("load.json");
    Path html = directory.resolve("load.html");
    int status = load(
        Stage.EMBEDDED.one().port(),
        "--users=40 --rooms=4 --joins=2 --rate=100 --warm-up=200ms --duration=2s --cuts=10 --json="
            + json + " --html=" + html);
    assertEquals(0, status, () -> printed.toString(StandardCharsets.UTF_8));
    JsonObject found = new JsonObject(Files.readString(json));
    assertEquals(4_000, found.getInteger("expected"));
    assertEquals(4_000, found.getInteger("received"));
    assertTrue(found.getInteger("resumed") > 0, found::encode);
    assertTrue(found.getDouble("server_cpu_pct") > 0, found::encode);
    assertTrue(Files.readString(html).contains("<polyline"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "type":"message" | "type":"zessage" | before it are missing
          "text":"         | "tEXt":"         | has another text
          """)
  void aPromiseThatIsBrokenIsToldAndIsItsEndWithOne(String said, String forged, String told) {
    try (TcpProxy proxy = TcpProxy.to(Stage.EMBEDDED.one().port())) {
      proxy.forge(said, forged);
      int status =
          load(proxy.port(), "--users=10 --rooms=1 --rate=50 --warm-up=200ms --duration=1s");
      String all = printed.toString(StandardCharsets.UTF_8);
      assertEquals(1, status, all);
      assertTrue(all.contains(told), all);
    }
  }

  @Test
  void whereNobodyListensTheReasonIsTold() {
    assertEquals(1, load(1, "--users=1 --rooms=1"));
    assertTrue(printed.toString(StandardCharsets.UTF_8).contains("does not answer"));
  }

  private int load(int port, String words) {
    List<String> all = new ArrayList<>(List.of(words.split(" ")));
    all.add("--url=http://127.0.0.1:" + port);
    PrintStream to = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return new LoadCommand(to, to).run(all);
  }
}
