package dev.hubbub.survive;

import dev.hubbub.testing.Loops;
import dev.hubbub.testing.Testimony;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** F12: PostgreSQL dies under load, and comes back as it was some time ago, as an older standby or backup does. */
final class StoreWentBack implements Fault {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration AFRESH = Duration.ofSeconds(10);

  @Override
  public String id() {
    return "F12";
  }

  @Override
  public String title() {
    return "PostgreSQL comes back with an older copy";
  }

  @Override
  public List<Finding> run(Plan plan, long seed) {
    try (Site site = Site.open(false);
        BaseLoad load = new BaseLoad(site, plan, seed)) {
      load.gather();
      long begin = System.nanoTime();
      load.talk();
      await(begin, plan.strike());
      Path copy = site.postgres().copy();
      await(begin, plan.heal());
      long struck = System.nanoTime();
      site.postgres().goBackTo(copy);
      long healed = System.nanoTime();
      await(healed, plan.stop().minus(plan.heal()));
      load.hush();
      String unsettled = load.settle(PATIENCE);
      List<Testimony> testimonies = load.testimonies();
      NewLives lives = new NewLives(testimonies, load.logs().values().iterator().next(), struck);
      List<Finding> findings = new ArrayList<>();
      findings.add(Finding.promise(
          "every session starts afresh in every room",
          lives.begun() + " of " + lives.expected(),
          lives.begun() == lives.expected()));
      findings.add(Finding.within("the last of them", AFRESH, lives.lastAfter(healed)));
      findings.add(Finding.none(
          "faults in what they are told from then on",
          lives.faults().size(),
          lives.faults().isEmpty() ? "" : lives.faults().get(0)));
      findings.add(
          Finding.promise("every room has one new epoch", lives.epochs(), lives.oneEpochEach()));
      findings.add(Finding.promise(
          "what is said afterwards is acked and there once",
          lives.acked() + " acked, " + lives.missing() + " not there once",
          lives.acked() > 0 && lives.missing() == 0));
      findings.add(
          Finding.promise("all is acked and seen in the end", unsettled, unsettled.isEmpty()));
      Map<String, Integer> codes = new Refusals(testimonies).codes(struck, Long.MAX_VALUE);
      findings.add(Finding.promise(
          "refused with unavailable only",
          codes.toString(),
          codes.keySet().stream().allMatch("unavailable"::equals)));
      return findings;
    }
  }

  private static void await(long moment, Duration after) {
    long left = Math.max(1, moment + after.toNanos() - System.nanoTime());
    var unused = Loops.await(Loops.vertx().timer(left, TimeUnit.NANOSECONDS), PATIENCE.plus(after));
  }
}
