package dev.hubbub.survive;

import dev.hubbub.ops.Failpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * F1: an instance dies under load, at any moment or at a failpoint, and is started again later. Somebody who was there
 * and does not come back is offline for others in time.
 */
final class InstanceKilled extends UnderLoad {
  private static final Duration BACK = Duration.ofSeconds(5);
  private static final Duration OFFLINE = Duration.ofSeconds(45);
  private static final Duration DEATH = Duration.ofSeconds(30);
  private static final int LATEST_PASSING = 40;

  private final @Nullable Failpoint point;
  private final Doom.Fate fate;
  private @Nullable Ghost ghost;

  private InstanceKilled(String title, @Nullable Failpoint point, Doom.Fate fate) {
    super("F1", title);
    this.point = point;
    this.fate = fate;
  }

  /** One for each way. */
  static List<Fault> ways() {
    return List.of(plainly(), beforeCommit(), afterCommit(), beforePublish());
  }

  static InstanceKilled plainly() {
    return new InstanceKilled("kill -9 of an instance", null, Doom.Fate.HALT);
  }

  static InstanceKilled beforeCommit() {
    return new InstanceKilled("death before a commit", Failpoint.BEFORE_COMMIT, Doom.Fate.HALT);
  }

  static InstanceKilled afterCommit() {
    return new InstanceKilled(
        "death after a commit, before its acks", Failpoint.AFTER_COMMIT, Doom.Fate.HALT);
  }

  static InstanceKilled beforePublish() {
    return new InstanceKilled(
        "death after an ack, before the publish", Failpoint.BEFORE_PUBLISH, Doom.Fate.LINGER);
  }

  @Override
  protected Site open() {
    return Site.open(point != null);
  }

  @Override
  protected void prepare(Scene scene) {
    if (point == null) {
      ghost = Ghost.at(scene, 0);
    }
  }

  @Override
  protected void strike(Scene scene) {
    var victim = scene.site().instance(0);
    if (point == null) {
      victim.kill9();
    } else {
      scene.site().doom(0, point, 1 + scene.random().nextInt(LATEST_PASSING), fate);
      int unused = victim.exitCode(DEATH);
    }
  }

  @Override
  protected void heal(Scene scene) {
    scene.site().restart(0);
  }

  @Override
  protected List<Finding> measure(Scene scene, Aftermath aftermath) {
    List<Finding> findings = new ArrayList<>();
    Timeline timeline = aftermath.timeline();
    int lost = timeline.ends(aftermath.struck(), aftermath.stopped()).values().stream()
        .mapToInt(Integer::intValue)
        .sum();
    findings.add(Finding.within(
        "back in all rooms, p99 of " + lost + " connections",
        BACK,
        timeline.backP99(aftermath.struck(), aftermath.stopped())));
    if (ghost != null) {
      findings.add(Finding.within(
          "one who does not come back is offline",
          OFFLINE,
          ghost.offlineAfter(aftermath.struck())));
      ghost.close();
    }
    return findings;
  }
}
