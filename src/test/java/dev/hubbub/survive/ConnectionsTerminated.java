package dev.hubbub.survive;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** F10: somebody ends all connections to PostgreSQL again and again, which may connect anew at once. */
final class ConnectionsTerminated extends UnderLoad {
  private static final Duration BETWEEN = Duration.ofMillis(700);

  private int times;

  ConnectionsTerminated() {
    super("F10", "all connections to PostgreSQL are ended, again and again");
  }

  /** Whether there is time for a commit between two ends is also up to what else the machine does. */
  @Override
  public boolean isAlone() {
    return true;
  }

  @Override
  protected void strike(Scene scene) {
    times = 0;
    Duration span = scene.plan().heal().minus(scene.plan().strike());
    long began = System.nanoTime();
    while (System.nanoTime() - began < span.minus(BETWEEN).toNanos()) {
      times++;
      scene
          .site()
          .postgres()
          .execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
              + scene.site().database() + "'");
      await(began, BETWEEN.multipliedBy(times));
    }
  }

  @Override
  protected void heal(Scene scene) {}

  @Override
  protected List<Finding> measure(Scene scene, Aftermath aftermath) {
    Map<String, Integer> codes =
        new Refusals(aftermath.testimonies()).codes(aftermath.struck(), aftermath.stopped());
    return List.of(
        Finding.promise(
            "ended " + times + " times: nobody is told of an error",
            codes.toString(),
            codes.isEmpty()),
        Finding.promise(
            "no connection of a client ends",
            aftermath.timeline().ends(aftermath.struck(), aftermath.stopped()).toString(),
            aftermath.timeline().ends(aftermath.struck(), aftermath.stopped()).isEmpty()));
  }
}
