package dev.hubbub.survive;

import dev.hubbub.testing.HubbubProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** F4: Redis dies under load and comes back with nothing in it. */
final class RedisKilled extends UnderLoad {
  private static final Duration WITHOUT = Duration.ofMillis(2_500);
  private static final Duration WITH = Duration.ofMillis(250);
  private static final Duration SETTLED = Duration.ofSeconds(5);
  private static final Duration PRESENCE = Duration.ofSeconds(15);
  private static final int AWAY = 500;

  private @Nullable Prober prober;
  private Duration present = Duration.ZERO;

  RedisKilled() {
    super("F4", "Redis is killed and comes back empty");
  }

  @Override
  protected void strike(Scene scene) {
    List<Integer> ports =
        scene.site().running().stream().map(HubbubProcess::port).toList();
    prober = new Prober(ports, "/readyz", "", "degraded");
    scene.site().redis().kill();
  }

  @Override
  protected void heal(Scene scene) {
    scene.site().redis().restartEmpty();
  }

  @Override
  protected void watch(Scene scene, long healed) {
    present = RedisMemory.awaitPresence(scene, healed);
  }

  @Override
  protected List<Finding> measure(Scene scene, Aftermath aftermath) {
    Timeline timeline = aftermath.timeline();
    long settled = aftermath.healed() + SETTLED.toNanos();
    List<Finding> findings = new ArrayList<>(List.of(
        Finding.within(
            "delivery without Redis, p99",
            WITHOUT,
            timeline.deliveryP99(aftermath.struck(), aftermath.healed())),
        Finding.within(
            "delivery from 5 s after its return on, p99",
            WITH,
            timeline.deliveryP99(settled, aftermath.stopped())),
        Finding.within("presence in Redis again", PRESENCE, present)));
    try (Prober asked = prober) {
      if (asked != null) {
        findings.add(Finding.none("readiness is lost", asked.from(AWAY), asked.toString()));
        findings.add(Finding.promise(
            "degraded is told", asked.found() + " times in " + asked, asked.found() > 0));
      }
    }
    return findings;
  }
}
