package dev.hubbub.survive;

import dev.hubbub.ops.Failpoint;
import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.TcpProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** F2: an instance is asked to end, once, twice, while it has no memory left; or all of them are, one after the other. */
final class InstanceLeaves extends UnderLoad {
  private static final Duration END = Duration.ofSeconds(30);
  private static final Duration AT_ONCE = Duration.ofSeconds(2);
  private static final Duration PAUSE = Duration.ofSeconds(3);
  private static final int RESTART = 1012;

  private final Way way;
  private final List<Integer> statuses = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private Duration took = Duration.ZERO;

  private enum Way {
    ONCE("SIGTERM for an instance", 0, END),
    ROLLING("rolling restart of all instances", 0, END),
    TWICE("a second SIGTERM while the store holds up the first", 143, AT_ONCE),
    NO_MEMORY("SIGTERM for an instance that has run out of memory", 3, END);

    final String title;
    final int status;
    final Duration most;

    Way(String title, int status, Duration most) {
      this.title = title;
      this.status = status;
      this.most = most;
    }

    /** Whether the instance ends without its farewell. */
    boolean abrupt() {
      return status != 0;
    }
  }

  private InstanceLeaves(Way way) {
    super("F2", way.title);
    this.way = way;
  }

  /** One for each way. */
  static List<Fault> ways() {
    return Stream.of(Way.values()).<Fault>map(InstanceLeaves::new).toList();
  }

  static InstanceLeaves once() {
    return new InstanceLeaves(Way.ONCE);
  }

  /** Three fresh instances in half a minute have little to spare for others. */
  @Override
  public boolean isAlone() {
    return way == Way.ROLLING;
  }

  @Override
  protected Site open() {
    return Site.open(way == Way.NO_MEMORY);
  }

  @Override
  protected void strike(Scene scene) {
    statuses.clear();
    warnings.clear();
    took = Duration.ZERO;
    Site site = scene.site();
    switch (way) {
      case ONCE -> leave(site, 0);
      case ROLLING -> {
        for (int i = 0; i < site.size(); i++) {
          leave(site, i);
          site.restart(i);
        }
      }
      case TWICE -> {
        site.toPostgres(0).hold(TcpProxy.Direction.TO_CLIENT);
        site.instance(0).sigterm();
        String unused = site.instance(0).awaitLine("exit signalled");
        leave(site, 0);
        site.toPostgres(0).pass();
      }
      case NO_MEMORY -> {
        site.doom(0, Failpoint.BEFORE_PUBLISH, 1, Doom.Fate.EXHAUST);
        leave(site, 0);
      }
    }
  }

  private void leave(Site site, int which) {
    HubbubProcess instance = site.instance(which);
    long began = System.nanoTime();
    instance.sigterm();
    statuses.add(instance.exitCode(END.plus(END)));
    instance.output().lines().filter(line -> line.contains("WARN")).forEach(warnings::add);
    Duration now = Duration.ofNanos(System.nanoTime() - began);
    took = took.compareTo(now) > 0 ? took : now;
  }

  @Override
  protected void heal(Scene scene) {
    if (way != Way.ROLLING) {
      scene.site().restart(0);
    }
  }

  @Override
  protected List<Finding> measure(Scene scene, Aftermath aftermath) {
    Timeline timeline = aftermath.timeline();
    long from = aftermath.struck();
    long to = aftermath.stopped();
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.promise(
        "exit status " + way.status,
        statuses + (warnings.isEmpty() ? "" : ", warned: " + String.join("; ", warnings)),
        statuses.stream().allMatch(status -> status == way.status)));
    findings.add(Finding.within("exit", way.most, took));
    Map<Integer, Integer> codes = timeline.ends(from, to);
    if (!way.abrupt()) {
      findings.add(Finding.promise(
          "close code 1012 for all", codes.toString(), codes.keySet().equals(Set.of(RESTART))));
      findings.add(Finding.within(
          "nothing comes for, p99 of all people", PAUSE, timeline.pauseP99(from, to)));
    } else {
      findings.add(Finding.told("close codes", codes.toString()));
    }
    Set<String> flaps = new Sightings(aftermath.testimonies()).offline(from, to);
    findings.add(
        new Finding("shown as offline: nobody", flaps.size() + " people", flaps.isEmpty(), true));
    findings.add(Finding.within(
        "back in all rooms, p99", Duration.ofSeconds(5), timeline.backP99(from, to)));
    return findings;
  }
}
