package dev.hubbub.survive;

import dev.hubbub.testing.HubbubProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A PostgreSQL that does not do what it should while people talk: they are told so in time, nobody's connection ends, no
 * event loop waits, health answers, and all goes on by itself once it is well again.
 */
abstract class StoreAway extends UnderLoad {
  private static final Duration TOLD = Duration.ofSeconds(5);
  private static final Duration HEALTH = Duration.ofSeconds(3);
  private static final Duration BACK = Duration.ofSeconds(5);
  private static final Duration SLACK = Duration.ofSeconds(5);

  private final List<Finding> findings = new ArrayList<>();
  private final List<Voice> voices = new ArrayList<>();
  private long struck;
  private Duration span = Duration.ZERO;
  private Duration back = Duration.ZERO;

  StoreAway(String id, String title) {
    super(id, title);
  }

  @Override
  protected void prepare(Scene scene) {
    findings.clear();
    voices.clear();
    scene.site().running().forEach(instance -> voices.add(Voice.at(instance)));
  }

  /** Has PostgreSQL cease to do what it should, and looks at what comes of it. */
  abstract void harm(Scene scene);

  /** Undoes it. */
  abstract void mend(Scene scene);

  @Override
  protected final void strike(Scene scene) {
    struck = System.nanoTime();
    harm(scene);
  }

  @Override
  protected final void heal(Scene scene) {
    mend(scene);
    span = Duration.ofNanos(System.nanoTime() - struck);
  }

  /** Adds what was found on the way. */
  final void note(Finding finding) {
    findings.add(finding);
  }

  /** Somebody at that instance, in a room of their own. */
  final Voice voice(int instance) {
    return voices.get(instance);
  }

  /** Somebody tries to speak, and is told in time that it cannot be. */
  final void expectUnavailable() {
    String answer = voices.get(0).say();
    note(Finding.promise("a send is unavailable", answer, answer.equals("unavailable")));
    note(Finding.within("told so", TOLD, voices.get(0).slowest()));
  }

  /** All instances answer about their health in time. */
  final void expectHealth(Scene scene, int status) {
    for (HubbubProcess instance : scene.site().running()) {
      long asked = System.nanoTime();
      int live = instance.rest().page("/livez").status();
      int ready = instance.rest().page("/readyz").status();
      Duration took = Duration.ofNanos(System.nanoTime() - asked);
      note(Finding.within("/livez and /readyz", HEALTH, took));
      note(Finding.promise(
          "/livez 200, /readyz " + status, live + ", " + ready, live == 200 && ready == status));
    }
  }

  @Override
  protected void watch(Scene scene, long healed) {
    voices.forEach(voice -> {
      Duration unused = voice.untilAcked();
    });
    back = Duration.ofNanos(System.nanoTime() - healed);
  }

  @Override
  protected Judgement judgement() {
    return new Judgement(SLACK, span.plus(SLACK));
  }

  @Override
  protected List<Finding> measure(Scene scene, Aftermath aftermath) {
    List<Finding> all = new ArrayList<>(findings);
    all.add(Finding.within("acked at every instance after the end", BACK, back));
    long unkept = 0;
    for (Voice voice : voices) {
      unkept += voice.kept().kept() && voice.isThere() ? 0 : 1;
      voice.close();
    }
    all.add(Finding.none("voices whose log or session is not whole", unkept, "one"));
    Refusals refusals = new Refusals(aftermath.testimonies());
    Map<String, Integer> codes = refusals.codes(aftermath.struck(), aftermath.stopped());
    all.add(Finding.promise(
        "refused with unavailable only",
        codes.toString(),
        codes.keySet().stream().allMatch("unavailable"::equals)));
    all.add(Finding.within(
        "the slowest of these refusals",
        TOLD,
        refusals.slowest(aftermath.struck(), aftermath.stopped())));
    Map<Integer, Integer> ends = aftermath.timeline().ends(aftermath.struck(), aftermath.stopped());
    all.add(Finding.promise("no connection ends", ends.toString(), ends.isEmpty()));
    return all;
  }
}
