package dev.hubbub.cli;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/** The machine below. */
public final class Jvm {
  private Jvm() {}

  /**
   * Whether the process ends when memory runs out ({@code -XX:+ExitOnOutOfMemoryError}). Takes some tens of
   * milliseconds; a JVM that knows no such flag is taken to be none of ours to judge.
   */
  public static boolean endsWhenOutOfMemory() {
    try {
      var flags = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      return flags == null
          || Boolean.parseBoolean(flags.getVMOption("ExitOnOutOfMemoryError").getValue());
    } catch (IllegalArgumentException noSuchFlag) {
      return true;
    }
  }
}
