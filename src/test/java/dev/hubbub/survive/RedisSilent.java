package dev.hubbub.survive;

import dev.hubbub.testing.Eventually;
import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.TcpProxy;
import dev.hubbub.testing.TcpProxy.Direction;
import java.time.Duration;
import java.util.List;

/** F6: the link of one instance to Redis carries nothing any more, though its connections look well. */
final class RedisSilent extends UnderLoad {
  private static final Duration RESYNC = Duration.ofSeconds(6);
  private static final Duration WITHOUT = Duration.ofMillis(2_500);
  private static final Duration WITH = Duration.ofMillis(250);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Way way;
  private int victim;
  private Duration noticed = Duration.ZERO;
  private Duration joined = Duration.ZERO;

  private enum Way {
    BLACKHOLE("a link to Redis swallows everything"),
    COMMANDS("a link to Redis carries nothing to it"),
    ANSWERS("a link to Redis carries nothing from it"),
    HALF_OPEN("Redis has closed a link, and its instance never hears of it");

    final String title;

    Way(String title) {
      this.title = title;
    }
  }

  private RedisSilent(Way way) {
    super("F6", way.title);
    this.way = way;
  }

  /** One for each way. */
  static List<Fault> ways() {
    return List.of(
        new RedisSilent(Way.BLACKHOLE),
        new RedisSilent(Way.COMMANDS),
        new RedisSilent(Way.ANSWERS),
        new RedisSilent(Way.HALF_OPEN));
  }

  @Override
  protected Judgement judgement() {
    return new Judgement(RESYNC, Duration.ofSeconds(5));
  }

  @Override
  protected void strike(Scene scene) {
    victim = scene.random().nextInt(scene.site().size());
    TcpProxy link = scene.site().toRedis(victim);
    long began = System.nanoTime();
    switch (way) {
      case BLACKHOLE -> link.blackhole();
      case COMMANDS -> link.hold(Direction.TO_SERVER);
      case ANSWERS -> link.hold(Direction.TO_CLIENT);
      case HALF_OPEN -> {
        link.hold(Direction.TO_CLIENT);
        scene.site().redis().run("CLIENT", "KILL", "TYPE", "pubsub");
        scene.site().redis().run("CLIENT", "KILL", "TYPE", "normal");
      }
    }
    noticed = awaitDegraded(scene, true, began);
  }

  @Override
  protected void heal(Scene scene) {
    scene.site().toRedis(victim).pass();
  }

  @Override
  protected void watch(Scene scene, long healed) {
    joined = awaitDegraded(scene, false, healed);
  }

  private Duration awaitDegraded(Scene scene, boolean wanted, long moment) {
    HubbubProcess instance = scene.site().instance(victim);
    Eventually.within(LONGEST, () -> {
      String ready = instance.rest().page("/readyz").text();
      return ready.contains("degraded") == wanted ? null : ready;
    });
    return Duration.ofNanos(System.nanoTime() - moment);
  }

  @Override
  protected List<Finding> measure(Scene scene, Aftermath aftermath) {
    Timeline timeline = aftermath.timeline();
    long settled = aftermath.healed() + RESYNC.toNanos();
    return List.of(
        Finding.within("degraded is told", RESYNC, noticed),
        Finding.within("in sync with Redis again", RESYNC, joined),
        Finding.within(
            "delivery meanwhile, p99",
            WITHOUT,
            timeline.deliveryP99(aftermath.struck(), aftermath.healed())),
        Finding.within(
            "delivery from 6 s after the end on, p99",
            WITH,
            timeline.deliveryP99(settled, aftermath.stopped())));
  }
}
