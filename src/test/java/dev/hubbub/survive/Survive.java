package dev.hubbub.survive;

import ch.qos.logback.classic.Level;
import dev.hubbub.testing.Secrets;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs faults and writes down what became of the promises; {@code scripts/survive} starts it. It ends with 1 where
 * anything was not as expected, with 2 where its arguments are not understood.
 */
public final class Survive {
  /** Every row there is, in the order in which they are run. */
  private static final List<Fault> FAULTS = Stream.of(
          InstanceKilled.ways(),
          InstanceLeaves.ways(),
          List.of(new InstanceJoins()),
          List.of(new RedisKilled()),
          RedisSilent.ways(),
          RedisSlow.ways(),
          List.of(new RedisFlushed()),
          List.of(new RollingRestart()),
          StalledReaders.ways(),
          List.of(new HalfOpenClients()),
          List.of(new ReconnectStorm()),
          Flood.ways(),
          List.of(new SlowRequests()),
          List.of(new StalledDownloads()),
          List.of(new LoginFlood()),
          Ground.faults())
      .<Fault>flatMap(List::stream)
      .toList();

  private static final PrintStream OUT = System.out;
  private static final Path REPORTS = Path.of("target", "survive");

  private final Set<String> chosen = new LinkedHashSet<>();
  private Plan plan = Plan.usual();
  private long seed = ThreadLocalRandom.current().nextInt(1_000_000);
  private int seeds = 1;
  private int soakMinutes;

  private Survive() {}

  /** Runs what the arguments name; all faults without. */
  public static void main(String[] args) throws Exception {
    if (HostileInput.isNamed(List.of(args))) {
      System.exit(HostileInput.run(List.of(args), OUT) ? 0 : 1);
    }
    // Connections break all the time here, and those who hold them say so.
    if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)
        instanceof ch.qos.logback.classic.Logger root) {
      root.setLevel(Level.OFF);
    }
    Survive survive = new Survive();
    if (!survive.take(List.of(args))) {
      OUT.print(
          """
          usage: scripts/survive [F1 F2 ...] [--seeds N] [--seed FIRST] [--seconds N] [--large]
                 scripts/survive --soak MINUTES [--seed FIRST] [--large]
                 scripts/survive conformance | input | fuzz [--minutes N]
          """);
      System.exit(2);
    }
    System.exit(survive.run() == 0 ? 0 : 1);
  }

  private boolean take(List<String> args) {
    try {
      for (int i = 0; i < args.size(); i++) {
        switch (args.get(i)) {
          case "--seeds" -> seeds = Integer.parseInt(args.get(++i));
          case "--seed" -> seed = Long.parseLong(args.get(++i));
          case "--seconds" -> plan = plan.lasting(Integer.parseInt(args.get(++i)));
          case "--soak" -> soakMinutes = Integer.parseInt(args.get(++i));
          case "--large" -> plan = Plan.large();
          default -> chosen.add(args.get(i));
        }
      }
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      return false;
    }
    return chosen.stream()
        .allMatch(id -> FAULTS.stream().anyMatch(one -> one.id().equals(id)));
  }

  private int run() {
    Report report = new Report(REPORTS, "Base load: " + plan + ".");
    if (soakMinutes > 0) {
      run(new Soak(soakMinutes), seed, report);
      return report.broken();
    }
    Random each = new Random(seed);
    for (int i = 0; i < seeds; i++) {
      long current = i == 0 ? seed : each.nextInt(1_000_000);
      for (Fault fault : FAULTS) {
        if (chosen.isEmpty() || chosen.contains(fault.id())) {
          run(fault, current, report);
        }
      }
    }
    OUT.println(report.broken() + " runs found something broken; the table is in " + report.file());
    return report.broken();
  }

  /** Whether a server that was started since the last look has logged what it must not. */
  private static Finding logs() {
    String expected = "no token, password, code or text in any log";
    try {
      Secrets.ALL.assertUntold();
      return Finding.promise(expected, "none", true);
    } catch (AssertionError told) {
      return Finding.promise(expected, String.valueOf(told.getMessage()), false);
    }
  }

  private void run(Fault fault, long current, Report report) {
    OUT.print(fault.id() + " " + fault.title() + ", seed " + current + " ... ");
    OUT.flush();
    long began = System.nanoTime();
    List<Finding> findings;
    try {
      findings = new ArrayList<>(fault.run(plan, current));
      findings.add(logs());
    } catch (RuntimeException | AssertionError e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      findings = List.of(Finding.promise("a run to its end", trace.toString(), false));
    }
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    report.add(fault, current, took, findings);
    boolean kept = findings.stream().allMatch(Finding::kept);
    OUT.println((kept ? "kept" : "BROKEN") + " in " + took.toSeconds() + " s");
    findings.forEach(one ->
        OUT.println((one.kept() ? "    " : "  ! ") + one.expected() + " | " + one.measured()));
  }
}
