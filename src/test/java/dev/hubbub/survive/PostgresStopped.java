package dev.hubbub.survive;

import dev.hubbub.testing.HubbubProcess;
import java.time.Duration;
import java.util.List;

/** F11: PostgreSQL stands still for 20 s under load, and then goes on with what it had begun. */
final class PostgresStopped extends StoreAway {
  private static final Duration STILL = Duration.ofSeconds(20);

  PostgresStopped() {
    super("F11", "PostgreSQL stands still for 20 s");
  }

  @Override
  void harm(Scene scene) {
    List<HubbubProcess> instances = scene.site().running();
    LateLoops loops = LateLoops.of(instances);
    long before = blocked(instances);
    long struck = System.nanoTime();
    scene.site().postgres().pause();
    expectUnavailable();
    expectHealth(scene, 503);
    await(struck, STILL);
    note(loops.found());
    note(Finding.none("warnings of a blocked thread", blocked(instances) - before, "one"));
  }

  private static long blocked(List<HubbubProcess> instances) {
    return instances.stream()
        .flatMap(instance -> instance.output().lines())
        .filter(line -> line.contains("has been blocked"))
        .count();
  }

  @Override
  void mend(Scene scene) {
    scene.site().postgres().resume();
  }
}
