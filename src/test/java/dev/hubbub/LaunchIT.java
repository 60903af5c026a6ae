package dev.hubbub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar as a process: what it prints and the status it ends with. */
class LaunchIT {
  @TempDir
  Path directory = Path.of("");

  @Test
  void helpNamesEveryWayToConfigure() throws Exception {
    try (HubbubProcess hubbub = HubbubProcess.jar(Map.of(), "--help")) {
      assertEquals(0, hubbub.status());
      assertTrue(
          hubbub.output().contains("http.port (8080; HUBBUB_HTTP_PORT, PORT)"), hubbub.output());
      assertTrue(hubbub.output().contains("HUBBUB_AUTH_SECRET_FILE"), hubbub.output());
    }
  }

  @Test
  void versionIsTheOneItWasBuiltAs() throws Exception {
    try (HubbubProcess hubbub = HubbubProcess.jar(Map.of(), "--version")) {
      assertEquals(0, hubbub.status());
      assertTrue(hubbub.output().matches("hubbub \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?"), hubbub.output());
    }
  }

  @Test
  void allFaultsAreToldBeforeAnythingIsDone() throws Exception {
    Path file = Files.writeString(directory.resolve("x.json"), "{\"htp\":{\"port\":1}}");
    try (HubbubProcess hubbub = HubbubProcess.jar(
        Map.of("HUBBUB_LIMITS_TEXT", "long"),
        "-conf",
        file.toString(),
        "--http.port",
        "70000",
        "extra")) {
      assertEquals(2, hubbub.status());
      for (String key : List.of("extra", "http.port", "htp", "limits.text", "auth.secret")) {
        assertTrue(hubbub.output().contains("\n  " + key + " ("), hubbub.output());
      }
    }
  }

  @Test
  void aMissingFileIsAFault() throws Exception {
    try (HubbubProcess hubbub = HubbubProcess.jar(Map.of(), "-conf", directory + "/none.json")) {
      assertEquals(2, hubbub.status());
      assertTrue(hubbub.output().contains("/none.json): there is no such file"), hubbub.output());
    }
  }

  @Test
  void checkPrintsWhatItWouldDoWithoutSecretsAndMakesNothing() throws Exception {
    Path data = directory.resolve("data");
    Map<String, String> environment = Map.of(
        "HUBBUB_DATABASE_URL", "postgresql://u:wordpass@db/x", "HUBBUB_DATA_DIR", data.toString());
    try (HubbubProcess hubbub = HubbubProcess.small(environment, List.of(), "--check")) {
      assertEquals(0, hubbub.status());
      assertTrue(
          hubbub.output().contains("postgresql://u:***@db/x   (environment HUBBUB_DATABASE_URL)"),
          hubbub.output());
      assertTrue(hubbub.output().contains("ok      database.url: there"), hubbub.output());
      assertFalse(hubbub.output().contains("wordpass"), hubbub.output());
      assertFalse(Files.exists(data));
    }
  }

  @Test
  void checkEndsWithTwoWhereAServiceDoesNotAnswer() throws Exception {
    try (HubbubProcess hubbub =
        HubbubProcess.small(Map.of("REDIS_URL", "redis://127.0.0.1:1"), List.of(), "--check")) {
      assertEquals(2, hubbub.status());
      assertTrue(
          hubbub.output().contains("failed  redis.url: nobody answers there."), hubbub.output());
    }
  }

  @Test
  void aSignalMeansToDrainAndEndWell() throws Exception {
    for (String signal : signals()) {
      try (HubbubProcess hubbub = serve("-Dsmall.drain=300")) {
        String banner = hubbub.await("listens on");
        assertFalse(banner.contains(":0 "), banner);
        hubbub.signal(signal);
        assertTrue(hubbub.await("exit signalled").contains("INFO"));
        assertTrue(hubbub.await("application shut down").contains("INFO"));
        assertEquals(0, hubbub.status());
      }
    }
  }

  @Test
  void aRehearsalStartsAnswersAndEndsWell() throws Exception {
    try (HubbubProcess hubbub =
        HubbubProcess.small(data(), List.of(), "--rehearse", "--http.port", "0")) {
      assertTrue(hubbub.await("listens on").contains("http://127.0.0.1:"));
      assertTrue(hubbub.await("application shut down").contains("INFO"));
      assertEquals(0, hubbub.status());
    }
  }

