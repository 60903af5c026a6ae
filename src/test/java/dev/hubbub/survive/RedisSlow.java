package dev.hubbub.survive;

import java.time.Duration;
import java.util.List;

/** F7: Redis is slow, stands still, or throws out its subscribers again and again; nobody who sends notices. */
final class RedisSlow extends UnderLoad {
  private static final Duration HALF = Duration.ofMillis(250);
  private static final Duration BETWEEN_KILLS = Duration.ofMillis(500);
  private static final Duration SETTLED = Duration.ofSeconds(1);
  private static final Duration WITHOUT = Duration.ofMillis(2_500);
  /** Of a p99 of a few milliseconds a busy machine alone makes more than a fifth. */
  private static final Duration NOISE = Duration.ofMillis(25);

  private static final double TOLERANCE = 1.2;

  private final Way way;

  private enum Way {
    SLOW("Redis answers after 500 ms"),
    FROZEN("Redis stands still"),
    THROWS_OUT("Redis throws out its subscribers twice a second");

    final String title;

    Way(String title) {
      this.title = title;
    }
  }

  private RedisSlow(Way way) {
    super("F7", way.title);
    this.way = way;
  }

  /** One for each way. */
  static List<Fault> ways() {
    return List.of(
        new RedisSlow(Way.SLOW), new RedisSlow(Way.FROZEN), new RedisSlow(Way.THROWS_OUT));
  }

  @Override
  public boolean isAlone() {
    return true;
  }

  @Override
  protected void strike(Scene scene) {
    Site site = scene.site();
    switch (way) {
      case SLOW -> {
        for (int i = 0; i < site.size(); i++) {
          site.toRedis(i).delay(HALF);
        }
      }
      case FROZEN -> site.redis().pause();
      case THROWS_OUT -> {
        long began = System.nanoTime();
        Duration length = scene.plan().heal().minus(scene.plan().strike());
        for (Duration at = Duration.ZERO; at.compareTo(length) < 0; at = at.plus(BETWEEN_KILLS)) {
          await(began, at);
          site.redis().run("CLIENT", "KILL", "TYPE", "pubsub");
        }
      }
    }
  }

  @Override
  protected void heal(Scene scene) {
    Site site = scene.site();
    switch (way) {
      case SLOW -> {
        for (int i = 0; i < site.size(); i++) {
          site.toRedis(i).pass();
        }
      }
      case FROZEN -> site.redis().resume();
      case THROWS_OUT -> {}
    }
  }

  @Override
  protected List<Finding> measure(Scene scene, Aftermath aftermath) {
    Timeline timeline = aftermath.timeline();
    Duration before = timeline.ackP99(aftermath.begin() + SETTLED.toNanos(), aftermath.calm());
    Duration during = timeline.ackP99(aftermath.struck(), aftermath.healed());
    double most =
        Math.max(before.toNanos() * TOLERANCE, (double) before.plus(NOISE).toNanos());
    return List.of(
        new Finding(
            "ack p99 as before, + 20 % or 25 ms",
            Finding.words(before) + " before, " + Finding.words(during) + " meanwhile",
            during.toNanos() <= most,
            true),
        Finding.within(
            "delivery meanwhile, p99",
            WITHOUT,
            timeline.deliveryP99(aftermath.struck(), aftermath.healed())));
  }
}
