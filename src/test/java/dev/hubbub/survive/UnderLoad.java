package dev.hubbub.survive;

import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.Loops;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * A fault that comes while people talk, and goes again: three instances, the load of the plan, the fault, its end, quiet,
 * and then the judgement. Who extends it says what the fault is, and adds what is expected besides.
 */
public abstract class UnderLoad implements Fault {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration USUAL = Duration.ofSeconds(5);
  private static final Duration LOOK = Duration.ofSeconds(1);
  /** How many times as long as the quiet before it the wait for C9 may be. */
  private static final int LEVEL_AGAIN = 6;

  private final String id;
  private final String title;

  protected UnderLoad(String id, String title) {
    this.id = id;
    this.title = title;
  }

  @Override
  public final String id() {
    return id;
  }

  @Override
  public final String title() {
    return title;
  }

  /** The site it happens to, which runs; three instances unless it says otherwise. */
  protected Site open() {
    return Site.open(false);
  }

  /** The plan it goes by; the one that is given unless it says otherwise. */
  protected Plan suited(Plan given) {
    return given;
  }

  /** What the site is to take of the machine in the end; what it took right before unless it says otherwise. */
  protected Vitals expected(Vitals before) {
    return before;
  }

  /** What is done before anybody talks; mostly nothing. */
  protected void prepare(Scene scene) {}

  /** Brings the fault. May block, and the load goes on. */
  protected abstract void strike(Scene scene);

  /** Ends the fault, so that all of the site runs as before. May block, and the load goes on. */
  protected abstract void heal(Scene scene);

  /** What is watched right after the end of the fault. May block, and the load goes on; mostly nothing. */
  protected void watch(Scene scene, long healed) {}

  /** What is looked at once nobody talks any more, while all people are still there; mostly nothing. */
  protected void afterwards(Scene scene) {}

  /** The bounds of C8 and C10. */
  protected Judgement judgement() {
    return new Judgement(USUAL, USUAL);
  }

  /** What is expected beyond C1 to C10, and was found. */
  protected abstract List<Finding> measure(Scene scene, Aftermath aftermath);

  @Override
  public final List<Finding> run(Plan given, long seed) {
    Plan plan = suited(given);
    try (Site site = open();
        BaseLoad load = new BaseLoad(site, plan, seed)) {
      Scene scene = new Scene(site, load, plan, new Random(seed));
      load.gather();
      warmMeters(site);
      prepare(scene);
      long begin = System.nanoTime();
      load.talk();
      await(begin, plan.strike());
      long calm = System.nanoTime();
      Vitals before = expected(look(site));
      long struck = System.nanoTime();
      strike(scene);
      await(struck, plan.heal().minus(plan.strike()));
      heal(scene);
      long healed = System.nanoTime();
      watch(scene, healed);
      await(healed, plan.stop().minus(plan.heal()));
      load.hush();
      long stopped = System.nanoTime();
      String unsettled = load.settle(PATIENCE);
      await(stopped, plan.quiesce());
      afterwards(scene);
      Vitals after = level(site, before, plan.quiesce().multipliedBy(LEVEL_AGAIN));
      var testimonies = load.testimonies();
      Aftermath aftermath = new Aftermath(
          plan,
          begin,
          calm,
          struck,
          healed,
          stopped,
          unsettled,
          testimonies,
          load.logs(),
          before,
          after,
          new Timeline(testimonies));
      List<Finding> findings = new ArrayList<>(judgement().of(aftermath));
      findings.addAll(measure(scene, aftermath));
      return findings;
    }
  }

  /** The first look at the meters of a young JVM costs many times as much as the next, which are not to disturb. */
  private static void warmMeters(Site site) {
    for (HubbubProcess instance : site.running()) {
      Gauges unused = Gauges.of(instance);
    }
  }

  /** Waits for the site to take of the machine what it took before, at most so long. */
  private static Vitals level(Site site, Vitals before, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    Vitals after = look(site);
    while (!after.changedSince(before).isEmpty() && System.nanoTime() < end) {
      await(System.nanoTime(), LOOK);
      after = look(site);
    }
    return after;
  }

  /** What it takes without garbage, which a JVM with room to spare does not collect. */
  private static Vitals look(Site site) {
    site.running().forEach(HubbubProcess::collectGarbage);
    return Vitals.of(site);
  }

  /** Waits on the thread of the fault until so long after a moment. */
  protected static void await(long moment, Duration after) {
    long left = moment + after.toNanos() - System.nanoTime();
    if (left > 0) {
      var unused = Loops.await(
          Loops.vertx().timer(left, TimeUnit.NANOSECONDS),
          Duration.ofNanos(left).plus(PATIENCE));
    }
  }
}
