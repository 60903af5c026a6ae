package dev.hubbub.cli;

import dev.hubbub.config.Build;
import dev.hubbub.config.Config;
import dev.hubbub.config.Fault;
import dev.hubbub.config.Reading;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** What is said of a configuration at the terminal. */
public final class Report {
  private Report() {}

  /**
   * All that is wrong, one line each.
   *
   * @param instead what has not come about, such as {@code not started}
   */
  public static void faults(String instead, List<Fault> faults, PrintStream err) {
    err.println("hubbub: " + instead + ", the configuration has "
        + (faults.size() == 1 ? "a fault:" : faults.size() + " faults:"));
    faults.forEach(fault -> err.println("  " + fault.line()));
  }

  /** What is odd but harmless, one line each. */
  public static void warnings(List<String> warnings, PrintStream err) {
    warnings.forEach(warning -> err.println("warning: " + warning));
  }

  /** Every key as it is, and what would be done. */
  public static void configuration(Reading.Sound reading, PrintStream out) {
    Config config = reading.config();
    out.println("Hubbub " + Build.version() + ", profile "
        + config.profile().name().toLowerCase(Locale.ROOT));
    for (Reading.Line line : reading.lines()) {
      String value = line.value().isEmpty() ? "-" : line.value();
      out.println(String.format(Locale.ROOT, "  %-30s %s   (%s)", line.key(), value, line.where()));
    }
    out.println("Would listen on " + config.http().host() + ", port "
        + (config.http().port() == 0 ? "any that is free" : config.http().port())
        + "; history: " + Banner.history(config) + "; " + Banner.links(config) + ".");
  }
}
