package dev.hubbub.bench;

import dev.hubbub.testing.ChildProcess;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A program that makes a workload, on the core of this process.
 *
 * @param tools the directory of {@code workloads} and the {@code wsload} built from it; absent for {@code hubbub load}
 * @param audit whether the server has a log to be read
 */
record Generator(Path jar, List<Path> tools, Path scratch, int seconds, boolean audit) {
  private static final Duration MOST = Duration.ofMinutes(30);
  private static final double TOO_SLOW_MS = 200;
  private static final double STEP = 1.25;
  private static final int W3_SECONDS = 6;

  /** What it is called. */
  String name() {
    return tools.isEmpty() ? "hubbub load" : "wsload";
  }

  /** Runs a workload so many times in a row. */
  List<Sample> run(Workload workload, Servers.Running servers, int runs) {
    return tools.isEmpty() ? byLoad(workload, servers, runs) : byTools(workload, servers, runs);
  }

  private List<Sample> byTools(Workload workload, Servers.Running servers, int runs) {
    List<String> command = new ArrayList<>(List.of("python3", tools.get(0).toString()));
    for (int i = 0; i < runs; i++) {
      command.add(workload.name());
    }
    command.addAll(List.of("--duration", Integer.toString(seconds), "--pin", "1"));
    servers.ports().forEach(port -> command.addAll(List.of("--target", "127.0.0.1:" + port)));
    servers.pids().forEach(pid -> command.addAll(List.of("--pid", "srv" + pid + "=" + pid)));
    ChildProcess run = ChildProcess.start(
        "workloads", command, Map.of("WSLOAD", tools.get(1).toString()), scratch, "KILL");
    demand(run, run.awaitExit(MOST), 0);
    return run.lines().stream()
        .filter(line -> line.startsWith("{"))
        .map(line -> Sample.ofWsload(new JsonObject(line)))
        .toList();
  }

  private List<Sample> byLoad(Workload workload, Servers.Running servers, int runs) {
    List<Sample> samples = new ArrayList<>();
    double begin = workload.rate();
    for (int i = 0; i < runs; i++) {
      if (workload != Workload.W3) {
        samples.add(
            load(workload, servers, workload.rate(), workload == Workload.W4 ? 8 : seconds));
        continue;
      }
      double rate = begin;
      Sample good = load(workload, servers, rate, W3_SECONDS);
      for (Sample next = good; next.good() && next.p99Ms() < TOO_SLOW_MS; ) {
        good = next;
        begin = Math.max(begin, rate / STEP / STEP);
        rate *= STEP;
        next = load(workload, servers, rate, W3_SECONDS);
      }
      samples.add(good);
    }
    return samples;
  }

  private Sample load(Workload workload, Servers.Running servers, double rate, int duration) {
    Path json = scratch.resolve("load.json");
    List<String> command = new ArrayList<>(List.of(
        "java",
        "-jar",
        jar.toString(),
        "load",
        "--users=" + workload.users(),
        "--rooms=" + workload.rooms(),
        "--senders=" + workload.senders(),
        "--rate=" + rate,
        "--duration=" + duration + "s",
        "--connect-rate=2000",
        "--json=" + json));
    servers.ports().forEach(port -> command.add("--url=http://127.0.0.1:" + port));
    servers.pids().forEach(pid -> command.add("--pid=" + pid));
    if (!audit) {
      command.add("--no-audit");
    }
    ChildProcess run = ChildProcess.start("hubbub load", command, Map.of(), scratch, "KILL");
    demand(run, run.awaitExit(MOST), 1);
    try {
      return Sample.ofLoad(new JsonObject(Files.readString(json)));
    } catch (IOException e) {
      throw new UncheckedIOException(run.output(), e);
    }
  }

  private static void demand(ChildProcess run, int status, int most) {
    if (status > most) {
      throw new IllegalStateException(run.output());
    }
  }
}
