package dev.hubbub.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevSecretTest {
  @TempDir
  Path directory = Path.of("");

  @Test
  void itIsMadeOnceAndFoundAgain() throws IOException {
    String made = DevSecret.keptIn(directory.resolve("data"));
    assertTrue(made.length() >= 32);
    assertEquals(made, DevSecret.keptIn(directory.resolve("data")));
    assertNotEquals(made, DevSecret.keptIn(directory.resolve("other")));
  }

  @Test
  void onlyItsUserMayReadIt() throws IOException {
    assertNotEquals("", DevSecret.keptIn(directory));
    Path file = directory.resolve("auth.secret");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void oneThatACrashCutOffIsMadeAnew() throws IOException {
    Path file = Files.writeString(directory.resolve("auth.secret"), "cut o");
    String made = DevSecret.keptIn(directory);
    assertEquals(made + "\n", Files.readString(file));
    assertTrue(made.length() >= 32);
  }

  @Test
  void processesThatStartAtOnceAgree() throws IOException, InterruptedException {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      processes.add(new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-cp",
              System.getProperty("java.class.path"),
              Starter.class.getName(),
              directory.toString())
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start());
    }
    Set<String> secrets = new HashSet<>();
    for (Process process : processes) {
      secrets.add(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
      assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    }
    assertEquals(1, secrets.size());
    assertTrue(secrets.iterator().next().length() >= 32);
  }

  /** A process that prints the secret. */
  static final class Starter {
    private Starter() {}

    public static void main(String[] args) throws IOException {
      System.out.print(DevSecret.keptIn(Path.of(args[0])));
    }
  }
}
