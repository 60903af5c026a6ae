package dev.hubbub.load;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A load from its beginning to its findings. Blocks the thread it is on. */
final class Load {
  private static final long LONGEST_CONNECT_S = 300;
  private static final int THREADS = 8;
  private static final long SETTLE_MS = 500;

  private final LoadPlan plan;
  private final Progress progress;
  private final Breaches breaches = new Breaches();
  private final List<Watch.Look> looks = new ArrayList<>();

  Load(LoadPlan plan, Progress progress) {
    this.plan = plan;
    this.progress = progress;
  }

  /** Makes the load. */
  Findings run() {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
      Thread thread = new Thread(task, "load");
      thread.setDaemon(true);
      return thread;
    });
    try {
      Api api = new Api(threads);
      // The client waits for its own threads, so who asks has others.
      ExecutorService askers = Executors.newFixedThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "ask");
        thread.setDaemon(true);
        return thread;
      });
      try {
        return run(api, new Admission(plan, api, askers));
      } finally {
        List<Runnable> unused = askers.shutdownNow();
      }
    } finally {
      List<Runnable> unused = threads.shutdownNow();
    }
  }

  private Findings run(Api api, Admission admission) {
    String startedAt = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    Scene scene = admission.users(done -> progress.at("users", done, plan.users(), ""));
    admission.rooms(scene, done -> progress.at("rooms", done, plan.rooms(), ""));
    Watch watch = Watch.of(plan);
    long bytesBefore = watch.look().allBytes();
    try (Crowd crowd = new Crowd(plan, scene, breaches)) {
      double connectSeconds = connect(crowd);
      pause(SETTLE_MS);
      long bytesIdle = watch.look().allBytes();
      double generatorCpu = measured(crowd, watch);
      finish(crowd, scene, api);
      if (plan.clean()) {
        admission.clean(scene, done -> progress.at("cleaning", done, plan.users(), ""));
      }
      progress.end();
      return crowd.ask(() ->
          findings(crowd, scene, startedAt, connectSeconds, generatorCpu, bytesBefore, bytesIdle));
    }
  }

  private double connect(Crowd crowd) {
    long begin = System.nanoTime();
    await(
        crowd.connect(),
        LONGEST_CONNECT_S,
        "not everybody could connect",
        () -> progress.at("sessions", crowd.ask(crowd::arrivals), plan.users(), ""));
    progress.at("sessions", plan.users(), plan.users(), "");
    return (System.nanoTime() - begin) / 1e9;
  }

  /** The load itself; what this process used of the CPU in the measured time, in percent of a core. */
  private double measured(Crowd crowd, Watch watch) {
    CompletableFuture<Void> sent = crowd.run();
    long begin = System.nanoTime() + plan.warmUp().toNanos();
    long total = plan.warmUp().plus(plan.duration()).toSeconds();
    while (System.nanoTime() < begin) {
      pause(Math.min(200, Math.max(1, (begin - System.nanoTime()) / 1_000_000)));
      progress.at("load", 0, total, "warming up");
    }
    double cpuBefore = ownCpuSeconds();
    looks.add(watch.look());
    long next = begin;
    for (long second = 1; !sent.isDone() && second <= plan.duration().toSeconds(); second++) {
      next += 1_000_000_000;
      pause(Math.max(1, (next - System.nanoTime()) / 1_000_000));
      looks.add(watch.look());
      progress.at("load", plan.warmUp().toSeconds() + second, total, note(crowd));
    }
    await(sent, plan.duration().toSeconds() + 10, "the load did not end", () -> {});
    looks.add(watch.look());
    double seconds = (looks.get(looks.size() - 1).nanos() - looks.get(0).nanos()) / 1e9;
    return 100 * (ownCpuSeconds() - cpuBefore) / seconds;
  }

  private String note(Crowd crowd) {
    long received = crowd.ask(() -> crowd.tally().received);
    int broken = breaches.count();
    return received + " delivered" + (broken == 0 ? "" : ", " + broken + " PROMISES BROKEN");
  }

  private void finish(Crowd crowd, Scene scene, Api api) {
    drain(crowd);
    Audit audit = new Audit(crowd, scene, api);
    if (plan.audit()) {
      Probes probes = new Probes(crowd, scene, api);
      probes.sendAgain();
      probes.removeSomebody();
      probes.lookAtWhatIsNotTheirs();
      drain(crowd);
    }
    audit.ofWhatWasSent();
    if (plan.audit()) {
      audit.ofTheLogs(done -> progress.at("audit", done, plan.rooms(), ""));
    }
  }

  private void drain(Crowd crowd) {
    await(crowd.drain(), plan.drain().toSeconds() + 10, "the drain did not end", () -> {});
  }

  private Findings findings(
      Crowd crowd,
      Scene scene,
      String startedAt,
      double connectSeconds,
      double generatorCpu,
      long bytesBefore,
      long bytesIdle) {
    Sends sends = crowd.sends();
    Measure measure = crowd.measure();
    int[] members = new int[plan.rooms()];
    for (Client client : crowd.clients()) {
      for (int slot = 0; slot < plan.joins(); slot++) {
        members[plan.room(client.index(), slot)]++;
      }
    }
    long expected = 0;
    long refused = 0;
    for (int number = 0; number < sends.count(); number++) {
      if (sends.refused(number) && sends.seq(number) == 0) {
        refused++;
      } else if (measure.isMeasured(sends.due(number))) {
        expected += members[sends.room(number)];
      }
    }
    Watch.Look first = looks.get(0);
    Watch.Look last = looks.get(looks.size() - 1);
    return new Findings(
        plan,
        scene.run(),
        startedAt,
        crowd.server(),
        connectSeconds,
        measure.offered(),
        expected,
        refused,
        crowd.tally(),
        measure.deliveries(),
        measure.acks(),
        measure.recoveries(),
        measure.latestSendMs(),
        generatorCpu,
        last.cpuSince(first),
        bytesBefore,
        bytesIdle,
        last.allBytes(),
        seconds(measure),
        breaches.counts(),
        breaches.first());
  }

  private List<Second> seconds(Measure measure) {
    return measure.seconds().stream()
        .map(second -> {
          int at = second.at();
          boolean seen = at + 1 < looks.size();
          return new Second(
              at,
              second.due(),
              second.delivered(),
              second.p50Ms(),
              second.p99Ms(),
              second.maxMs(),
              seen ? looks.get(at + 1).cpuSince(looks.get(at)) : -1,
              seen ? looks.get(at + 1).allBytes() : -1);
        })
        .toList();
  }

  private static double ownCpuSeconds() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean own
        ? own.getProcessCpuTime() / 1e9
        : 0;
  }

  private static void await(
      CompletableFuture<Void> done, long seconds, String otherwise, Runnable meanwhile) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (true) {
      try {
        Void unused = done.get(200, TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        if (System.nanoTime() > end) {
          throw new LoadFailure(otherwise + " within " + seconds + " s");
        }
        meanwhile.run();
      } catch (ExecutionException e) {
        throw new LoadFailure(
            e.getCause() instanceof LoadFailure known
                ? String.valueOf(known.getMessage())
                : String.valueOf(e.getCause()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LoadFailure("interrupted");
      }
    }
  }

  private static void pause(long ms) {
    try {
      TimeUnit.MILLISECONDS.sleep(ms);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LoadFailure("interrupted");
    }
  }
}
