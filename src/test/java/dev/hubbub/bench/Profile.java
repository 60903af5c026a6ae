package dev.hubbub.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * What the server's CPU goes into: by thread, as the kernel accounts it, and within Java's threads by what they were doing,
 * as Flight Recorder sampled it.
 */
final class Profile {
  private static final double TICKS = 100;

  /** The first that matches any frame of a stack, from its top, says what it was for. */
  private static final Map<String, String> GROUPS = new LinkedHashMap<>();

  static {
    GROUPS.put("io.netty.channel.unix.Socket.(write|send).*", "socket writes");
    GROUPS.put("io.netty.channel.epoll.Native.(writev|send).*", "socket writes");
    GROUPS.put("io.netty.channel.unix.Socket.(read|recv).*", "socket reads");
    GROUPS.put("com.fasterxml.*|dev.hubbub.protocol.*", "JSON");
    GROUPS.put("dev.hubbub.history.*|io.vertx.(sqlclient|pgclient).*|org.sqlite.*", "store");
    GROUPS.put("dev.hubbub.redis.*|io.vertx.redis.*", "Redis");
    GROUPS.put("dev.hubbub.(hub|room).*", "hub");
    GROUPS.put("dev.hubbub.gateway.*", "gateway: fan-out and sessions");
  }

  private final Servers servers;
  private final Path scratch;
  private final PrintStream out;

  Profile(Servers servers, Path scratch, PrintStream out) {
    this.servers = servers;
    this.scratch = scratch;
    this.out = out;
  }

  /** Profiles W1 and W2, after a run of each to warm up. */
  void run(Generator generator) {
    for (Workload workload : List.of(Workload.W1, Workload.W2)) {
      Path file = scratch.resolve(workload + ".jfr");
      try (Servers.Running hubbub = servers.hubbub(1)) {
        List<Sample> unused = generator.run(workload, hubbub, 1);
        long pid = hubbub.pids().get(0);
        jcmd(pid, "JFR.start", "name=bench", "settings=profile");
        Map<String, Double> before = threads(pid);
        List<Sample> unusedToo = generator.run(workload, hubbub, 1);
        Map<String, Double> after = threads(pid);
        jcmd(pid, "JFR.stop", "name=bench", "filename=" + file);
        out.println("\n### " + workload + "\n");
        print("thread", difference(before, after));
        print("in the event loops", samples(file));
      }
    }
  }

  private static void jcmd(long pid, String... words) {
    try {
      String[] command = new String[words.length + 2];
      command[0] = "jcmd";
      command[1] = Long.toString(pid);
      System.arraycopy(words, 0, command, 2, words.length);
      int unused = new ProcessBuilder(command)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The CPU seconds of each kind of thread so far; of the event loops the kernel's part apart. */
  private static Map<String, Double> threads(long pid) {
    Map<String, Double> seconds = new HashMap<>();
    try (DirectoryStream<Path> tasks =
        Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
      for (Path task : tasks) {
        String stat = Files.readString(task.resolve("stat"));
        String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        String kind = kind(name);
        double user = Long.parseLong(fields[11]) / TICKS;
        double system = Long.parseLong(fields[12]) / TICKS;
        boolean loop = kind.equals("event loops");
        seconds.merge(
            loop ? "event loops, in Java" : kind, loop ? user : user + system, Double::sum);
        if (loop) {
          seconds.merge("event loops, in the kernel", system, Double::sum);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return seconds;
  }

  private static String kind(String thread) {
    if (thread.startsWith("vert.x-eventloo")) {
      return "event loops";
    }
    if (thread.startsWith("C1 ") || thread.startsWith("C2 ")) {
      return "JIT compilers";
    }
    return thread.startsWith("VM Thread") || thread.startsWith("GC ") ? "GC and VM" : "others";
  }

  private static Map<String, Double> difference(
      Map<String, Double> before, Map<String, Double> after) {
    Map<String, Double> used = new TreeMap<>();
    after.forEach(
        (kind, seconds) -> used.put(kind, Math.max(0, seconds - before.getOrDefault(kind, 0.0))));
    return used;
  }

  private static Map<String, Double> samples(Path file) {
    Map<String, Double> counts = new TreeMap<>();
    try (RecordingFile recording = new RecordingFile(file)) {
      while (recording.hasMoreEvents()) {
        RecordedEvent event = recording.readEvent();
        String type = event.getEventType().getName();
        // Both kinds are sampled every 10 or 20 ms; who waits in the kernel is no cost.
        double weight =
            type.equals("jdk.ExecutionSample") ? 1 : type.equals("jdk.NativeMethodSample") ? 1 : 0;
        if (weight > 0 && event.getStackTrace() != null) {
          String group = group(event.getStackTrace().getFrames());
          if (!group.isEmpty()) {
            counts.merge(group, weight, Double::sum);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return counts;
  }

  private static String group(List<RecordedFrame> frames) {
    if (frames.isEmpty() || name(frames.get(0)).contains("Wait")) {
      return "";
    }
    for (RecordedFrame frame : frames) {
      String name = name(frame);
      for (Map.Entry<String, String> group : GROUPS.entrySet()) {
        if (name.matches(group.getKey())) {
          return group.getValue();
        }
      }
    }
    return "Netty and Vert.x";
  }

  private static String name(RecordedFrame frame) {
    return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
  }

  private void print(String what, Map<String, Double> parts) {
    double all = parts.values().stream().mapToDouble(Double::doubleValue).sum();
    out.println("| " + what + " | share |\n|---|---|");
    parts.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .forEach(part -> out.println(String.format(
            Locale.ROOT,
            "| %s | %.0f %% |",
            part.getKey(),
            all == 0 ? 0 : 100 * part.getValue() / all)));
    out.println();
  }
}
