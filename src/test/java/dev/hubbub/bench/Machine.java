package dev.hubbub.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/** What the figures were taken on. */
final class Machine {
  private Machine() {}

  /** One line: processor, cores, kernel, Java, day, and what a bare write costs. */
  static String line() {
    return cpu() + ", " + Runtime.getRuntime().availableProcessors()
        + " of its cores for the load, "
        + System.getProperty("os.name") + " " + System.getProperty("os.version") + ", Java "
        + System.getProperty("java.runtime.version") + ", "
        + LocalDate.now(ZoneOffset.UTC)
        + String.format(Locale.ROOT, ", %.1f µs for a bare write", BareWrite.micros());
  }

  private static String cpu() {
    try {
      return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 2))
          .findFirst()
          .orElse("unknown CPU");
    } catch (IOException e) {
      return "unknown CPU";
    }
  }
}
