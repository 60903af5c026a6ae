package dev.hubbub.survive;

import dev.hubbub.testing.HubbubProcess;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a site takes of the machine, on average for each instance that runs; the connections of clients are left out, for
 * they go from one instance to another.
 *
 * @param bytes resident memory
 * @param descriptors open files and sockets, without those of clients
 * @param threads of the process, without those of pools that fill by and by whatever it does
 * @param toPostgres connections
 * @param toRedis connections
 */
public record Vitals(
    double bytes, double descriptors, double threads, double toPostgres, double toRedis) {
  /** By how much a level may differ. */
  private static final double TOLERANCE = 0.10;
  /** Pools are not full at every moment, and two of eight connections are more than a tenth. */
  private static final double FEW = 2;

  /** How the threads are called that Vert.x has for what blocks: up to 20 of each kind, made one by one. */
  private static final List<String> POOLED = List.of("vert.x-worker", "vert.x-internal");

  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final Pattern CLIENTS = Pattern.compile("connected_clients:(\\d+)");

  /** Takes them; the site's PostgreSQL and Redis are well. */
  static Vitals of(Site site) {
    List<HubbubProcess> running = site.running();
    double bytes = 0;
    double descriptors = 0;
    double threads = 0;
    for (HubbubProcess one : running) {
      Path proc = Path.of("/proc", Long.toString(one.pid()));
      try (Stream<Path> open = Files.list(proc.resolve("fd"))) {
        descriptors += open.count() - site.balancer().connections(one.port());
        bytes += number(RESIDENT, Files.readString(proc.resolve("status"))) * 1_024;
        threads += threads(proc.resolve("task"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    JsonObject count = site.postgres()
        .query(
            "postgres",
            "SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = '" + site.database()
                + "'")
        .get(0);
    // One of them asks.
    double redis = number(CLIENTS, String.valueOf(site.redis().cli("INFO", "clients"))) - 1;
    int each = running.size();
    return new Vitals(
        bytes / each,
        descriptors / each,
        threads / each,
        count.getInteger("n") / (double) each,
        redis / each);
  }

  private static long threads(Path tasks) throws IOException {
    try (Stream<Path> all = Files.list(tasks)) {
      return all.filter(Vitals::stays).count();
    }
  }

  private static boolean stays(Path task) {
    try {
      String name = Files.readString(task.resolve("comm"));
      return POOLED.stream().noneMatch(name::startsWith);
    } catch (IOException e) {
      if (Files.exists(task)) {
        throw new UncheckedIOException(e);
      }
      return false; // It ended meanwhile.
    }
  }

  private static double number(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    return found.find() ? Long.parseLong(found.group(1)) : 0;
  }

  /** What is not as it was before, in words; empty where all is. Less memory is never a fault. */
  public List<String> changedSince(Vitals before) {
    List<String> changed = new ArrayList<>();
    if (bytes > before.bytes * (1 + TOLERANCE)) {
      changed.add("memory");
    }
    level("descriptors", before.descriptors, descriptors, changed);
    level("threads", before.threads, threads, changed);
    level("connections to PostgreSQL", before.toPostgres, toPostgres, changed);
    level("connections to Redis", before.toRedis, toRedis, changed);
    return changed;
  }

  private static void level(String what, double before, double after, List<String> changed) {
    if (Math.abs(after - before) > before * TOLERANCE + FEW) {
      changed.add(what);
    }
  }

  /** In words, for each instance. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%.0f MiB, %.0f descriptors, %.0f threads, %.0f to PostgreSQL, %.0f to Redis",
        bytes / (1 << 20),
        descriptors,
        threads,
        toPostgres,
        toRedis);
  }
}