  @Test
  void aSecondSignalEndsItNow() throws Exception {
    try (HubbubProcess hubbub = serve("-Dsmall.drain=-1")) {
      assertTrue(hubbub.await("listens on").contains("http://127.0.0.1:"));
      hubbub.signal("TERM");
      assertTrue(hubbub.await("exit signalled").contains("INFO"));
      hubbub.signal("TERM");
      assertEquals(143, hubbub.status());
      assertFalse(hubbub.output().contains("application shut down"));
    }
  }

  @Test
  void aDrainThatNeverEndsIsCutOff() throws Exception {
    try (HubbubProcess hubbub = serve("-Dsmall.drain=-1")) {
      assertTrue(hubbub.await("listens on").contains("http://127.0.0.1:"));
      hubbub.signal("TERM");
      assertTrue(hubbub.await("drain not done within 3 s").contains("WARN"));
      assertTrue(hubbub.await("application shut down").contains("INFO"));
      assertEquals(1, hubbub.status());
    }
  }

  @Test
  void aSignalDuringTheStartEndsItWell() throws Exception {
    try (HubbubProcess hubbub = serve("-Dsmall.start=-1")) {
      assertTrue(hubbub.await("starting").contains("INFO"));
      hubbub.signal("TERM");
      assertTrue(hubbub.await("application shut down").contains("INFO"));
      assertEquals(0, hubbub.status());
    }
  }

  @Test
  void aPortThatIsTakenIsAFaultOfItsKey() throws Exception {
    try (ServerSocket taken = new ServerSocket(0);
        HubbubProcess hubbub = HubbubProcess.small(
            data(), List.of(), "--http.host", "0.0.0.0", "--http.port=" + taken.getLocalPort())) {
      assertEquals(2, hubbub.status());
      assertTrue(
          hubbub.output().contains("\n  http.port: port " + taken.getLocalPort() + " is taken"),
          hubbub.output());
    }
  }

  @Test
  void anAddressOfAnotherMachineIsAFaultOfItsKey() throws Exception {
    try (HubbubProcess hubbub =
        HubbubProcess.small(data(), List.of(), "--http.host", "192.0.2.1", "--http.port=0")) {
      assertEquals(2, hubbub.status());
      assertTrue(
          hubbub.output().contains("\n  http.host: 192.0.2.1 is no address"), hubbub.output());
    }
  }

  @Test
  void productionLogsJsonAndAsksForTheFlagThatEndsAJvmWithoutMemory() throws Exception {
    Map<String, String> environment = Map.of(
        "HUBBUB_PROFILE", "production",
        "HUBBUB_AUTH_SECRET", "a secret of more than thirty-two bytes",
        "HUBBUB_HTTP_HOST", "127.0.0.1",
        "HUBBUB_HTTP_PORT", "0");
    try (HubbubProcess hubbub = HubbubProcess.small(environment, List.of())) {
      String line = hubbub.await("ExitOnOutOfMemoryError");
      assertEquals("WARN", new io.vertx.core.json.JsonObject(line).getString("level"));
    }
    try (HubbubProcess hubbub =
        HubbubProcess.small(environment, List.of("-XX:+ExitOnOutOfMemoryError"))) {
      assertTrue(hubbub.await("listens on").startsWith("{"));
      hubbub.signal("TERM");
      assertEquals(0, hubbub.status());
      assertFalse(hubbub.output().contains("ExitOnOutOfMemoryError"));
    }
  }

  private HubbubProcess serve(String option) throws IOException {
    return HubbubProcess.small(data(), List.of(option), "--http.port", "0", "--drain.seconds", "0");
  }

  private Map<String, String> data() {
    return Map.of("HUBBUB_DATA_DIR", directory.resolve("data").toString());
  }

  /** A shell that starts a build in the background has its children ignore SIGINT, for good. */
  private static List<String> signals() throws IOException {
    Path status = Path.of("/proc/self/status");
    Assumptions.assumeTrue(Files.exists(status));
    boolean ignored = Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
    return ignored ? List.of("TERM") : List.of("TERM", "INT");
  }
}
