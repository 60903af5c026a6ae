package dev.hubbub.bench;

import dev.hubbub.testing.ChildProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs the workloads and prints their table; {@code scripts/bench} starts it on core 1. Arguments: workloads ({@code W1} to
 * {@code W6}, all without), {@code --tools DIR} for the generator beside the project, {@code --runs N}, {@code --seconds
 * N}, {@code --profile} for what the CPU of W1 and W2 goes into instead of the table.
 */
final class Bench {
  private static final PrintStream OUT = System.out;
  private static final PrintStream ERR = System.err;
  private static final Pattern APPENDS = Pattern.compile("([\\d,]+) appends/s");
  private static final Path JAR = Path.of("target/hubbub.jar").toAbsolutePath();

  private final Set<String> chosen = new LinkedHashSet<>();
  private final List<Path> tools = new ArrayList<>();
  private final Path scratch;
  private int runs = 3;
  private int seconds = 15;
  private boolean profile;

  private Bench(Path scratch) {
    this.scratch = scratch;
  }

  /** Measures. */
  public static void main(String[] args) throws IOException {
    Bench bench = new Bench(Files.createTempDirectory("hubbub-bench-"));
    bench.take(List.of(args));
    try (Servers servers = new Servers(JAR, bench.scratch)) {
      if (bench.profile) {
        new Profile(servers, bench.scratch, OUT)
            .run(new Generator(JAR, List.of(), bench.scratch, bench.seconds, true));
      } else {
        bench.run(servers);
      }
    }
    System.exit(0);
  }

  private void take(List<String> args) {
    for (int i = 0; i < args.size(); i++) {
      switch (args.get(i)) {
        case "--tools" -> {
          Path directory = Path.of(args.get(++i)).toAbsolutePath();
          tools.addAll(
              List.of(directory.resolve("workloads"), Path.of("target/wsload").toAbsolutePath()));
        }
        case "--runs" -> runs = Integer.parseInt(args.get(++i));
        case "--seconds" -> seconds = Integer.parseInt(args.get(++i));
        case "--profile" -> profile = true;
        default -> chosen.add(args.get(i));
      }
    }
    if (chosen.isEmpty()) {
      chosen.addAll(List.of("W1", "W2", "W3", "W4", "W5", "W6"));
    }
  }

  private void run(Servers servers) {
    OUT.println(Machine.line() + "\n");
    Figures figures = new Figures(OUT);
    for (String name : chosen) {
      if (name.equals("W6")) {
        figures.add("durable appends, 1,000 rooms", appends(servers, 1_000));
        figures.add("the same, one room", appends(servers, 1));
      } else {
        measure(Workload.valueOf(name), servers, figures);
      }
    }
  }

  private void measure(Workload workload, Servers servers, Figures figures) {
    for (Generator generator : generators(workload, true)) {
      figures.add(
          workload,
          "Hubbub",
          generator.name(),
          samples(workload, generator, () -> servers.hubbub(workload.instances())));
    }
    if (workload.instances() == 1) {
      for (Generator generator : generators(workload, false)) {
        figures.add(
            workload, "bare Vert.x", generator.name(), samples(workload, generator, servers::bare));
      }
    }
  }

  /** Both on Hubbub, so that they can be compared; where that takes long, and on the other server, the tools if there are any. */
  private List<Generator> generators(Workload workload, boolean audit) {
    Generator ours = new Generator(JAR, List.of(), scratch, seconds, audit);
    if (tools.isEmpty()) {
      return List.of(ours);
    }
    Generator theirs = new Generator(JAR, tools, scratch, seconds, audit);
    boolean both = audit && workload != Workload.W3;
    return both ? List.of(theirs, ours) : List.of(theirs);
  }

  private List<Sample> samples(
      Workload workload, Generator generator, Supplier<Servers.Running> start) {
    ERR.println(workload + " by " + generator.name());
    if (workload == Workload.W4) {
      return onFresh(workload, generator, start);
    }
    try (Servers.Running servers = start.get()) {
      if (workload == Workload.W3) {
        return generator.run(workload, servers, runs);
      }
      // The first run pays for compilation on the one core the server has.
      List<Sample> all = generator.run(workload, servers, runs + 1);
      return all.subList(1, all.size());
    }
  }

  /** What sessions take shows where there were none before. */
  private List<Sample> onFresh(
      Workload workload, Generator generator, Supplier<Servers.Running> start) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      try (Servers.Running servers = start.get()) {
        samples.addAll(generator.run(workload, servers, 1));
      }
    }
    return samples;
  }

  private List<Double> appends(Servers servers, int rooms) {
    List<Double> results = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      ERR.println("W6, " + rooms + " rooms");
      ChildProcess run = ChildProcess.start(
          "W6",
          List.of(
              "taskset",
              "-c",
              "0",
              "java",
              "-XX:+UseSerialGC",
              "-cp",
              System.getProperty("java.class.path", ""),
              "dev.hubbub.history.AppendBenchmark",
              servers.postgres(),
              Integer.toString(rooms)),
          Map.of(),
          scratch,
          "KILL");
      int unused = run.awaitExit(Duration.ofMinutes(3));
      Matcher found = APPENDS.matcher(run.output());
      if (!found.find()) {
        throw new IllegalStateException(run.output());
      }
      results.add(Double.parseDouble(found.group(1).replace(",", "")));
    }
    return results;
  }
}
