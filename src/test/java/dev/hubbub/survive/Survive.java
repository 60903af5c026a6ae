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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
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

  /** Each has some 2 GiB of processes. */
  private static final int MOST_AT_ONCE = 4;

  private static final PrintStream OUT = System.out;
  private static final Path REPORTS = Path.of("target", "survive");

  private final Set<String> chosen = new LinkedHashSet<>();
  private Plan plan = Plan.usual();
  private long seed = ThreadLocalRandom.current().nextInt(1_000_000);
  private int seeds = 1;
  private int atOnce = Math.min(Runtime.getRuntime().availableProcessors(), MOST_AT_ONCE);
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
          usage: scripts/survive [F1 F2 ...] [--seeds N] [--seed FIRST] [--at-once N] [--seconds N] [--large]
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
          case "--at-once" -> atOnce = Math.max(1, Integer.parseInt(args.get(++i)));
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

  private int run() throws InterruptedException {
    Report report = new Report(REPORTS, "Base load: " + plan + ".");
    if (soakMinutes > 0) {
      run(new Run(0, new Soak(soakMinutes), seed), report);
      return report.broken();
    }
    List<Run> runs = runs();
    ExecutorService crew = Executors.newFixedThreadPool(atOnce);
    runs.stream()
        .filter(one -> !one.fault().isAlone())
        .forEach(one -> crew.execute(() -> run(one, report)));
    crew.shutdown();
    boolean unused = crew.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    runs.stream().filter(one -> one.fault().isAlone()).forEach(one -> run(one, report));
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

  /** One fault once, with its place in the report. */
  private record Run(int place, Fault fault, long seed) {}

  private List<Run> runs() {
    List<Run> runs = new ArrayList<>();
    Random each = new Random(seed);
    for (int i = 0; i < seeds; i++) {
      long current = i == 0 ? seed : each.nextInt(1_000_000);
      FAULTS.stream()
          .filter(fault -> chosen.isEmpty() || chosen.contains(fault.id()))
          .forEach(fault -> runs.add(new Run(runs.size(), fault, current)));
    }
    return runs;
  }

  private void run(Run one, Report report) {
    long began = System.nanoTime();
    List<Finding> findings;
    try {
      findings = new ArrayList<>(one.fault().run(plan, one.seed()));
      findings.add(logs());
    } catch (RuntimeException | AssertionError e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      findings = List.of(Finding.promise("a run to its end", trace.toString(), false));
    }
    tell(one, Duration.ofNanos(System.nanoTime() - began), findings, report);
  }

  private static synchronized void tell(
      Run one, Duration took, List<Finding> findings, Report report) {
    report.add(one.place(), one.fault(), one.seed(), took, findings);
    boolean kept = findings.stream().allMatch(Finding::kept);
    OUT.println(one.fault().id() + " " + one.fault().title() + ", seed " + one.seed() + " ... "
        + (kept ? "kept" : "BROKEN") + " in " + took.toSeconds() + " s");
    findings.forEach(found -> OUT.println(
        (found.kept() ? "    " : "  ! ") + found.expected() + " | " + found.measured()));
  }
}
