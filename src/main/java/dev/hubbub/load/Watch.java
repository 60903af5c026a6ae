package dev.hubbub.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** CPU and memory of processes on this machine, as {@code /proc} tells them; nothing where there is none. Any thread. */
final class Watch {
  private static final Path PROC = Path.of("/proc");
  /** Ticks per second in {@code /proc}, for programs on every architecture of Linux. */
  private static final double TICKS = 100;

  private static final int PAGE_BYTES = 4_096;
  private static final String LISTENS = "0A";

  private final List<Long> pids;

  /** Watches some processes. */
  Watch(List<Long> pids) {
    this.pids = List.copyOf(pids);
  }

  /** Watches what is said, or else what listens where the load goes. */
  static Watch of(LoadPlan plan) {
    return new Watch(plan.pids().isEmpty() ? listening(plan.urls()) : plan.pids());
  }

  List<Long> pids() {
    return pids;
  }

  /**
   * A look at them.
   *
   * @param nanos when
   * @param cpuSeconds what each has used since its start, by its id
   * @param bytes what each has in memory, by its id
   */
  record Look(long nanos, Map<Long, Double> cpuSeconds, Map<Long, Long> bytes) {
    /** What they used since an earlier look, in percent of a core; negative where there is nothing to see. */
    double cpuSince(Look earlier) {
      double seconds = (nanos - earlier.nanos) / 1e9;
      double used = cpuSeconds.entrySet().stream()
          .mapToDouble(
              one -> one.getValue() - earlier.cpuSeconds.getOrDefault(one.getKey(), one.getValue()))
          .sum();
      return cpuSeconds.isEmpty() || seconds <= 0 ? -1 : 100 * used / seconds;
    }

    /** What all have in memory; negative where there is nothing to see. */
    long allBytes() {
      return bytes.isEmpty()
          ? -1
          : bytes.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /** Looks at them now. */
  Look look() {
    Map<Long, Double> cpu = new LinkedHashMap<>();
    Map<Long, Long> bytes = new LinkedHashMap<>();
    for (long pid : pids) {
      try {
        String stat = Files.readString(PROC.resolve(pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        cpu.put(pid, (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS);
        String[] pages = Files.readString(PROC.resolve(pid + "/statm")).split(" ", -1);
        bytes.put(pid, Long.parseLong(pages[1]) * PAGE_BYTES);
      } catch (IOException | RuntimeException gone) {
        // Its last look stands; who has ended uses nothing.
      }
    }
    return new Look(System.nanoTime(), cpu, bytes);
  }

  private static List<Long> listening(List<URI> urls) {
    Set<Long> pids = new LinkedHashSet<>();
    for (URI url : urls) {
      if (isHere(url.getHost())) {
        Long pid = listening(url.getPort());
        if (pid != null) {
          pids.add(pid);
        }
      }
    }
    return List.copyOf(pids);
  }

  private static boolean isHere(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static @Nullable Long listening(int port) {
    for (String table : List.of("net/tcp", "net/tcp6")) {
      try {
        for (String line : Files.readAllLines(PROC.resolve(table))) {
          String[] fields = line.strip().split("\\s+", -1);
          if (fields.length > 9
              && fields[3].equals(LISTENS)
              && fields[1].endsWith(String.format(":%04X", port))) {
            Long owner = owner("socket:[" + fields[9] + "]");
            if (owner != null) {
              return owner;
            }
          }
        }
      } catch (IOException notLinux) {
        return null;
      }
    }
    return null;
  }

  private static @Nullable Long owner(String socket) {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        if (files(process).contains(socket)) {
          return Long.parseLong(process.getFileName().toString());
        }
      }
    } catch (IOException e) {
      return null;
    }
    return null;
  }

  private static List<String> files(Path process) {
    List<String> files = new ArrayList<>();
    try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path one : open) {
        files.add(Files.readSymbolicLink(one).toString());
      }
    } catch (IOException othersOrGone) {
      return files;
    }
    return files;
  }
}
