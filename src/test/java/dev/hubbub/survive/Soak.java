package dev.hubbub.survive;

import dev.hubbub.testing.Checker;
import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.Loops;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * F23: people talk for as long as one likes, at seven tenths of the plan's rate, while in one second of a hundred
 * something breaks for a moment. They come and go in rounds, each of which is judged by itself; the site stays.
 */
final class Soak implements Fault {
  private static final Duration ROUND = Duration.ofSeconds(100);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final double CHANCE = 0.01;
  /** What a JVM takes while it is young, and its pools are not full, says nothing about what it takes later. */
  private static final double YOUNG = 0.25;

  private static final double SLOPE_PER_HOUR = 0.01;
  private static final Duration HOUR = Duration.ofHours(1);

  private final Duration length;
  private final List<Level> levels = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  /** What an instance takes at a time, when it has just collected its garbage. */
  private record Level(double hours, Vitals vitals) {
    double bytes() {
      return vitals.bytes();
    }
  }

  /** A soak of so many minutes. */
  Soak(int minutes) {
    this.length = Duration.ofMinutes(minutes);
  }

  @Override
  public String id() {
    return "F23";
  }

  @Override
  public String title() {
    return "a soak of " + length.toMinutes() + " minutes with faults by chance";
  }

  @Override
  public List<Finding> run(Plan plan, long seed) {
    levels.clear();
    faults.clear();
    Plan gentle = new Plan(
        plan.rooms(),
        plan.members(),
        plan.crowd(),
        plan.perSecond() * 7 / 10,
        plan.strike(),
        plan.heal(),
        plan.stop(),
        plan.quiesce());
    Random random = new Random(seed);
    int rounds = 0;
    int acked = 0;
    int broken = 0;
    try (Site site = Site.open(false)) {
      Mishaps mishaps = new Mishaps(site, random);
      long began = System.nanoTime();
      while (System.nanoTime() - began < length.toNanos()) {
        rounds++;
        try (BaseLoad load = new BaseLoad(site, gentle, random.nextInt())) {
          load.gather();
          load.talk();
          broken += breakNow(mishaps, random);
          load.hush();
          judge(rounds, load);
          acked += load.acked();
        }
        site.running().forEach(HubbubProcess::collectGarbage);
        levels.add(
            new Level((System.nanoTime() - began) / (double) HOUR.toNanos(), Vitals.of(site)));
      }
      List<Finding> findings = new ArrayList<>();
      findings.add(
          Finding.told("rounds, messages acked, mishaps", rounds + ", " + acked + ", " + broken));
      findings.add(
          Finding.none("C1–C8: faults", faults.size(), faults.isEmpty() ? "" : faults.get(0)));
      findings.add(Judgement.levels(
          later().get(0).vitals(), levels.get(levels.size() - 1).vitals()));
      findings.add(slope());
      return findings;
    }
  }

  private static int breakNow(Mishaps mishaps, Random random) {
    int broken = 0;
    for (int second = 0; second < ROUND.toSeconds(); second++) {
      if (random.nextDouble() < CHANCE) {
        broken++;
        mishaps.next();
      } else {
        var unused = Loops.await(Loops.vertx().timer(1, TimeUnit.SECONDS), PATIENCE);
      }
    }
    return broken;
  }

  private void judge(int round, BaseLoad load) {
    String unsettled = load.settle(PATIENCE);
    Checker checker = new Checker(load.logs());
    load.testimonies().forEach(checker::hear);
    checker.faults().forEach(fault -> faults.add("round " + round + ": " + fault));
    if (!unsettled.isEmpty()) {
      faults.add("round " + round + ": " + unsettled);
    }
  }

  private List<Level> later() {
    return levels.subList((int) (levels.size() * YOUNG), levels.size());
  }

  /** The straight line through the levels of the later part, by least squares, against their mean. */
  private Finding slope() {
    List<Level> later = later();
    double hours = later.stream().mapToDouble(Level::hours).average().orElse(0);
    double bytes = later.stream().mapToDouble(Level::bytes).average().orElse(1);
    double above = 0;
    double below = 0;
    for (Level one : later) {
      above += (one.hours() - hours) * (one.bytes() - bytes);
      below += (one.hours() - hours) * (one.hours() - hours);
    }
    double slope = below == 0 ? 0 : above / below / bytes;
    return new Finding(
        "memory grows by less than 1 % an hour (once an hour is over)",
        String.format(Locale.ROOT, "%.1f %% an hour", slope * 100),
        slope < SLOPE_PER_HOUR || length.compareTo(HOUR) < 0,
        true);
  }
}
